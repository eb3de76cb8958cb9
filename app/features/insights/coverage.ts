import { contextQuery } from '~/features/context/context'
import type { LessonState } from '~/features/lessons/lesson'

/** The states by which a cell counts its lessons, as they go on. */
export const coveredStates = [
  'observation',
  'lesson-identified',
  'action-under-way',
  'lesson-learned',
] as const satisfies LessonState[]
export type CoveredState = (typeof coveredStates)[number]

/** What stands under one guideline, kind of crisis and phase. `newest`: when the newest of it was written, in ISO 8601. */
export type CoverageCell = {
  states: Record<CoveredState, number>
  lessons: number
  practices: number
  threads: number
  newest: string | null
}

export const emptyCell = (): CoverageCell => ({
  states: { observation: 0, 'lesson-identified': 0, 'action-under-way': 0, 'lesson-learned': 0 },
  lessons: 0,
  practices: 0,
  threads: 0,
  newest: null,
})

export const isEmpty = ({ lessons, practices, threads }: CoverageCell): boolean => lessons + practices + threads === 0

export type CoverageTerm = { slug: string; label: string }

/** The matrix that a page shows. cells: by row, then crisis type, then phase; `whole` is the guideline in all. */
export type Coverage = {
  guidelines: { number: number; title: string; whole: CoverageCell; cells: CoverageCell[][] }[]
  crisisTypes: (CoverageTerm & { family: string })[]
  phases: CoverageTerm[]
  /** The crisis type that was opened, where one was. */
  within: CoverageTerm | null
  level: 1 | 2
}

/** The address of what a number counts, and of the question for what is missing. */
export const coverageUrl = (
  path: '/lessons' | '/practices' | '/threads' | '/threads/new',
  guideline: number,
  crisisType?: string,
  phase?: string,
): string =>
  path +
  contextQuery({
    crisisType: crisisType ? [crisisType] : [],
    phase: phase ? [phase] : [],
    guideline: [String(guideline)],
  })
