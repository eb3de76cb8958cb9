import type { HarmReport } from '~/features/harm/check-harm.server'
import { HarmFound, HarmMasked } from '~/features/harm/ui/harm-found'
import { useReader, useText } from '~/i18n/locale'
import type { FormErrors, FormValues } from '~/lib/forms'
import { Button, ClientId, TextArea, typed } from '~/ui/form'
import { Island } from '~/ui/island'
import { EmptyState } from '~/ui/page'
import type { Messages } from '../message-queries.server'
import { longestMessage, transcriptPage } from '../room-message'
import { MessageLine, MessageList } from './messages'
import { roomTexts } from './room-texts'

type RoomProps = {
  session: { id: string; startsAt: Date }
  /** The newest messages, or null before the room opens. */
  live: Messages | null
  me: { id: string; name: string } | null
  clientId: string
  /** Where the page is fetched anew, an address that differs from the present one. */
  refresh: string
}

/**
 * The room of a session that runs, or the door of one to come. It is a whole page without scripts; with them messages,
 * people and the opening of the room show by themselves.
 */
export function Room({ session, live, me, clientId, refresh }: RoomProps) {
  const t = useText()
  const { formats, timeZone } = useReader()
  const first = live?.messages[0]?.number ?? 1
  const last = live?.messages.at(-1)?.number ?? 0
  const props = { sessionId: session.id, startsAt: live ? null : session.startsAt, last, me, formats, timeZone }
  const content = (
    <>
      {live && (
        <>
          <p className="room-line" role="status" data-part="line" hidden />
          <p className="muted" data-part="present" hidden />
          {live.messages.length > 5 && (
            <p className="actions">
              {first > 1 && (
                <a href={`/sessions/${session.id}?after=${Math.max(0, first - 1 - transcriptPage)}`}>
                  {t('peerSessions.room.earlier')}
                </a>
              )}
              <a href="#latest">{t('peerSessions.room.latest')}</a>
            </p>
          )}
          <div role="log" aria-label={t('peerSessions.room.log')} data-part="log">
            <MessageList sessionId={session.id} messages={live.messages} me={me?.id} />
            {live.messages.length === 0 && (
              <div data-part="empty">
                <EmptyState>{t('peerSessions.room.empty')}</EmptyState>
              </div>
            )}
          </div>
          <p className="muted" data-part="typing" hidden />
          <div id="latest" />
          {me ? (
            <Composer sessionId={session.id} clientId={clientId} />
          ) : (
            <p>
              {t('peerSessions.room.guest')}{' '}
              <a href={`/sign-in?redirectTo=${encodeURIComponent(`/sessions/${session.id}`)}`}>
                {t('peerSessions.room.signIn')}
              </a>
            </p>
          )}
          <p data-part="refresh">
            <a href={refresh}>{t('peerSessions.room.refresh')}</a>
          </p>
        </>
      )}
      {live && me && (
        <template data-part="template">
          <MessageLine sessionId={session.id} />
        </template>
      )}
    </>
  )
  return (
    <section className="room" aria-labelledby="room">
      <h2 id="room">{t('peerSessions.room.title')}</h2>
      {me ? (
        <Island name="room" props={{ ...props, texts: roomTexts(t) }}>
          {content}
        </Island>
      ) : (
        content
      )}
      {!live && <p>{t('peerSessions.lobby.opens')}</p>}
    </section>
  )
}

/** The field and button with which a message is sent: a plain form, which the island sends by socket. */
export function Composer({
  sessionId,
  clientId,
  errors,
  values,
  harm,
  masked,
}: {
  sessionId: string
  clientId: string
  errors?: FormErrors
  values?: FormValues
  harm?: HarmReport | null
  masked?: boolean
}) {
  const t = useText()
  return (
    <form method="post" action={`/sessions/${sessionId}/messages`} className="composer" data-part="composer">
      <HarmFound found={harm} />
      <HarmMasked when={masked} />
      <ClientId value={clientId} />
      <TextArea
        name="body"
        label={t('peerSessions.room.body')}
        hint={t('peerSessions.room.bodyHint')}
        error={errors?.body}
        value={typed(values, 'body')}
        rows={2}
        maxLength={values ? undefined : longestMessage}
        required
      />
      <p className="actions">
        <Button>{t('peerSessions.room.send')}</Button>
      </p>
    </form>
  )
}
