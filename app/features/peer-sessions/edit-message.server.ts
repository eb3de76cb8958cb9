import { db, inTransaction } from '~/db.server'
import { holdForReview, isConflict, lookForHarm } from '~/features/harm/check-harm.server'
import type { Viewer } from '~/features/members/viewer'
import { AppError, forbidden } from '~/lib/errors'
import { type FoundMessage, messageFor, mustWait, mustWriteNow } from './find-message.server'
import { keepMentions, renderMessage } from './mentions.server'
import { ownMessage } from './message-queries.server'
import { canEditMessage, type EditMessageInput } from './message-rules'
import type { RoomMessageView } from './room-message'

/** The message was changed since the version that the edit began with. */
export class MessageChanged extends AppError {
  constructor(readonly now: { body: string; version: number }) {
    super(409, 'peerSessions.marks.changedMeanwhile')
  }
}

/**
 * Writes one's own message anew while the session runs. What it said before is kept as a version; what nobody else has
 * seen leaves none. What its author confirmed to be no personal data waits for a reviewer in an open session; what waits
 * goes on waiting. Sending the text that it has already changes nothing.
 *
 * @returns the message as its author sees it
 * @throws AppError 404, 403 for anybody but its author and for who may not write now, 409 before the session runs and
 * after it; MessageChanged where it was changed meanwhile; HarmFound
 */
export async function editMessage(
  viewer: Viewer,
  sessionId: string,
  messageId: string,
  { body, version, harmConfirmed }: EditMessageInput,
): Promise<RoomMessageView> {
  const { html, mentioned } = await renderMessage(sessionId, body)
  const harm = lookForHarm({ body }, isConflict.session(sessionId))
  await inTransaction(async (announce) => {
    const now = new Date()
    const { session, message } = await messageFor(viewer, sessionId, messageId)
    if (!canEditMessage(viewer, message)) throw forbidden('peerSessions.marks.notYours')
    await mustWriteNow(viewer, session, now)
    if (message.body === body) return
    if (message.version !== version) throw new MessageChanged({ body: message.body, version: message.version })
    const confirmed = mustWait(session, harm, harmConfirmed)
    if (!message.heldAt) await keepVersion(message)
    await db.roomMessage.update({
      where: { id: message.id },
      data: {
        body,
        html,
        editedAt: now,
        changedAt: now,
        heldAt: confirmed ? now : message.heldAt,
        ...(message.heldAt ? {} : { version: { increment: 1 } }),
      },
      select: { id: true },
    })
    const added = await keepMentions(message.id, mentioned)
    const about = { sessionId: session.id, messageId: message.id, byId: viewer.id }
    await announce({ type: 'message.changed', ...about })
    if (confirmed) await holdForReview(announce, viewer, { messageId: message.id }, harm)
    else if (added.length > 0 && !message.heldAt) {
      await announce({ type: 'message.mentioned', ...about, memberIds: added })
    }
  })
  return ownMessage(viewer, messageId)
}

const keepVersion = (message: FoundMessage) =>
  db.roomMessageVersion.create({
    data: {
      messageId: message.id,
      number: message.version,
      body: message.body,
      html: message.html,
      writtenAt: message.editedAt ?? message.createdAt,
    },
    select: { number: true },
  })
