import { db, inTransaction } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { conflict, forbidden } from '~/lib/errors'
import { canEnd, statusAt } from './peer-session'
import { sessionFor } from './queries.server'

/**
 * Ends a session that runs: nobody writes in it any more, and its record stays. Ending one twice changes nothing.
 * @throws AppError 404 where it does not exist for the viewer, 403 for who does not lead it, 409 where it never began
 */
export const endSession = (viewer: Viewer, sessionId: string): Promise<void> =>
  inTransaction(async (announce) => {
    const now = new Date()
    const session = await sessionFor(viewer, sessionId)
    if (session.role === null || session.role === 'participant') throw forbidden('peerSessions.errors.notLeading')
    if (statusAt(session, now) === 'past') return
    if (!canEnd(viewer, session, now)) throw conflict('peerSessions.errors.notBegun')
    await db.peerSession.update({ where: { id: session.id }, data: { endedAt: now }, select: { id: true } })
    await announce({ type: 'session.ended', sessionId: session.id, byId: viewer.id })
  })
