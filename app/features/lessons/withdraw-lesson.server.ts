import type { Viewer } from '~/features/members/viewer'
import { passLesson } from './pass-lesson.server'

/**
 * Takes a lesson away from everyone but its author.
 * @throws AppError 404, 403 (only the author), 409 where it was withdrawn or has gone further
 */
export const withdrawLesson = (viewer: Viewer, lessonId: string): Promise<void> =>
  passLesson(viewer, lessonId, { to: 'withdrawn' })
