import { type Announce, db, inTransaction } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { conflict } from '~/lib/errors'
import { canJoin } from './peer-session'
import { pseudonymOf } from './pseudonyms.server'
import { type SessionStanding, sessionFor } from './queries.server'

/**
 * Makes the viewer one of those who come, or are there. Joining twice changes nothing.
 * @throws AppError 404 where it does not exist for the viewer, 409 where it is over
 */
export const joinSession = (viewer: Viewer, sessionId: string): Promise<void> =>
  inTransaction(async (announce) => {
    const session = await sessionFor(viewer, sessionId)
    if (session.joinedAt) return
    if (!canJoin(viewer, session, new Date())) throw conflict('peerSessions.errors.over')
    await takePart(viewer, session, announce)
  })

/** Writes that the viewer joined, in the caller's transaction. Does nothing where he or she did before. */
export async function takePart(viewer: Viewer, session: SessionStanding, announce: Announce): Promise<void> {
  if (session.chathamHouse) await pseudonymOf(session.id, viewer)
  if (session.joinedAt) return
  const joinedAt = new Date()
  await db.sessionParticipant.upsert({
    where: { sessionId_memberId: { sessionId: session.id, memberId: viewer.id } },
    create: { sessionId: session.id, memberId: viewer.id, joinedAt },
    update: { joinedAt },
    select: { memberId: true },
  })
  await announce({ type: 'session.joined', sessionId: session.id, memberId: viewer.id })
}
