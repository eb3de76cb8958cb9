import { useText } from '~/i18n/locale'
import { UserText } from '~/ui/user-text'
import { Ago } from '~/ui/when'
import { type NoticeLine, noticeWhat, noticeWhy } from '../notification'

/** Notices, each a button that marks it as read and leads to what it is about. */
export const NotificationList = ({ items }: { items: NoticeLine[] }) => (
  <ul className="lines notices">
    {items.map((notice) => (
      <NotificationItem key={notice.id} notice={notice} />
    ))}
  </ul>
)

function NotificationItem({ notice }: { notice: NoticeLine }) {
  const t = useText()
  const what = noticeWhat(notice)
  const why = noticeWhy(notice)
  return (
    <li className="line" data-notification-id={notice.id} data-unread={notice.unread ? '' : undefined}>
      <form method="post" action={`/notifications/${notice.id}/open`}>
        <button type="submit" className={notice.unread ? 'button button-link fresh' : 'button button-link'}>
          <UserText>{notice.title}</UserText>
        </button>
      </form>
      <p className="muted">
        {notice.unread && <span className="visually-hidden">{t('notifications.unread')} · </span>}
        {t(what.key, what.params)}
        {why && ` · ${t(why.key, why.params)}`} · <Ago at={notice.raisedAt} />
      </p>
    </li>
  )
}
