import { ContextLine } from '~/features/context/ui/context-links'
import { useText } from '~/i18n/locale'
import { StateLabel } from '~/ui/page'
import { UserText } from '~/ui/user-text'
import type { SessionView } from '../queries.server'
import { SessionWhen } from './session-when'

/** Under a session's title: whether it runs and when it is. */
export function SessionStanding({ session }: { session: SessionView }) {
  const t = useText()
  const { status } = session
  return (
    <p>
      <StateLabel tone={status === 'live' ? 'good' : 'plain'}>
        {t(session.cancelledAt ? 'peerSessions.cancel.cancelled' : `peerSessions.status.${status}`)}
      </StateLabel>{' '}
      <SessionWhen session={session} over={status === 'past'} />
    </p>
  )
}

/** How a session is held, who may come and what it is about. */
export function SessionFacts({ session }: { session: SessionView }) {
  const t = useText()
  return (
    <>
      {session.context.length > 0 && (
        <p className="muted">
          <ContextLine items={session.context} />
        </p>
      )}
      <p className="muted">
        <UserText>{session.format}</UserText>
        {' · '}
        {t('peerSessions.line.by')}{' '}
        <a href={`/members/${session.organizerId}`}>
          <UserText>{session.organizer}</UserText>
        </a>
        {' · '}
        {t(`peerSessions.access.${session.access}`)}
      </p>
    </>
  )
}
