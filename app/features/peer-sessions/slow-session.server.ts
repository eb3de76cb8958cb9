import { db, inTransaction } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { AppError, conflict } from '~/lib/errors'
import { actorOf, facilitationOf, sessionLedBy } from './facilitation.server'
import { statusAt } from './peer-session'
import type { SessionStanding } from './queries.server'

/**
 * Sets how long participants wait between two messages; 0 for not at all. Who leads the session never waits.
 * @param seconds one of slowModes
 * @throws AppError 404 where it does not exist for the viewer, 403 for who does not lead it, 409 where it is over
 */
export const slowSession = (viewer: Viewer, sessionId: string, seconds: number): Promise<void> =>
  inTransaction(async (announce) => {
    const { session } = await sessionLedBy(viewer, sessionId)
    if (statusAt(session, new Date()) === 'past') throw conflict('peerSessions.errors.over')
    if (session.slowModeSeconds === seconds) return
    await db.peerSession.update({
      where: { id: session.id },
      data: { slowModeSeconds: seconds },
      select: { id: true },
    })
    await announce({ type: 'session.slowed', sessionId: session.id, byId: viewer.id })
  })

/**
 * Whether a participant may send a message yet, in the caller's transaction.
 * @throws AppError 429 with the seconds that are left
 */
export async function mustHaveWaited(viewer: Viewer, session: SessionStanding, now: Date): Promise<void> {
  const { slowModeSeconds: seconds } = session
  if (seconds === 0) return
  const last = await db.roomMessage.findFirst({
    where: { sessionId: session.id, authorId: viewer.id },
    orderBy: { number: 'desc' },
    select: { createdAt: true },
  })
  const left = last ? Math.ceil((last.createdAt.getTime() + seconds * 1_000 - now.getTime()) / 1_000) : 0
  if (left <= 0) return
  const { state } = await facilitationOf(session.id)
  if (actorOf(viewer, session, state).facilitates) return
  throw new AppError(429, 'peerSessions.slow.wait', { count: left, seconds: left })
}
