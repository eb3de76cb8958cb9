import { type CountedFacets, countContextFacets } from '~/features/context/count-facets.server'
import type { ContextFilter } from '~/features/taxonomy/context-filter'
import { publicStates } from './lesson'
import { filterWhere } from './queries.server'

/**
 * What the list of verified lessons can be narrowed to, with the number of lessons that each choice would leave.
 * @param formats the BCP 47 tag in which countries are named
 */
export const lessonFacets = (filter: ContextFilter, formats: string): Promise<CountedFacets> =>
  countContextFacets(
    filter,
    (under) => ({ ofLesson: { is: { AND: [{ state: { in: publicStates } }, filterWhere(under)] } } }),
    formats,
  )
