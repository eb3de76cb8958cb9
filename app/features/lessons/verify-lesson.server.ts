import { db, inTransaction } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { conflict } from '~/lib/errors'
import { lessonToPass, recordPassage } from './pass-lesson.server'

/**
 * Makes a submitted lesson an observation, open to everyone: the reviewer has checked it for fact, harm and attribution.
 * @param version the version that the reviewer has read; null where that is not known
 * @throws AppError 404, 403 (only a reviewer, never the author), 409 where it does not wait for review or has changed
 */
export const verifyLesson = (
  viewer: Viewer,
  lessonId: string,
  { note, version }: { note: string; version: number | null },
): Promise<void> =>
  inTransaction(async (announce) => {
    const lesson = await lessonToPass(viewer, lessonId, 'observation')
    if (!lesson) return
    if (version !== null && version !== lesson.version) throw conflict('lessons.errors.changedSince')
    const at = new Date()
    await db.lesson.update({
      where: { id: lesson.id },
      data: { state: 'observation', verifiedAt: at },
      select: { id: true },
    })
    await recordPassage(viewer, lesson.id, { from: lesson.state, to: 'observation', note, at })
    await announce({ type: 'lesson.verified', lessonId: lesson.id, byId: viewer.id })
  })
