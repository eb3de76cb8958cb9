import { db } from '~/db.server'
import { type Looked, mustBeHarmless } from '~/features/harm/check-harm.server'
import type { Viewer } from '~/features/members/viewer'
import { conflict, forbidden, notFound } from '~/lib/errors'
import { actorOf, facilitationOf, mustBeAbleToWrite } from './facilitation.server'
import { isReadByAll } from './gate'
import { isShown, type MessageState } from './message-rules'
import { canWrite, statusAt } from './peer-session'
import { type SessionStanding, sessionFor, shownOf } from './queries.server'

const messageSelect = {
  id: true,
  number: true,
  authorId: true,
  body: true,
  html: true,
  createdAt: true,
  editedAt: true,
  heldAt: true,
  removedBy: true,
  version: true,
  insightAt: true,
  pinnedAt: true,
} as const

/** A message as a verb meets it, through the viewer, with its session. */
export type FoundMessage = MessageState & {
  id: string
  number: number
  html: string
  createdAt: Date
  editedAt: Date | null
  version: number
  insightAt: Date | null
  pinnedAt: Date | null
}

/**
 * @returns also whether the viewer leads the session
 * @throws AppError 404 where the session does not exist for the viewer or has no such message, 403 where its label keeps
 * what is said from him or her
 */
export async function messageFor(
  viewer: Viewer | null,
  sessionId: string,
  messageId: string,
): Promise<{ session: SessionStanding; message: FoundMessage; leads: boolean }> {
  const session = await sessionFor(viewer, sessionId)
  if (!shownOf(session, 'messages').messages) throw forbidden('peerSessions.sharing.kept')
  const message = await db.roomMessage.findFirst({ where: { id: messageId, sessionId }, select: messageSelect })
  if (!message) throw notFound()
  const { state } = await facilitationOf(session.id)
  return { session, message, leads: viewer !== null && actorOf(viewer, session, state).facilitates }
}

/**
 * Asked by each verb with which somebody says something in a session or about what was said.
 * @throws AppError 409 before it runs and after it; 403 for who may not write now
 */
export async function mustWriteNow(viewer: Viewer, session: SessionStanding, now: Date): Promise<void> {
  if (!canWrite(viewer, session, now)) {
    throw conflict(statusAt(session, now) === 'upcoming' ? 'peerSessions.message.notYet' : 'peerSessions.message.over')
  }
  await mustBeAbleToWrite(viewer, session)
}

/** @throws AppError 409 where its text is not before everybody */
export function mustBeShown(message: MessageState): void {
  if (isShown(message)) return
  throw conflict(message.removedBy ? 'peerSessions.marks.gone' : 'peerSessions.marks.waits')
}

/**
 * Whether what somebody confirmed to be no personal data has to wait for a reviewer: in an open session. There, under the
 * Chatham House Rule, nothing can be confirmed, since a review would say whose message it is.
 * @throws HarmFound where something may identify somebody and was not confirmed
 */
export function mustWait(session: SessionStanding, harm: Looked, confirmed: string | undefined): boolean {
  const isOpen = isReadByAll(session)
  const confirmable = !(isOpen && session.chathamHouse)
  return mustBeHarmless(harm, confirmed, { confirmable, waits: isOpen }) && isOpen
}
