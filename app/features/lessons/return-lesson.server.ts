import type { Viewer } from '~/features/members/viewer'
import { passLesson } from './pass-lesson.server'

/**
 * Gives a submitted lesson back to its author with a note on what to change.
 * @throws AppError 404, 403 (only a reviewer, never the author), 409 where it does not wait for review
 */
export const returnLesson = (viewer: Viewer, lessonId: string, { note }: { note: string }): Promise<void> =>
  passLesson(viewer, lessonId, { to: 'returned', note })
