import { asStored, db, inTransaction, preparedRead, preparedWrite } from '~/db.server'
import { holdForReview, isConflict, lookForHarm } from '~/features/harm/check-harm.server'
import type { Viewer } from '~/features/members/viewer'
import { notFound } from '~/lib/errors'
import { newId } from '~/lib/ids'
import { mustWait, mustWriteNow } from './find-message.server'
import { takePart } from './join-session.server'
import { keepMentions, renderMessage } from './mentions.server'
import { ownMessage } from './message-queries.server'
import type { RoomMessageInput } from './peer-session'
import { pseudonymOf } from './pseudonyms.server'
import { sessionFor } from './queries.server'
import type { RoomMessageView } from './room-message'
import { mustHaveWaited } from './slow-session.server'

/** What every message takes, as prepared statements: the others in the room wait for it. */
const knownBefore = preparedRead<{ id: string }>('SELECT id FROM RoomMessage WHERE authorId = ? AND clientId = ?')
const nextNumber = preparedWrite<{ number: number }>(`
  UPDATE PeerSession SET lastMessageNumber = lastMessageNumber + 1 WHERE id = ? RETURNING lastMessageNumber AS number`)
const insert = preparedWrite(`
  INSERT INTO RoomMessage
    (id, clientId, sessionId, number, authorId, pseudonymId, body, html, createdAt, replyToId, heldAt)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)

/**
 * Writes one message into the room of a session that runs, for the socket and for the form. The author is the viewer;
 * number and time are given here. Who writes takes part. The same client id by the same member is one message, however
 * often and on whichever way it comes. In an open session, what its author confirmed to be no personal data is read by
 * nobody else before a reviewer has looked at it; there, under the Chatham House Rule, nothing can be confirmed.
 *
 * @returns the message as its author sees it, once it is kept
 * @throws AppError 404 where the session does not exist for the viewer or lacks what is answered, 403 where the present
 * phase lets others write only, and for who is muted or not let in, 409 before it runs and after it, 429 too soon after
 * the one before in slow mode; HarmFound where something may identify somebody and was not confirmed
 */
export async function sendRoomMessage(
  viewer: Viewer,
  sessionId: string,
  { body, clientId, replyTo, harmConfirmed }: RoomMessageInput,
): Promise<RoomMessageView> {
  const { html, mentioned } = await renderMessage(sessionId, body)
  const harm = lookForHarm({ body }, isConflict.session(sessionId))
  const id = await inTransaction(async (announce) => {
    const session = await sessionFor(viewer, sessionId)
    const [before] = knownBefore(viewer.id, clientId)
    if (before) return before.id
    const now = new Date()
    await mustWriteNow(viewer, session, now)
    await mustHaveWaited(viewer, session, now)
    if (replyTo) await mustBeIn(session.id, replyTo)
    const held = mustWait(session, harm, harmConfirmed)
    await takePart(viewer, session, announce)
    const messageId = newId()
    const pseudonymId = session.chathamHouse ? await pseudonymOf(session.id, viewer) : null
    const number = nextNumber(session.id)[0]?.number ?? 0
    const at = asStored(now)
    insert(
      messageId,
      clientId,
      session.id,
      number,
      viewer.id,
      pseudonymId,
      body,
      html,
      at,
      replyTo || null,
      held ? at : null,
    )
    const about = { sessionId: session.id, messageId, byId: viewer.id }
    await announce({ type: 'message.sent', ...about })
    if (mentioned.length > 0) await keepMentions(messageId, mentioned)
    if (held) await holdForReview(announce, viewer, { messageId }, harm)
    else if (mentioned.length > 0) await announce({ type: 'message.mentioned', ...about, memberIds: mentioned })
    return messageId
  })
  return ownMessage(viewer, id)
}

async function mustBeIn(sessionId: string, messageId: string): Promise<void> {
  const answered = await db.roomMessage.findFirst({ where: { id: messageId, sessionId }, select: { id: true } })
  if (!answered) throw notFound()
}
