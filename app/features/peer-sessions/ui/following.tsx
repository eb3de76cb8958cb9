import { useText } from '~/i18n/locale'
import { EmptyState } from '~/ui/page'
import type { RoomMessageView } from '../room-message'
import { MessageList } from './messages'

/** The address of the page that shows by itself what is new, for browsers that run no scripts. */
export const followUrl = (sessionId: string): string => `/sessions/${sessionId}?follow=${followSeconds}#latest`
/** After so many seconds the page is fetched anew. */
export const followSeconds = 30

/**
 * The newest messages of a session that runs, to be read only: the page fetches itself anew, and a field to write in
 * would lose what is typed.
 */
export function Following({ sessionId, messages }: { sessionId: string; messages: RoomMessageView[] }) {
  const t = useText()
  return (
    <section className="room" aria-labelledby="room">
      <h2 id="room">{t('peerSessions.room.title')}</h2>
      <p className="notice">
        {t('peerSessions.follow.on')} <a href={`/sessions/${sessionId}#latest`}>{t('peerSessions.follow.write')}</a>
      </p>
      <MessageList sessionId={sessionId} messages={messages} />
      {messages.length === 0 && <EmptyState>{t('peerSessions.room.empty')}</EmptyState>}
      <div id="latest" />
      <p>
        <a href={`/sessions/${sessionId}#latest`}>{t('peerSessions.follow.write')}</a>
      </p>
    </section>
  )
}
