import type { Viewer } from '~/features/members/viewer'
import { conflict } from '~/lib/errors'
import type { LessonInput } from './lesson'
import { postLesson } from './post-lesson.server'
import { reviseLesson, type Saved } from './revise-lesson.server'

/**
 * Saves a draft that nobody asked to save: the first time it makes one, under the form's client id. It changes nothing
 * that others may read.
 * @param lessonId '' where the draft was not saved before
 * @throws AppError 404; 403; 409 where it is no draft any more
 */
export async function autosaveLesson(viewer: Viewer, lessonId: string, input: LessonInput): Promise<Saved> {
  if (lessonId) return reviseLesson(viewer, lessonId, { ...input, intent: 'draft' }, { draftOnly: true })
  const posted = await postLesson(viewer, { ...input, intent: 'draft' })
  if (posted.ok && posted.lesson.state !== 'draft') throw conflict('lessons.errors.cannot.autosave')
  return posted
}
