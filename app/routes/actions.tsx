import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { listActions } from '~/features/lessons/actions.server'
import { ActionList } from '~/features/lessons/ui/action-list'
import { viewerOf } from '~/features/members/viewer.server'
import { useText } from '~/i18n/locale'
import { pageTitle } from '~/ui/meta'
import { EmptyState, Page } from '~/ui/page'

export const meta = pageTitle('lessons.actions.title')

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await viewerOf(request)
  return { actions: await listActions(viewer), isMember: viewer !== null }
}

export default function Actions() {
  const t = useText()
  const { actions, isMember } = useLoaderData<typeof loader>()
  const parts = isMember ? (['own', 'overdue', 'coming'] as const) : (['overdue', 'coming'] as const)
  const empty = { own: 'noneOwn', overdue: 'noneOverdue', coming: 'noneComing' } as const
  return (
    <Page title={t('lessons.actions.title')} lead={<p>{t('lessons.actions.lead')}</p>}>
      {parts.map((part) => (
        <section key={part} aria-labelledby={part}>
          <h2 id={part}>{t(`lessons.actions.${part}`)}</h2>
          {actions[part].length > 0 ? (
            <ActionList rows={actions[part]} />
          ) : (
            <EmptyState>{t(`lessons.actions.${empty[part]}`)}</EmptyState>
          )}
        </section>
      ))}
      <p>
        <a href="/lessons">{t('lessons.actions.all')}</a>
      </p>
    </Page>
  )
}
