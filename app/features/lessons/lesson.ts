import { z } from 'zod'
import { type ContextKeys, contextFields, contextKinds } from '~/features/context/context'
import type { MessageKey } from '~/i18n/translate'
import { isCalendarDate, latestDay } from '~/lib/calendar-date'
import { type FormValues, formValues, lineInput, type Parsed, parseForm, textInput } from '~/lib/forms'
import { clientIdInput } from '~/lib/ids'
import { type TransitionTo, transitionNames } from './life-cycle'

export * from './life-cycle'

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

/** A day as a date field sends it. It is real, and has begun somewhere on Earth. */
const eventDateInput = z
  .string()
  .transform((value) => value.trim() || null)
  .refine((value) => value === null || isCalendarDate(value), 'lessons.errors.eventDate')
  .refine((value) => value === null || !isCalendarDate(value) || value <= latestDay(), 'lessons.errors.eventDateFuture')

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

const versionInput = z.string().transform((value) => (/^[1-9]\d{0,8}$/.test(value) ? Number(value) : null))

/** What a reviewer writes to the author. */
export const returnInput = z.object({ note: textInput(longestNote, 'lessons.errors.note') })
/** version: the one that the reviewer has read; '' where the form does not say. */
export const verifyInput = z.object({ note: textInput(longestNote), version: versionInput })
/** What a peer says who confirms a lesson. */
export const confirmInput = z.object({ note: textInput(longestNote) })

/** The form of `POST /lessons/:id/transitions`. What a state needs is asked by its criteria, not here. */
export const transitionInput = z.object({
  to: z.enum(transitionNames as [TransitionTo, ...TransitionTo[]], 'lessons.errors.to'),
  note: textInput(longestNote),
  version: versionInput,
  owner: lineInput(200, null),
  dueDate: lineInput(40, null),
  evidence: textInput(longestNote),
  evidenceKind: z.string(),
  /** The id of a reuse of this lesson. */
  reuse: lineInput(64, null),
  duplicateOf: lineInput(500, null),
  supersededBy: lineInput(500, null),
})
export type TransitionInput = z.output<typeof transitionInput>

/** The form in which a reviewer puts a lesson into better words. */
export const wordingInput = z.object({
  title: lineInput(longestTitle, 'lessons.errors.title'),
  planned: textInput(longestText),
  observation: textInput(longestText, 'lessons.errors.observation'),
  discussion: textInput(longestText),
  conclusion: textInput(longestText),
  recommendation: textInput(longestText),
  holdsWhen: textInput(longestText),
  version: versionInput,
})
