import { useText } from '~/i18n/locale'
import { Island } from '~/ui/island'

/** The way to the notices with the number of those not read, for the head of every page of a member. */
export function LiveNotices({ unread }: { unread: number }) {
  const t = useText()
  return (
    <Island
      name="live"
      className="live"
      props={{ dismiss: t('notifications.dismiss'), region: t('notifications.live') }}
    >
      <a href="/notifications" aria-label={t('site.nav.unread', { count: unread })} data-unread={unread}>
        <svg aria-hidden="true" viewBox="0 0 24 24" width="20" height="20" fill="currentColor">
          <path d="M12 2a6 6 0 0 0-6 6c0 6-2 8-3 9h18c-1-1-3-3-3-9a6 6 0 0 0-6-6zM9.5 19a2.5 2.5 0 0 0 5 0z" />
        </svg>
        <span className="live-count">{unread > 99 ? '99+' : unread || ''}</span>
      </a>
    </Island>
  )
}
