import { db, inTransaction } from '~/db.server'
import type { AppEventOf, Telling } from '~/events.server'
import { notReminded } from '~/features/peer-sessions/announce-soon.server'
import { raise } from './raise.server'

/** Tells a member who waited that there is a place, if it still stands. A reaction to `session.moved-up`. */
export const notifyMovedUp = (
  { sessionId, memberId }: AppEventOf<'session.moved-up'>,
  telling: Telling,
): Promise<void> =>
  inTransaction(async (announce) => {
    const there = await db.sessionParticipant.findFirst({
      where: { sessionId, memberId, joinedAt: { not: null } },
      select: { memberId: true },
    })
    if (!there) return
    const hearers = [{ memberId, reason: null }]
    await raise(announce, { kind: 'session.moved-up', subjectId: sessionId, hearers, ...telling })
  })

/** Reminds those who come that a session begins soon. A reaction to `session.near`. */
export const remindComing = ({ sessionId, reminder }: AppEventOf<'session.near'>, telling: Telling): Promise<void> =>
  inTransaction(async (announce) => {
    const session = await db.peerSession.findFirst({
      where: { id: sessionId, endedAt: null, cancelledAt: null, openedAt: null },
      select: { startsAt: true },
    })
    if (!session) return
    const hearers = (await notReminded(sessionId, session.startsAt, reminder)).map((memberId) => ({
      memberId,
      reason: null,
    }))
    await raise(announce, { kind: reminder, subjectId: sessionId, hearers, ...telling })
  })
