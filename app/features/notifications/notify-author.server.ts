import { db, inTransaction } from '~/db.server'
import type { AppEventOf, Telling } from '~/events.server'
import { raise } from './raise.server'

/** Tells the author that a lesson came back from the review. A reaction to `lesson.returned`. */
export const notifyAuthor = ({ lessonId, byId }: AppEventOf<'lesson.returned'>, telling: Telling): Promise<void> =>
  inTransaction(async (announce) => {
    const lesson = await db.lesson.findFirst({
      where: { id: lessonId, state: 'returned' },
      select: { authorId: true },
    })
    if (!lesson) return
    const hearers = [{ memberId: lesson.authorId, reason: null }]
    await raise(announce, { kind: 'lesson.returned', subjectId: lessonId, hearers, byId, ...telling })
  })
