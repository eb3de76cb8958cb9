import { db, inTransaction } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { lessonToPass, recordPassage } from './pass-lesson.server'

/**
 * Gives a submitted lesson back to its author with a note on what to change.
 * @throws AppError 404, 403 (only a reviewer, never the author), 409 where it does not wait for review
 */
export const returnLesson = (viewer: Viewer, lessonId: string, { note }: { note: string }): Promise<void> =>
  inTransaction(async (announce) => {
    const lesson = await lessonToPass(viewer, lessonId, 'returned')
    if (!lesson) return
    await db.lesson.update({ where: { id: lesson.id }, data: { state: 'returned' }, select: { id: true } })
    await recordPassage(viewer, lesson.id, { from: lesson.state, to: 'returned', note, at: new Date() })
    await announce({ type: 'lesson.returned', lessonId: lesson.id, byId: viewer.id })
  })
