import { db, preparedRead } from '~/db.server'
import { countryName } from '~/features/taxonomy/country'
import type { Prisma } from '~/generated/prisma/client'
import { type ContextItem, type ContextKeys, type ContextKind, contextHref, couldBe, emptyContext } from './context'

/** The part of a context that a line of a list shows: crisis types, countries, phases. */
export const briefContextSelect = {
  crisisTypes: {
    select: {
      crisisType: {
        select: { slug: true, label: true, position: true, parent: { select: { slug: true, label: true } } },
      },
    },
  },
  phases: { select: { phase: { select: { slug: true, label: true, position: true } } } },
  countries: { select: { country: true } },
} satisfies Prisma.ContextSelect

/** The whole of a context: one query a kind, however many rows. */
export const contextSelect = {
  ...briefContextSelect,
  guidelines: { select: { guideline: { select: { number: true, title: true } } } },
  samplePractices: {
    select: { samplePractice: { select: { id: true, guidelineNumber: true, number: true, text: true } } },
  },
  practices: { select: { practice: { select: { slug: true, title: true } } } },
} satisfies Prisma.ContextSelect

export type BriefContextRow = Prisma.ContextGetPayload<{ select: typeof briefContextSelect }>
export type ContextRow = Prisma.ContextGetPayload<{ select: typeof contextSelect }>
type AnyContextRow = BriefContextRow & Partial<ContextRow>

/** The rows that a context points at, whether read through the context or looked up by their keys. */
type Things = {
  crisisTypes: BriefContextRow['crisisTypes'][number]['crisisType'][]
  phases: BriefContextRow['phases'][number]['phase'][]
  countries: string[]
  guidelines: ContextRow['guidelines'][number]['guideline'][]
  samplePractices: ContextRow['samplePractices'][number]['samplePractice'][]
  practices: ContextRow['practices'][number]['practice'][]
}

const thingsOf = (row: AnyContextRow): Things => ({
  crisisTypes: row.crisisTypes.map(({ crisisType }) => crisisType),
  phases: row.phases.map(({ phase }) => phase),
  countries: row.countries.map(({ country }) => country),
  guidelines: row.guidelines?.map(({ guideline }) => guideline) ?? [],
  samplePractices: row.samplePractices?.map(({ samplePractice }) => samplePractice) ?? [],
  practices: row.practices?.map(({ practice }) => practice) ?? [],
})

/**
 * What a context names, ready to show, in the order of `contextKinds`.
 * @param row read by `contextSelect`, or by `briefContextSelect` for a line of a list
 * @param formats the BCP 47 tag in which countries are named
 */
export const contextItems = (row: AnyContextRow, formats: string): ContextItem[] => itemsOf(thingsOf(row), formats)

/** The keys of a context, as addresses and forms name them. */
export function contextKeysOf(row: ContextRow): ContextKeys {
  const things = thingsOf(row)
  return {
    crisisType: things.crisisTypes.map(({ slug }) => slug),
    phase: things.phases.map(({ slug }) => slug),
    country: things.countries,
    guideline: things.guidelines.map(({ number }) => String(number)),
    samplePractice: things.samplePractices.map(({ id }) => id),
    practice: things.practices.map(({ slug }) => slug),
  }
}

type Named = {
  kind: ContextKind
  key: string
  label: string
  position: number
  parentSlug: string | null
  parentLabel: string | null
}

const readNamed = preparedRead<Named>(`
  WITH asked AS (SELECT ? AS id)
  SELECT 'crisisType' AS kind, t.slug AS key, t.label, t.position, p.slug AS parentSlug, p.label AS parentLabel
  FROM ContextCrisisType c JOIN CrisisType t ON t.slug = c.crisisTypeSlug
    LEFT JOIN CrisisType p ON p.slug = t.parentSlug
  WHERE c.contextId = (SELECT id FROM asked)
  UNION ALL
  SELECT 'phase', p.slug, p.label, p.position, NULL, NULL
  FROM ContextPhase c JOIN CrisisPhase p ON p.slug = c.phaseSlug WHERE c.contextId = (SELECT id FROM asked)
  UNION ALL
  SELECT 'country', c.country, '', 0, NULL, NULL FROM ContextCountry c WHERE c.contextId = (SELECT id FROM asked)
  UNION ALL
  SELECT 'guideline', CAST(g.number AS TEXT), g.title, g.number, NULL, NULL
  FROM ContextGuideline c JOIN Guideline g ON g.number = c.guidelineNumber WHERE c.contextId = (SELECT id FROM asked)
  UNION ALL
  SELECT 'samplePractice', s.id, s.text, 0, NULL, NULL
  FROM ContextSamplePractice c JOIN SamplePractice s ON s.id = c.samplePracticeId
  WHERE c.contextId = (SELECT id FROM asked)
  UNION ALL
  SELECT 'practice', p.slug, p.title, 0, NULL, NULL
  FROM ContextPractice c JOIN Practice p ON p.id = c.practiceId WHERE c.contextId = (SELECT id FROM asked)`)

/**
 * What contextSelect reads, for the pages that are read most: one statement where Prisma asks seven times. It sees what is
 * committed, and refuses inside a transaction.
 */
export function readContext(contextId: string): ContextRow {
  const rows = readNamed(contextId)
  const of = <Part>(kind: ContextKind, part: (row: Named) => Part) => rows.filter((row) => row.kind === kind).map(part)
  return {
    crisisTypes: of('crisisType', ({ key: slug, label, position, parentSlug, parentLabel }) => ({
      crisisType: { slug, label, position, parent: parentSlug ? { slug: parentSlug, label: parentLabel ?? '' } : null },
    })),
    phases: of('phase', ({ key: slug, label, position }) => ({ phase: { slug, label, position } })),
    countries: of('country', ({ key: country }) => ({ country })),
    guidelines: of('guideline', ({ position: number, label: title }) => ({ guideline: { number, title } })),
    samplePractices: of('samplePractice', ({ key: id, label: text }) => {
      const [guidelineNumber = 0, number = 0] = id.split('.').map(Number)
      return { samplePractice: { id, guidelineNumber, number, text } }
    }),
    practices: of('practice', ({ key: slug, label: title }) => ({ practice: { slug, title } })),
  }
}

/** The whole context of one row of Context, as keys: what an edit form starts from. */
export async function contextKeysOfId(contextId: string): Promise<ContextKeys> {
  const row = await db.context.findUnique({ where: { id: contextId }, select: contextSelect })
  return row ? contextKeysOf(row) : emptyContext()
}

/** What keys name, ready to show. Keys that name nothing are left out. */
export async function contextItemsOf(keys: ContextKeys, formats: string): Promise<ContextItem[]> {
  const lookUp = <Row>(kind: ContextKind, read: (keys: string[]) => Promise<Row[]>): Promise<Row[]> => {
    const possible = keys[kind].filter(couldBe[kind])
    return possible.length > 0 ? read(possible) : Promise.resolve([])
  }
  const [crisisTypes, phases, guidelines, samplePractices, practices] = await Promise.all([
    lookUp('crisisType', (slugs) =>
      db.crisisType.findMany({
        where: { slug: { in: slugs } },
        select: briefContextSelect.crisisTypes.select.crisisType.select,
      }),
    ),
    lookUp('phase', (slugs) =>
      db.crisisPhase.findMany({
        where: { slug: { in: slugs } },
        select: briefContextSelect.phases.select.phase.select,
      }),
    ),
    lookUp('guideline', (numbers) =>
      db.guideline.findMany({
        where: { number: { in: numbers.map(Number) } },
        select: contextSelect.guidelines.select.guideline.select,
      }),
    ),
    lookUp('samplePractice', (ids) =>
      db.samplePractice.findMany({
        where: { id: { in: ids } },
        select: contextSelect.samplePractices.select.samplePractice.select,
      }),
    ),
    lookUp('practice', (slugs) =>
      db.practice.findMany({
        where: { slug: { in: slugs } },
        select: contextSelect.practices.select.practice.select,
      }),
    ),
  ])
  const countries = keys.country.filter(couldBe.country)
  return itemsOf({ crisisTypes, phases, countries, guidelines, samplePractices, practices }, formats)
}

/** One thing ready to show. */
const item = (kind: ContextKind, key: string, label: string): ContextItem => ({
  kind,
  key,
  label,
  href: contextHref[kind](key),
})

export const crisisTypeItem = ({ slug, label, parent }: Things['crisisTypes'][number]): ContextItem => ({
  ...item('crisisType', slug, label),
  ...(parent && { about: parent.label }),
  family: parent?.slug ?? slug,
})
export const phaseItem = (phase: { slug: string; label: string }) => item('phase', phase.slug, phase.label)
export const countryItem = (code: string, formats: string) => item('country', code, countryName(code, formats))
export const guidelineItem = ({ number, title }: Things['guidelines'][number]) =>
  item('guideline', String(number), `${number}. ${title}`)
export const samplePracticeItem = ({ id, text }: Pick<Things['samplePractices'][number], 'id' | 'text'>) =>
  item('samplePractice', id, `${id} ${text}`)
export const practiceItem = ({ slug, title }: Things['practices'][number]) => item('practice', slug, title)

const collators = new Map<string, Intl.Collator>()

/** Making one costs more than sorting with it. */
function collator(formats: string): Intl.Collator {
  let known = collators.get(formats)
  if (!known) {
    known = new Intl.Collator(formats)
    collators.set(formats, known)
  }
  return known
}

function itemsOf(things: Things, formats: string): ContextItem[] {
  const byName = collator(formats).compare
  const byPosition = (a: { position: number }, b: { position: number }) => a.position - b.position
  return [
    ...[...things.crisisTypes].sort(byPosition).map(crisisTypeItem),
    ...[...things.phases].sort(byPosition).map(phaseItem),
    ...things.countries.map((code) => countryItem(code, formats)).sort((a, b) => byName(a.label, b.label)),
    ...[...things.guidelines].sort((a, b) => a.number - b.number).map(guidelineItem),
    ...[...things.samplePractices]
      .sort((a, b) => a.guidelineNumber - b.guidelineNumber || a.number - b.number)
      .map(samplePracticeItem),
    ...[...things.practices].sort((a, b) => byName(a.title, b.title)).map(practiceItem),
  ]
}
