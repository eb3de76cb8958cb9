import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ExportList } from '~/features/exports/ui/export-links'
import { readerOf } from '~/features/members/reader.server'
import { viewerOf } from '~/features/members/viewer.server'
import { countFacets } from '~/features/practices/count-facets.server'
import { listPractices } from '~/features/practices/queries.server'
import { PracticeChips, PracticeFilters } from '~/features/practices/ui/practice-filters'
import { PracticeList } from '~/features/practices/ui/practice-list'
import { filterUrl, isFiltered, parseContextFilter } from '~/features/taxonomy/context-filter'
import { useText } from '~/i18n/locale'
import { pageTitle } from '~/ui/meta'
import { EmptyState, Page, Pager } from '~/ui/page'

export const meta = pageTitle('practices.title')

export async function loader({ request }: LoaderFunctionArgs) {
  const [viewer, { formats }] = await Promise.all([viewerOf(request), readerOf(request)])
  const { searchParams } = new URL(request.url)
  const filter = parseContextFilter(searchParams)
  const [{ rows, next }, { total, facets }] = await Promise.all([
    listPractices(viewer, filter, { after: searchParams.get('after'), formats }),
    countFacets(filter, formats),
  ])
  return { filter, rows, next: next && nextUrl(filterUrl('/practices', filter), next), total, facets }
}

const nextUrl = (url: string, after: string) => `${url}${url.includes('?') ? '&' : '?'}after=${after}`

export default function Practices() {
  const t = useText()
  const { filter, rows, next, total, facets } = useLoaderData<typeof loader>()
  const filtered = isFiltered(filter)
  return (
    <Page
      title={t('practices.title')}
      lead={<p>{t('practices.lead')}</p>}
      filters={<PracticeFilters filter={filter} facets={facets} />}
    >
      <PracticeChips filter={filter} facets={facets} />
      <p role="status">{t('practices.count', { count: total })}</p>
      {rows.length > 0 ? (
        <PracticeList rows={rows} />
      ) : (
        <EmptyState>
          {filtered ? t('practices.none') : t('practices.empty')}{' '}
          {filtered ? <a href="/practices">{t('taxonomy.filters.removeAll')}</a> : t('practices.emptyNext')}
        </EmptyState>
      )}
      <Pager next={next} />
      <ExportList noun="practices" here={filterUrl('/practices', filter)} />
    </Page>
  )
}
