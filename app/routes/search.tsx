import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { findForContext } from '~/features/context/pick-context.server'
import { ContextLine } from '~/features/context/ui/context-links'
import { readerOf } from '~/features/members/reader.server'
import { viewerOf } from '~/features/members/viewer.server'
import { isSearchKind, type SearchKind, type SearchPage, searchKinds, searchUrl } from '~/features/search/search'
import { search } from '~/features/search/search.server'
import { SearchForm } from '~/features/search/ui/search-form'
import { SearchKinds } from '~/features/search/ui/search-kinds'
import { SearchResults } from '~/features/search/ui/search-results'
import { useText } from '~/i18n/locale'
import { pageTitle } from '~/ui/meta'
import { EmptyState, Page, Pager } from '~/ui/page'

export const meta = pageTitle('search.title')

/** The longest search that is shown again; of more than a screen full, only the beginning is looked for. */
const longestShown = 1_000

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await viewerOf(request)
  const { searchParams } = new URL(request.url)
  const q = (searchParams.get('q') ?? '').slice(0, longestShown).toWellFormed()
  const asked = searchParams.get('kind')
  const kind = isSearchKind(asked) ? asked : null
  const after = searchParams.get('after')
  const named = q.trim().length > 1 && !after ? await findForContext(q, (await readerOf(request)).formats) : []
  const topics = named.filter(({ kind }) => kind === 'crisisType' || kind === 'phase' || kind === 'country').slice(0, 4)
  return { q, kind, topics, page: search(viewer, { q, kind, after }) }
}

type Shown = { q: string; kind: SearchKind | null; page: SearchPage }

export default function Search() {
  const t = useText()
  const { q, kind, topics, page } = useLoaderData<typeof loader>()
  return (
    <Page title={t('search.title')}>
      <SearchForm q={q} kind={kind} explain={page.state !== 'found'} />
      {topics.length > 0 && (
        <p>
          {t('search.topics')} <ContextLine items={topics} />
        </p>
      )}
      {page.state === 'nothing' && <EmptyState>{t(q.trim() ? 'search.nothing' : 'search.begin')}</EmptyState>}
      {page.state === 'none' && <NothingFound q={q} />}
      {page.state === 'found' && <Found q={q} kind={kind} page={page} />}
    </Page>
  )
}

function Found({ q, kind, page }: Shown) {
  const t = useText()
  const { counts, results, next, isWider, isPartial } = page
  const all = searchKinds.reduce((sum, one) => sum + counts[one], 0)
  const count = kind ? counts[kind] : all
  const told = isPartial && kind !== 'guideline' && kind !== 'practice' ? 'search.atLeast' : 'search.found'
  return (
    <>
      <p role="status" className="search-told">
        {count > 0 ? t(told, { count, q }) : t('search.noneOfKind', { q })} {isWider && t('search.wider')}
      </p>
      <SearchKinds q={q} kind={kind} counts={counts} />
      {count > 0 ? (
        <SearchResults results={results} />
      ) : (
        <EmptyState>
          <a href={searchUrl({ q })}>{t('search.showAll', { count: all })}</a>
        </EmptyState>
      )}
      <Pager next={next && searchUrl({ q, kind, after: next })} />
    </>
  )
}

function NothingFound({ q }: { q: string }) {
  const t = useText()
  return (
    <div className="empty">
      <p role="status">{t('search.none', { q })}</p>
      <p>
        {t('search.noneNext')} <a href="/guidelines">{t('site.nav.guidelines')}</a>,{' '}
        <a href="/practices">{t('site.nav.practices')}</a>, <a href="/lessons">{t('site.nav.lessons')}</a>,{' '}
        <a href="/threads">{t('site.nav.threads')}</a> {t('search.or')} <a href="/threads/new">{t('search.ask')}</a>.
      </p>
    </div>
  )
}
