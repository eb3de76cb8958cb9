import { z } from 'zod'
import { isReviewer, type Viewer } from '~/features/members/viewer'
import { textInput } from '~/lib/forms'
import { clientIdInput } from '~/lib/ids'
import { isOwner, type LessonState, type Owner, publicStates, type Refusal } from './life-cycle'

export const longestConditions = 500
export const longestCounterEvidence = 4_000

/** "It did not hold for us": under which conditions, and what happened. */
export const counterEvidenceInput = z.object({
  conditions: textInput(longestConditions, 'counterEvidence.errors.conditions'),
  body: textInput(longestCounterEvidence, 'counterEvidence.errors.body'),
  clientId: clientIdInput,
})
export type CounterEvidenceInput = z.output<typeof counterEvidenceInput>

export const answerInput = z.object({ answer: textInput(longestCounterEvidence, 'counterEvidence.errors.answer') })

/** What the rules need to know of a lesson. */
export type ContestedLesson = { authorId: string; state: LessonState; owner: Owner | null }

/** Why a lesson that somebody sees cannot be contested, or its use be noted, now: it has to be open to everyone. */
export const refusalOfContesting = (lesson: Pick<ContestedLesson, 'state'>): Refusal | null =>
  publicStates.includes(lesson.state) ? null : { status: 409, key: 'counterEvidence.errors.notPublic' }

/**
 * Why somebody cannot answer counter-evidence: the lesson's author, its owner and the reviewers may, but nobody answers
 * his or her own; and it is answered once.
 */
export function refusalOfAnswer(
  viewer: Viewer,
  lesson: ContestedLesson,
  evidence: { memberId: string; answeredAt: Date | null },
): Refusal | null {
  if (viewer.id === evidence.memberId) return { status: 403, key: 'counterEvidence.errors.ownAnswer' }
  const may = viewer.id === lesson.authorId || isOwner(viewer, lesson.owner) || isReviewer(viewer)
  if (!may) return { status: 403, key: 'counterEvidence.errors.notParty' }
  return evidence.answeredAt ? { status: 409, key: 'counterEvidence.errors.answered' } : null
}
