import type { ChosenTerm } from '~/features/taxonomy/chosen-terms.server'
import { type ContextFilter, facets, filterUrl } from '~/features/taxonomy/context-filter'
import { useText } from '~/i18n/locale'
import { Button, Field, Select } from '~/ui/form'
import { UserText } from '~/ui/user-text'
import type { FilterChoices } from '../filter-choices.server'

/** What a list is narrowed to, each with the way to leave it out. */
export function FilterChips({ path, filter, items }: { path: string; filter: ContextFilter; items: ChosenTerm[] }) {
  const t = useText()
  if (items.length === 0 && !filter.q) return null
  return (
    <>
      <p className="hint">{t('threads.filter.chosen')}</p>
      <ul className="chips">
        {items.map(({ kind, key, label }) => (
          <li key={`${kind} ${key}`}>
            <a
              className="chip"
              href={filterUrl(path, filter, { remove: kind, value: kind === 'guideline' ? Number(key) : key })}
              aria-label={t('threads.filter.remove', { label })}
            >
              <UserText>{label}</UserText>
              <span aria-hidden="true">×</span>
            </a>
          </li>
        ))}
        {filter.q && (
          <li>
            <a
              className="chip"
              href={filterUrl(path, filter, { q: '' })}
              aria-label={t('threads.filter.remove', { label: filter.q })}
            >
              <UserText>{filter.q}</UserText>
              <span aria-hidden="true">×</span>
            </a>
          </li>
        )}
      </ul>
    </>
  )
}

const choosable = ['crisisType', 'phase', 'country', 'guideline'] as const

/** Adds something to what a list is narrowed to. What was chosen before stays. */
export function FilterForm({ path, filter, choices }: { path: string; filter: ContextFilter; choices: FilterChoices }) {
  const t = useText()
  return (
    <form action={path} className="filter">
      {facets.flatMap((facet) =>
        (filter[facet] ?? []).map((value) => (
          <input key={`${facet} ${value}`} type="hidden" name={facet} value={value} />
        )),
      )}
      <Field name="q" type="search" label={t('threads.filter.words')} value={filter.q} maxLength={200} />
      {choosable.map((facet) => (
        <Select
          key={facet}
          name={facet}
          label={t(`threads.filter.${facet}`)}
          options={choices[facet]}
          empty={t('threads.filter.any')}
        />
      ))}
      <Button kind="plain">{t('threads.filter.apply')}</Button>
    </form>
  )
}
