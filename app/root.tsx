import type { LoaderFunctionArgs, MetaDescriptor } from '@remix-run/node'
import { isRouteErrorResponse, Meta, Outlet, useMatches, useRouteError, useRouteLoaderData } from '@remix-run/react'
import type { ReactNode } from 'react'
import { readerOf } from './features/members/reader.server'
import { isAdministrator, isReviewer, type Viewer } from './features/members/viewer'
import { viewerOf } from './features/members/viewer.server'
import { unreadCount } from './features/notifications/queries.server'
import { LiveNotices } from './features/notifications/ui/live-notices'
import { type Reader, ReaderProvider, useText } from './i18n/locale'
import { type MessageKey, type MessageParams, translate } from './i18n/translate'
import { schemeOf } from './lib/appearance'
import { settings } from './lib/settings.server'
import styles from './styles/app.css?url'
import { EntryScript } from './ui/entry-script'

export async function loader({ request }: LoaderFunctionArgs) {
  const [viewer, reader] = await Promise.all([viewerOf(request), readerOf(request)])
  const { pathname, search, searchParams } = new URL(request.url)
  return {
    viewer,
    reader,
    siteName: settings().SITE_NAME,
    unread: viewer ? await unreadCount(viewer) : 0,
    path: pathname + search,
    scheme: schemeOf(request.headers.get('cookie')),
    query: pathname === '/search' ? (searchParams.get('q') ?? '') : '',
  }
}

type RootData = Awaited<ReturnType<typeof loader>>

/** The title of a page for trouble; every other page has its own. */
export function meta({ data, error }: { data?: RootData; error?: unknown }): MetaDescriptor[] {
  const t = translate(data?.reader.locale ?? 'en')
  const missing = isRouteErrorResponse(error) && error.status === 404
  const name = data?.siteName ?? 'Peer Exchange'
  return [{ title: error ? `${t(missing ? 'site.errors.notFoundTitle' : 'site.errors.title')} · ${name}` : name }]
}

const guest: Reader = { locale: 'en', formats: 'en-GB', timeZone: 'UTC' }

export function Layout({ children }: { children: ReactNode }) {
  const data = useRouteLoaderData<typeof loader>('root')
  const reader = data?.reader ?? guest
  const scheme = data?.scheme ?? 'device'
  // A page for trouble repeats nothing of what was asked; the sign-in knows from the browser where it was asked.
  const missed = useRouteError() !== undefined
  return (
    <ReaderProvider value={reader}>
      <html lang={reader.locale} dir="ltr" data-scheme={scheme === 'device' ? undefined : scheme}>
        <head>
          <meta charSet="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content={scheme === 'device' ? 'light dark' : scheme} />
          <Meta />
          <Refresh />
          <link rel="stylesheet" href={styles} />
          <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
          {import.meta.env.DEV && <script type="module" src="/@vite/client" />}
          {data?.viewer && <EntryScript />}
        </head>
        <body>
          <SkipLink />
          <SiteHeader data={data} missed={missed} />
          {children}
          <SiteFooter />
        </body>
      </html>
    </ReaderProvider>
  )
}

/**
 * Fetches a page anew by itself whose loader says `refreshAfter: {seconds, scripts}`. With scripts it has live updates,
 * and this is only for browsers that run none.
 */
function Refresh() {
  const { refreshAfter } = (useMatches().at(-1)?.data ?? {}) as {
    refreshAfter?: { seconds: number; scripts: boolean } | null
  }
  if (!refreshAfter) return null
  const meta = <meta httpEquiv="refresh" content={String(refreshAfter.seconds)} />
  return refreshAfter.scripts ? <noscript>{meta}</noscript> : meta
}

export default function App() {
  return <Outlet />
}

function SkipLink() {
  return (
    <a className="skip" href="#main">
      {useText()('site.skip')}
    </a>
  )
}

const sections = ['lessons', 'threads', 'sessions', 'practices', 'guidelines'] as const

/**
 * Name, sections, search, notices and what is the reader's own. On a phone the sections lie in the menu, and the field to
 * search stands on the first page alone: elsewhere a word leads to it, so that a page's first screen holds content.
 */
function SiteHeader({ data, missed }: { data?: RootData; missed: boolean }) {
  const t = useText()
  const home = data?.path === '/' || data?.path.startsWith('/?')
  const links = sections.map((section) => (
    <li key={section}>
      <a href={`/${section}`} aria-current={data?.path.startsWith(`/${section}`) ? 'true' : undefined}>
        {t(`site.nav.${section}`)}
      </a>
    </li>
  ))
  return (
    <header className="site-header">
      <a className="site-name" href="/" data-user-text="">
        {data?.siteName ?? 'Peer Exchange'}
      </a>
      <nav className="site-nav wide" aria-label={t('site.navigation')}>
        <ul>{links}</ul>
      </nav>
      {!home && (
        <a className="site-find" href="/search">
          {t('site.nav.search')}
        </a>
      )}
      <search className={home ? 'site-search' : 'site-search roomy'}>
        <form action="/search">
          <input type="search" name="q" aria-label={t('site.nav.searchLabel')} defaultValue={data?.query} dir="auto" />
          <button type="submit" className="button button-plain">
            {t('site.nav.search')}
          </button>
        </form>
      </search>
      {data?.viewer && <LiveNotices unread={data.unread} />}
      <details className="site-menu">
        <summary>
          <span className="narrow">{t('site.menu')}</span>
          {data?.viewer && (
            <bdi className="wide" data-user-text="">
              {data.viewer.name}
            </bdi>
          )}
        </summary>
        <ul>
          <li className="narrow">
            <nav aria-label={t('site.menu')}>
              <ul>{links}</ul>
            </nav>
          </li>
          <AccountLinks viewer={data?.viewer ?? null} />
        </ul>
      </details>
      {data && !data.viewer && (
        <nav className="site-account wide" aria-label={t('site.nav.signIn')}>
          <a href={missed ? '/sign-in' : `/sign-in?redirectTo=${encodeURIComponent(data.path)}`}>
            {t('site.nav.signIn')}
          </a>
          <a href="/sign-up">{t('site.nav.signUp')}</a>
        </nav>
      )}
    </header>
  )
}

function AccountLinks({ viewer }: { viewer: Viewer | null }) {
  const t = useText()
  if (!viewer) {
    return (
      <>
        <li>
          <a href="/sign-in">{t('site.nav.signIn')}</a>
        </li>
        <li>
          <a href="/sign-up">{t('site.nav.signUp')}</a>
        </li>
      </>
    )
  }
  return (
    <>
      <li>
        <a href="/profile">{t('site.nav.profile')}</a>
      </li>
      <li>
        <a href="/follows">{t('site.nav.follows')}</a>
      </li>
      <li>
        <a href="/actions">{t('lessons.actions.title')}</a>
      </li>
      {isReviewer(viewer) && (
        <li>
          <a href="/review">{t('site.nav.review')}</a>
        </li>
      )}
      {isAdministrator(viewer) && (
        <li>
          <a href="/admin">{t('site.nav.administration')}</a>
        </li>
      )}
      <li>
        <form method="post" action="/sign-out">
          <button type="submit" className="button button-link">
            {t('site.nav.signOut')}
          </button>
        </form>
      </li>
    </>
  )
}

function SiteFooter() {
  const t = useText()
  return (
    <footer className="site-footer">
      <nav aria-label={t('site.footer.label')}>
        <a href="/about">{t('site.footer.about')}</a> <a href="/coverage">{t('insights.coverage.title')}</a>{' '}
        <a href="/privacy">{t('site.footer.privacy')}</a> <a href="/appearance">{t('site.footer.appearance')}</a>
      </nav>
      <p>{t('site.footer.micic')}</p>
    </footer>
  )
}

type Trouble = { key: MessageKey; params?: MessageParams }

/** What a person reads when something could not be had: what happened and what to do next. */
export function ErrorBoundary() {
  const error = useRouteError()
  const t = useText()
  const trouble = isRouteErrorResponse(error) ? (error.data as Trouble | undefined) : undefined
  const missing = isRouteErrorResponse(error) && error.status === 404
  const sentence = trouble?.key
    ? t(trouble.key, trouble.params)
    : t(missing ? 'site.errors.notFound' : 'site.errors.unexpectedPlain')
  return (
    <main id="main" tabIndex={-1}>
      <h1>{t(missing ? 'site.errors.notFoundTitle' : 'site.errors.title')}</h1>
      <p>{sentence}</p>
      {missing && <p>{t('site.errors.notFoundNext')}</p>}
      <p>
        <a href="/">{t('site.errors.home')}</a>
      </p>
    </main>
  )
}
