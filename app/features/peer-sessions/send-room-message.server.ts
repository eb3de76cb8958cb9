import { db, inTransaction } from '~/db.server'
import { holdForReview, isConflict, lookForHarm, mustBeHarmless } from '~/features/harm/check-harm.server'
import type { Viewer } from '~/features/members/viewer'
import { conflict } from '~/lib/errors'
import { newId } from '~/lib/ids'
import { renderMarkdown } from '~/lib/markdown.server'
import { mustBeAbleToWrite } from './facilitation.server'
import { takePart } from './join-session.server'
import { ownMessage } from './message-queries.server'
import { canWrite, type RoomMessageInput, statusAt } from './peer-session'
import { pseudonymOf } from './pseudonyms.server'
import { sessionFor } from './queries.server'
import type { RoomMessageView } from './room-message'

/**
 * Writes one message into the room of a session that runs, for the socket and for the form. The author is the viewer;
 * number and time are given here. Who writes takes part. The same client id by the same member is one message, however
 * often and on whichever way it comes. In an open session, what its author confirmed to be no personal data is read by
 * nobody else before a reviewer has looked at it; there, under the Chatham House Rule, nothing can be confirmed.
 *
 * @returns the message as its author sees it, once it is kept
 * @throws AppError 404 where the session does not exist for the viewer, 403 where the present phase lets others write
 * only, and for who is muted or not let in, 409 before it runs and after it; HarmFound where something may identify somebody and was not confirmed
 */
export async function sendRoomMessage(
  viewer: Viewer,
  sessionId: string,
  { body, clientId, harmConfirmed }: RoomMessageInput,
): Promise<RoomMessageView> {
  const html = await renderMarkdown(body)
  const harm = lookForHarm({ body }, isConflict.session(sessionId))
  const id = await inTransaction(async (announce) => {
    const session = await sessionFor(viewer, sessionId)
    const before = await db.roomMessage.findUnique({
      where: { authorId_clientId: { authorId: viewer.id, clientId } },
      select: { id: true },
    })
    if (before) return before.id
    const now = new Date()
    if (!canWrite(viewer, session, now)) throw closed(statusAt(session, now))
    await mustBeAbleToWrite(viewer, session)
    const isOpen = session.access === 'open' && session.sharing === 'clear'
    // A review would say whose message it is.
    const confirmable = !(isOpen && session.chathamHouse)
    const held = mustBeHarmless(harm, harmConfirmed, { confirmable, waits: isOpen }) && isOpen
    await takePart(viewer, session, announce)
    const { lastMessageNumber: number } = await db.peerSession.update({
      where: { id: session.id },
      data: { lastMessageNumber: { increment: 1 } },
      select: { lastMessageNumber: true },
    })
    const messageId = newId()
    const pseudonymId = session.chathamHouse ? await pseudonymOf(session.id, viewer) : null
    await db.roomMessage.create({
      data: {
        id: messageId,
        clientId,
        sessionId: session.id,
        number,
        authorId: viewer.id,
        pseudonymId,
        body,
        html,
        createdAt: now,
        heldAt: held ? now : null,
      },
      select: { id: true },
    })
    await announce({ type: 'message.sent', sessionId: session.id, messageId, byId: viewer.id })
    if (held) await holdForReview(announce, viewer, { messageId }, harm)
    return messageId
  })
  return ownMessage(viewer, id)
}

const closed = (status: string) =>
  conflict(status === 'upcoming' ? 'peerSessions.message.notYet' : 'peerSessions.message.over')
