import { db, inTransaction } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { contentOf, type LessonText, sameContent } from './lesson'
import { refusalOfRewording, unlessRefused } from './life-cycle'
import { keepVersion } from './pass-lesson.server'
import { prepareLesson } from './prepare-lesson.server'
import { findLesson, type StoredLesson } from './queries.server'

/** What a reviewer may put into better words. What it is about, rests on and how its author is shown stay the author's. */
export type Wording = Record<LessonText, string> & { title: string }

/**
 * Saves a submitted lesson in a reviewer's words. The author's words stay as the version before.
 * @param version the one that the reviewer began from
 * @returns what is stored where the author saved something meanwhile, else null
 * @throws AppError 404, 403 (only a reviewer, never the author), 409 where it does not wait for review
 */
export async function rewordLesson(
  viewer: Viewer,
  lessonId: string,
  { wording, version }: { wording: Wording; version: number },
): Promise<StoredLesson | null> {
  const before = await findLesson(viewer, lessonId)
  unlessRefused(refusalOfRewording(viewer, before))
  const prepared = await prepareLesson(contentOf({ ...before.content, ...wording }))
  return inTransaction(async (announce) => {
    const lesson = await findLesson(viewer, lessonId)
    unlessRefused(refusalOfRewording(viewer, lesson))
    if (sameContent(lesson.content, prepared.content)) return null
    if (lesson.version !== version || before.version !== version) return lesson
    const at = new Date()
    const saved = { ...lesson, version: version + 1, content: prepared.content }
    await db.lesson.update({
      where: { id: lesson.id },
      data: { ...prepared.columns, version: saved.version, updatedAt: at },
      select: { id: true },
    })
    await keepVersion(viewer, saved, at)
    await announce({ type: 'lesson.revised', lessonId: lesson.id, byId: viewer.id })
    return null
  })
}
