import { inTransaction } from '~/db.server'
import { mustBeHarmless } from '~/features/harm/check-harm.server'
import type { Viewer } from '~/features/members/viewer'
import { draftLesson } from './draft-lesson.server'
import { type LessonInput, sameContent } from './lesson'
import { type HarmConfirmed, lookAtLesson } from './look-at-lesson.server'
import { prepareLesson } from './prepare-lesson.server'
import { findLessonByClientId } from './queries.server'
import { type Saved, saveRevision } from './revise-lesson.server'
import { submitLesson } from './submit-lesson.server'

/**
 * Makes a lesson of a form: a draft, or a lesson handed in. Sent again with the same client id it answers as the first
 * time. A form whose draft was saved meanwhile (by itself, as it was typed) goes on from that draft: what it says is
 * saved over what it said, unless the draft was changed elsewhere too.
 * @throws HarmFound where it is handed in, something may identify somebody and was not confirmed
 * @returns the lesson, or what is stored where the two differ
 */
export async function postLesson(
  viewer: Viewer,
  { content, intent, clientId, harmConfirmed }: LessonInput & HarmConfirmed,
): Promise<Saved> {
  const prepared = await prepareLesson(content)
  const harm = await lookAtLesson(content, intent)
  return inTransaction(async (announce) => {
    const known = await findLessonByClientId(viewer, clientId)
    if (known && known.state !== 'draft') return { ok: true, lesson: known }
    mustBeHarmless(harm, harmConfirmed)
    if (known && !sameContent(known.content, content)) {
      return known.version === 1
        ? saveRevision(viewer, known, prepared, intent, announce)
        : { ok: false, stored: known }
    }
    const lesson = known ?? (await draftLesson(viewer, prepared, { clientId }))
    if (intent === 'draft') return { ok: true, lesson }
    await submitLesson(viewer, lesson.id)
    return { ok: true, lesson: { ...lesson, state: 'submitted' } }
  })
}
