import { type Announce, db, inTransaction } from '~/db.server'
import type { AppEvent } from '~/events.server'
import type { Viewer } from '~/features/members/viewer'
import type { Prisma } from '~/generated/prisma/client'
import { newId } from '~/lib/ids'
import {
  isReplaced,
  type LessonState,
  type Transition,
  type TransitionTo,
  transitionFrom,
  unlessRefused,
} from './life-cycle'
import { lifeCycleFacts } from './life-cycle-facts.server'
import { findLesson, type StoredLesson } from './queries.server'

/** What a transition brings, looked up and rendered. */
export type Passing = Transition & {
  evidenceRow?: { kind: string; text: string; html: string; url: string | null; reuseId: string | null } | null
}

const events = {
  submitted: 'lesson.submitted',
  observation: 'lesson.verified',
  returned: 'lesson.returned',
  noted: 'lesson.noted',
  'duplicate-of': 'lesson.merged',
  'superseded-by': 'lesson.superseded',
  'lesson-identified': 'lesson.identified',
  'action-under-way': 'lesson.acted-on',
  'lesson-learned': 'lesson.learned',
  withdrawn: 'lesson.withdrawn',
} as const satisfies Record<TransitionTo, AppEvent['type']>

/**
 * Takes a lesson from its state to another, as `transitionFrom` allows it: the row, what the transition brings, its
 * passage and its event, in one transaction. The second press of the same button does nothing more.
 * @param passing a function where something has to be looked up in the same transaction
 * @throws AppError 404 where it does not exist for the viewer, 403 for who may not, 409 with what is unmet
 */
export const passLesson = (
  viewer: Viewer,
  lessonId: string,
  passing: Passing | (() => Promise<Passing>),
  to: TransitionTo = (passing as Passing).to,
): Promise<void> =>
  inTransaction(async (announce) => {
    const lesson = await findLesson(viewer, lessonId)
    if (lesson.state === to && (await lastPassage(lesson.id))?.byId === viewer.id) return
    const brought = typeof passing === 'function' ? await passing() : passing
    const outcome = transitionFrom(lesson.state, brought, viewer, await lifeCycleFacts(lesson.id))
    if ('status' in outcome) return unlessRefused(outcome)
    await write(viewer, lesson, brought, announce)
  })

async function write(viewer: Viewer, lesson: StoredLesson, passing: Passing, announce: Announce) {
  const { to, note = '' } = passing
  const at = new Date()
  await db.lesson.update({
    where: { id: lesson.id },
    data: { state: to, ...momentsOf(to, at), ...broughtBy(viewer, passing, at) },
    select: { id: true },
  })
  if (to === 'submitted' || to === 'observation') await keepVersion(viewer, lesson, at)
  await recordPassage(viewer, lesson.id, { from: lesson.state, to, note: note.trim(), at })
  await announce({ type: events[to], lessonId: lesson.id, byId: viewer.id })
}

function momentsOf(to: TransitionTo, at: Date): Prisma.LessonUpdateInput {
  if (to === 'submitted') return { submittedAt: at, verifiedAt: null }
  return to === 'observation' ? { verifiedAt: at } : {}
}

/** The rows beside the lesson that a transition writes: an owner and a due date, evidence, what stands in its place. */
function broughtBy(viewer: Viewer, { to, owner, dueDate = '', evidenceRow, target }: Passing, at: Date) {
  const data: Prisma.LessonUpdateInput = {}
  if (to === 'lesson-identified' && owner && owner !== 'unknown') {
    const action = {
      ownerMember: 'memberId' in owner ? { connect: { id: owner.memberId } } : undefined,
      ownerOrganization: 'organizationId' in owner ? { connect: { id: owner.organizationId } } : undefined,
      dueDate,
      assignedBy: { connect: { id: viewer.id } },
      assignedAt: at,
    }
    data.action = { create: action }
  }
  if (to === 'lesson-learned' && evidenceRow) {
    const { reuseId, ...evidence } = evidenceRow
    const reuse = reuseId ? { connect: { id: reuseId } } : undefined
    data.evidence = { create: { id: newId(), ...evidence, reuse, by: { connect: { id: viewer.id } }, at } }
  }
  if (isReplaced(to) && target && target !== 'unknown') {
    data.relation = { create: { kind: to, target: { connect: { id: target.id } } } }
  }
  return data
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
