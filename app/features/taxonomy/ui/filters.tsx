import { useText } from '~/i18n/locale'
import { UserText } from '~/ui/user-text'
import { facets as allFacets, type ContextFilter, type Facet, filterUrl } from '../context-filter'
import type { FacetChoice } from '../facet'

/** A facet with more choices than this is folded until it is used. */
const many = 12

type FilterGroup = { facet: Facet; title: string; choices: FacetChoice[] }

/**
 * What a list can be narrowed to: choices as links, each with the number of things that it would leave, and words where
 * the list has texts to search. For the `filters` of a page.
 */
export function Filters({
  path,
  filter,
  groups,
  words,
}: {
  path: string
  filter: ContextFilter
  groups: FilterGroup[]
  /** The label of the field for words. */
  words?: string
}) {
  const t = useText()
  return (
    <>
      {words && (
        <search>
          <form action={path} className="field one-line">
            <div>
              <label htmlFor="q">{words}</label>
              <input id="q" name="q" type="search" dir="auto" maxLength={200} defaultValue={filter.q} />
            </div>
            {allFacets.flatMap((facet) =>
              (filter[facet] ?? []).map((value) => (
                <input key={`${facet} ${value}`} type="hidden" name={facet} value={value} />
              )),
            )}
            <button type="submit" className="button button-plain">
              {t('taxonomy.filters.find')}
            </button>
          </form>
        </search>
      )}
      {groups
        .filter(({ choices }) => choices.length > 0)
        .map(({ facet, title, choices }) => (
          <details key={facet} open={choices.length <= many || choices.some(({ chosen }) => chosen)}>
            <summary>{title}</summary>
            <ul className="choices">
              {choices.map(({ value, label, count, chosen, level }) => (
                <li key={value} className={level === 1 ? 'below' : undefined}>
                  <a
                    href={filterUrl(path, filter, chosen ? { remove: facet, value } : { add: facet, value })}
                    aria-current={chosen ? 'true' : undefined}
                    rel="nofollow"
                  >
                    <UserText>{label}</UserText>
                  </a>{' '}
                  <span className="muted">{count}</span>
                </li>
              ))}
            </ul>
          </details>
        ))}
    </>
  )
}

/** The chosen filters of a list, each a link that takes it back. */
export function FilterChips({
  path,
  filter,
  labelOf,
}: {
  path: string
  filter: ContextFilter
  /** What a chosen value is called; its own text where nobody knows. */
  labelOf: (facet: Facet, value: string | number) => string | undefined
}) {
  const t = useText()
  const chips = allFacets.flatMap((facet) =>
    (filter[facet] ?? []).map((value) => ({
      label: labelOf(facet, value) ?? String(value),
      href: filterUrl(path, filter, { remove: facet, value }),
    })),
  )
  if (filter.q) {
    chips.push({ label: t('taxonomy.filters.words', { words: filter.q }), href: filterUrl(path, filter, { q: '' }) })
  }
  if (chips.length === 0) return null
  return (
    <ul className="chips" aria-label={t('taxonomy.filters.chosen')}>
      {chips.map(({ label, href }) => (
        <li key={href}>
          <a className="chip" href={href} aria-label={t('taxonomy.filters.remove', { label })}>
            <UserText>{label}</UserText> <span aria-hidden="true">×</span>
          </a>
        </li>
      ))}
      {chips.length > 1 && (
        <li>
          <a className="chip" href={path}>
            {t('taxonomy.filters.removeAll')}
          </a>
        </li>
      )}
    </ul>
  )
}
