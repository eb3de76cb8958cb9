import type { ChosenTerm } from '~/features/taxonomy/chosen-terms.server'
import type { ContextFilter, Facet } from '~/features/taxonomy/context-filter'
import type { FacetChoice } from '~/features/taxonomy/facet'
import { FilterChips, Filters } from '~/features/taxonomy/ui/filters'
import { useText } from '~/i18n/locale'
import type { ContextItem } from '../context'

const groups = ['crisisType', 'phase', 'country', 'guideline'] as const

/** The choices of a list of threads, lessons or sessions. */
export function ContextFilters({
  path,
  filter,
  facets,
  words,
}: {
  path: string
  filter: ContextFilter
  facets: Record<(typeof groups)[number], FacetChoice[]>
  words?: string
}) {
  const t = useText()
  return (
    <Filters
      path={path}
      filter={filter}
      words={words}
      groups={groups.map((facet) => ({ facet, title: t(`context.groups.${facet}`), choices: facets[facet] }))}
    />
  )
}

/** What such a list is narrowed to. @param items what the filter names, known things only */
export function ContextChips({
  path,
  filter,
  items,
}: {
  path: string
  filter: ContextFilter
  items: (ContextItem | ChosenTerm)[]
}) {
  const labelOf = (facet: Facet, value: string | number) =>
    items.find(({ kind, key }) => kind === facet && key === String(value))?.label
  return <FilterChips path={path} filter={filter} labelOf={labelOf} />
}
