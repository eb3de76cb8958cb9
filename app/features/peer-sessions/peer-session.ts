import { z } from 'zod'
import { contextFields } from '~/features/context/context'
import type { Viewer } from '~/features/members/viewer'
import type { MessageKey } from '~/i18n/translate'
import { lineInput, textInput } from '~/lib/forms'
import { clientIdInput } from '~/lib/ids'
import { labels } from './gate'
import { longestMessage } from './room-message'

/** Who may read a session: everybody, signed-in members, or only those whom it invites. */
export const accesses = ['open', 'members', 'invited'] as const
export type Access = (typeof accesses)[number]

/** What a participant is in a session, in the order of lists. The organizer has a facilitator's powers. */
export const sessionRoles = ['organizer', 'facilitator', 'participant'] as const
export type SessionRole = (typeof sessionRoles)[number]

/** Whether who leads a session decides about somebody in it: never about the organizer, who alone does about facilitators. */
export const decidesAbout = (lead: { role: SessionRole | null }, role: SessionRole): boolean =>
  role === 'participant' || (role === 'facilitator' && lead.role === 'organizer')

type InRole = { role: SessionRole }
/** Who leads first, for sorting. */
export const byRole = (a: InRole, b: InRole): number => sessionRoles.indexOf(a.role) - sessionRoles.indexOf(b.role)

/**
 * Whether somebody leads a session by what he or she is in it. Who is seated as a facilitator leads it too: see
 * `sessionLedBy`.
 */
export const leadsByRole = ({ role }: { role: SessionRole | null }): boolean =>
  role === 'organizer' || role === 'facilitator'

export type SessionStatus = 'upcoming' | 'live' | 'past'

/** A session that nobody ended is over this many hours after its start. */
const lapsesAfterHours = 12

/** The format of a session whose form names none: a plain room. */
export const plainFormat = 'open-exchange'

/** Most days after the end for which messages stay linked to members under the Chatham House Rule. */
const longestLink = 365
export const usualLink = 30
const mostSeats = 10_000

/** A whole number that a form may leave out (null). */
const wholeNumber = (least: number, most: number, message: MessageKey) =>
  z
    .string()
    .trim()
    .refine(
      (value) => value === '' || (/^\d{1,6}$/.test(value) && Number(value) >= least && Number(value) <= most),
      message,
    )
    .transform((value) => (value === '' ? null : Number(value)))

const languagesIn = (text: string): string[] => [...new Set(text.split(/[\s,;]+/).filter(Boolean))].slice(0, 10)

function areLanguages(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text.split(' ')).length > 0
  } catch {
    return false
  }
}

/**
 * The form of a session. `startsAt` is a local time (`2026-06-03T15:00`) in `timeZone`, an IANA name; without it, or
 * with the intent "now", the session starts at once.
 */
export const sessionInput = z.object({
  title: lineInput(150, 'peerSessions.form.titleMissing'),
  purpose: textInput(4_000, 'peerSessions.form.purposeMissing'),
  format: z
    .string()
    .max(80, 'peerSessions.form.formatUnknown')
    .transform((value) => value.trim() || plainFormat),
  startsAt: z.string().max(40, 'peerSessions.form.startUnreadable').trim(),
  timeZone: z.string().max(60, 'peerSessions.form.zoneUnknown').trim(),
  access: z.enum(accesses, 'peerSessions.form.accessMissing'),
  /** Empty for the usual one of the access. */
  sharing: z.enum([...labels, ''], 'peerSessions.sharing.unknown').default(''),
  chathamHouse: z
    .string()
    .default('')
    .transform((value) => value !== ''),
  unlinkAfterDays: wholeNumber(0, longestLink, 'peerSessions.sharing.daysUnreadable').default(null),
  capacity: wholeNumber(2, mostSeats, 'peerSessions.form.capacityUnreadable').default(null),
  agenda: textInput(10_000).default(''),
  /** BCP 47 tags, separated by spaces; empty for English. */
  language: z
    .string()
    .default('')
    .transform((value) => languagesIn(value).join(' ') || 'en')
    .refine(areLanguages, 'peerSessions.form.languageUnknown'),
  intent: z.string(),
  clientId: clientIdInput,
  harmConfirmed: z.string().max(64).optional(),
  /** Whoever is not invited asks to be let in. */
  admission: z
    .string()
    .default('')
    .transform((value) => value !== ''),
  ...contextFields,
})
export type SessionInput = z.output<typeof sessionInput>

/** Whether somebody comes. */
export const rsvpInput = z.object({ answer: z.enum(['yes', 'no'], 'peerSessions.errors.invalid') })

/** `POST /sessions/:id/participants/:member` */
export const moderationInput = z.object({
  intent: z.enum(['mute', 'unmute', 'remove', 'admit', 'decline'], 'peerSessions.errors.invalid'),
})

/** `POST /sessions/:id/participants`: all who ask to be let in. */
export const admissionsInput = z.object({ intent: z.enum(['admit', 'decline'], 'peerSessions.errors.invalid') })

/** Seconds between two messages of one participant; 0 for none. */
export const slowModes = [0, 10, 30, 60, 300] as const
/** `POST /sessions/:id/slow-mode` */
export const slowModeInput = z.object({
  seconds: z
    .string()
    .trim()
    .refine((value) => slowModes.some((seconds) => String(seconds) === value), 'peerSessions.slow.unknown')
    .transform(Number),
})

/** `POST /sessions/:id/cancel`; reinstate: it is held after all. */
export const cancelInput = z.object({
  intent: z.enum(['cancel', 'reinstate', ''], 'peerSessions.errors.invalid').default(''),
  reason: lineInput(500, null),
  harmConfirmed: z.string().max(64).optional(),
})

/** One line in a room, in Markdown. */
export const roomMessageInput = z.object({
  body: textInput(longestMessage, 'peerSessions.message.empty'),
  clientId: clientIdInput,
  /** The id of the message of the same session that this one answers; empty for none. */
  replyTo: z.string().max(64, 'peerSessions.errors.invalid').optional(),
  /** What was found by the do-no-harm check and is confirmed to be a false alarm. */
  harmConfirmed: z.string().max(64).optional(),
})
export type RoomMessageInput = z.output<typeof roomMessageInput>

/** What came of a session, in Markdown. An empty summary takes it away. */
export const summaryInput = z.object({ summary: textInput(20_000), harmConfirmed: z.string().max(64).optional() })

/** Whom to invite. */
export const invitationInput = z.object({
  email: z.string().trim().toLowerCase().min(1, 'peerSessions.invite.emailMissing').max(254, 'site.errors.tooLong'),
})

export type SessionTimes = { startsAt: Date; openedAt: Date | null; endedAt: Date | null; cancelledAt: Date | null }
/** What decides what somebody may do: the session, and what he or she is in it (null: nothing yet). */
export type Standing = SessionTimes & { access: Access; role: SessionRole | null }

/** The latest start of a session that has lapsed by now though nobody ended it. */
export const lapsedBefore = (now: Date): Date => new Date(now.getTime() - lapsesAfterHours * 3_600_000)

/**
 * Whether a session is to come, runs, or is over. It runs from when it was opened, else from its start, until it is
 * ended; one that nobody ends is over 12 hours after its start, and one that is cancelled is over at once.
 */
export function statusAt({ startsAt, openedAt, endedAt, cancelledAt }: SessionTimes, now: Date): SessionStatus {
  if (endedAt || cancelledAt || startsAt <= lapsedBefore(now)) return 'past'
  return openedAt || startsAt <= now ? 'live' : 'upcoming'
}

/** When a session that is over ended: it was ended or cancelled, or nobody ended it. */
export const endOf = ({ startsAt, endedAt, cancelledAt }: SessionTimes): Date =>
  endedAt ?? cancelledAt ?? new Date(startsAt.getTime() + lapsesAfterHours * 3_600_000)

/**
 * An invited session exists for its organizer and those invited only: neither moderators nor administrators see it, so
 * that people can speak there. sessionWhere in queries.server.ts says the same to the database.
 */
export function canSeeSession(viewer: Viewer | null, { access, role }: Pick<Standing, 'access' | 'role'>): boolean {
  if (access === 'open') return true
  return viewer !== null && (access === 'members' || role !== null)
}

const sees = (viewer: Viewer | null, session: Standing): viewer is Viewer =>
  viewer !== null && canSeeSession(viewer, session)

const leads = (viewer: Viewer | null, session: Standing): boolean => viewer !== null && leadsByRole(session)

/** What decides whether somebody is let in. */
export type Admitted = { role: SessionRole | null; admission: boolean; asked: 'asked' | 'declined' | 'removed' | null }

/** Why somebody may not take part, as a sentence: he or she was put out, or a lead has yet to decide. */
export function admissionRefusal({ role, admission, asked }: Admitted): MessageKey | null {
  if (role !== null) return null
  if (asked === 'removed') return 'peerSessions.moderation.removed'
  if (!admission) return null
  return asked ? `peerSessions.admission.${asked}` : 'peerSessions.admission.first'
}

/** Why somebody may not write whatever the phase, as a sentence. */
export const standingRefusal = (session: Admitted & { mutedAt: Date | null }): MessageKey | null =>
  session.mutedAt ? 'peerSessions.moderation.muted' : admissionRefusal(session)

export const canJoin = (viewer: Viewer | null, session: Standing, now: Date): boolean =>
  sees(viewer, session) && statusAt(session, now) !== 'past'

export const canWrite = (viewer: Viewer | null, session: Standing, now: Date): boolean =>
  sees(viewer, session) && statusAt(session, now) === 'live'

export const canOpen = (viewer: Viewer | null, session: Standing, now: Date): boolean =>
  leads(viewer, session) && statusAt(session, now) === 'upcoming'

export const canEnd = (viewer: Viewer | null, session: Standing, now: Date): boolean =>
  leads(viewer, session) && statusAt(session, now) === 'live'

export const canInvite = (viewer: Viewer | null, session: Standing, now: Date): boolean =>
  leads(viewer, session) && statusAt(session, now) !== 'past'

export const canNameFacilitator = (viewer: Viewer | null, session: Standing, now: Date): boolean =>
  viewer !== null && session.role === 'organizer' && statusAt(session, now) !== 'past'

/** Muting, putting out, letting in and slow mode. */
export const canModerate = canInvite
export const canCancel = canModerate

/** Start and access are fixed once it runs: who wrote in a closed room must not find it opened. */
export const canRevise = (viewer: Viewer | null, session: Standing, now: Date): boolean =>
  leads(viewer, session) && statusAt(session, now) !== 'past'

/** Whether a session ran, or runs: one that was cancelled before its start has nothing that came of it. */
export const wasHeld = (session: SessionTimes, now: Date): boolean =>
  statusAt({ ...session, cancelledAt: null }, session.cancelledAt ?? now) !== 'upcoming'

export const canSummarize = (viewer: Viewer | null, session: Standing, now: Date): boolean =>
  leads(viewer, session) && statusAt(session, now) === 'past' && wasHeld(session, now)

/** A session that was cancelled is held after all while its start is still ahead. */
export const canReinstate = (viewer: Viewer | null, session: Standing, now: Date): boolean =>
  viewer !== null &&
  session.role === 'organizer' &&
  session.cancelledAt !== null &&
  statusAt({ ...session, cancelledAt: null }, now) === 'upcoming'

export const canHarvest = canSummarize

/** What a viewer may do in a session now, for its page. */
export const abilities = (viewer: Viewer | null, session: Standing, now: Date) => ({
  join: canJoin(viewer, session, now),
  write: canWrite(viewer, session, now),
  open: canOpen(viewer, session, now),
  end: canEnd(viewer, session, now),
  invite: canInvite(viewer, session, now),
  nameFacilitator: canNameFacilitator(viewer, session, now),
  revise: canRevise(viewer, session, now),
  moderate: canModerate(viewer, session, now),
  cancel: canCancel(viewer, session, now),
  reinstate: canReinstate(viewer, session, now),
  summarize: canSummarize(viewer, session, now),
  harvest: canHarvest(viewer, session, now),
})
export type Abilities = ReturnType<typeof abilities>
