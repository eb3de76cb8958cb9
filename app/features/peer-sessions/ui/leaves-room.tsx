import { useText } from '~/i18n/locale'
import type { SessionView } from '../queries.server'

type Ruled = Pick<SessionView, 'sharing' | 'chathamHouse' | 'unlinkAfterDays' | 'unlinkedAt'>

/** Says in words what will leave a session, for whom and under which name, before somebody joins or writes. */
export function LeavesRoom({ session }: { session: Ruled }) {
  const t = useText()
  const { sharing, chathamHouse, unlinkAfterDays, unlinkedAt } = session
  return (
    <div className="notice" data-part="leaves">
      <p>
        <strong>
          {t('peerSessions.sharing.title')} ({t(`peerSessions.sharing.names.${sharing}`)}):
        </strong>{' '}
        {t(`peerSessions.sharing.leaves.${sharing}`)}{' '}
        {!unlinkedAt && t(chathamHouse ? 'peerSessions.sharing.neutral' : 'peerSessions.sharing.named')}{' '}
        {chathamHouse &&
          (unlinkedAt
            ? t('peerSessions.sharing.removed')
            : t('peerSessions.sharing.until', { count: unlinkAfterDays }))}
      </p>
    </div>
  )
}
