import { db } from '~/db.server'
import type { ContextFilter } from '~/features/taxonomy/context-filter'
import { contextWhere } from '~/features/taxonomy/context-where.server'
import { countryName } from '~/features/taxonomy/country'
import type { FacetChoice } from '~/features/taxonomy/facet'
import { getVocabulary } from '~/features/taxonomy/vocabulary.server'
import type { Prisma } from '~/generated/prisma/client'

export const countedFacets = ['crisisType', 'phase', 'country', 'guideline'] as const
export type CountedFacet = (typeof countedFacets)[number]
export type CountedFacets = Record<CountedFacet, FacetChoice[]>

/**
 * What a list of threads, lessons or sessions can be narrowed to, each with the number of things that would be left. The
 * choices of one facet widen each other, so each facet is counted under all other filters. A parent crisis type includes
 * its children. A choice that leaves nothing is left out unless it is chosen.
 * @param of the contexts of the things that the viewer may see under a filter
 * @param formats the BCP 47 tag in which countries are named
 */
export async function countContextFacets(
  filter: ContextFilter,
  of: (filter: ContextFilter) => Prisma.ContextWhereInput,
  formats: string,
): Promise<CountedFacets> {
  const under = (facet: CountedFacet) => of({ ...filter, [facet]: undefined })
  const [vocabulary, types, phases, countries, guidelines, titles] = await Promise.all([
    getVocabulary(),
    db.contextCrisisType.groupBy({ by: 'crisisTypeSlug', where: { context: under('crisisType') }, _count: true }),
    db.contextPhase.groupBy({ by: 'phaseSlug', where: { context: under('phase') }, _count: true }),
    db.contextCountry.groupBy({ by: 'country', where: { context: under('country') }, _count: true }),
    db.contextGuideline.groupBy({ by: 'guidelineNumber', where: { context: under('guideline') }, _count: true }),
    db.guideline.findMany({ select: { number: true, title: true }, orderBy: { number: 'asc' } }),
  ])
  const ofParent = await Promise.all(
    vocabulary.crisisTypes.map(({ slug }) =>
      db.context.count({ where: { AND: [under('crisisType'), contextWhere({ crisisType: [slug] }) ?? {}] } }),
    ),
  )
  const byName = new Intl.Collator(formats).compare
  const countOf = {
    crisisType: new Map<string | number, number>([
      ...types.map((row) => [row.crisisTypeSlug, row._count] as const),
      ...vocabulary.crisisTypes.map(({ slug }, index) => [slug, ofParent[index] ?? 0] as const),
    ]),
    phase: new Map<string | number, number>(phases.map((row) => [row.phaseSlug, row._count])),
    country: new Map<string | number, number>(countries.map((row) => [row.country, row._count])),
    guideline: new Map<string | number, number>(guidelines.map((row) => [row.guidelineNumber, row._count])),
  }
  const choices = (facet: CountedFacet, terms: { value: string | number; label: string; level?: 1 }[]) => {
    const chosen: readonly (string | number)[] = filter[facet] ?? []
    return terms
      .map(
        ({ value, label, level }): FacetChoice => ({
          value,
          label,
          level: level ?? 0,
          count: countOf[facet].get(value) ?? 0,
          chosen: chosen.includes(value),
        }),
      )
      .filter(({ count, chosen }) => count > 0 || chosen)
  }
  return {
    crisisType: choices(
      'crisisType',
      vocabulary.crisisTypes.flatMap(({ slug, label, children }) => [
        { value: slug, label },
        ...children.map((child) => ({ value: child.slug, label: child.label, level: 1 as const })),
      ]),
    ),
    phase: choices(
      'phase',
      vocabulary.phases.map(({ slug, label }) => ({ value: slug, label })),
    ),
    country: choices(
      'country',
      [...new Set([...countOf.country.keys(), ...(filter.country ?? [])])]
        .map((code) => ({ value: code, label: countryName(String(code), formats) }))
        .sort((a, b) => byName(a.label, b.label)),
    ),
    guideline: choices(
      'guideline',
      titles.map(({ number, title }) => ({ value: number, label: `${number}. ${title}` })),
    ),
  }
}
