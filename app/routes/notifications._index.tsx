import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { readerOf } from '~/features/members/reader.server'
import { requireViewer } from '~/features/members/viewer.server'
import { listNotifications, unreadCount } from '~/features/notifications/queries.server'
import { NotificationList } from '~/features/notifications/ui/notification-list'
import { useText } from '~/i18n/locale'
import { Button } from '~/ui/form'
import { pageTitle } from '~/ui/meta'
import { EmptyState, Page, Pager } from '~/ui/page'

export const meta = pageTitle('notifications.title')

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request)
  const { formats } = await readerOf(request)
  const after = new URL(request.url).searchParams.get('after')
  const [{ rows, next }, unread] = await Promise.all([
    listNotifications(viewer, { after, formats }),
    unreadCount(viewer),
  ])
  return { rows, next, unread, further: after !== null, until: after ? Date.now() : (rows[0]?.raisedAt.getTime() ?? 0) }
}

export default function Notifications() {
  const t = useText()
  const { rows, next, unread, further, until } = useLoaderData<typeof loader>()
  return (
    <Page
      title={t('notifications.title')}
      aside={
        <p>
          <a href="/follows">{t('notifications.follows')}</a>
        </p>
      }
    >
      {unread > 0 && (
        <form method="post" action="/notifications/read">
          <input type="hidden" name="until" value={until} />
          <Button kind="plain">{t('notifications.markAll')}</Button>
        </form>
      )}
      {rows.length > 0 ? (
        <NotificationList items={rows} />
      ) : further ? (
        <EmptyState>{t('notifications.emptyPage')}</EmptyState>
      ) : (
        <EmptyState>
          {t('notifications.empty')} <a href="/crisis-types">{t('notifications.browse')}</a>
        </EmptyState>
      )}
      <Pager
        previous={further ? '/notifications' : null}
        next={next && `/notifications?after=${encodeURIComponent(next)}`}
      />
    </Page>
  )
}
