import { LeavesRoom } from '~/features/peer-sessions/ui/leaves-room'
import { Transcript } from '~/features/peer-sessions/ui/record'
import { SessionStanding } from '~/features/peer-sessions/ui/session-facts'
import { useText } from '~/i18n/locale'
import { Page } from '~/ui/page'
import { PurposeFolded } from './about-session'
import { Beside } from './beside'
import type { Shown } from './shown'
import { TakePart } from './take-part'

type WrittenPage = NonNullable<Shown['earlier']>

/** One page of what was written in a session. */
export function Written({ session, me, written }: Pick<Shown, 'session' | 'me'> & { written: WrittenPage }) {
  return (
    <Transcript
      session={session}
      page={written.page}
      after={written.after}
      cards={written.cards}
      unread={written.marks?.unread}
      leads={written.leads}
      acts={!me ? 'none' : written.leads || session.status === 'live' ? 'all' : 'own'}
    />
  )
}

/** An earlier part of what is written in a session that runs. */
export function EarlierMessages({ earlier, ...shown }: Shown & { earlier: WrittenPage }) {
  const t = useText()
  const { session } = shown
  return (
    <Page title={session.title} userTitle lead={<SessionStanding session={session} />} aside={<Beside {...shown} />}>
      <LeavesRoom session={session} />
      <section aria-labelledby="written">
        <h2 id="written">{t('peerSessions.record.title')}</h2>
        <p>
          <a href={`/sessions/${session.id}`}>{t('peerSessions.room.latest')}</a>
        </p>
        <Written {...shown} written={earlier} />
      </section>
    </Page>
  )
}

/** A session that runs for who may know of it but not read it. */
export function KeptSession(shown: Shown) {
  const t = useText()
  const { session } = shown
  return (
    <Page title={session.title} userTitle lead={<SessionStanding session={session} />} aside={<Beside {...shown} />}>
      <PurposeFolded session={session} facts />
      <LeavesRoom session={session} />
      <p>{t('peerSessions.sharing.kept')}</p>
      {shown.me && <TakePart session={session} />}
    </Page>
  )
}
