import { useReader, useText } from '~/i18n/locale'
import { UserHtml, UserText } from '~/ui/user-text'
import type { Unread } from '../mark-read.server'
import { messageTime } from '../message-time'
import type { Card } from '../own-links'
import { messagePage, messageUrl, type RoomMessageView } from '../room-message'
import { Cards, Foot, NewLine, Quote } from './message-parts'

type Shown = {
  sessionId: string
  /** Whose messages stand out as the reader's own. */
  me?: string
  /** The day on which a message shows its time alone. */
  day?: Date | string
  /** With which messages the reader can do something: all, his or her own, or none. */
  acts?: 'all' | 'own' | 'none'
  /** The reader leads the session. */
  leads?: boolean
  /** The number of the first message on the page. */
  from?: number
}

type Listed = Shown & {
  messages: RoomMessageView[]
  /** What messages link to, by their ids. */
  cards?: Record<string, Card[]>
  unread?: Unread | null
}

/** The messages of a room in their order. `number` of the newest one is where a browser goes on from. */
export function MessageList({ messages, cards = {}, unread, ...shown }: Listed) {
  const from = messages[0]?.number
  return (
    <ol className="messages" data-part="messages">
      {messages.flatMap((message) => [
        unread?.first === message.number ? <NewLine key="new" sessionId={shown.sessionId} unread={unread} /> : null,
        <MessageLine key={message.id} message={message} cards={cards[message.id]} from={from} {...shown} />,
      ])}
    </ol>
  )
}

/** One message. Its markup stands here once: the island fills a template of it with what comes by socket. */
export function MessageLine({
  sessionId,
  me,
  day,
  message,
  cards = [],
  acts = 'none',
  leads = false,
  from = 1,
}: Shown & { message?: RoomMessageView; cards?: Card[] }) {
  const { formats, timeZone } = useReader()
  const t = useText()
  const details = message && [message.author.organization, message.author.stakeholderType].filter(Boolean).join(' · ')
  const isOwn = Boolean(message && (message.clientId !== undefined || message.author.id === me))
  const number = message?.number ?? 0
  return (
    <li
      className={isOwn ? 'message message-own' : 'message'}
      id={message && `message-${message.id}`}
      data-message-id={message?.id}
      data-number={message?.number}
      data-marks={message && marksOf(message)}
    >
      <p className="message-head">
        <a href={message && !message.author.neutral ? `/members/${message.author.id}` : undefined} data-slot="author">
          <UserText>{message?.author.name ?? ''}</UserText>
        </a>{' '}
        <span className="muted" data-slot="details" data-user-text="">
          {details}
        </span>{' '}
        <a className="muted" href={message && messageUrl(sessionId, message.number, message.id)} data-slot="permalink">
          <time dateTime={message?.at} data-slot="time" data-user-text="">
            {message && messageTime(message.at, formats, timeZone, day ? new Date(day) : new Date())}
          </time>
        </a>{' '}
        {(acts === 'all' || (acts === 'own' && isOwn)) && (
          <a
            className="message-more"
            href={message && messagePage(sessionId, message.id)}
            aria-label={t('peerSessions.marks.moreOn', { number })}
            data-slot="more"
          >
            {t('peerSessions.marks.more')}
          </a>
        )}
      </p>
      {message?.replyTo && <Quote sessionId={sessionId} reply={message.replyTo} from={from} />}
      {message?.removed ? (
        <p className="muted" data-slot="removed">
          {t(`peerSessions.marks.removedBy.${message.removed}`)}
        </p>
      ) : (
        <UserHtml html={message?.html ?? ''} />
      )}
      {message && <Foot sessionId={sessionId} message={message} restores={restores(message, isOwn, leads)} />}
      <Cards cards={cards} />
    </li>
  )
}

const restores = ({ removed }: RoomMessageView, isOwn: boolean, leads: boolean): boolean =>
  (removed === 'author' && isOwn) || (removed === 'lead' && leads)

/** What the island has to know of a message that stands on the page already. */
const marksOf = ({ insight, pinned, removed, waits }: RoomMessageView): string | undefined =>
  [insight && 'insight', pinned && 'pinned', removed && `removed-${removed}`, waits && 'waits']
    .filter(Boolean)
    .join(' ') || undefined
