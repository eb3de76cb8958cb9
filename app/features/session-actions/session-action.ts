import { z } from 'zod'
import { dayOf } from '~/features/lessons/life-cycle'
import { leadsByRole, type SessionRole, type SessionStatus } from '~/features/peer-sessions/peer-session'
import type { MessageKey } from '~/i18n/translate'
import { isCalendarDate } from '~/lib/calendar-date'
import { lineInput, textInput } from '~/lib/forms'
import { clientIdInput } from '~/lib/ids'

/** What becomes of an action. */
export const actionStates = ['open', 'done', 'dropped'] as const
export type ActionState = (typeof actionStates)[number]

/** Most actions of one session: all that its page and its record show. */
export const mostActions = 200
export const longestWhat = 300
export const longestWith = 200
export const longestResult = 4_000

/** A day as a date field sends it; empty where none is set. */
const dayInput = z
  .string()
  .trim()
  .refine((value) => value === '' || isCalendarDate(value), 'sessionActions.errors.dueDate')

/** The version that an edit began with, so that nobody overwrites what was not seen. */
const versionInput = z
  .string()
  .regex(/^[1-9]\d{0,5}$/, 'sessionActions.errors.version')
  .transform(Number)

const harmConfirmed = z.string().max(64).optional()

const agreed = {
  what: lineInput(longestWhat, 'sessionActions.errors.what'),
  /** Who carries it out: an id or e-mail address of somebody in the session, or a neutral name's id; empty for nobody yet. */
  owner: z.string().trim().max(254, 'site.errors.tooLong'),
  with: lineInput(longestWith, null),
  dueDate: dayInput,
  harmConfirmed,
}

/** "We will … by … with …" */
export const actionInput = z.object({ ...agreed, clientId: clientIdInput })
export type ActionInput = z.output<typeof actionInput>

export const reviseActionInput = z.object({ ...agreed, version: versionInput })
export type ReviseActionInput = z.output<typeof reviseActionInput>

/** What came of an action, in Markdown. Whoever closes one says what came of it, or why it was dropped. */
export const resultInput = z.object({
  result: textInput(longestResult),
  state: z.enum(actionStates, 'sessionActions.errors.state'),
  version: versionInput,
  harmConfirmed,
})
export type ResultInput = z.output<typeof resultInput>

/** Who carries an action out, as the viewer may know it. Under the Chatham House Rule the id is of no member. */
export type ActionOwner = { id: string; name: string; neutral?: true }

/** An action as pages, `GET /sessions/:id/actions` and the socket's `session:action` show it. */
export type SessionActionView = {
  id: string
  what: string
  with: string
  owner: ActionOwner | null
  /** An ISO 8601 date; empty for none. */
  dueDate: string
  state: ActionState
  version: number
}

export const actionUrl = (sessionId: string, actionId: string): string => `/sessions/${sessionId}#action-${actionId}`

/** Whether a day is over everywhere on Earth: UTC-12 is the last to end one. */
export const isOver = (day: string, now = new Date()): boolean => day < dayOf(new Date(now.getTime() - 12 * 3_600_000))

/** What somebody is to an action: what he or she is in the session, and why he or she may not write now. */
export type ActionStanding = {
  role: SessionRole | null
  status: SessionStatus
  refusal: MessageKey | null
  /** The links to members were removed, and nothing is to be linked anew. */
  unlinked?: boolean
  isOwner?: boolean
  isCreator?: boolean
}

/** While the session runs whoever may write in its phase; who leads it also afterwards, until the links to members go. */
export const canAgree = (who: ActionStanding): boolean =>
  who.status !== 'upcoming' && !who.unlinked && (leadsByRole(who) || (who.status === 'live' && who.refusal === null))

/** Who leads the session or carries it out; while the session runs also who wrote it. */
export const canRevise = (who: ActionStanding): boolean => {
  if (who.status === 'upcoming') return false
  if (leadsByRole(who)) return true
  return who.status === 'live' ? who.refusal === null && Boolean(who.isOwner || who.isCreator) : Boolean(who.isOwner)
}

/** Who leads the session or carries it out says what came of it. */
export const canClose = (who: ActionStanding): boolean =>
  who.status !== 'upcoming' && (leadsByRole(who) || (Boolean(who.isOwner) && who.refusal === null))

/** What somebody may do with an action. */
export type ActionAbilities = { revise: boolean; close: boolean; makeLesson: boolean }

/** A lesson is made of what is known: once the action is closed, by who may say what came of it. */
export const canMakeLesson = (who: ActionStanding, state: ActionState): boolean => state !== 'open' && canClose(who)
