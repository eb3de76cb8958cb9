import type { Prisma } from '~/generated/prisma/client'
import type { ContextFilter } from './context-filter'

/**
 * What a filter asks of the context of a thread, lesson, session or practice. Values of one facet are or, facets are
 * and; a parent crisis type includes its children, a guideline includes its sample practices, a type of practice is that
 * of a linked practice. The kind of stakeholder and the text are left to whoever lists.
 * @returns undefined where the filter asks nothing of the context
 */
export function contextWhere(filter: ContextFilter): Prisma.ContextWhereInput | undefined {
  const all: Prisma.ContextWhereInput[] = []
  const { crisisType, phase, country, guideline, samplePractice, practice, typeOfPractice } = filter
  if (crisisType?.length) {
    all.push({
      crisisTypes: {
        some: { OR: [{ crisisTypeSlug: { in: crisisType } }, { crisisType: { parentSlug: { in: crisisType } } }] },
      },
    })
  }
  if (phase?.length) all.push({ phases: { some: { phaseSlug: { in: phase } } } })
  if (country?.length) all.push({ countries: { some: { country: { in: country } } } })
  if (guideline?.length) {
    all.push({
      OR: [
        { guidelines: { some: { guidelineNumber: { in: guideline } } } },
        { samplePractices: { some: { samplePractice: { guidelineNumber: { in: guideline } } } } },
      ],
    })
  }
  if (samplePractice?.length) all.push({ samplePractices: { some: { samplePracticeId: { in: samplePractice } } } })
  if (practice?.length) all.push({ practices: { some: { practice: { slug: { in: practice } } } } })
  if (typeOfPractice?.length) {
    all.push({
      practices: { some: { practice: { typesOfPractice: { some: { typeOfPracticeSlug: { in: typeOfPractice } } } } } },
    })
  }
  return all.length > 0 ? { AND: all } : undefined
}
