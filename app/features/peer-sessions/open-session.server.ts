import { db, inTransaction } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { conflict, forbidden } from '~/lib/errors'
import { canOpen, statusAt } from './peer-session'
import { sessionFor } from './queries.server'

/**
 * Opens a session's room before its start: it starts now. Opening one that runs already changes nothing.
 * @throws AppError 404 where it does not exist for the viewer, 403 for who does not lead it, 409 where it is over
 */
export const openSession = (viewer: Viewer, sessionId: string): Promise<void> =>
  inTransaction(async (announce) => {
    const now = new Date()
    const session = await sessionFor(viewer, sessionId)
    if (session.role === null || session.role === 'participant') throw forbidden('peerSessions.errors.notLeading')
    const status = statusAt(session, now)
    if (status === 'live') return
    if (status === 'past' || !canOpen(viewer, session, now)) throw conflict('peerSessions.errors.over')
    await db.peerSession.update({
      where: { id: session.id },
      data: { openedAt: now, startsAt: now },
      select: { id: true },
    })
    await announce({ type: 'session.opened', sessionId: session.id, byId: viewer.id })
  })
