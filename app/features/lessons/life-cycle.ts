import { isReviewer, type Viewer } from '~/features/members/viewer'
import type { MessageKey, MessageParams } from '~/i18n/translate'
import { isCalendarDate } from '~/lib/calendar-date'
import { AppError } from '~/lib/errors'

/**
 * The life cycle of a lesson, all of it: `draft → submitted → observation → lesson-identified → action-under-way →
 * lesson-learned`, beside it `returned`, `noted`, `duplicate-of`, `superseded-by`, `withdrawn`. Pure: verbs, pages and
 * tests ask the same functions.
 *
 * Who sees a lesson in each state. Its author sees it in every state; reviewers are the moderators and administrators.
 * `by-address`: everyone, once a reviewer had verified it (else the reviewers), on its own page, which points to the
 * lesson that stands in its place; lists, search and counts hold the other lesson alone.
 */
export const audiences = {
  draft: 'author',
  submitted: 'reviewers',
  returned: 'reviewers',
  noted: 'reviewers',
  observation: 'everyone',
  'lesson-identified': 'everyone',
  'action-under-way': 'everyone',
  'lesson-learned': 'everyone',
  'duplicate-of': 'by-address',
  'superseded-by': 'by-address',
  withdrawn: 'author',
} as const satisfies Record<string, 'author' | 'reviewers' | 'everyone' | 'by-address'>
export type LessonState = keyof typeof audiences
export const lessonStates = Object.keys(audiences) as LessonState[]

const statesFor = (audience: (typeof audiences)[LessonState]) =>
  lessonStates.filter((state) => audiences[state] === audience)
/** The states in which a lesson stands in lists, search and counts for everyone. */
export const publicStates = statesFor('everyone')
/** The states in which only the author and the reviewers may read it. */
export const reviewStates = statesFor('reviewers')
/** The states in which another lesson stands in its place. */
export const replacedStates = statesFor('by-address') as ('duplicate-of' | 'superseded-by')[]
/** The states that a lesson's own author has still to do something about, or waits in. */
export const unfinishedStates = ['draft', 'returned', 'submitted'] as const satisfies LessonState[]

export const isReplaced = (state: LessonState): state is 'duplicate-of' | 'superseded-by' =>
  audiences[state] === 'by-address'

/** What seeing and changing need to know of a lesson. verified: a reviewer made it an observation once, as it is now. */
export type LessonFacts = { authorId: string; state: LessonState; verified?: boolean }

/** Whether a lesson exists for this viewer. `lessonWhere` asks the database the same, of the same table. */
export function canSeeLesson(viewer: Viewer | null, lesson: LessonFacts): boolean {
  const audience = audiences[lesson.state]
  if (audience === 'everyone' || viewer?.id === lesson.authorId) return true
  if (audience === 'author') return false
  return (audience === 'by-address' && lesson.verified === true) || isReviewer(viewer)
}

/** Where a lesson can be taken by somebody. It begins as a draft. */
export type TransitionTo = Exclude<LessonState, 'draft'>
/** The author; a reviewer, who is never the author; who carries out what it recommends: the owner or its members. */
export type Party = 'author' | 'reviewer' | 'owner'

/** What must be there for a transition. */
export type Criterion =
  | 'title'
  | 'observation'
  | 'unchanged'
  | 'note'
  | 'conclusion'
  | 'recommendation'
  | 'owner'
  | 'dueDate'
  | 'confirmations'
  | 'evidence'
  | 'target'

/**
 * Every transition that there is: to, from where, by whom, and what it needs. What is not here cannot happen; a change by
 * the author is `stateAfterRevision`.
 *
 * | to                | from                                    | by               | needs                                         |
 * |-------------------|-----------------------------------------|------------------|-----------------------------------------------|
 * | submitted         | draft, returned                         | author           | title, what happened                          |
 * | observation       | submitted                               | reviewer         | that it is as the reviewer read it            |
 * | returned          | submitted                               | reviewer         | a note: what to change                        |
 * | noted             | submitted                               | reviewer         | a note: why it goes no further                |
 * | duplicate-of      | submitted, observation                  | reviewer         | the verified lesson that it doubles           |
 * | lesson-identified | observation                             | author, reviewer | conclusion, recommendation, owner, due date,  |
 * |                   |                                         |                  | two confirmations                             |
 * | action-under-way  | lesson-identified                       | owner, reviewer  | a note: what has begun                        |
 * | lesson-learned    | action-under-way                        | owner, reviewer  | evidence that something changed               |
 * | superseded-by     | observation … lesson-learned            | author, reviewer | the verified lesson that stands in its place  |
 * | withdrawn         | draft, submitted, returned, noted,      | author           |                                               |
 * |                   | observation                             |                  |                                               |
 */
export const transitions = {
  submitted: { from: ['draft', 'returned'], by: ['author'], needs: ['title', 'observation'] },
  observation: { from: ['submitted'], by: ['reviewer'], needs: ['unchanged'] },
  returned: { from: ['submitted'], by: ['reviewer'], needs: ['note'] },
  noted: { from: ['submitted'], by: ['reviewer'], needs: ['note'] },
  'duplicate-of': { from: ['submitted', 'observation'], by: ['reviewer'], needs: ['target'] },
  'lesson-identified': {
    from: ['observation'],
    by: ['author', 'reviewer'],
    needs: ['conclusion', 'recommendation', 'owner', 'dueDate', 'confirmations'],
  },
  'action-under-way': { from: ['lesson-identified'], by: ['owner', 'reviewer'], needs: ['note'] },
  'lesson-learned': { from: ['action-under-way'], by: ['owner', 'reviewer'], needs: ['evidence'] },
  'superseded-by': {
    from: ['observation', 'lesson-identified', 'action-under-way', 'lesson-learned'],
    by: ['author', 'reviewer'],
    needs: ['target'],
  },
  withdrawn: { from: ['draft', 'submitted', 'returned', 'noted', 'observation'], by: ['author'], needs: [] },
} as const satisfies Record<
  TransitionTo,
  { from: readonly LessonState[]; by: readonly Party[]; needs: readonly Criterion[] }
>
export const transitionNames = Object.keys(transitions) as TransitionTo[]

/** The way that a lesson takes where all goes well. */
export const mainPath = [
  'draft',
  'submitted',
  'observation',
  'lesson-identified',
  'action-under-way',
  'lesson-learned',
] as const satisfies LessonState[]

/** The state that comes next where all goes well; null at the end and beside the way. */
export function nextOnPath(state: LessonState): TransitionTo | null {
  if (state === 'returned') return 'submitted'
  const at = (mainPath as readonly LessonState[]).indexOf(state)
  return at < 0 ? null : ((mainPath[at + 1] as TransitionTo | undefined) ?? null)
}

/** Who carries out what a lesson recommends. Organizations by the id of the one that they were merged into. */
export type Owner = { memberId: string } | { organizationId: string }

/** The states in which what a lesson recommends is still to be done. */
export const openStates = ['lesson-identified', 'action-under-way'] as const satisfies LessonState[]

/** The day it is now, in UTC, as an ISO 8601 calendar date. */
export const dayOf = (at: Date): string => at.toISOString().slice(0, 10)

/** Whether the due date has passed while there is still something to do. */
export const isOverdue = (dueDate: string, state: LessonState, today = dayOf(new Date())): boolean =>
  (openStates as readonly LessonState[]).includes(state) && dueDate < today

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000

/**
 * Whether an owner is to be reminded today: seven days before the due date, on it, and every seven days after it, each
 * once. A reminder that fell on a day when nothing ran is still to be given; one from before the action was assigned is not.
 * All three are ISO 8601 calendar dates.
 * @param since when the owner was last reminded, or was told of the action
 */
export function reminderDue({ dueDate, today, since }: { dueDate: string; today: string; since: string }): boolean {
  const weeks = Math.floor(daysBetween(dueDate, today) / 7)
  if (weeks < -1) return false
  const last = new Date(Date.parse(dueDate) + weeks * 7 * 86_400_000)
  return since < dayOf(last)
}

/** A peer's confirmation of what the lesson says now: kind of stakeholder and organization as they were at that moment. */
export type ConfirmationFact = { memberId: string; stakeholderTypeSlug: string; organizationId: string | null }

/** What the criteria need to know of a lesson. Ids of organizations are those that they were merged into. */
export type LifeCycleFacts = {
  id: string
  authorId: string
  authorOrganizationId: string | null
  /** How the author chose to be shown; in full unless it is said. */
  attribution?: string
  version: number
  title: string
  observation: string
  conclusion: string
  recommendation: string
  owner: Owner | null
  confirmations: ConfirmationFact[]
}

/** What somebody brings to a transition. 'unknown': an owner or a lesson that there is not. */
export type Transition = {
  to: TransitionTo
  note?: string
  /** The version that a reviewer has read; null where that is not known. */
  version?: number | null
  owner?: Owner | 'unknown' | null
  /** An ISO 8601 calendar date. */
  dueDate?: string
  /** What shows that something changed: a document, a procedure, a reuse that helped or partly helped. */
  evidence?: { kind: EvidenceKind; helped?: string } | null
  /** The lesson that stands in the place of this one. */
  target?: { id: string; state: LessonState } | 'unknown' | null
}

export const evidenceKinds = ['document', 'procedure', 'reuse'] as const
export type EvidenceKind = (typeof evidenceKinds)[number]

/** A criterion that is not met, and the sentence that says so. */
export type Unmet = { criterion: Criterion; key: MessageKey; params?: MessageParams }
/** Why something cannot be done: 403 for who may not, 409 for when it cannot be. */
export type Refusal = { status: 403 | 409; key: MessageKey; params?: MessageParams; unmet?: Unmet[] }

/**
 * The state machine: what becomes of a lesson in a state, when somebody who sees it asks for a transition.
 * @returns the next state; or 403 where this person may never, 409 with the unmet criteria where it cannot be yet
 */
export function transitionFrom(
  state: LessonState,
  transition: Transition,
  who: Pick<Viewer, 'id' | 'role' | 'organizationId'>,
  lesson: LifeCycleFacts,
): { state: TransitionTo } | Refusal {
  const refusal = refusalOfPassage(who, { ...lesson, state }, transition.to)
  if (refusal) return refusal
  const unmet = unmetCriteria(transition, lesson)
  const [first] = unmet
  return first ? { status: 409, key: first.key, params: first.params, unmet } : { state: transition.to }
}

/** Why this person cannot take a lesson in this state there, whatever else is met; null where it is a matter of criteria. */
export function refusalOfPassage(
  who: Pick<Viewer, 'id' | 'role' | 'organizationId'>,
  lesson: LessonFacts & { owner?: Owner | null },
  to: TransitionTo,
): Refusal | null {
  const { by, from } = transitions[to]
  const parties: readonly Party[] = by
  if (!parties.some((party) => isParty[party](who, lesson))) return { status: 403, key: whyNot(who, lesson, parties) }
  return (from as readonly LessonState[]).includes(lesson.state)
    ? null
    : { status: 409, key: `lessons.errors.cannot.${to}` }
}

const isParty: Record<
  Party,
  (who: Pick<Viewer, 'id' | 'role' | 'organizationId'>, lesson: { authorId: string; owner?: Owner | null }) => boolean
> = {
  author: (who, { authorId }) => who.id === authorId,
  reviewer: (who, { authorId }) => isReviewer(who as Viewer) && who.id !== authorId,
  owner: (who, { owner }) => isOwner(who, owner ?? null),
}

/** Whether somebody carries out what a lesson recommends, alone or as a member of the organization that does. */
export const isOwner = (who: Pick<Viewer, 'id' | 'organizationId'>, owner: Owner | null): boolean =>
  owner !== null && ('memberId' in owner ? owner.memberId === who.id : who.organizationId === owner.organizationId)

function whyNot(
  who: Pick<Viewer, 'id' | 'role'>,
  { authorId }: { authorId: string },
  by: readonly Party[],
): MessageKey {
  if (by.includes('owner')) return 'lessons.errors.notOwner'
  if (!by.includes('reviewer')) return 'lessons.errors.notAuthor'
  if (by.includes('author')) return 'lessons.errors.notAuthorOrReviewer'
  return isReviewer(who as Viewer) && who.id === authorId ? 'lessons.errors.ownReview' : 'lessons.errors.notReviewer'
}

/** What is missing for a transition, whoever asks for it, in the order in which it is told. */
export function unmetCriteria(transition: Transition, lesson: LifeCycleFacts): Unmet[] {
  const needs: readonly Criterion[] = transitions[transition.to].needs
  return needs.flatMap((criterion) => {
    const wrong = criteria[criterion](transition, lesson)
    return wrong ? { criterion, ...wrong } : []
  })
}

type Check = (transition: Transition, lesson: LifeCycleFacts) => Omit<Unmet, 'criterion'> | null

const filled = (text: string | undefined) => text !== undefined && text.trim() !== ''

const criteria: Record<Criterion, Check> = {
  title: (_, { title }) => (filled(title) ? null : { key: 'lessons.unmet.title' }),
  observation: (_, { observation }) => (filled(observation) ? null : { key: 'lessons.unmet.observation' }),
  unchanged: ({ version }, lesson) =>
    (version ?? lesson.version) === lesson.version ? null : { key: 'lessons.errors.changedSince' },
  note: ({ note, to }) => (filled(note) ? null : { key: noteMissing(to) }),
  conclusion: (_, { conclusion }) => (filled(conclusion) ? null : { key: 'lessons.unmet.conclusion' }),
  recommendation: (_, { recommendation }) => (filled(recommendation) ? null : { key: 'lessons.unmet.recommendation' }),
  owner: ({ owner }) => {
    if (owner === 'unknown') return { key: 'lessons.unmet.ownerUnknown' }
    return owner ? null : { key: 'lessons.unmet.owner' }
  },
  dueDate: ({ dueDate }) => {
    if (!filled(dueDate)) return { key: 'lessons.unmet.dueDate' }
    return isCalendarDate(dueDate as string) ? null : { key: 'lessons.errors.eventDate' }
  },
  confirmations: (_, lesson) => {
    const kinds = confirmingKinds(lesson).size
    if (kinds >= neededKinds) return null
    return { key: kinds === 0 ? 'lessons.unmet.confirmations' : 'lessons.unmet.confirmation' }
  },
  evidence: ({ evidence }) => {
    if (!evidence) return { key: 'lessons.unmet.evidence' }
    const helped = evidence.kind !== 'reuse' || evidence.helped === 'yes' || evidence.helped === 'partly'
    return helped ? null : { key: 'lessons.unmet.evidenceHelped' }
  },
  target: ({ target, to }, lesson) => {
    if (!target) return { key: to === 'duplicate-of' ? 'lessons.unmet.duplicateOf' : 'lessons.unmet.supersededBy' }
    const stands = target !== 'unknown' && publicStates.includes(target.state)
    return stands && target.id !== lesson.id ? null : { key: 'lessons.unmet.target' }
  },
}

const noteMissing = (to: TransitionTo): MessageKey => {
  if (to === 'noted') return 'lessons.unmet.noteNoted'
  return to === 'action-under-way' ? 'lessons.unmet.noteBegun' : 'lessons.errors.note'
}

/** Two kinds of stakeholder have to say that it is so with them too. */
export const neededKinds = 2

/**
 * The kinds of stakeholder whose confirmation counts: neither the author's own nor from the author's organization, which
 * is the organization and not the spelling of its name.
 */
export const confirmingKinds = (
  lesson: Pick<LifeCycleFacts, 'authorId' | 'authorOrganizationId' | 'confirmations'>,
): Set<string> =>
  new Set(
    lesson.confirmations
      .filter((one) => isIndependent(one, lesson))
      .map(({ stakeholderTypeSlug }) => stakeholderTypeSlug),
  )

/** Whether somebody stands apart from a lesson's author: another person, of another organization. */
export const isIndependent = (
  peer: { memberId: string; organizationId: string | null },
  author: { authorId: string; authorOrganizationId: string | null },
): boolean =>
  peer.memberId !== author.authorId &&
  (peer.organizationId === null || peer.organizationId !== author.authorOrganizationId)

/**
 * Why somebody cannot confirm a lesson that he or she sees: who is not independent of the author or has not said for which
 * kind of stakeholder he or she speaks may not; and there must be a verified lesson to confirm.
 */
export function refusalOfConfirmation(
  who: Pick<Viewer, 'id' | 'organizationId' | 'stakeholderTypeSlug'>,
  lesson: { state: LessonState; authorId: string; authorOrganizationId: string | null; attribution?: string },
): Refusal | null {
  // A refusal would tell the organization of an author who hides it: such a confirmation is taken, and does not count.
  const authorOrganizationId = lesson.attribution === 'stakeholder-type' ? null : lesson.authorOrganizationId
  const peer = { memberId: who.id, organizationId: who.organizationId }
  if (!isIndependent(peer, { authorId: lesson.authorId, authorOrganizationId })) {
    return { status: 403, key: 'lessons.errors.notIndependent' }
  }
  if (!publicStates.includes(lesson.state)) return { status: 409, key: 'lessons.errors.cannot.confirm' }
  return who.stakeholderTypeSlug ? null : { status: 409, key: 'lessons.unmet.ownKind' }
}

/**
 * What a change by its author makes of a lesson. An observation goes back to the reviewers, since what they verified is
 * no longer what it says. What is not named here cannot be changed.
 */
const stateAfterRevision: { readonly [state in LessonState]?: LessonState } = {
  draft: 'draft',
  returned: 'returned',
  submitted: 'submitted',
  observation: 'submitted',
}

/** The state of a lesson once its author has saved a change, and handed it in where that was asked for. */
export const stateAfter = (state: LessonState, intent: 'draft' | 'submit'): LessonState =>
  intent === 'submit' ? 'submitted' : (stateAfterRevision[state] ?? state)

/** Why this viewer cannot change what this lesson says; null where it can be done. */
export function refusalOfRevision(viewer: Viewer, lesson: LessonFacts): Refusal | null {
  if (viewer.id !== lesson.authorId) return { status: 403, key: 'lessons.errors.notAuthor' }
  return stateAfterRevision[lesson.state] ? null : { status: 409, key: 'lessons.errors.cannot.revise' }
}

/** Why this viewer cannot put a submitted lesson into better words: a reviewer may, never the author, before it is verified. */
export function refusalOfRewording(viewer: Viewer, lesson: LessonFacts): Refusal | null {
  return refusalOfPassage(viewer, lesson, 'observation')
}

/** A refusal as it is thrown: what is unmet is told one by one. */
export class Unready extends AppError {
  constructor(
    refusal: Refusal,
    readonly unmet: Unmet[] = refusal.unmet ?? [],
  ) {
    super(refusal.status, refusal.key, refusal.params)
    this.name = 'Unready'
  }
}

/** @throws AppError with the refusal's status and sentence, where there is one */
export function unlessRefused(refusal: Refusal | null): void {
  if (refusal) throw new Unready(refusal)
}

/** What is still missing before a lesson can be handed in, as the fields' names. */
export const missingToSubmit = (content: { title: string; observation: string }): ('title' | 'observation')[] =>
  (['title', 'observation'] as const).filter((name) => content[name].trim() === '')

const may = (viewer: Viewer | null, lesson: LessonFacts, to: TransitionTo) =>
  viewer !== null && !refusalOfPassage(viewer, lesson, to)
export const canReviseLesson = (viewer: Viewer | null, lesson: LessonFacts): boolean =>
  viewer !== null && !refusalOfRevision(viewer, lesson)
export const canSubmitLesson = (viewer: Viewer | null, lesson: LessonFacts): boolean => may(viewer, lesson, 'submitted')
/** Say that it was checked for fact, harm and attribution: a reviewer, never the author. */
export const canVerifyLesson = (viewer: Viewer | null, lesson: LessonFacts): boolean =>
  may(viewer, lesson, 'observation')
export const canReturnLesson = (viewer: Viewer | null, lesson: LessonFacts): boolean => may(viewer, lesson, 'returned')
export const canWithdrawLesson = (viewer: Viewer | null, lesson: LessonFacts): boolean =>
  may(viewer, lesson, 'withdrawn')
