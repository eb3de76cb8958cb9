import { type Announce, db, inTransaction } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { conflict } from '~/lib/errors'
import { enlist, hasPlace, takePart } from './join-session.server'
import { leadsByRole, statusAt } from './peer-session'
import { type SessionStanding, sessionFor } from './queries.server'

/**
 * Says whether the viewer comes to a session that has not begun. Who says yes beyond the places waits, in the order of
 * the answers; who says no gives the place to the first who waits. The same answer twice changes nothing.
 * @throws AppError 404 where it does not exist for the viewer, 403 for who was declined or put out, 409 once it has begun, and where who leads it says no
 */
export const answerRsvp = (viewer: Viewer, sessionId: string, answer: 'yes' | 'no'): Promise<void> =>
  inTransaction(async (announce) => {
    const session = await sessionFor(viewer, sessionId)
    if (statusAt(session, new Date()) !== 'upcoming') throw conflict('peerSessions.rsvp.begun')
    if (answer === 'yes') return enlist(viewer, session, announce)
    if (leadsByRole(session)) throw conflict('peerSessions.rsvp.leads')
    await stayAway(viewer, session)
    await moveUp(session, announce)
  })

async function stayAway(viewer: Viewer, session: SessionStanding): Promise<void> {
  const key = { sessionId: session.id, memberId: viewer.id }
  await db.sessionRsvp.upsert({
    where: { sessionId_memberId: key },
    create: { ...key, answer: 'no', at: new Date() },
    update: { answer: 'no' },
    select: { answer: true },
  })
  await db.sessionAdmission.deleteMany({ where: { ...key, state: 'asked' } })
  // Who is invited stays so, and may think better of it.
  await db.sessionParticipant.updateMany({ where: { ...key, invitedAt: { not: null } }, data: { joinedAt: null } })
  await db.sessionParticipant.deleteMany({ where: { ...key, invitedAt: null } })
}

/** Gives free places to those who wait and may still see the session, the first to answer first, and lets them be told. */
export async function moveUp(session: SessionStanding, announce: Announce): Promise<void> {
  const waiting = await db.sessionRsvp.findMany({
    where: {
      sessionId: session.id,
      answer: 'yes',
      member: {
        bannedAt: null,
        participations: { none: { sessionId: session.id, joinedAt: { not: null } } },
        ...(session.access === 'invited' || session.admission
          ? { AND: { participations: { some: { sessionId: session.id } } } }
          : {}),
      },
    },
    orderBy: [{ at: 'asc' }, { memberId: 'asc' }],
    select: { member: { select: { id: true, stakeholderTypeSlug: true } } },
  })
  for (const { member } of waiting) {
    if (!(await hasPlace(session))) return
    await takePart(member, { ...session, role: 'participant', joinedAt: null }, announce)
    await announce({ type: 'session.moved-up', sessionId: session.id, memberId: member.id })
  }
}
