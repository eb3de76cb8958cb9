import { useText } from '~/i18n/locale'
import type { Change } from '~/lib/word-changes'
import { Changes } from './changes'
import { Page } from './page'
import { When } from './when'

type Version = { number: number; writtenAt: string | Date; changes: Change[] }

/**
 * What a text said before, the newest version first, each beside the one before it.
 * @param href of the text; its history is under it
 * @param first what its first version is called
 * @param next the number before which the older versions are
 */
export function HistoryPage({
  title,
  href,
  back,
  first,
  versions,
  next,
}: {
  title: string
  href: string
  back: string
  first: string
  versions: Version[]
  next: number | null
}) {
  const t = useText()
  return (
    <Page title={title}>
      <p>{t('site.history.lead')}</p>
      <p>
        <a href={href}>{back}</a>
      </p>
      {versions.map(({ number, writtenAt, changes }) => (
        <section key={number}>
          <h2>{number === 1 ? first : t('site.history.version', { number })}</h2>
          <p className="muted">
            <When at={writtenAt} />
          </p>
          <Changes changes={changes} />
        </section>
      ))}
      {next && (
        <nav className="pager" aria-label={t('site.pager.label')}>
          <a href={`${href}/history?before=${next}`} rel="next">
            {t('site.history.older')}
          </a>
        </nav>
      )}
    </Page>
  )
}
