import { admissionRefusal, leadsByRole } from '~/features/peer-sessions/peer-session'
import { LeavesRoom } from '~/features/peer-sessions/ui/leaves-room'
import { LineCheck } from '~/features/peer-sessions/ui/line-check'
import { AskingToBeLetIn } from '~/features/peer-sessions/ui/moderation'
import { Room } from '~/features/peer-sessions/ui/room'
import { RsvpForm } from '~/features/peer-sessions/ui/rsvp'
import { SessionFacts, SessionStanding } from '~/features/peer-sessions/ui/session-facts'
import { Waiting } from '~/features/peer-sessions/ui/waiting'
import { useText } from '~/i18n/locale'
import { Button } from '~/ui/form'
import { Page } from '~/ui/page'
import { Purpose } from './about-session'
import { Beside } from './beside'
import type { Lobbied } from './shown'

/** Before a session: what it is for, whether one comes, whether the line carries it, and the door of the room. */
export function Lobby(shown: Lobbied) {
  const t = useText()
  const { session, lobby, me, clientId } = shown
  const outside = admissionRefusal(session) !== null
  const leads = leadsByRole(session)
  return (
    <Page
      title={session.title}
      userTitle
      lead={
        <>
          <SessionStanding session={session} />
          <SessionFacts session={session} />
        </>
      }
      aside={<Beside {...shown} />}
    >
      <AskingToBeLetIn sessionId={session.id} asking={lobby.asking} />
      <section aria-labelledby="purpose">
        <h2 id="purpose">{t('peerSessions.lobby.purpose')}</h2>
        <Purpose session={session} />
      </section>
      <LeavesRoom session={session} />
      {lobby.rsvp && (
        <RsvpForm sessionId={session.id} rsvp={lobby.rsvp} leads={leads} canAnswer={session.can.join && !outside} />
      )}
      {me && outside && <Waiting sessionId={session.id} asked={session.asked} upcoming />}
      {me && <LineCheck sessionId={session.id} />}
      {session.can.open && (
        <form method="post" action={`/sessions/${session.id}/open`} className="actions">
          <Button kind="plain">{t('peerSessions.lobby.open')}</Button>
        </form>
      )}
      <Room
        session={session}
        live={null}
        me={session.shown.messages ? me : null}
        clientId={clientId}
        refresh=""
        marks={null}
        cards={{}}
        leads={leads}
        at=""
      />
    </Page>
  )
}
