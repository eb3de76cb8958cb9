import { useText } from '~/i18n/locale'
import { type SearchKind, type SearchPage, searchKinds, searchUrl } from '../search'

/** The kinds of which something was found, each with how many, as links. */
export function SearchKinds({ q, kind, counts }: { q: string; kind: SearchKind | null; counts: SearchPage['counts'] }) {
  const t = useText()
  const all = searchKinds.reduce((sum, one) => sum + counts[one], 0)
  const choices = [
    { value: null, label: t('search.all'), count: all },
    ...searchKinds.map((value) => ({ value, label: t(`search.kind.${value}`), count: counts[value] })),
  ]
  return (
    <nav aria-label={t('search.kinds')}>
      <ul className="chips">
        {choices
          .filter(({ value, count }) => count > 0 || value === kind)
          .map(({ value, label, count }) => (
            <li key={value ?? 'all'}>
              <a
                className="chip"
                href={searchUrl({ q, kind: value })}
                aria-current={value === kind ? 'true' : undefined}
                rel="nofollow"
              >
                {label} <span className="muted">{count}</span>
              </a>
            </li>
          ))}
      </ul>
    </nav>
  )
}
