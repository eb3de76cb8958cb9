import { type Announce, db, inTransaction } from '~/db.server'
import { replaceContext } from '~/features/context/write-context.server'
import { mustBeHarmless } from '~/features/harm/check-harm.server'
import type { Viewer } from '~/features/members/viewer'
import { conflict } from '~/lib/errors'
import {
  canSubmitLesson,
  type LessonInput,
  type LessonIntent,
  refusalOfRevision,
  sameContent,
  stateAfter,
  unlessRefused,
} from './lesson'
import { type HarmConfirmed, lookAtLesson } from './look-at-lesson.server'
import { keepVersion, recordPassage } from './pass-lesson.server'
import { type PreparedLesson, prepareLesson } from './prepare-lesson.server'
import { findLesson, type StoredLesson } from './queries.server'

/** A save that worked, or what is stored where the save began from something older. */
export type Saved = { ok: true; lesson: StoredLesson } | { ok: false; stored: StoredLesson }

/**
 * Saves what the author changed. `version` is the one that the form began from: where another save came between, nothing
 * is written and what is stored comes back, so that both can be shown. A save that would change nothing is no conflict,
 * so that sending twice is harmless.
 *
 * With the intent `submit` a draft or returned lesson is handed in too. An observation goes back to the reviewers with
 * any change; its form says so before.
 *
 * @param draftOnly for saves that nobody asked for: they change nothing that others may read
 * @throws AppError 404, 403 (only the author), 409 where its state allows no change; HarmFound where it is
 * handed in, something may identify somebody and was not confirmed
 */
export async function reviseLesson(
  viewer: Viewer,
  lessonId: string,
  { content, intent, version, harmConfirmed }: Omit<LessonInput, 'clientId'> & HarmConfirmed,
  { draftOnly = false } = {},
): Promise<Saved> {
  const prepared = await prepareLesson(content)
  const harm = await lookAtLesson(content, intent)
  return inTransaction(async (announce) => {
    const lesson = await findLesson(viewer, lessonId)
    unlessRefused(refusalOfRevision(viewer, lesson))
    if (draftOnly && lesson.state !== 'draft') throw conflict('lessons.errors.cannot.autosave')
    const same = sameContent(lesson.content, content)
    if (same && (intent === 'draft' || !canSubmitLesson(viewer, lesson))) return { ok: true, lesson }
    if (!same && version !== lesson.version) return { ok: false, stored: lesson }
    mustBeHarmless(harm, harmConfirmed)
    return saveRevision(viewer, lesson, prepared, intent, announce)
  })
}

/** Writes a revision inside the caller's transaction: the row, its version, the passage where the state changes, the events. */
export async function saveRevision(
  viewer: Viewer,
  lesson: StoredLesson,
  { content, columns }: PreparedLesson,
  intent: LessonIntent,
  announce: Announce,
): Promise<Saved> {
  const at = new Date()
  const version = lesson.version + 1
  const state = stateAfter(lesson.state, intent)
  const passes = state !== lesson.state
  await db.lesson.update({
    where: { id: lesson.id },
    data: { ...columns, state, version, updatedAt: at, ...(passes && { submittedAt: at, verifiedAt: null }) },
    select: { id: true },
  })
  await replaceContext(lesson.contextId, content.context)
  const saved: StoredLesson = { ...lesson, state, version, content }
  const told = { lessonId: lesson.id, byId: viewer.id }
  if (state !== 'draft') await keepVersion(viewer, saved, at)
  if (lesson.state !== 'draft') await announce({ type: 'lesson.revised', ...told })
  if (passes) {
    await recordPassage(viewer, lesson.id, { from: lesson.state, to: state, at })
    await announce({ type: 'lesson.submitted', ...told })
  }
  return { ok: true, lesson: saved }
}
