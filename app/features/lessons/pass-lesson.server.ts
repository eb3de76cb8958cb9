import { db } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { newId } from '~/lib/ids'
import { type LessonState, type PassageTo, refusalOfPassage, unlessRefused } from './lesson'
import { findLesson, type StoredLesson } from './queries.server'

/**
 * Finds a lesson that is to pass to a state, inside the caller's transaction.
 * @returns null where this same viewer has just taken it there: the second press of a button does nothing more
 * @throws AppError 404 where it does not exist for the viewer, 403 or 409 with the reason where it cannot pass
 */
export async function lessonToPass(viewer: Viewer, lessonId: string, to: PassageTo): Promise<StoredLesson | null> {
  const lesson = await findLesson(viewer, lessonId)
  if (lesson.state === to && (await lastPassage(lesson.id))?.byId === viewer.id) return null
  unlessRefused(refusalOfPassage(viewer, lesson, to))
  return lesson
}

const lastPassage = (lessonId: string) =>
  db.lessonPassage.findFirst({ where: { lessonId }, orderBy: { at: 'desc' }, select: { byId: true, at: true } })

/**
 * Writes down who took a lesson from where to where, when and why, inside the caller's transaction. Two passages within
 * one millisecond are set one apart, so that their order is kept.
 */
export async function recordPassage(
  viewer: Viewer,
  lessonId: string,
  { from, to, note = '', at }: { from: LessonState | null; to: LessonState; note?: string; at: Date },
): Promise<void> {
  const last = await lastPassage(lessonId)
  const after = new Date(Math.max(at.getTime(), (last?.at.getTime() ?? 0) + 1))
  await db.lessonPassage.create({
    data: { id: newId(), lessonId, fromState: from, toState: to, byId: viewer.id, note, at: after },
    select: { id: true },
  })
}

/** Keeps what a lesson says at a version that reviewers could read, inside the caller's transaction. */
export async function keepVersion(
  viewer: Viewer,
  { id, version, content }: Pick<StoredLesson, 'id' | 'version' | 'content'>,
  at: Date,
): Promise<void> {
  const lessonId_version = { lessonId: id, version }
  await db.lessonVersion.upsert({
    where: { lessonId_version },
    create: { ...lessonId_version, content: JSON.stringify(content), byId: viewer.id, at },
    update: {},
    select: { version: true },
  })
}
