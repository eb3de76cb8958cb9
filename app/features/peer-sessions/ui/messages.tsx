import { useReader } from '~/i18n/locale'
import { UserHtml, UserText } from '~/ui/user-text'
import { messageTime } from '../message-time'
import { messageUrl, type RoomMessageView } from '../room-message'

type Shown = {
  sessionId: string
  /** Whose messages stand out as the reader's own. */
  me?: string
  /** The day on which a message shows its time alone. */
  day?: Date | string
}

/** The messages of a room in their order. `number` of the newest one is where a browser goes on from. */
export function MessageList({ messages, ...shown }: Shown & { messages: RoomMessageView[] }) {
  return (
    <ol className="messages" data-part="messages">
      {messages.map((message) => (
        <MessageLine key={message.id} message={message} {...shown} />
      ))}
    </ol>
  )
}

/** One message. Its markup stands here once: the island fills a template of it with what comes by socket. */
export function MessageLine({ sessionId, me, day, message }: Shown & { message?: RoomMessageView }) {
  const { formats, timeZone } = useReader()
  const details = message && [message.author.organization, message.author.stakeholderType].filter(Boolean).join(' · ')
  const isOwn = message && (message.clientId !== undefined || message.author.id === me)
  return (
    <li
      className={isOwn ? 'message message-own' : 'message'}
      id={message && `message-${message.id}`}
      data-message-id={message?.id}
      data-number={message?.number}
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
        </a>
      </p>
      <UserHtml html={message?.html ?? ''} />
    </li>
  )
}
