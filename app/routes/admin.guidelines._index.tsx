import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { listGuidelines } from '~/features/guidelines/queries.server'
import { AdminPage } from '~/features/members/ui/admin-page'
import { requireAdministrator } from '~/features/members/viewer.server'
import { useText } from '~/i18n/locale'
import { pageTitle } from '~/ui/meta'

export const meta = pageTitle('admin.guideline.list')

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requireAdministrator(request)
  const phases = await listGuidelines(viewer)
  return { guidelines: phases.flatMap(({ guidelines }) => guidelines).sort((a, b) => a.number - b.number) }
}

export default function Guidelines() {
  const t = useText()
  const { guidelines } = useLoaderData<typeof loader>()
  return (
    <AdminPage title={t('admin.guideline.list')} here="guidelines">
      <p>{t('admin.guideline.lead')}</p>
      <ul className="lines">
        {guidelines.map(({ number, title }) => (
          <li key={number} className="line">
            <a href={`/admin/guidelines/${number}`} data-user-text="">
              {number}. {title}
            </a>
          </li>
        ))}
      </ul>
    </AdminPage>
  )
}
