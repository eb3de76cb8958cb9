import { db, inTransaction } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { messageFor, mustBeShown, mustWriteNow } from './find-message.server'
import { statusAt } from './peer-session'

/**
 * Marks a message as an insight, or takes the mark away: whoever may write while the session runs, and its leads also
 * afterwards, when they go through the record. Marking what is marked changes nothing.
 * @throws AppError 404, 403 for who may not write now, 409 before the session runs and after it, and where the text was
 * removed or waits for a reviewer
 */
export const markInsight = (viewer: Viewer, sessionId: string, messageId: string, marked: boolean): Promise<void> =>
  inTransaction(async (announce) => {
    const now = new Date()
    const { session, message, leads } = await messageFor(viewer, sessionId, messageId)
    const afterwards = leads && statusAt(session, now) === 'past'
    if (!afterwards) await mustWriteNow(viewer, session, now)
    if (marked) mustBeShown(message)
    if ((message.insightAt !== null) === marked) return
    await db.roomMessage.update({
      where: { id: message.id },
      data: { insightAt: marked ? now : null, changedAt: now },
      select: { id: true },
    })
    await announce({ type: 'message.changed', sessionId: session.id, messageId: message.id, byId: viewer.id })
  })
