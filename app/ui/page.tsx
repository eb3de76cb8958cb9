import type { ReactNode } from 'react'
import { useText } from '~/i18n/locale'

/** The frame of a page: one heading, what the page is for, and beside it (below it on a phone) what belongs to it. */
export function Page({
  title,
  lead,
  aside,
  filters,
  children,
  userTitle = false,
  hideTitle = false,
}: {
  title: string
  lead?: ReactNode
  aside?: ReactNode
  /** What a list can be narrowed to: beside the list, and above it in a fold where the window is narrow. */
  filters?: ReactNode
  children: ReactNode
  /** The title is people's text. */
  userTitle?: boolean
  /** The title is for those who hear the page; its sections speak for themselves. */
  hideTitle?: boolean
}) {
  const t = useText()
  const head = (
    <>
      <h1
        className={hideTitle ? 'visually-hidden' : undefined}
        dir={userTitle ? 'auto' : undefined}
        data-user-text={userTitle ? '' : undefined}
      >
        {title}
      </h1>
      {lead}
    </>
  )
  if (filters) {
    return (
      <main id="main" tabIndex={-1} className="filtered">
        <div>{head}</div>
        {/* The fold is empty, and its sibling follows it, since a closed one cannot show its content on a wide window. */}
        <details className="fold">
          <summary>{t('taxonomy.filters.title')}</summary>
        </details>
        <section className="filters" aria-label={t('taxonomy.filters.title')}>
          {filters}
        </section>
        <div>{children}</div>
      </main>
    )
  }
  const main = (
    <main id="main" tabIndex={-1}>
      {head}
      {children}
    </main>
  )
  if (!aside) return main
  return (
    <div className="columns">
      {main}
      <aside>{aside}</aside>
    </div>
  )
}

/** What stands where a list would, when there is nothing yet: a sentence and the next step. */
export const EmptyState = ({ children }: { children: ReactNode }) => <p className="empty">{children}</p>

/** The way to the pages before and after, where there are any. */
export function Pager({ previous, next }: { previous?: string | null; next?: string | null }) {
  const t = useText()
  if (!previous && !next) return null
  return (
    <nav className="pager" aria-label={t('site.pager.label')}>
      {previous && (
        <a href={previous} rel="prev">
          {t('site.pager.previous')}
        </a>
      )}
      {next && (
        <a href={next} rel="next">
          {t('site.pager.next')}
        </a>
      )}
    </nav>
  )
}

/** One line of a list: title, then what it is about, then a muted line of who and when. */
export function ListLine({
  href,
  title,
  about,
  details,
  fresh,
}: {
  href: string
  title: string
  about?: ReactNode
  details?: ReactNode
  fresh?: boolean
}) {
  return (
    <li className="line">
      <a className={fresh ? 'line-title fresh' : 'line-title'} href={href} dir="auto" data-user-text="">
        {title}
      </a>
      {about && <span className="line-about">{about}</span>}
      {details && <p className="muted">{details}</p>}
    </li>
  )
}

/** A label for a state: its word, with a mark. */
export const StateLabel = ({
  tone = 'plain',
  children,
}: {
  tone?: 'plain' | 'good' | 'warn' | 'danger'
  children: ReactNode
}) => <span className={`state state-${tone}`}>{children}</span>
