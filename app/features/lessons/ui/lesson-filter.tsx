import type { ChosenTerm } from '~/features/taxonomy/chosen-terms.server'
import { type ContextFilter, facets, filterUrl, isFiltered } from '~/features/taxonomy/context-filter'
import { useText } from '~/i18n/locale'
import { UserText } from '~/ui/user-text'
import type { FacetChoice, LessonFacet } from '../facets.server'

const path = '/lessons'
const facetsShown = ['crisisType', 'phase', 'country', 'guideline'] as const satisfies LessonFacet[]

/** What the list is narrowed to, each a link that takes it away. */
export function ChosenFilters({ filter, items }: { filter: ContextFilter; items: ChosenTerm[] }) {
  const t = useText()
  if (!isFiltered(filter)) return null
  return (
    <ul className="chips" aria-label={t('lessons.filter.chosen')}>
      {items.map(({ kind, key, label }) => (
        <li key={`${kind} ${key}`}>
          <RemoveLink
            href={filterUrl(path, filter, { remove: kind, value: kind === 'guideline' ? Number(key) : key })}
            label={label}
          />
        </li>
      ))}
      {filter.q && (
        <li>
          <RemoveLink
            href={filterUrl(path, filter, { q: '' })}
            label={t('lessons.filter.words', { words: filter.q })}
          />
        </li>
      )}
    </ul>
  )
}

function RemoveLink({ href, label }: { href: string; label: string }) {
  const t = useText()
  return (
    <a className="chip" href={href} aria-label={t('lessons.filter.remove', { label })}>
      <UserText>{label}</UserText> <span aria-hidden="true">×</span>
    </a>
  )
}

/** Words to find and the choices of each facet as links with counts. */
export function LessonFilters({
  filter,
  choices,
}: {
  filter: ContextFilter
  choices: Record<LessonFacet, FacetChoice[]>
}) {
  const t = useText()
  return (
    <>
      <h2>{t('lessons.filter.title')}</h2>
      <form action={path} className="find-in-list">
        {facets.flatMap((facet) =>
          (filter[facet] ?? []).map((value) => (
            <input key={`${facet} ${value}`} type="hidden" name={facet} value={value} />
          )),
        )}
        <div className="field">
          <label htmlFor="q">{t('lessons.filter.search')}</label>
          <input id="q" name="q" type="search" dir="auto" maxLength={200} defaultValue={filter.q} />
        </div>
        <button type="submit" className="button button-plain">
          {t('lessons.filter.find')}
        </button>
      </form>
      {facetsShown.map((facet) => (
        <FacetLinks key={facet} facet={facet} filter={filter} choices={choices[facet]} />
      ))}
    </>
  )
}

function FacetLinks({ facet, filter, choices }: { facet: LessonFacet; filter: ContextFilter; choices: FacetChoice[] }) {
  const t = useText()
  const chosen = (filter[facet] ?? []).map(String)
  const open = choices.filter(({ value }) => !chosen.includes(value))
  if (open.length === 0) return null
  return (
    <details open className="facet">
      <summary>{t(`context.groups.${facet}`)}</summary>
      <ul className="counts">
        {open.map(({ value, label, count }) => (
          <li key={value}>
            <a href={filterUrl(path, filter, { add: facet, value: facet === 'guideline' ? Number(value) : value })}>
              <UserText>{label}</UserText>
            </a>{' '}
            <span className="muted">{count}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}
