import { db } from '~/db.server'
import type { ContextFilter } from '~/features/taxonomy/context-filter'
import { contextWhere } from '~/features/taxonomy/context-where.server'
import { countryName } from '~/features/taxonomy/country'
import { getVocabulary } from '~/features/taxonomy/vocabulary.server'
import type { Prisma } from '~/generated/prisma/client'
import { publicStates } from './lesson'
import { filterWhere } from './queries.server'

export type LessonFacet = 'crisisType' | 'phase' | 'country' | 'guideline'
export type FacetChoice = { value: string; label: string; count: number }

/**
 * What the list of verified lessons can be narrowed to, each with the number of lessons that would be left. The choices
 * of one facet widen each other, so each facet is counted under all other filters. A parent crisis type includes its children.
 * @param formats the BCP 47 tag in which countries are named
 */
export async function lessonFacets(
  filter: ContextFilter,
  formats: string,
): Promise<Record<LessonFacet, FacetChoice[]>> {
  const under = (facet: LessonFacet): Prisma.ContextWhereInput => ({
    ofLesson: { is: { AND: [{ state: { in: publicStates } }, filterWhere({ ...filter, [facet]: undefined })] } },
  })
  const [vocabulary, types, phases, countries, guidelines, titles] = await Promise.all([
    getVocabulary(),
    db.contextCrisisType.groupBy({ by: 'crisisTypeSlug', where: { context: under('crisisType') }, _count: true }),
    db.contextPhase.groupBy({ by: 'phaseSlug', where: { context: under('phase') }, _count: true }),
    db.contextCountry.groupBy({ by: 'country', where: { context: under('country') }, _count: true }),
    db.contextGuideline.groupBy({ by: 'guidelineNumber', where: { context: under('guideline') }, _count: true }),
    db.guideline.findMany({ select: { number: true, title: true } }),
  ])
  const ofType = new Map(types.map((row) => [row.crisisTypeSlug, row._count]))
  const ofPhase = new Map(phases.map((row) => [row.phaseSlug, row._count]))
  const titleOf = new Map(titles.map(({ number, title }) => [number, title]))
  const crisisType = await Promise.all(
    vocabulary.crisisTypes.map(async ({ slug, label, children }) => [
      { value: slug, label, count: await countUnderParent(slug, under('crisisType')) },
      ...children.map((child) => ({ value: child.slug, label: child.label, count: ofType.get(child.slug) ?? 0 })),
    ]),
  )
  const byName = new Intl.Collator(formats).compare
  return {
    crisisType: crisisType.flat().filter(({ count }) => count > 0),
    phase: vocabulary.phases
      .map(({ slug, label }) => ({ value: slug, label, count: ofPhase.get(slug) ?? 0 }))
      .filter(({ count }) => count > 0),
    country: countries
      .map(({ country, _count }) => ({ value: country, label: countryName(country, formats), count: _count }))
      .sort((a, b) => byName(a.label, b.label)),
    guideline: guidelines
      .map(({ guidelineNumber: number, _count }) => ({
        number,
        label: `${number}. ${titleOf.get(number)}`,
        count: _count,
      }))
      .sort((a, b) => a.number - b.number)
      .map(({ number, label, count }) => ({ value: String(number), label, count })),
  }
}

const countUnderParent = (slug: string, where: Prisma.ContextWhereInput) =>
  db.context.count({ where: { AND: [where, contextWhere({ crisisType: [slug] }) ?? {}] } })
