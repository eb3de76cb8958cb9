import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { readerOf } from '~/features/members/reader.server'
import { AdminPage, SearchLine } from '~/features/members/ui/admin-page'
import { requireAdministrator } from '~/features/members/viewer.server'
import { listPractices } from '~/features/practices/queries.server'
import { parseContextFilter } from '~/features/taxonomy/context-filter'
import { useText } from '~/i18n/locale'
import { pageTitle } from '~/ui/meta'
import { EmptyState, Pager } from '~/ui/page'

export const meta = pageTitle('admin.practice.list')

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requireAdministrator(request)
  const { formats } = await readerOf(request)
  const { searchParams } = new URL(request.url)
  const { q } = parseContextFilter(searchParams)
  const { rows, next } = await listPractices(viewer, { q }, { after: searchParams.get('after'), limit: 50, formats })
  return {
    rows: rows.map(({ slug, title }) => ({ slug, title })),
    next: next && `/admin/practices?${new URLSearchParams({ ...(q && { q }), after: next })}`,
    q: q ?? '',
  }
}

export default function Practices() {
  const t = useText()
  const { rows, next, q } = useLoaderData<typeof loader>()
  return (
    <AdminPage title={t('admin.practice.list')} here="practices">
      <p>{t('admin.practice.lead')}</p>
      <SearchLine label={t('admin.practice.search')} button={t('admin.practice.searchButton')} q={q} />
      {rows.length === 0 && <EmptyState>{t('admin.practice.none')}</EmptyState>}
      <ul className="lines">
        {rows.map(({ slug, title }) => (
          <li key={slug} className="line">
            <a href={`/admin/practices/${slug}`} dir="auto" data-user-text="">
              {title}
            </a>
          </li>
        ))}
      </ul>
      <Pager next={next} />
    </AdminPage>
  )
}
