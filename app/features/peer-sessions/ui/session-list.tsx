import { ContextWords } from '~/features/context/ui/context-links'
import { useText } from '~/i18n/locale'
import { ListLine, StateLabel } from '~/ui/page'
import { UserText } from '~/ui/user-text'
import type { SessionLine } from '../queries.server'
import { SessionWhen } from './session-when'

/** Sessions, one line each: what it is about, when it is, how it is held and by whom. */
export function SessionList({ rows }: { rows: SessionLine[] }) {
  const t = useText()
  return (
    <ul className="lines">
      {rows.map((session) => (
        <ListLine
          key={session.id}
          href={`/sessions/${session.id}`}
          title={session.title}
          about={
            <>
              {session.status === 'live' && <StateLabel tone="good">{t('peerSessions.status.live')}</StateLabel>}
              {session.cancelledAt && <StateLabel>{t('peerSessions.cancel.cancelled')}</StateLabel>}{' '}
              <ContextWords items={session.context} />
            </>
          }
          details={
            <>
              <SessionWhen session={session} over={session.status === 'past'} />
              {' · '}
              <UserText>{session.format}</UserText>
              {' · '}
              {t('peerSessions.line.by')} <UserText>{session.organizer}</UserText>
              {session.people > 0 && ` · ${t('peerSessions.line.people', { count: session.people })}`}
              {session.messages > 0 && ` · ${t('peerSessions.line.messages', { count: session.messages })}`}
              {session.access !== 'open' && ` · ${t(`peerSessions.access.${session.access}`)}`}
            </>
          }
        />
      ))}
    </ul>
  )
}
