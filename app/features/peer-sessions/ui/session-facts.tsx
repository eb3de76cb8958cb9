import { useText } from '~/i18n/locale'
import { StateLabel } from '~/ui/page'
import { UserText } from '~/ui/user-text'
import type { SessionView } from '../queries.server'
import { SessionWhen } from './session-when'

/** Under a session's title: whether it runs, when it is, how it is held and who may come. */
export function SessionFacts({ session }: { session: SessionView }) {
  const t = useText()
  const { status } = session
  return (
    <>
      <p>
        <StateLabel tone={status === 'live' ? 'good' : 'plain'}>{t(`peerSessions.status.${status}`)}</StateLabel>{' '}
        <SessionWhen session={session} over={status === 'past'} />
      </p>
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
