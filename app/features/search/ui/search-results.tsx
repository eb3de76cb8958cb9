import { ContestedLabel } from '~/features/lessons/ui/confidence'
import { useText } from '~/i18n/locale'
import { When } from '~/ui/when'
import type { SearchResult } from '../search'
import { MarkedText } from './marked-text'

/** What was found, the best first: title, where the words stand, what kind of thing it is and when it was. */
export function SearchResults({ results }: { results: SearchResult[] }) {
  const t = useText()
  return (
    <ol className="lines">
      {results.map(({ kind, number, title, excerpt, href, when, contested }) => (
        <li key={href} className="line">
          <a className="line-title" href={href} dir="auto" data-user-text="">
            <MarkedText parts={title} />
          </a>
          <p className="found" dir="auto" data-user-text="">
            <MarkedText parts={excerpt} />
          </p>
          <p className="muted">
            {contested && (
              <>
                <ContestedLabel />{' '}
              </>
            )}
            {t(`search.one.${kind}`, { number: number ?? '' })}
            {when && (
              <>
                {' · '}
                <When at={when} as={kind === 'session' ? 'date-time' : 'date'} />
              </>
            )}
          </p>
        </li>
      ))}
    </ol>
  )
}
