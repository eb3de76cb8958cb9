import { databaseVersion, db, preparedRead } from '~/db.server'
import { getVocabulary } from '~/features/taxonomy/vocabulary.server'
import { notFound } from '~/lib/errors'
import { type Coverage, type CoverageCell, type CoveredState, coveredStates, emptyCell } from './coverage'

type Row = { guideline: number; crisisType: string; phase: string; kind: string; number: number; newest: string }

/**
 * The whole matrix in one statement: what everyone may see, by guideline (its sample practices count for it), crisis type
 * (a first level holds all below it) and phase; with '' for both, what a guideline has in all. Each number is that of the
 * list it leads to.
 */
export const coverageSql = `
  WITH item(contextId, kind, at) AS MATERIALIZED (
    SELECT contextId, state, verifiedAt FROM Lesson WHERE state IN (${coveredStates.map((state) => `'${state}'`).join(', ')})
    UNION ALL SELECT contextId, 'practice', updatedAt FROM Practice
    UNION ALL SELECT contextId, 'thread', lastPostAt FROM Thread WHERE id NOT IN (
      SELECT threadId FROM Post WHERE number = 1 AND heldAt IS NOT NULL)
  ),
  guided(contextId, guideline) AS MATERIALIZED (
    SELECT contextId, guidelineNumber FROM ContextGuideline
    UNION SELECT c.contextId, s.guidelineNumber
      FROM ContextSamplePractice c JOIN SamplePractice s ON s.id = c.samplePracticeId
  ),
  typed(contextId, crisisType) AS MATERIALIZED (
    SELECT contextId, crisisTypeSlug FROM ContextCrisisType
    UNION SELECT c.contextId, t.parentSlug
      FROM ContextCrisisType c JOIN CrisisType t ON t.slug = c.crisisTypeSlug WHERE t.parentSlug IS NOT NULL
  )
  SELECT guideline, crisisType, phaseSlug AS phase, kind, count(*) AS number, max(at) AS newest
    FROM item JOIN guided USING (contextId) JOIN typed USING (contextId) JOIN ContextPhase USING (contextId)
    GROUP BY guideline, crisisType, phaseSlug, kind
  UNION ALL
  SELECT guideline, '', '', kind, count(*), max(at) FROM item JOIN guided USING (contextId) GROUP BY guideline, kind`

const readRows = preparedRead<Row>(coverageSql)

let kept: { version: string; cells: Map<string, CoverageCell> } | undefined

/** The cells that are not empty, read once for each state of the database: they are the same for all. */
function cells(): Map<string, CoverageCell> {
  const version = databaseVersion()
  if (kept?.version !== version) kept = { version, cells: readCells() }
  return kept.cells
}

function readCells(): Map<string, CoverageCell> {
  const found = new Map<string, CoverageCell>()
  for (const { guideline, crisisType, phase, kind, number, newest } of readRows()) {
    const key = keyOf(guideline, crisisType, phase)
    const cell = found.get(key) ?? emptyCell()
    found.set(key, cell)
    if (kind === 'practice') cell.practices = number
    else if (kind === 'thread') cell.threads = number
    else {
      cell.states[kind as CoveredState] = number
      cell.lessons += number
    }
    if (newest && (!cell.newest || newest > cell.newest)) cell.newest = newest
  }
  return found
}

const keyOf = (guideline: number, crisisType: string, phase: string) => `${guideline} ${crisisType} ${phase}`

/**
 * What there is and what is missing: the guidelines by kind of crisis and phase. Only what everyone may see is counted.
 * @param asked.level 2 shows crisis types one by one; asked.crisisType only that one, or those below it
 * @throws AppError 404 for a crisis type that is none
 */
export async function coverage({
  level = 1,
  crisisType = '',
}: {
  level?: 1 | 2
  crisisType?: string
}): Promise<Coverage> {
  const [{ crisisTypes, phases }, guidelines] = await Promise.all([
    getVocabulary(),
    db.guideline.findMany({ select: { number: true, title: true }, orderBy: { number: 'asc' } }),
  ])
  const families = crisisTypes.map(({ slug, label }) => ({ slug, label, family: slug }))
  const below = crisisTypes.flatMap(({ slug: family, children }) => children.map((child) => ({ ...child, family })))
  const within = [...families, ...below].find(({ slug }) => slug === crisisType) ?? null
  if (crisisType && !within) throw notFound()
  const children = below.filter(({ family }) => family === within?.slug)
  const shown = within ? (children.length > 0 ? children : [within]) : level === 2 ? below : families
  const known = cells()
  const cellOf = (guideline: number, type: string, phase: string) =>
    known.get(keyOf(guideline, type, phase)) ?? emptyCell()
  return {
    guidelines: guidelines.map(({ number, title }) => ({
      number,
      title,
      whole: cellOf(number, '', ''),
      cells: shown.map(({ slug }) => phases.map((phase) => cellOf(number, slug, phase.slug))),
    })),
    crisisTypes: shown,
    phases,
    within,
    level,
  }
}

/** Reads the view that an address asks for. */
export const coverageView = (searchParams: URLSearchParams): { level: 1 | 2; crisisType: string } => ({
  level: searchParams.get('level') === '2' ? 2 : 1,
  crisisType: (searchParams.get('crisisType') ?? '').slice(0, 120),
})
