import type { AppEvent } from '~/events.server'
import {
  indexGuideline,
  indexLesson,
  indexPost,
  indexPractice,
  indexSession,
  indexThreadPosts,
} from './index-documents.server'

/** The reaction that keeps the index true: writes what the thing that the event is about says by now. */
export async function indexEvent(event: AppEvent): Promise<void> {
  if ('postId' in event) return indexPost(event.postId)
  if ('threadId' in event) return indexThreadPosts(event.threadId)
  if ('lessonId' in event) return indexLesson(event.lessonId)
  if ('sessionId' in event) return indexSession(event.sessionId)
  if ('practiceId' in event) return indexPractice(event.practiceId)
  if ('number' in event) return indexGuideline(event.number)
}
