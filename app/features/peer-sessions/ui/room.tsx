import type { HarmReport } from '~/features/harm/check-harm.server'
import { HarmFound, HarmMasked } from '~/features/harm/ui/harm-found'
import { useReader, useText } from '~/i18n/locale'
import type { FormErrors, FormValues } from '~/lib/forms'
import { Button, ClientId, TextArea, typed } from '~/ui/form'
import { Island } from '~/ui/island'
import { EmptyState } from '~/ui/page'
import type { Unread } from '../mark-read.server'
import type { Messages, QuoteLine } from '../message-queries.server'
import type { Card } from '../own-links'
import { longestMessage, transcriptPage } from '../room-message'
import { followUrl } from './following'
import { JumpToNew, Quotes } from './message-parts'
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
  /** What stands above the messages, what was marked as an insight, and what is new for the viewer. */
  marks: { pinned: QuoteLine[]; insights: QuoteLine[]; unread: Unread | null } | null
  /** What messages link to, by their ids. */
  cards: Record<string, Card[]>
  /** The viewer leads the session. */
  leads: boolean
  /** The moment of which the page tells, for asking what changed since. */
  at: string
  /** Why the viewer may only read, as a sentence in the place of the field; '' where the page says it elsewhere. */
  readsOnly?: string | null
}

/**
 * The room of a session that runs, or the door of one to come. It is a whole page without scripts; with them messages,
 * people and the opening of the room show by themselves.
 */
export function Room({ session, live, me, clientId, refresh, readsOnly, marks, cards, leads, at }: RoomProps) {
  const t = useText()
  const { formats, timeZone } = useReader()
  const first = live?.messages[0]?.number ?? 1
  const last = live?.messages.at(-1)?.number ?? 0
  const props = {
    sessionId: session.id,
    startsAt: live ? null : session.startsAt,
    last,
    me,
    formats,
    timeZone,
    leads,
    at,
  }
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
              <JumpToNew sessionId={session.id} unread={marks?.unread} shown={[first, last]} />
              <a href="#latest">{t('peerSessions.room.latest')}</a>
            </p>
          )}
          <Marked part="pinned" sessionId={session.id} messages={marks?.pinned} open />
          <Marked part="insights" sessionId={session.id} messages={marks?.insights} />
          <div role="log" aria-label={t('peerSessions.room.log')} data-part="log">
            <MessageList
              sessionId={session.id}
              messages={live.messages}
              me={me?.id}
              acts={me ? 'all' : 'none'}
              leads={leads}
              cards={cards}
              unread={marks?.unread}
            />
            {live.messages.length === 0 && (
              <div data-part="empty">
                <EmptyState>{t('peerSessions.room.empty')}</EmptyState>
              </div>
            )}
          </div>
          <p className="muted" data-part="typing" hidden />
          <div id="latest" />
          {me && typeof readsOnly === 'string' ? (
            readsOnly && <p className="notice">{readsOnly}</p>
          ) : me ? (
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
          <FollowLink sessionId={session.id} scripts={me !== null} />
        </>
      )}
      {live && me && (
        <template data-part="template">
          <MessageLine sessionId={session.id} acts="all" />
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

/** To the page that refreshes itself, for who has no scripts: guests, and members whose browser runs none. */
function FollowLink({ sessionId, scripts }: { sessionId: string; scripts: boolean }) {
  const t = useText()
  const link = (
    <p>
      <a href={followUrl(sessionId)}>{t('peerSessions.follow.link')}</a>
    </p>
  )
  return scripts ? <noscript>{link}</noscript> : link
}

/** What was pinned, or marked as an insight; the island fills it where it was empty. */
function Marked({
  part,
  sessionId,
  messages = [],
  open,
}: {
  part: 'pinned' | 'insights'
  sessionId: string
  messages?: QuoteLine[]
  open?: boolean
}) {
  const t = useText()
  return (
    <details className="marked" data-marked={part} open={open} hidden={messages.length === 0}>
      <summary>
        {t(`peerSessions.marks.${part}`)} <span data-part={`${part}-count`}>({messages.length})</span>
      </summary>
      <Quotes sessionId={sessionId} part={part} messages={messages} />
    </details>
  )
}

/** The field and button with which a message is sent: a plain form, which the island sends by socket. */
export function Composer({
  sessionId,
  clientId,
  replyTo,
  errors,
  values,
  harm,
  masked,
}: {
  sessionId: string
  clientId: string
  /** The id of the message that is answered. */
  replyTo?: string
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
      {(replyTo ?? values?.replyTo?.[0]) && (
        <input type="hidden" name="replyTo" value={replyTo ?? values?.replyTo?.[0]} />
      )}
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
