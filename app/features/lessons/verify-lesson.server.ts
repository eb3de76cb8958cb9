import type { Viewer } from '~/features/members/viewer'
import { passLesson } from './pass-lesson.server'

/**
 * Makes a submitted lesson an observation, open to everyone: the reviewer has checked it for fact, harm and attribution.
 * @param version the version that the reviewer has read; null where that is not known
 * @throws AppError 404, 403 (only a reviewer, never the author), 409 where it does not wait for review or has changed
 */
export const verifyLesson = (
  viewer: Viewer,
  lessonId: string,
  { note, version }: { note: string; version: number | null },
): Promise<void> => passLesson(viewer, lessonId, { to: 'observation', note, version })
