import type { ContextFilter, Facet } from '~/features/taxonomy/context-filter'
import { FilterChips, Filters } from '~/features/taxonomy/ui/filters'
import { useText } from '~/i18n/locale'
import { type Facets, practiceFacets } from '../practice'

const path = '/practices'
type Filtered = { filter: ContextFilter; facets: Facets }

/** Words and every facet with its choices, each with the number of practices that it would leave. */
export function PracticeFilters({ filter, facets }: Filtered) {
  const t = useText()
  return (
    <Filters
      path={path}
      filter={filter}
      words={t('practices.text')}
      groups={practiceFacets.map((facet) => ({
        facet,
        title: t(`practices.fields.${facet}`),
        choices: facets[facet],
      }))}
    />
  )
}

/** The chosen filters, each with a way to take it back. */
export function PracticeChips({ filter, facets }: Filtered) {
  const labelOf = (facet: Facet, value: string | number) =>
    practiceFacets.some((each) => each === facet)
      ? facets[facet as keyof Facets].find((choice) => choice.value === value)?.label
      : undefined
  return <FilterChips path={path} filter={filter} labelOf={labelOf} />
}
