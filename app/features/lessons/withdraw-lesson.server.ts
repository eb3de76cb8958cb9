import { db, inTransaction } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { lessonToPass, recordPassage } from './pass-lesson.server'

/**
 * Takes a lesson away from everyone but its author.
 * @throws AppError 404, 403 (only the author), 409 where it was withdrawn or has gone further
 */
export const withdrawLesson = (viewer: Viewer, lessonId: string): Promise<void> =>
  inTransaction(async (announce) => {
    const lesson = await lessonToPass(viewer, lessonId, 'withdrawn')
    if (!lesson) return
    await db.lesson.update({ where: { id: lesson.id }, data: { state: 'withdrawn' }, select: { id: true } })
    await recordPassage(viewer, lesson.id, { from: lesson.state, to: 'withdrawn', at: new Date() })
    await announce({ type: 'lesson.withdrawn', lessonId: lesson.id, byId: viewer.id })
  })
