import { emptyContext } from '~/features/context/context'
import type { LessonContent, LessonIntent } from '~/features/lessons/lesson'
import { postLesson } from '~/features/lessons/post-lesson.server'
import { verifyLesson } from '~/features/lessons/verify-lesson.server'
import type { Viewer } from '~/features/members/viewer'
import { newId } from '~/lib/ids'

/** A lesson's content that can be handed in, with what a test wants to be different. */
export const aContent = (changes: Partial<LessonContent> = {}): LessonContent => ({
  title: 'Agree on pick-up points before the border closes',
  planned: 'Buses were to leave from the consulate.',
  observation: 'Two of **five** roads were open.',
  discussion: '',
  conclusion: '',
  recommendation: 'Ask employers for a head count each quarter.',
  holdsWhen: '',
  sourceKind: 'first-hand',
  eventDate: '2011-02-24',
  attribution: 'named',
  context: { ...emptyContext(), ...changes.context },
  ...changes,
})

/** Posts a lesson. @returns its id */
export async function aLesson(
  author: Viewer,
  changes: Partial<LessonContent> = {},
  { intent = 'submit', clientId = newId() }: { intent?: LessonIntent; clientId?: string } = {},
): Promise<string> {
  const posted = await postLesson(author, { content: aContent(changes), intent, clientId, version: null })
  return posted.ok ? posted.lesson.id : posted.stored.id
}

/** A lesson that everyone may read. @returns its id */
export async function anObservation(
  author: Viewer,
  reviewer: Viewer,
  changes: Partial<LessonContent> = {},
): Promise<string> {
  const id = await aLesson(author, changes)
  await verifyLesson(reviewer, id, { note: '', version: null })
  return id
}
