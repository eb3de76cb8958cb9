import type { Viewer } from '~/features/members/viewer'
import { passLesson } from './pass-lesson.server'

/**
 * Hands a draft or a returned lesson to the reviewers.
 * @throws AppError 404, 403 (only the author), 409 where it was handed in already or lacks its title or what happened
 */
export const submitLesson = (viewer: Viewer, lessonId: string): Promise<void> =>
  passLesson(viewer, lessonId, { to: 'submitted' })
