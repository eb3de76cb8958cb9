import type { Viewer } from '~/features/members/viewer'
import { mayWriteNow } from './facilitation.server'
import { messageFor } from './find-message.server'
import { oneMessage } from './message-queries.server'
import { canEditMessage, canReadHistory, canRemoveMessage, canRestoreMessage, isShown } from './message-rules'
import { statusAt } from './peer-session'
import { liveMessages, messageUrl } from './room-message'

/**
 * One message with all that the viewer may do to it.
 * @throws AppError 404, 403 where the session's label keeps what is said from the viewer
 */
export async function messagePageFor(viewer: Viewer | null, sessionId: string, messageId: string) {
  const { session, message, leads } = await messageFor(viewer, sessionId, messageId)
  const writes = viewer !== null && (await mayWriteNow(viewer, session))
  const shown = isShown(message)
  const status = statusAt(session, new Date())
  const afterwards = leads && status === 'past'
  return {
    session: { id: session.id, title: session.title },
    message: await oneMessage(viewer, sessionId, messageId),
    /** As typed, for who may edit it. */
    source: canEditMessage(viewer, message) ? { body: message.body, version: message.version } : null,
    place: placeOf(session, status === 'live', message),
    can: {
      answer: writes && shown,
      react: writes && shown,
      insight: shown && (writes || afterwards),
      pin: shown && writes && leads,
      edit: writes && canEditMessage(viewer, message),
      remove: canRemoveMessage(viewer, { leads }, message),
      restore: canRestoreMessage(viewer, { leads }, message),
      /** Whether to mute its author or put him or her out is the viewer's to decide. */
      moderate: leads && status !== 'past' && viewer?.id !== message.authorId,
      history: message.version > 1 && canReadHistory(viewer, { leads }, message),
    },
  }
}
export type MessagePage = Awaited<ReturnType<typeof messagePageFor>>

type Placed = { id: string; number: number }

/** Where a message is read: in the room as long as it runs and shows it, else in the record. */
const placeOf = (
  session: { id: string; lastMessageNumber: number },
  isLive: boolean,
  { id, number }: Placed,
): string =>
  isLive && number > session.lastMessageNumber - liveMessages
    ? `/sessions/${session.id}#message-${id}`
    : messageUrl(session.id, number, id)

/** Where to go after something was done to a message. */
export async function messagePlace(viewer: Viewer, sessionId: string, messageId: string): Promise<string> {
  const { session, message } = await messageFor(viewer, sessionId, messageId)
  return placeOf(session, statusAt(session, new Date()) === 'live', message)
}
