import { db, inTransaction } from '~/db.server'
import type { AppEventOf, Telling } from '~/events.server'
import { facilitationOf } from '~/features/peer-sessions/facilitation.server'
import { raise } from './raise.server'

const hearersOf = (memberIds: string[]) => memberIds.map((memberId) => ({ memberId, reason: null }))

/** Tells who leads a session that somebody asks to be let in, if that still stands. A reaction to `session.asked`. */
export const notifyAsked = ({ sessionId, memberId }: AppEventOf<'session.asked'>, telling: Telling): Promise<void> =>
  inTransaction(async (announce) => {
    const asks = await db.sessionAdmission.findFirst({
      where: { sessionId, memberId, state: 'asked' },
      select: { memberId: true },
    })
    if (!asks) return
    const leads = await db.sessionParticipant.findMany({
      where: { sessionId, role: { in: ['organizer', 'facilitator'] } },
      select: { memberId: true },
    })
    const { state } = await facilitationOf(sessionId)
    const seated = state.seats.facilitator ?? []
    const hearers = hearersOf([...new Set([...leads.map((lead) => lead.memberId), ...seated])])
    await raise(announce, { kind: 'session.asked', subjectId: sessionId, hearers, ...telling })
  })

/** Tells a member that he or she was let in, if that still stands. A reaction to `session.admitted`. */
export const notifyAdmitted = (
  { sessionId, memberId, byId }: AppEventOf<'session.admitted'>,
  telling: Telling,
): Promise<void> =>
  inTransaction(async (announce) => {
    const there = await db.sessionParticipant.findUnique({
      where: { sessionId_memberId: { sessionId, memberId } },
      select: { memberId: true },
    })
    if (!there) return
    const hearers = hearersOf([memberId])
    await raise(announce, { kind: 'session.admitted', subjectId: sessionId, hearers, byId, ...telling })
  })

/**
 * Tells all who come to a session, are invited, wait for a place or ask to be let in that it is cancelled, or held after
 * all. A reaction to `session.cancelled` and `session.reinstated`.
 */
export const notifyCancelled = (
  { type, sessionId, byId }: AppEventOf<'session.cancelled' | 'session.reinstated'>,
  telling: Telling,
): Promise<void> =>
  inTransaction(async (announce) => {
    const session = await db.peerSession.findUniqueOrThrow({
      where: { id: sessionId },
      select: {
        cancelledAt: true,
        participants: { select: { memberId: true } },
        rsvps: { where: { answer: 'yes' }, select: { memberId: true } },
        admissions: { where: { state: 'asked' }, select: { memberId: true } },
      },
    })
    if ((session.cancelledAt !== null) !== (type === 'session.cancelled')) return
    const { participants, rsvps, admissions } = session
    const known = new Set([...participants, ...rsvps, ...admissions].map(({ memberId }) => memberId))
    // Who answered that he or she does not come hears nothing.
    const away = await db.sessionRsvp.findMany({ where: { sessionId, answer: 'no' }, select: { memberId: true } })
    for (const { memberId } of away) known.delete(memberId)
    await raise(announce, { kind: type, subjectId: sessionId, hearers: hearersOf([...known]), byId, ...telling })
  })
