import type { Translate } from '~/i18n/translate'
import type { ContextItem } from './context'

/** How much it tells that two things name the same: the most specific most. */
const weights: Record<ContextItem['kind'], number> = {
  practice: 5,
  samplePractice: 5,
  crisisType: 4,
  country: 4,
  guideline: 3,
  phase: 1,
}

/** One row to look for: `item` is the place of the thing, among those asked for, that finding it counts for. */
type Wanted = { kind: string; key: string; weight: number; item: number }

/**
 * What to look for in the contexts of other things, for `sharedContext`'s parameter. A crisis type is met a little by
 * its first level, and one of the first level by all below it; a guideline and its sample practices meet too.
 */
export function wantedContext(items: readonly ContextItem[]): string {
  const wanted: Wanted[] = items.flatMap(({ kind, key, family }, item) => {
    const rows: Wanted[] = [{ kind, key, weight: key === 'global' ? 1 : weights[kind], item }]
    if (kind === 'crisisType' && family === key) rows.push({ kind: 'crisisTypesBelow', key, weight: 3, item })
    if (kind === 'crisisType' && family && family !== key) rows.push({ kind, key: family, weight: 1, item })
    if (kind === 'guideline') rows.push({ kind: 'samplePracticesOf', key, weight: 3, item })
    if (kind === 'samplePractice') rows.push({ kind: 'guideline', key: key.split('.')[0] ?? '', weight: 2, item })
    return rows
  })
  return JSON.stringify(wanted)
}

/**
 * For a prepared read: the tables `shared` (contextId, score, items), the contexts that share something with what is
 * looked for. Its one parameter is what `wantedContext` gives. Phases alone find nothing where something more specific
 * is looked for, since a third of everything shares them.
 */
export const sharedContext = `
  wanted AS MATERIALIZED (
    SELECT value ->> 'kind' AS kind, value ->> 'key' AS key, value ->> 'weight' AS weight, value ->> 'item' AS item
    FROM json_each(?)
  ),
  specific(contextId, item, weight) AS MATERIALIZED (
    SELECT c.contextId, w.item, w.weight FROM wanted w CROSS JOIN ContextCrisisType c ON c.crisisTypeSlug = w.key
      WHERE w.kind = 'crisisType'
    UNION ALL
    SELECT c.contextId, w.item, w.weight FROM wanted w CROSS JOIN CrisisType t ON t.parentSlug = w.key
      CROSS JOIN ContextCrisisType c ON c.crisisTypeSlug = t.slug WHERE w.kind = 'crisisTypesBelow'
    UNION ALL
    SELECT c.contextId, w.item, w.weight FROM wanted w CROSS JOIN ContextCountry c ON c.country = w.key
      WHERE w.kind = 'country'
    UNION ALL
    SELECT c.contextId, w.item, w.weight FROM wanted w
      CROSS JOIN ContextGuideline c ON c.guidelineNumber = CAST(w.key AS INTEGER) WHERE w.kind = 'guideline'
    UNION ALL
    SELECT c.contextId, w.item, w.weight FROM wanted w CROSS JOIN SamplePractice s ON s.guidelineNumber = CAST(w.key AS INTEGER)
      CROSS JOIN ContextSamplePractice c ON c.samplePracticeId = s.id WHERE w.kind = 'samplePracticesOf'
    UNION ALL
    SELECT c.contextId, w.item, w.weight FROM wanted w CROSS JOIN ContextSamplePractice c ON c.samplePracticeId = w.key
      WHERE w.kind = 'samplePractice'
    UNION ALL
    SELECT c.contextId, w.item, w.weight FROM wanted w CROSS JOIN Practice p ON p.slug = w.key
      CROSS JOIN ContextPractice c ON c.practiceId = p.id WHERE w.kind = 'practice'
  ),
  every_one AS (
    SELECT contextId, item, weight FROM specific
    UNION ALL
    SELECT c.contextId, w.item, w.weight FROM wanted w CROSS JOIN ContextPhase c ON c.phaseSlug = w.key
      WHERE w.kind = 'phase'
        AND (NOT EXISTS (SELECT 1 FROM wanted WHERE kind <> 'phase') OR c.contextId IN (SELECT contextId FROM specific))
  ),
  shared(contextId, score, items) AS (
    SELECT contextId, sum(weight), json_group_array(item)
    FROM (SELECT contextId, item, max(weight) AS weight FROM every_one GROUP BY contextId, item)
    GROUP BY contextId
  )`

/** The things that `shared.items` tells of, in the order in which they were asked for. */
export const sharedItems = (items: readonly ContextItem[], json: string | null): ContextItem[] =>
  (JSON.parse(json ?? '[]') as number[]).sort((a, b) => a - b).flatMap((index) => items[index] ?? [])

/** What a thing is called within a sentence: "Guideline 8" rather than its whole title. */
export function briefLabel({ kind, key, label }: Pick<ContextItem, 'kind' | 'key' | 'label'>, t: Translate): string {
  if (kind === 'guideline') return t('context.brief.guideline', { number: key })
  if (kind === 'samplePractice') return t('context.brief.samplePractice', { number: key })
  return label.length <= 60 ? label : `${label.slice(0, 59).toWellFormed()}…`
}
