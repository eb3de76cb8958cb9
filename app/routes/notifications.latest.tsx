import type { LoaderFunctionArgs } from '@remix-run/node'
import { readerOf } from '~/features/members/reader.server'
import { viewerOf } from '~/features/members/viewer.server'
import { type LatestNotices, noticeText } from '~/features/notifications/notification'
import { latestNotifications } from '~/features/notifications/queries.server'
import { translate } from '~/i18n/translate'

/** What open pages show after a nudge, as JSON; 401 for a guest. */
export async function loader({ request }: LoaderFunctionArgs) {
  const [viewer, { locale, formats }] = await Promise.all([viewerOf(request), readerOf(request)])
  if (!viewer) return Response.json({ unread: 0, items: [] }, { status: 401 })
  const t = translate(locale)
  const { unread, items } = await latestNotifications(viewer, { formats })
  const latest: LatestNotices = {
    unread,
    label: t('site.nav.unread', { count: unread }),
    items: items.map((notice) => ({
      id: notice.id,
      text: noticeText(t, notice),
      href: notice.href,
      at: notice.raisedAt.getTime(),
    })),
  }
  return Response.json(latest)
}
