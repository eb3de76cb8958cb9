import { databaseVersion, db } from '~/db.server'
import { getVocabulary } from '~/features/taxonomy/vocabulary.server'

type Counts = { crisisTypes: Record<string, number>; phases: Record<string, number> }
type Row = { facet: 'crisisType' | 'phase'; key: string; number: bigint | number }

let kept: { version: string; counts: Promise<Counts> } | undefined

/**
 * How many practices, threads and verified lessons stand under each crisis type (a parent with its children) and each
 * crisis phase. Only what everyone may see is counted, so that it is the same for all.
 * @returns numbers by slug; a slug without any is missing
 */
export function countContexts(): Promise<Counts> {
  const version = databaseVersion()
  if (kept?.version !== version) {
    const counts = count()
    kept = { version, counts }
    counts.catch(() => {
      kept = undefined
    })
  }
  return kept.counts
}

async function count(): Promise<Counts> {
  const rows = await db.$queryRaw<Row[]>`
    WITH shown(contextId) AS (
      SELECT contextId FROM Practice
      UNION ALL SELECT contextId FROM Thread WHERE id NOT IN (
        SELECT threadId FROM Post WHERE number = 1 AND heldAt IS NOT NULL)
      UNION ALL SELECT contextId FROM Lesson
        WHERE state IN ('observation', 'lesson-identified', 'action-under-way', 'lesson-learned')
    )
    SELECT 'crisisType' AS facet, t.slug AS key, count(*) AS number
      FROM shown s JOIN ContextCrisisType c ON c.contextId = s.contextId JOIN CrisisType t ON t.slug = c.crisisTypeSlug
      GROUP BY t.slug
    UNION ALL
    SELECT 'crisisType', p.slug, count(DISTINCT s.contextId)
      FROM shown s JOIN ContextCrisisType c ON c.contextId = s.contextId JOIN CrisisType t ON t.slug = c.crisisTypeSlug
        JOIN CrisisType p ON p.slug = coalesce(t.parentSlug, t.slug)
      GROUP BY p.slug
    UNION ALL
    SELECT 'phase', c.phaseSlug, count(*)
      FROM shown s JOIN ContextPhase c ON c.contextId = s.contextId GROUP BY c.phaseSlug`
  const counts: Counts = { crisisTypes: {}, phases: {} }
  // A parent's row for itself and its children comes after its row for itself alone, and is the one to show.
  for (const { facet, key, number } of rows) {
    counts[facet === 'phase' ? 'phases' : 'crisisTypes'][key] = Number(number)
  }
  return counts
}

export type CountedTerm = { slug: string; label: string; count: number }
export type CountedCrisisType = CountedTerm & { children: CountedTerm[] }

/** The crisis types that anything stands under, both levels, and all phases, each with its count: for browsing. */
export async function browseContexts(): Promise<{ crisisTypes: CountedCrisisType[]; phases: CountedTerm[] }> {
  const [{ crisisTypes, phases }, counts] = await Promise.all([getVocabulary(), countContexts()])
  const counted = (slug: string) => counts.crisisTypes[slug] ?? 0
  return {
    crisisTypes: crisisTypes.map(({ slug, label, children }) => ({
      slug,
      label,
      count: counted(slug),
      children: children
        .filter((child) => counted(child.slug) > 0)
        .map((child) => ({ ...child, count: counted(child.slug) })),
    })),
    phases: phases.map(({ slug, label }) => ({ slug, label, count: counts.phases[slug] ?? 0 })),
  }
}
