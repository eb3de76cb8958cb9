import { db } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { hasPlace } from './join-session.server'
import { sessionFor, shownOf } from './queries.server'

export type Rsvp = {
  /** What the viewer said: that he or she comes (with a place, or waiting for one), or not; null for nothing yet. */
  mine: 'coming' | 'waiting' | 'away' | null
  capacity: number | null
  isFull: boolean
  /** Null where the label keeps them. */
  coming: number | null
  waiting: number | null
}

/**
 * Who comes to a session, in numbers, and what the viewer said.
 * @throws AppError 404 where it does not exist for the viewer
 */
export async function rsvpFor(viewer: Viewer | null, sessionId: string): Promise<Rsvp> {
  const session = await sessionFor(viewer, sessionId)
  const tells = shownOf(session, 'page').people !== 'nothing'
  const [coming, yes, own] = await Promise.all([
    db.sessionParticipant.count({ where: { sessionId, joinedAt: { not: null } } }),
    db.sessionRsvp.findMany({
      where: {
        sessionId,
        answer: 'yes',
        member: { bannedAt: null, participations: { none: { sessionId, joinedAt: { not: null } } } },
      },
      select: { memberId: true },
    }),
    viewer && db.sessionRsvp.findUnique({ where: { sessionId_memberId: { sessionId, memberId: viewer.id } } }),
  ])
  return {
    mine: session.joinedAt ? 'coming' : own ? (own.answer === 'yes' ? 'waiting' : 'away') : null,
    capacity: session.capacity,
    isFull: !(await hasPlace(session)),
    coming: tells ? coming : null,
    waiting: tells ? yes.length : null,
  }
}
