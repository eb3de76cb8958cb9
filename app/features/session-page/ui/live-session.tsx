import { admissionRefusal } from '~/features/peer-sessions/peer-session'
import { Following } from '~/features/peer-sessions/ui/following'
import { LeavesRoom } from '~/features/peer-sessions/ui/leaves-room'
import { AskingToBeLetIn } from '~/features/peer-sessions/ui/moderation'
import { PhaseBar } from '~/features/peer-sessions/ui/phase-bar'
import { Room } from '~/features/peer-sessions/ui/room'
import { SessionStanding } from '~/features/peer-sessions/ui/session-facts'
import { TurnsShare } from '~/features/peer-sessions/ui/turns-share'
import { SessionActions } from '~/features/session-actions/ui/session-actions'
import { SessionNotes } from '~/features/session-notes/ui/session-notes'
import { useText } from '~/i18n/locale'
import { Page } from '~/ui/page'
import { PurposeFolded } from './about-session'
import { Beside } from './beside'
import type { Live, Shown } from './shown'
import { TakePart } from './take-part'

/**
 * A session that runs: where it stands and the room, and beside them, below on a phone, the notes and what was agreed.
 * Everybody works here in a hurry, so that the room comes as soon as what one must know before writing is said.
 */
export function LiveSession({ refresh, ...shown }: Live & { refresh: string }) {
  const t = useText()
  const { session, room, me, clientId } = shown
  const { facilitation, follow } = room
  return (
    <Page
      title={session.title}
      userTitle
      lead={<SessionStanding session={session} />}
      aside={
        <>
          <Work {...shown} />
          <Beside {...shown} />
        </>
      }
    >
      <AskingToBeLetIn sessionId={session.id} asking={room.asking} />
      <PhaseBar
        {...facilitation}
        sessionId={session.id}
        me={follow ? null : facilitation.me}
        people={facilitation.people ?? session.participants.map(({ id, name }) => ({ id, name }))}
      />
      <PurposeFolded session={session} facts />
      <LeavesRoom session={session} />
      {me && <TakePart session={session} />}
      {follow ? (
        <Following sessionId={session.id} messages={room.live.messages} />
      ) : (
        <>
          <Parts session={session} />
          <Room
            session={session}
            live={room.live}
            me={me}
            clientId={clientId}
            refresh={refresh}
            marks={room.marks}
            cards={room.cards}
            leads={room.leads}
            at={room.at}
            readsOnly={admissionRefusal(session) ? '' : facilitation.standingRefusal && t(facilitation.standingRefusal)}
          />
        </>
      )}
    </Page>
  )
}

/** What a session makes beside its talk. */
function Work({ session, room: { notes, actions, owners, owner, turns }, me, clientId }: Live) {
  return (
    <>
      {notes && (
        <>
          <SessionNotes notes={notes} me={me} />
          <SessionActions
            sessionId={session.id}
            actions={actions}
            me={owner}
            form={owners && { owners, clientId }}
            folded
          />
        </>
      )}
      <TurnsShare turns={turns} />
    </>
  )
}

/** The way to what lies below the room on a phone. */
function Parts({ session }: Pick<Shown, 'session'>) {
  const t = useText()
  return (
    <nav className="parts narrow" aria-label={t('sessionPage.parts')}>
      <a href="#latest">{t('sessionPage.newest')}</a> <a href="#notes">{t('sessionPage.notes')}</a>{' '}
      <a href="#actions">{t('sessionPage.agreed')}</a>{' '}
      {session.shown.people !== 'nothing' && <a href="#people">{t('peerSessions.people.title')}</a>}
    </nav>
  )
}
