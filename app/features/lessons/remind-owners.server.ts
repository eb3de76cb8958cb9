import { db, inTransaction } from '~/db.server'
import { dayOf, openStates, reminderDue } from './life-cycle'

/**
 * Announces `action.due` for each open action whose owner is to be reminded today: seven days before the due date, on it,
 * and every seven days after it, once a day and lesson. A day on which nothing ran is made good on the next.
 * @returns how many were announced
 */
export async function announceDueActions(now = new Date()): Promise<number> {
  const today = dayOf(now)
  const soon = dayOf(new Date(now.getTime() + 7 * 86_400_000))
  const actions = await db.lessonAction.findMany({
    where: { dueDate: { lte: soon }, lesson: { state: { in: [...openStates] } } },
    select: { lessonId: true, dueDate: true, remindedOn: true, assignedAt: true },
  })
  let announced = 0
  for (const { lessonId, dueDate, remindedOn, assignedAt } of actions) {
    if (!reminderDue({ dueDate, today, since: remindedOn ?? dayOf(assignedAt) })) continue
    await inTransaction(async (announce) => {
      // Another process may have come first.
      const { count } = await db.lessonAction.updateMany({
        where: { lessonId, dueDate, remindedOn },
        data: { remindedOn: today },
      })
      if (count === 0) return
      await announce({ type: 'action.due', lessonId, day: today })
      announced++
    })
  }
  return announced
}
