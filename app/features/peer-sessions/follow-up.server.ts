import { db, inTransaction } from '~/db.server'
import { lapsedBefore } from './peer-session'

const day = 86_400_000
/** So many days after the end those who were there are asked what came of it. The last first. */
const followUps = [90, 30] as const

/**
 * Announces `session.followed-up` for each session that has been over for 30 or 90 days and was not asked about since.
 * A day on which nothing ran is made good; where both are due, the later is asked alone. Sessions that were cancelled are
 * left out. Runs at every start and every hour.
 * @returns how many were announced
 */
export async function announceFollowUps(now = new Date()): Promise<number> {
  let announced = 0
  for (const days of followUps) {
    const until = new Date(now.getTime() - days * day)
    const due = {
      cancelledAt: null,
      followedUpAfter: { lt: days },
      OR: [{ endedAt: { lte: until } }, { endedAt: null, startsAt: { lte: lapsedBefore(until) } }],
    }
    const sessions = await db.peerSession.findMany({ where: due, select: { id: true } })
    for (const { id } of sessions) {
      await inTransaction(async (announce) => {
        // Another process may have come first.
        const { count } = await db.peerSession.updateMany({ where: { id, ...due }, data: { followedUpAfter: days } })
        if (count === 0) return
        await announce({ type: 'session.followed-up', sessionId: id, days })
        announced++
      })
    }
  }
  return announced
}
