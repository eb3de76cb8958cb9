import { useText } from '~/i18n/locale'
import { EmptyState, Pager } from '~/ui/page'
import type { Unread } from '../mark-read.server'
import type { Messages } from '../message-queries.server'
import type { Card } from '../own-links'
import { transcriptPage } from '../room-message'
import { JumpToNew } from './message-parts'
import { MessageList } from './messages'

/** One page of what was written in a session, with the ways to the pages before and after. */
export function Transcript({
  session: { id: sessionId, startsAt },
  page,
  after,
  cards,
  unread,
  acts,
  leads,
}: {
  session: { id: string; startsAt: Date | string }
  page: Messages
  after: number
  cards?: Record<string, Card[]>
  unread?: Unread | null
  acts?: 'all' | 'own' | 'none'
  leads?: boolean
}) {
  const t = useText()
  const { messages, more, last } = page
  if (last === 0) return <EmptyState>{t('peerSessions.record.empty')}</EmptyState>
  const to = messages.at(-1)?.number ?? after
  const href = (number: number) => `/sessions/${sessionId}${number > 0 ? `?after=${number}` : ''}`
  return (
    <>
      {(more || after > 0) && (
        <p className="muted">{t('peerSessions.record.range', { from: after + 1, to, count: last })}</p>
      )}
      {unread && (
        <p>
          <JumpToNew sessionId={sessionId} unread={unread} shown={[messages[0]?.number ?? 1, to]} />
        </p>
      )}
      <MessageList
        sessionId={sessionId}
        messages={messages}
        day={startsAt}
        cards={cards}
        unread={unread}
        acts={acts}
        leads={leads}
      />
      <Pager previous={after > 0 ? href(Math.max(0, after - transcriptPage)) : null} next={more ? href(to) : null} />
    </>
  )
}
