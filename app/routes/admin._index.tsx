import type { LoaderFunctionArgs } from '@remix-run/node'
import { AdminPage } from '~/features/members/ui/admin-page'
import { requireAdministrator } from '~/features/members/viewer.server'
import { useText } from '~/i18n/locale'
import { pageTitle } from '~/ui/meta'

export const meta = pageTitle('admin.title')

export async function loader({ request }: LoaderFunctionArgs) {
  await requireAdministrator(request)
  return null
}

const pages = ['members', 'organizations', 'vocabularies', 'practices', 'guidelines'] as const

export default function Administration() {
  const t = useText()
  return (
    <AdminPage title={t('admin.title')} here="overview">
      <p>{t('admin.lead')}</p>
      <dl>
        {pages.map((page) => (
          <div key={page}>
            <dt>
              <a href={`/admin/${page}`}>{t(`admin.nav.${page}`)}</a>
            </dt>
            <dd>{t(`admin.overview.${page}`)}</dd>
          </div>
        ))}
      </dl>
    </AdminPage>
  )
}
