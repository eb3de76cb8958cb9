import { db, inTransaction } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { forbidden } from '~/lib/errors'
import { messageFor } from './find-message.server'
import { canRestoreMessage } from './message-rules'

/**
 * Brings a removed message back. Restoring what is not removed changes nothing.
 * @throws AppError 404, 403 for anybody but the author of what its author removed, and leads of what a lead removed
 */
export const restoreMessage = (viewer: Viewer, sessionId: string, messageId: string): Promise<void> =>
  inTransaction(async (announce) => {
    const { session, message, leads } = await messageFor(viewer, sessionId, messageId)
    if (!message.removedBy) return
    if (!canRestoreMessage(viewer, { leads }, message)) throw forbidden('peerSessions.marks.notRemovedByYou')
    await db.roomMessage.update({
      where: { id: message.id },
      data: { removedAt: null, removedBy: null, changedAt: new Date() },
      select: { id: true },
    })
    await announce({ type: 'message.changed', sessionId: session.id, messageId: message.id, byId: viewer.id })
  })
