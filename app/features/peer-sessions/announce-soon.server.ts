import { db, inTransaction } from '~/db.server'
import { statusWhere } from './queries.server'

const hour = 3_600_000
/** How long before the start who comes is reminded, in milliseconds, by the kind of the notice. */
export const reminders = { 'session.tomorrow': 24 * hour, 'session.soon': hour } as const
export type Reminder = keyof typeof reminders

/**
 * Announces that a session begins within a day, or within an hour, where somebody who comes was not reminded yet. Who
 * said so later than that needs no reminder; a session that is moved is reminded of again. Runs every few minutes.
 * @returns how many were announced
 */
export async function announceSoon(now = new Date()): Promise<number> {
  let announced = 0
  for (const kind of Object.keys(reminders) as Reminder[]) {
    const sessions = await db.peerSession.findMany({
      where: { AND: [statusWhere('upcoming', now), { startsAt: { lte: new Date(now.getTime() + reminders[kind]) } }] },
      select: { id: true, startsAt: true },
    })
    for (const { id, startsAt } of sessions) {
      if ((await notReminded(id, startsAt, kind)).length === 0) continue
      await inTransaction((announce) => announce({ type: 'session.near', sessionId: id, reminder: kind }))
      announced++
    }
  }
  return announced
}

/** Those who come to a session and were not reminded of its present start yet. */
export async function notReminded(sessionId: string, startsAt: Date, kind: Reminder): Promise<string[]> {
  const from = new Date(startsAt.getTime() - reminders[kind])
  const told = await db.notification.findMany({
    where: { sessionId, kind, raisedAt: { gte: from } },
    select: { memberId: true },
  })
  const people = await db.sessionParticipant.findMany({
    where: {
      sessionId,
      joinedAt: { lte: from },
      memberId: { notIn: told.map(({ memberId }) => memberId) },
      member: { bannedAt: null },
    },
    select: { memberId: true },
  })
  return people.map(({ memberId }) => memberId)
}
