import { db, inTransaction } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { conflict } from '~/lib/errors'
import { missingToSubmit } from './lesson'
import { keepVersion, lessonToPass, recordPassage } from './pass-lesson.server'

/**
 * Hands a draft or a returned lesson to the reviewers.
 * @throws AppError 404, 403 (only the author), 409 where it was handed in already or lacks its title or what happened
 */
export const submitLesson = (viewer: Viewer, lessonId: string): Promise<void> =>
  inTransaction(async (announce) => {
    const lesson = await lessonToPass(viewer, lessonId, 'submitted')
    if (!lesson) return
    if (missingToSubmit(lesson.content).length > 0) throw conflict('lessons.errors.incomplete')
    const at = new Date()
    await db.lesson.update({
      where: { id: lesson.id },
      data: { state: 'submitted', submittedAt: at, verifiedAt: null },
      select: { id: true },
    })
    await keepVersion(viewer, lesson, at)
    await recordPassage(viewer, lesson.id, { from: lesson.state, to: 'submitted', at })
    await announce({ type: 'lesson.submitted', lessonId: lesson.id, byId: viewer.id })
  })
