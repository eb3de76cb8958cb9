import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { contextQuery, pickContextKeys } from '~/features/context/context'
import { contextItemsOf } from '~/features/context/queries.server'
import { ContextChips, ContextFilters } from '~/features/context/ui/context-filters'
import { ExportList } from '~/features/exports/ui/export-links'
import { readerOf } from '~/features/members/reader.server'
import { viewerOf } from '~/features/members/viewer.server'
import { withWords } from '~/features/search/with-words.server'
import { chosenTerms } from '~/features/taxonomy/chosen-terms.server'
import { filterUrl, isFiltered, parseContextFilter } from '~/features/taxonomy/context-filter'
import { listThreads, threadFacets } from '~/features/threads/queries.server'
import { ThreadList } from '~/features/threads/ui/thread-list'
import { useText } from '~/i18n/locale'
import { pageTitle } from '~/ui/meta'
import { EmptyState, Page, Pager } from '~/ui/page'

export const meta = pageTitle('threads.title')

const path = '/threads'

export async function loader({ request }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url)
  const filter = parseContextFilter(searchParams)
  const [viewer, { formats }] = await Promise.all([viewerOf(request), readerOf(request)])
  const after = searchParams.get('after')
  const found = withWords('thread', filter)
  const keys = pickContextKeys({ ...filter, guideline: filter.guideline?.map(String) })
  const [{ rows, next }, about, terms, facets] = await Promise.all([
    listThreads(viewer, found, { after, formats }),
    contextItemsOf(keys, formats),
    chosenTerms(filter),
    threadFacets(viewer, found, formats),
  ])
  const address = filterUrl(path, filter)
  return {
    rows,
    next: next && `${address}${address.includes('?') ? '&' : '?'}after=${next}`,
    newest: after ? address : null,
    here: address,
    filter,
    filtered: isFiltered(filter),
    chosen: [...about, ...terms],
    facets,
    startHref: `/threads/new${contextQuery(keys)}`,
  }
}

export default function Threads() {
  const { rows, next, newest, here, filter, filtered, chosen, facets, startHref } = useLoaderData<typeof loader>()
  const t = useText()
  return (
    <Page
      title={t('threads.title')}
      lead={
        <p>
          <a className="button" href={startHref}>
            {t('threads.start')}
          </a>
        </p>
      }
      filters={<ContextFilters path={path} filter={filter} facets={facets} words={t('threads.words')} />}
    >
      <ContextChips path={path} filter={filter} items={chosen} />
      {rows.length > 0 ? (
        <ThreadList rows={rows} />
      ) : filtered ? (
        <EmptyState>
          {t('threads.emptyFiltered')} <a href={path}>{t('threads.showAll')}</a> ·{' '}
          <a href={startHref}>{t('threads.startAbout')}</a>
        </EmptyState>
      ) : (
        <EmptyState>
          {t('threads.empty')} <a href={startHref}>{t('threads.start')}</a>
        </EmptyState>
      )}
      {newest && (
        <p>
          <a href={newest}>{t('threads.backToNewest')}</a>
        </p>
      )}
      <Pager next={next} />
      <ExportList noun="threads" here={here} />
    </Page>
  )
}
