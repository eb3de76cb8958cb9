import { type Announce, db, inTransaction } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { conflict, forbidden } from '~/lib/errors'
import { admissionRefusal, canJoin, statusAt } from './peer-session'
import { pseudonymOf } from './pseudonyms.server'
import { type SessionStanding, sessionFor } from './queries.server'

type Participant = Pick<Viewer, 'id' | 'stakeholderTypeSlug'>

/**
 * Makes the viewer one of those who come, or are there; before the session, where every place is taken, one of those who
 * wait; where a lead decides who is let in, one of those who ask. Joining twice changes nothing.
 * @throws AppError 404 where it does not exist for the viewer, 403 for who was declined or put out, 409 where it is over, or runs with every place taken
 */
export const joinSession = (viewer: Viewer, sessionId: string): Promise<void> =>
  inTransaction(async (announce) => {
    const session = await sessionFor(viewer, sessionId)
    if (session.joinedAt) return
    const now = new Date()
    if (!canJoin(viewer, session, now)) throw conflict('peerSessions.errors.over')
    if (await askedToBeLetIn(viewer, session, announce)) return
    if (statusAt(session, now) === 'upcoming') await enlist(viewer, session, announce)
    else await takePart(viewer, session, announce)
  })

/**
 * Asks to be let in, in the caller's transaction, where whoever leads the session decides who takes part.
 * @returns whether that has to be waited for
 * @throws AppError 403 for who was declined or put out
 */
async function askedToBeLetIn(member: Participant, session: SessionStanding, announce: Announce): Promise<boolean> {
  const refusal = admissionRefusal(session)
  if (!refusal) return false
  if (session.asked === 'declined' || session.asked === 'removed') throw forbidden(refusal)
  if (session.asked === null) {
    const key = { sessionId: session.id, memberId: member.id }
    await db.sessionAdmission.create({
      data: { ...key, state: 'asked', at: new Date() },
      select: { memberId: true },
    })
    await announce({ type: 'session.asked', ...key })
  }
  return true
}

/**
 * Writes that a member will come, in the caller's transaction: with a place where there is one, else waiting; where a
 * lead has yet to let him or her in, asking for it.
 * @throws AppError 403 for who was declined or put out
 */
export async function enlist(viewer: Participant, session: SessionStanding, announce: Announce): Promise<void> {
  if (await askedToBeLetIn(viewer, session, announce)) return
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
  if (session.asked) await db.sessionAdmission.deleteMany({ where: { sessionId: session.id, memberId: member.id } })
  await db.sessionParticipant.upsert({
    where: { sessionId_memberId: { sessionId: session.id, memberId: member.id } },
    create: { sessionId: session.id, memberId: member.id, joinedAt },
    update: { joinedAt },
    select: { memberId: true },
  })
  await announce({ type: 'session.joined', sessionId: session.id, memberId: member.id })
}
