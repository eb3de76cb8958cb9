import { db } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { refusalOfPassage, type TransitionTo, type Unmet, unlessRefused, unmetCriteria } from './life-cycle'
import { lifeCycleFacts } from './life-cycle-facts.server'
import { findLesson } from './queries.server'

/** What the page shows on which somebody takes a lesson to another state. */
export type TransitionForm = {
  id: string
  title: string
  version: number
  to: TransitionTo
  /** What is missing that the form cannot bring, such as confirmations. */
  unmet: Unmet[]
  /** Uses of this lesson that helped or partly helped, the last first. */
  reuses: { id: string; label: string }[]
}

/** What the fields of the form bring; all else has to be there. */
const broughtByForm = ['note', 'owner', 'dueDate', 'evidence', 'target', 'unchanged']

/**
 * The form of a transition, for whoever may ask for it now.
 * @throws AppError 404 where the lesson does not exist for the viewer, 403 for who may not, 409 where its state allows none
 */
export async function transitionForm(viewer: Viewer, lessonId: string, to: TransitionTo): Promise<TransitionForm> {
  const { id, state, version, content } = await findLesson(viewer, lessonId)
  const facts = await lifeCycleFacts(id)
  unlessRefused(refusalOfPassage(viewer, { ...facts, state }, to))
  const reuses = to === 'lesson-learned' ? await helpfulReuses(id) : []
  const unmet = unmetCriteria({ to }, facts).filter(({ criterion }) => !broughtByForm.includes(criterion))
  return { id, title: content.title, version, to, unmet, reuses }
}

async function helpfulReuses(lessonId: string): Promise<TransitionForm['reuses']> {
  const rows = await db.reuse.findMany({
    where: { lessonId, helped: { in: ['yes', 'partly'] } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 50,
    select: { id: true, crisis: true, country: true, when: true },
  })
  return rows.map(({ id, crisis, country, when }) => ({ id, label: `${when} · ${crisis} · ${country}` }))
}
