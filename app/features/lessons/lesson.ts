import { z } from 'zod'
import { type ContextKeys, contextFields, contextKinds } from '~/features/context/context'
import { isReviewer, type Viewer } from '~/features/members/viewer'
import type { MessageKey } from '~/i18n/translate'
import { AppError } from '~/lib/errors'
import { type FormValues, formValues, lineInput, type Parsed, parseForm, textInput } from '~/lib/forms'
import { clientIdInput } from '~/lib/ids'

/** The texts of a lesson that are Markdown, in the order in which it happened and is written. */
export const lessonTexts = [
  'planned',
  'observation',
  'discussion',
  'conclusion',
  'recommendation',
  'holdsWhen',
] as const
export type LessonText = (typeof lessonTexts)[number]

/** How the author knows it. */
export const sourceKinds = ['first-hand', 'document', 'evaluation', 'session'] as const
export type SourceKind = (typeof sourceKinds)[number]

/** How the author is shown, from the most to the least that is told. */
export const attributions = ['named', 'organization', 'stakeholder-type'] as const
export type AttributionChoice = (typeof attributions)[number]

/** All six texts at their longest fit a form's 256 KB in every script, percent-encoded. */
export const longestText = 4_000
export const longestTitle = 150
export const longestNote = 2_000

/** What an author writes: everything that a save changes and that a version keeps. */
export type LessonContent = Record<LessonText, string> & {
  title: string
  sourceKind: SourceKind
  /** An ISO 8601 calendar date, or null where the day is not known. */
  eventDate: string | null
  attribution: AttributionChoice
  context: ContextKeys
}

/** draft: keep it for the author; submit: hand it to the reviewers. */
export type LessonIntent = 'draft' | 'submit'
export type LessonInput = { content: LessonContent; intent: LessonIntent; clientId: string; version: number | null }

const orElse = <const T extends readonly [string, ...string[]]>(values: T, missing: T[number], wrong: MessageKey) =>
  z
    .string()
    .transform((value) => value || missing)
    .pipe(z.enum(values, wrong))

/**
 * The form of a lesson. A draft may leave everything open; what is handed in needs a title and what happened. Who does
 * not say how to be shown is shown by kind of stakeholder only, since a name cannot be taken back.
 */
export const lessonInput = (intent: LessonIntent) => {
  const submitted = intent === 'submit'
  return z.object({
    title: lineInput(longestTitle, submitted ? 'lessons.errors.title' : null),
    planned: textInput(longestText),
    observation: textInput(longestText, submitted ? 'lessons.errors.observation' : undefined),
    discussion: textInput(longestText),
    conclusion: textInput(longestText),
    recommendation: textInput(longestText),
    holdsWhen: textInput(longestText),
    sourceKind: orElse(sourceKinds, 'first-hand', 'lessons.errors.sourceKind'),
    eventDate: eventDateInput,
    attribution: orElse(attributions, 'stakeholder-type', 'lessons.errors.attribution'),
    clientId: clientIdInput,
    ...contextFields,
  })
}

/** A day as a date field sends it. It is real, and has begun somewhere on Earth (UTC+14 is the first to begin one). */
const eventDateInput = z
  .string()
  .transform((value) => value.trim() || null)
  .refine((value) => value === null || isRealDate(value), 'lessons.errors.eventDate')
  .refine(
    (value) =>
      value === null || !isRealDate(value) || value <= new Date(Date.now() + 14 * 3_600_000).toISOString().slice(0, 10),
    'lessons.errors.eventDateFuture',
  )

/** Whether a text is a day of the calendar in ISO 8601, such as "2011-02-24". */
export function isRealDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false
  const date = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value)
}

/** Reads the form of a lesson by the button that sent it, unless told; a draft needs at least something in it. */
export function parseLesson(form: FormData, intent: LessonIntent = intentOf(form)): Parsed<LessonInput> {
  const parsed = parseForm(lessonInput(intent), form)
  if (!parsed.ok) return parsed
  const { clientId, title, sourceKind, eventDate, attribution, ...rest } = parsed.value
  const content = contentOf({ ...rest, title, sourceKind, eventDate, attribution, context: rest })
  if (isBlank(content)) {
    return { ok: false, errors: { title: { key: 'lessons.errors.empty' } }, values: formValues(form) }
  }
  const version = Number(form.get('version'))
  return {
    ok: true,
    value: { content, intent, clientId, version: Number.isInteger(version) && version > 0 ? version : null },
  }
}

const intentOf = (form: FormData): LessonIntent => (form.get('intent') === 'submit' ? 'submit' : 'draft')

/** The content among other fields, in one fixed order, so that two contents can be compared as JSON. */
export function contentOf(fields: LessonContent): LessonContent {
  const { title, planned, observation, discussion, conclusion, recommendation, holdsWhen } = fields
  const { sourceKind, eventDate, attribution } = fields
  const context = Object.fromEntries(
    contextKinds.map((kind) => [kind, [...fields.context[kind]].sort()]),
  ) as ContextKeys
  const texts = { planned, observation, discussion, conclusion, recommendation, holdsWhen }
  return { title, ...texts, sourceKind, eventDate, attribution, context }
}

/** Whether two contents say the same. */
export const sameContent = (a: LessonContent, b: LessonContent): boolean =>
  JSON.stringify(contentOf(a)) === JSON.stringify(contentOf(b))

/** A content as its form shows it. */
export const formValuesOf = ({ context, eventDate, ...texts }: LessonContent): FormValues => ({
  ...Object.fromEntries(Object.entries(texts).map(([name, value]) => [name, [value]])),
  eventDate: eventDate ? [eventDate] : [],
  ...context,
})

/** The fields other than the context in which two contents differ, in the order of the form. */
export function differingFields(a: LessonContent, b: LessonContent): Exclude<keyof LessonContent, 'context'>[] {
  const fields = ['title', ...lessonTexts, 'sourceKind', 'eventDate', 'attribution'] as const
  return fields.filter((name) => a[name] !== b[name])
}

const isBlank = (content: LessonContent) =>
  content.title === '' &&
  content.eventDate === null &&
  lessonTexts.every((name) => content[name].trim() === '') &&
  contextKinds.every((kind) => content.context[kind].length === 0)

/** What is still missing before a lesson can be handed in, as the fields' names. */
export const missingToSubmit = (content: Pick<LessonContent, 'title' | 'observation'>): ('title' | 'observation')[] =>
  (['title', 'observation'] as const).filter((name) => content[name].trim() === '')

/** Who sees a lesson in each state. Reviewers are the moderators and administrators; the author sees it in every state. */
export const audiences = {
  draft: 'author',
  submitted: 'reviewers',
  returned: 'reviewers',
  observation: 'everyone',
  'lesson-identified': 'everyone',
  'action-under-way': 'everyone',
  'lesson-learned': 'everyone',
  withdrawn: 'author',
} as const satisfies Record<string, 'author' | 'reviewers' | 'everyone'>
export type LessonState = keyof typeof audiences
export const lessonStates = Object.keys(audiences) as LessonState[]

const statesFor = (audience: (typeof audiences)[LessonState]) =>
  lessonStates.filter((state) => audiences[state] === audience)
/** The states in which everyone may read a lesson. */
export const publicStates = statesFor('everyone')
/** The states in which only the author and the reviewers may. */
export const reviewStates = statesFor('reviewers')
/** The states that a lesson's own author has still to do something about, or waits in. */
export const unfinishedStates = ['draft', 'returned', 'submitted'] as const satisfies LessonState[]

/** What the rules need to know of a lesson. */
export type LessonFacts = { authorId: string; state: LessonState }

/** Every passage from state to state that somebody asks for, and who may. */
export const passages = [
  { to: 'submitted', from: ['draft', 'returned'], by: 'author' },
  { to: 'observation', from: ['submitted'], by: 'reviewer' },
  { to: 'returned', from: ['submitted'], by: 'reviewer' },
  { to: 'withdrawn', from: ['draft', 'submitted', 'returned', 'observation'], by: 'author' },
] as const satisfies { to: LessonState; from: readonly LessonState[]; by: 'author' | 'reviewer' }[]
export type PassageTo = (typeof passages)[number]['to']

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
export const stateAfter = (state: LessonState, intent: LessonIntent): LessonState =>
  intent === 'submit' ? 'submitted' : (stateAfterRevision[state] ?? state)

/** Why something cannot be done: 403 for who may not, 409 for when it cannot be. */
export type Refusal = { status: 403 | 409; key: MessageKey }

/** Why this viewer cannot take this lesson, which he or she sees, to a state now; null where it can be done. */
export function refusalOfPassage(viewer: Viewer, lesson: LessonFacts, to: PassageTo): Refusal | null {
  const { from, by } = passages.find((passage) => passage.to === to)!
  const isAuthor = viewer.id === lesson.authorId
  if (by === 'author' && !isAuthor) return { status: 403, key: 'lessons.errors.notAuthor' }
  if (by === 'reviewer' && !isReviewer(viewer)) return { status: 403, key: 'lessons.errors.notReviewer' }
  if (by === 'reviewer' && isAuthor) return { status: 403, key: 'lessons.errors.ownReview' }
  const states: readonly LessonState[] = from
  return states.includes(lesson.state) ? null : { status: 409, key: `lessons.errors.cannot.${to}` }
}

/** Why this viewer cannot change what this lesson says; null where it can be done. */
export function refusalOfRevision(viewer: Viewer, lesson: LessonFacts): Refusal | null {
  if (viewer.id !== lesson.authorId) return { status: 403, key: 'lessons.errors.notAuthor' }
  return stateAfterRevision[lesson.state] ? null : { status: 409, key: 'lessons.errors.cannot.revise' }
}

/** @throws AppError with the refusal's status and sentence, where there is one */
export function unlessRefused(refusal: Refusal | null): void {
  if (refusal) throw new AppError(refusal.status, refusal.key)
}

/** Whether a lesson exists for this viewer. `lessonWhere` asks the database the same, of the same table. */
export function canSeeLesson(viewer: Viewer | null, lesson: LessonFacts): boolean {
  const audience = audiences[lesson.state]
  if (audience === 'everyone' || viewer?.id === lesson.authorId) return true
  return audience === 'reviewers' && isReviewer(viewer)
}

export const canReviseLesson = (viewer: Viewer | null, lesson: LessonFacts): boolean =>
  viewer !== null && !refusalOfRevision(viewer, lesson)
export const canSubmitLesson = (viewer: Viewer | null, lesson: LessonFacts): boolean =>
  viewer !== null && !refusalOfPassage(viewer, lesson, 'submitted')
/** Say that it was checked for fact, harm and attribution: a reviewer, never the author. */
export const canVerifyLesson = (viewer: Viewer | null, lesson: LessonFacts): boolean =>
  viewer !== null && !refusalOfPassage(viewer, lesson, 'observation')
export const canReturnLesson = (viewer: Viewer | null, lesson: LessonFacts): boolean =>
  viewer !== null && !refusalOfPassage(viewer, lesson, 'returned')
export const canWithdrawLesson = (viewer: Viewer | null, lesson: LessonFacts): boolean =>
  viewer !== null && !refusalOfPassage(viewer, lesson, 'withdrawn')

/** What a reviewer writes to the author. */
export const returnInput = z.object({ note: textInput(longestNote, 'lessons.errors.note') })
/** version: the one that the reviewer has read; '' where the form does not say. */
export const verifyInput = z.object({
  note: textInput(longestNote),
  version: z.string().transform((value) => (/^[1-9]\d{0,8}$/.test(value) ? Number(value) : null)),
})
