import { db, inTransaction } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { newId } from '~/lib/ids'
import { messageFor, mustBeShown, mustWriteNow } from './find-message.server'
import type { ReactionInput } from './message-rules'

/**
 * Says agree, same here, thanks or question to a message, or takes that back. Each counts once for each member, and only
 * counts are ever told. Saying what was said changes nothing.
 * @throws AppError 404, 403 for who may not write now, 409 before the session runs and after it, and where the text was
 * removed or waits for a reviewer
 */
export const reactToMessage = (
  viewer: Viewer,
  sessionId: string,
  messageId: string,
  { kind, intent }: ReactionInput,
): Promise<void> =>
  inTransaction(async (announce) => {
    const now = new Date()
    const { session, message } = await messageFor(viewer, sessionId, messageId)
    await mustWriteNow(viewer, session, now)
    if (intent === 'add') mustBeShown(message)
    const own = { messageId: message.id, memberId: viewer.id, kind }
    const known = await db.roomMessageReaction.count({ where: own })
    if (known > 0 === (intent === 'add')) return
    if (intent === 'remove') await db.roomMessageReaction.deleteMany({ where: own })
    else await db.roomMessageReaction.create({ data: { id: newId(), ...own, at: now }, select: { id: true } })
    await db.roomMessage.update({ where: { id: message.id }, data: { changedAt: now }, select: { id: true } })
    await announce({ type: 'message.changed', sessionId: session.id, messageId: message.id, byId: viewer.id })
  })
