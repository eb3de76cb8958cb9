import { SessionFacts } from '~/features/peer-sessions/ui/session-facts'
import { useText } from '~/i18n/locale'
import { UserHtml, UserText } from '~/ui/user-text'
import type { Shown } from './shown'

/** What a session is for, its format and its agenda. */
export function Purpose({ session }: Pick<Shown, 'session'>) {
  const t = useText()
  return (
    <>
      <UserHtml html={session.purposeHtml} />
      <p className="muted">
        <UserText>{session.format}</UserText>: <UserText>{session.formatPurpose}</UserText>
      </p>
      {session.agendaHtml && (
        <section aria-labelledby="agenda">
          <h3 id="agenda">{t('peerSessions.lobby.agenda')}</h3>
          <UserHtml html={session.agendaHtml} />
        </section>
      )}
    </>
  )
}

/** The same folded, beside what goes on or went on in the session. */
export function PurposeFolded({ session, facts = false }: Pick<Shown, 'session'> & { facts?: boolean }) {
  const t = useText()
  return (
    <details>
      <summary>{t('peerSessions.lobby.purpose')}</summary>
      {facts && <SessionFacts session={session} />}
      <Purpose session={session} />
    </details>
  )
}
