import { useText } from '~/i18n/locale'
import { Button, Field } from '~/ui/form'
import type { SearchKind } from '../search'

/** The words, and the kind that was chosen before. `explain`: how words are read. */
export function SearchForm({ q, kind, explain }: { q: string; kind: SearchKind | null; explain: boolean }) {
  const t = useText()
  return (
    <search aria-label={t('search.form')}>
      <form action="/search" className="search-line">
        <Field
          type="search"
          name="q"
          label={t('search.label')}
          hint={explain ? t('search.hint') : undefined}
          value={q}
        />
        {kind && <input type="hidden" name="kind" value={kind} />}
        <Button>{t('search.submit')}</Button>
      </form>
    </search>
  )
}
