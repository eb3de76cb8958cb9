import type { UseCounts } from '../reuses/reuse'
import type { FacetChoice } from '../taxonomy/facet'

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

export type Facets = Record<PracticeFacet, FacetChoice[]>
