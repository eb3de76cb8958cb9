import { db, inTransaction } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { conflict, forbidden } from '~/lib/errors'
import { messageFor, mustBeShown, mustWriteNow } from './find-message.server'
import { mostPinned } from './message-rules'

/**
 * Lets a message stand above the others, or takes it from there. Pinning what is pinned changes nothing.
 * @throws AppError 404, 403 for who does not lead the session, 409 before it runs and after it, where ten are pinned, and
 * where the text was removed or waits for a reviewer
 */
export const pinMessage = (viewer: Viewer, sessionId: string, messageId: string, pinned: boolean): Promise<void> =>
  inTransaction(async (announce) => {
    const now = new Date()
    const { session, message, leads } = await messageFor(viewer, sessionId, messageId)
    if (!leads) throw forbidden('peerSessions.errors.notLeading')
    await mustWriteNow(viewer, session, now)
    if (pinned) mustBeShown(message)
    if ((message.pinnedAt !== null) === pinned) return
    if (pinned && (await countPinned(session.id)) >= mostPinned) {
      throw conflict('peerSessions.marks.tooManyPins', { maximum: mostPinned })
    }
    await db.roomMessage.update({
      where: { id: message.id },
      data: { pinnedAt: pinned ? now : null, changedAt: now },
      select: { id: true },
    })
    await announce({ type: 'message.changed', sessionId: session.id, messageId: message.id, byId: viewer.id })
  })

const countPinned = (sessionId: string) =>
  db.roomMessage.count({ where: { sessionId, pinnedAt: { not: null }, removedBy: null, heldAt: null } })
