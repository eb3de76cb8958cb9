import { db, inTransaction } from '~/db.server'
import type { AppEventOf, Telling } from '~/events.server'
import { raise } from './raise.server'

/** Tells the reviewers, but not its author, that a lesson waits for them. A reaction to `lesson.submitted`. */
export const notifyReviewers = ({ lessonId, byId }: AppEventOf<'lesson.submitted'>, telling: Telling): Promise<void> =>
  inTransaction(async (announce) => {
    const lesson = await db.lesson.findFirst({
      where: { id: lessonId, state: 'submitted' },
      select: { authorId: true },
    })
    if (!lesson) return
    const reviewers = await db.member.findMany({
      where: { role: { in: ['moderator', 'administrator'] }, id: { not: lesson.authorId }, bannedAt: null },
      select: { id: true },
    })
    const hearers = reviewers.map(({ id }) => ({ memberId: id, reason: { kind: 'review' } as const }))
    await raise(announce, { kind: 'lesson.submitted', subjectId: lessonId, hearers, byId, ...telling })
  })
