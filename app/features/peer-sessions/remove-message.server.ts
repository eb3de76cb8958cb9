import { db, inTransaction } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { forbidden } from '~/lib/errors'
import { messageFor } from './find-message.server'
import { canRemoveMessage } from './message-rules'

/**
 * Takes a message's text away from everybody: page, socket, quotes, insights, history and exports. Its number and place
 * stay. Possible at any time, also after the session. Removing what is removed changes nothing.
 * @throws AppError 404, 403 for anybody but its author and who leads the session
 */
export const removeMessage = (viewer: Viewer, sessionId: string, messageId: string): Promise<void> =>
  inTransaction(async (announce) => {
    const { session, message, leads } = await messageFor(viewer, sessionId, messageId)
    if (!canRemoveMessage(viewer, { leads }, { ...message, removedBy: null })) {
      throw forbidden('peerSessions.marks.notYours')
    }
    if (message.removedBy) return
    const now = new Date()
    await db.roomMessage.update({
      where: { id: message.id },
      data: { removedAt: now, changedAt: now, removedBy: message.authorId === viewer.id ? 'author' : 'lead' },
      select: { id: true },
    })
    await announce({ type: 'message.changed', sessionId: session.id, messageId: message.id, byId: viewer.id })
  })
