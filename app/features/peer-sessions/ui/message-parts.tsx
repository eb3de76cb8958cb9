import { useText } from '~/i18n/locale'
import { Button } from '~/ui/form'
import { UserText } from '~/ui/user-text'
import type { Unread } from '../mark-read.server'
import type { QuoteLine } from '../message-queries.server'
import type { Card } from '../own-links'
import { messagePage, messageUrl, type RoomMessageView, reactionKinds } from '../room-message'

/** What a message answers, in one line. */
export function Quote({
  sessionId,
  reply: { id, number, name, text },
  from = Number.MAX_SAFE_INTEGER,
}: {
  sessionId: string
  reply: NonNullable<RoomMessageView['replyTo']>
  /** The number of the first message on the page. */
  from?: number
}) {
  const t = useText()
  return (
    <p className="message-quote muted" data-slot="quote">
      <a href={number >= from ? `#message-${id}` : messageUrl(sessionId, number, id)} data-user-text="">
        {t(text === undefined ? 'peerSessions.marks.answersGone' : 'peerSessions.marks.answers', { name })}
      </a>{' '}
      {text !== undefined && <UserText>{text}</UserText>}
    </p>
  )
}

/** What became of a message and what was said to it; nothing for most. */
export function Foot({
  sessionId,
  message: { id, number, insight, version, waits, clientId, reactions, mine = [], removed },
  restores,
}: {
  sessionId: string
  message: RoomMessageView
  restores: boolean
}) {
  const t = useText()
  const page = messagePage(sessionId, id)
  const own = clientId !== undefined
  if (!insight && !version && !(waits && own) && !reactions && !(removed && restores)) return null
  return (
    <p className="message-foot" data-slot="foot">
      {insight && <strong className="message-insight">{t('peerSessions.marks.insight')}</strong>}
      {version && (
        <a href={`${page}/history`} aria-label={t('peerSessions.marks.editedOn', { number })}>
          {t('peerSessions.marks.edited')}
        </a>
      )}
      {waits && own && <span className="muted">{t('peerSessions.marks.waitsOwn')}</span>}
      {reactionKinds.map((kind) => {
        const count = reactions?.[kind]
        if (!count) return null
        return (
          <span
            key={kind}
            className="reaction"
            data-kind={kind}
            data-count={count}
            data-mine={mine.includes(kind) || undefined}
          >
            {t('peerSessions.marks.reaction', { kind: t(`peerSessions.marks.kinds.${kind}`), count })}
            {mine.includes(kind) && ` ${t('peerSessions.marks.yours')}`}
          </span>
        )
      })}
      {removed && restores && (
        <a href={page} aria-label={t('peerSessions.marks.undoOn', { number })} data-slot="restore">
          {t('peerSessions.marks.undo')}
        </a>
      )}
    </p>
  )
}

/** The things that a message links to, as the reader may see them. */
export function Cards({ cards }: { cards: Card[] }) {
  const t = useText()
  if (cards.length === 0) return null
  return (
    <ul className="cards" data-slot="cards">
      {cards.map(({ href, kind, title, line }) => (
        <li key={href}>
          <span className="muted">{t(`peerSessions.marks.cardKinds.${kind}`)}</span>{' '}
          <a href={href}>
            <UserText>{title}</UserText>
          </a>
          {line && (
            <span className="card-line muted">
              <UserText>{line}</UserText>
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}

/** Stands before the first message that the reader has not read. */
export function NewLine({ sessionId, unread }: { sessionId: string; unread: Unread }) {
  const t = useText()
  return (
    <li className="new-line" id="new">
      <form method="post" action={`/sessions/${sessionId}/read`}>
        <strong>{t('peerSessions.marks.newSince')}</strong> <input type="hidden" name="number" value={unread.last} />
        <Button kind="link">{t('peerSessions.marks.markRead')}</Button>
      </form>
    </li>
  )
}

/** The way to the first message that the reader has not read, also where that is on an earlier page. */
export function JumpToNew({
  sessionId,
  unread,
  shown: [first, last],
}: {
  sessionId: string
  unread?: Unread | null
  /** The numbers of the first and the last message on the page. */
  shown: [number, number]
}) {
  const t = useText()
  if (!unread) return null
  const here = unread.first >= first && unread.first <= last
  const page = messageUrl(sessionId, unread.first, '').split('#')[0]
  return (
    <a href={here ? '#new' : `${page}#new`} data-part="jump">
      {t('peerSessions.marks.jump', { count: unread.count })}
    </a>
  )
}

/** Messages by their first words, each leading to its place. */
export function Quotes({ sessionId, part, messages }: { sessionId: string; part: string; messages: QuoteLine[] }) {
  return (
    <ul className="message-quotes" data-part={part}>
      {messages.map(({ id, number, name, text }) => (
        <li key={id} data-of={id}>
          <a href={messageUrl(sessionId, number, id)}>
            <UserText>{name}</UserText>
          </a>{' '}
          <UserText>{text}</UserText>
        </li>
      ))}
    </ul>
  )
}
/** What was marked as an insight in a session. */
export function Insights({ sessionId, insights }: { sessionId: string; insights: QuoteLine[] }) {
  const t = useText()
  if (insights.length === 0) return null
  return (
    <section aria-labelledby="insights">
      <h2 id="insights">{t('peerSessions.marks.insights')}</h2>
      <p className="muted">{t('peerSessions.marks.insightsHint')}</p>
      <Quotes sessionId={sessionId} part="record-insights" messages={insights} />
    </section>
  )
}
