import { facets as allFacets, type ContextFilter, filterUrl, isFiltered } from '~/features/taxonomy/context-filter'
import { useText } from '~/i18n/locale'
import { UserText } from '~/ui/user-text'
import { type FacetChoice, type Facets, type PracticeFacet, practiceFacets } from '../practice'

const path = '/practices'
/** A facet with more choices than this is folded until it is used. */
const many = 12

/** Every facet with its choices as links, each with the number of practices that it would leave. */
export function PracticeFilters({ filter, facets }: { filter: ContextFilter; facets: Facets }) {
  const t = useText()
  return (
    <details className="filters">
      <summary>{t('practices.filters')}</summary>
      <div id="filters">
        <h2 className="wide">{t('practices.filters')}</h2>
        {practiceFacets
          .filter((facet) => facets[facet].length > 0)
          .map((facet) => (
            <section key={facet}>
              <h3>{t(`practices.fields.${facet}`)}</h3>
              <FacetChoices facet={facet} choices={facets[facet]} filter={filter} />
            </section>
          ))}
      </div>
    </details>
  )
}

function FacetChoices({
  facet,
  choices,
  filter,
}: {
  facet: PracticeFacet
  choices: FacetChoice[]
  filter: ContextFilter
}) {
  const t = useText()
  const list = (
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
  )
  if (choices.length <= many) return list
  return (
    <details open={choices.some(({ chosen }) => chosen)}>
      <summary>{t('practices.choices', { count: choices.length })}</summary>
      {list}
    </details>
  )
}

/** The chosen filters, each with a way to take it back. */
export function ChosenFilters({ filter, facets }: { filter: ContextFilter; facets: Facets }) {
  const t = useText()
  if (!isFiltered(filter)) return null
  const chips = allFacets.flatMap((facet) =>
    (filter[facet] ?? []).map((value) => ({
      label: labelOf(facets, facet, value),
      href: filterUrl(path, filter, { remove: facet, value }),
    })),
  )
  if (filter.q) chips.push({ label: `“${filter.q}”`, href: filterUrl(path, filter, { q: '' }) })
  return (
    <ul className="chips" aria-label={t('practices.chosen')}>
      {chips.map(({ label, href }) => (
        <li key={href}>
          <a className="chip" href={href} aria-label={t('practices.remove', { label })}>
            <UserText>{label}</UserText>{' '}
            <span aria-hidden="true" data-user-text="">
              ×
            </span>
          </a>
        </li>
      ))}
      {chips.length > 1 && (
        <li>
          <a className="chip" href={path}>
            {t('practices.removeAll')}
          </a>
        </li>
      )}
    </ul>
  )
}

function labelOf(facets: Facets, facet: (typeof allFacets)[number], value: string | number): string {
  const choices = practiceFacets.some((each) => each === facet) ? facets[facet as PracticeFacet] : []
  return choices.find((choice) => choice.value === value)?.label ?? String(value)
}

/** Words to look for among the practices that the other filters leave. */
export function PracticeSearch({ filter }: { filter: ContextFilter }) {
  const t = useText()
  return (
    <search>
      <form action={path} className="practice-search">
        <label htmlFor="q">{t('practices.text')}</label>
        {allFacets.flatMap((facet) =>
          (filter[facet] ?? []).map((value) => (
            <input key={`${facet} ${value}`} type="hidden" name={facet} value={value} />
          )),
        )}
        <div>
          <input id="q" name="q" type="search" dir="auto" maxLength={200} defaultValue={filter.q} />
          <button type="submit" className="button button-plain">
            {t('practices.find')}
          </button>
        </div>
      </form>
    </search>
  )
}
