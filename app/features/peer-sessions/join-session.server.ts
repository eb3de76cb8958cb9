import { type Announce, db, inTransaction } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { conflict, forbidden } from '~/lib/errors'
import { admissionRefusal, canJoin, statusAt } from './peer-session'
import { pseudonymOf } from './pseudonyms.server'
import { type SessionStanding, sessionFor } from './queries.server'

type Participant = Pick<Viewer, 'id' | 'stakeholderTypeSlug'>

/**
 * Makes the viewer one of those who come, or are there; before the session, where every place is taken, one of those who
 * wait. Joining twice changes nothing.
 * @throws AppError 404 where it does not exist for the viewer, 409 where it is over, or runs with every place taken
 */
export const joinSession = (viewer: Viewer, sessionId: string): Promise<void> =>
  inTransaction(async (announce) => {
    const session = await sessionFor(viewer, sessionId)
    if (session.joinedAt) return
    const now = new Date()
    if (!canJoin(viewer, session, now)) throw conflict('peerSessions.errors.over')
    if (statusAt(session, now) === 'upcoming') await enlist(viewer, session, announce)
    else await takePart(viewer, session, announce)
  })

/** Writes that the viewer will come, in the caller's transaction: with a place where there is one, else waiting. */
export async function enlist(viewer: Viewer, session: SessionStanding, announce: Announce): Promise<void> {
  const key = { sessionId: session.id, memberId: viewer.id }
  const known = await db.sessionRsvp.findUnique({ where: { sessionId_memberId: key }, select: { answer: true } })
  if (known?.answer !== 'yes') {
    const said = { answer: 'yes', at: new Date() }
    await db.sessionRsvp.upsert({ where: { sessionId_memberId: key }, create: { ...key, ...said }, update: said })
  }
  if (session.joinedAt || (await hasPlace(session))) await takePart(viewer, session, announce)
}

/** Whether one more can take part. */
export async function hasPlace({ id, capacity }: Pick<SessionStanding, 'id' | 'capacity'>): Promise<boolean> {
  if (capacity === null) return true
  return (await db.sessionParticipant.count({ where: { sessionId: id, joinedAt: { not: null } } })) < capacity
}

/**
 * Writes that a member joined, in the caller's transaction. Does nothing where he or she did before.
 * @throws AppError 403 for who was put out or is not let in, 409 where every place is taken
 */
export async function takePart(member: Participant, session: SessionStanding, announce: Announce): Promise<void> {
  const refusal = admissionRefusal(session)
  if (refusal) throw forbidden(refusal)
  if (!session.joinedAt && !(await hasPlace(session))) throw conflict('peerSessions.rsvp.full')
  if (session.chathamHouse) await pseudonymOf(session.id, member)
  if (session.joinedAt) return
  const joinedAt = new Date()
  await db.sessionParticipant.upsert({
    where: { sessionId_memberId: { sessionId: session.id, memberId: member.id } },
    create: { sessionId: session.id, memberId: member.id, joinedAt },
    update: { joinedAt },
    select: { memberId: true },
  })
  await announce({ type: 'session.joined', sessionId: session.id, memberId: member.id })
}
