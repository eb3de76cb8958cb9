import { type HarmPlace, isConflict, type Looked, lookForHarm, placesIn } from '~/features/harm/check-harm.server'
import type { Viewer } from '~/features/members/viewer'
import { type LessonContent, type LessonIntent, lessonTexts } from './lesson'
import { findLesson } from './queries.server'

/** What the author confirmed to be no personal data: the digest that the form brought. */
export type HarmConfirmed = { harmConfirmed?: string }

/** The do-no-harm check of a lesson that is handed in. A draft is the author's own, and is not looked at. */
export async function lookAtLesson(content: LessonContent, intent: LessonIntent = 'submit'): Promise<Looked> {
  if (intent === 'draft') return []
  const texts = Object.fromEntries(['title' as const, ...lessonTexts].map((name) => [name, content[name] ?? '']))
  return lookForHarm(texts, await isConflict.types(content.context.crisisType))
}

/** What may identify somebody in a lesson, for who reviews it. @throws AppError 404 */
export async function harmInLesson(viewer: Viewer, lessonId: string): Promise<HarmPlace[]> {
  return placesIn(await lookAtLesson((await findLesson(viewer, lessonId)).content))
}
