import { db, inTransaction } from '~/db.server'
import { isConflict, lookForHarm, mustBeHarmless } from '~/features/harm/check-harm.server'
import type { Viewer } from '~/features/members/viewer'
import { conflict, forbidden } from '~/lib/errors'
import { sessionLedBy } from './facilitation.server'
import { canReinstate, statusAt } from './peer-session'
import { sessionFor } from './queries.server'

/**
 * Cancels a session that is to come or runs: nobody joins or writes any more, calendars hear of it, and all who come, are
 * invited or wait are told. Cancelling twice changes nothing.
 * @throws AppError 404 where it does not exist for the viewer, 403 for who does not lead it, 409 where it is over;
 * HarmFound where the reason may identify somebody and that was not confirmed; of an open session it cannot be
 */
export async function cancelSession(
  viewer: Viewer,
  sessionId: string,
  { reason, harmConfirmed }: { reason: string; harmConfirmed?: string },
): Promise<void> {
  const harm = lookForHarm({ reason }, isConflict.session(sessionId))
  await inTransaction(async (announce) => {
    const now = new Date()
    const { session } = await sessionLedBy(viewer, sessionId)
    if (session.cancelledAt) return
    if (statusAt(session, now) === 'past') throw conflict('peerSessions.errors.over')
    mustBeHarmless(harm, harmConfirmed, { confirmable: session.access !== 'open' })
    await db.peerSession.update({
      where: { id: session.id },
      data: { cancelledAt: now, cancelReason: reason, calendarSequence: { increment: 1 } },
      select: { id: true },
    })
    await announce({ type: 'session.cancelled', sessionId: session.id, byId: viewer.id })
  })
}

/**
 * Takes a cancellation back: the session is held after all, with everybody who was to come.
 * @throws AppError 404 where it does not exist for the viewer, 403 for who is not its organizer, 409 where it was not
 * cancelled or its start is over
 */
export const reinstateSession = (viewer: Viewer, sessionId: string): Promise<void> =>
  inTransaction(async (announce) => {
    const now = new Date()
    const session = await sessionFor(viewer, sessionId)
    if (session.role !== 'organizer') throw forbidden('peerSessions.errors.notOrganizer')
    if (!session.cancelledAt && statusAt(session, now) === 'upcoming') return
    if (!canReinstate(viewer, session, now)) throw conflict('peerSessions.cancel.startOver')
    await db.peerSession.update({
      where: { id: session.id },
      data: { cancelledAt: null, cancelReason: '', calendarSequence: { increment: 1 } },
      select: { id: true },
    })
    await announce({ type: 'session.reinstated', sessionId: session.id, byId: viewer.id })
  })
