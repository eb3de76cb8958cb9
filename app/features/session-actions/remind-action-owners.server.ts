import { db, inTransaction } from '~/db.server'
import { dayOf, reminderDue } from '~/features/lessons/life-cycle'

/**
 * Announces `session.action-due` for each open action whose owner is to be reminded today: seven days before the due date,
 * on it, and every seven days after it, once a day. A day on which nothing ran is made good on the next.
 * @returns how many were announced
 */
export async function announceDueSessionActions(now = new Date()): Promise<number> {
  const today = dayOf(now)
  const soon = dayOf(new Date(now.getTime() + 7 * 86_400_000))
  const actions = await db.sessionAction.findMany({
    where: { state: 'open', dueDate: { not: '', lte: soon }, ownerId: { not: null } },
    select: { id: true, sessionId: true, dueDate: true, remindedOn: true, createdAt: true },
  })
  let announced = 0
  for (const { id, sessionId, dueDate, remindedOn, createdAt } of actions) {
    if (!reminderDue({ dueDate, today, since: remindedOn ?? dayOf(createdAt) })) continue
    await inTransaction(async (announce) => {
      // Another process may have come first.
      const { count } = await db.sessionAction.updateMany({
        where: { id, dueDate, remindedOn, state: 'open' },
        data: { remindedOn: today },
      })
      if (count === 0) return
      await announce({ type: 'session.action-due', sessionId, actionId: id, day: today })
      announced++
    })
  }
  return announced
}
