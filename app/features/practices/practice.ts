import type { UseCounts } from '../reuses/reuse'

/** Something that a practice names, ready to show. `family`: the slug of a crisis type's first level, its colour. */
export type LinkedTerm = { label: string; href: string; family?: string }

/** A practice in a list. */
export type PracticeLine = {
  id: string
  slug: string
  title: string
  stakeholderLine: string
  typesOfPractice: string[]
  /** Crisis types, countries and phases. */
  about: LinkedTerm[]
  /** null where nobody has used it. */
  use: UseCounts | null
}

/** A practice with every field of its record. */
export type PracticeView = {
  id: string
  slug: string
  title: string
  descriptionHtml: string
  stakeholderLine: string
  stakeholders: string[]
  typesOfPractice: LinkedTerm[]
  stakeholderTypes: LinkedTerm[]
  crisisTypes: LinkedTerm[]
  phases: LinkedTerm[]
  countries: LinkedTerm[]
  guidelines: (LinkedTerm & { number: number })[]
  thematicAreas: string[]
  links: { label: string; url: string | null }[]
  sourceUrl: string | null
  unknownValues: { field: string; value: string }[]
  updatedAt: Date
}

export const practiceFacets = [
  'typeOfPractice',
  'country',
  'stakeholderType',
  'crisisType',
  'phase',
  'guideline',
] as const
export type PracticeFacet = (typeof practiceFacets)[number]

/** One choice of a facet with the number of practices it would leave; `level` 1 stands below the choice before it. */
export type FacetChoice = { value: string | number; label: string; count: number; chosen: boolean; level: 0 | 1 }
export type Facets = Record<PracticeFacet, FacetChoice[]>
