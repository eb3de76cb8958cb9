import { useText } from '~/i18n/locale'
import type { SessionView } from '../queries.server'

type Ruled = Pick<SessionView, 'sharing' | 'chathamHouse' | 'unlinkAfterDays' | 'unlinkedAt'>

/**
 * Says in words what will leave a session, for whom and under which name, before somebody joins or writes: the gist in a
 * line, the whole in its fold.
 */
export function LeavesRoom({ session }: { session: Ruled }) {
  const t = useText()
  const { sharing, chathamHouse, unlinkAfterDays, unlinkedAt } = session
  return (
    <details className="leaves" data-part="leaves">
      <summary>
        <strong>{t(`peerSessions.sharing.names.${sharing}`)}</strong> {t(`peerSessions.sharing.short.${sharing}`)}
        {!unlinkedAt &&
          `, ${t(chathamHouse ? 'peerSessions.sharing.shortNeutral' : 'peerSessions.sharing.shortNamed')}`}
      </summary>
      <p>
        <strong>{t('peerSessions.sharing.title')}:</strong> {t(`peerSessions.sharing.leaves.${sharing}`)}{' '}
        {!unlinkedAt && t(chathamHouse ? 'peerSessions.sharing.neutral' : 'peerSessions.sharing.named')}{' '}
        {chathamHouse &&
          (unlinkedAt
            ? t('peerSessions.sharing.removed')
            : t('peerSessions.sharing.until', { count: unlinkAfterDays }))}
      </p>
    </details>
  )
}
