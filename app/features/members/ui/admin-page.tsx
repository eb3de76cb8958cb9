import type { ReactNode } from 'react'
import { useText } from '~/i18n/locale'
import { Page } from '~/ui/page'

const pages = ['members', 'organizations', 'vocabularies', 'practices', 'guidelines'] as const

/** The frame of the administrators' pages: the page, and the way to the others. */
export function AdminPage({ title, here, children }: { title: string; here?: string; children: ReactNode }) {
  const t = useText()
  return (
    <Page
      title={title}
      aside={
        <nav aria-label={t('admin.nav.label')}>
          <ul className="plain">
            <li>
              <a href="/admin" aria-current={here === 'overview' ? 'page' : undefined}>
                {t('admin.nav.overview')}
              </a>
            </li>
            {pages.map((page) => (
              <li key={page}>
                <a href={`/admin/${page}`} aria-current={here === page ? 'page' : undefined}>
                  {t(`admin.nav.${page}`)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      }
    >
      {children}
    </Page>
  )
}

/** A sentence that says that something has worked. */
export const Notice = ({ children }: { children: ReactNode }) => (
  <div className="notice" role="status">
    {children}
  </div>
)

/** One line to search a list of the administrators' pages by. */
export function SearchLine({ label, button, q }: { label: string; button: string; q: string }) {
  return (
    <search>
      <form className="search-line">
        <div className="field">
          <label htmlFor="q">{label}</label>
          <input id="q" type="search" name="q" defaultValue={q} dir="auto" />
        </div>
        <button type="submit" className="button button-plain">
          {button}
        </button>
      </form>
    </search>
  )
}
