import { z } from 'zod'
import type { Viewer } from '~/features/members/viewer'
import { textInput } from '~/lib/forms'
import { longestMessage, reactionKinds } from './room-message'

/** Messages that can stand above the others at once. */
export const mostPinned = 10
/** Characters of a message where another one quotes it. */
export const quoteLength = 80

const harmConfirmed = z.string().max(64).optional()
const what = 'peerSessions.errors.invalid'

/** version: the one that the edit began with, so that nobody overwrites what was not seen. */
export const editMessageInput = z.object({
  body: textInput(longestMessage, 'peerSessions.message.empty'),
  version: z
    .union([z.string(), z.number()])
    .transform(String)
    .pipe(z.string().regex(/^[1-9]\d{0,5}$/, 'peerSessions.marks.versionMissing'))
    .transform(Number),
  harmConfirmed,
})
export type EditMessageInput = z.output<typeof editMessageInput>

export const reactionInput = z.object({ kind: z.enum(reactionKinds, what), intent: z.enum(['add', 'remove'], what) })
export type ReactionInput = z.output<typeof reactionInput>

export const insightInput = z.object({ intent: z.enum(['mark', 'unmark'], what) })
export const pinInput = z.object({ intent: z.enum(['pin', 'unpin'], what) })

/** The number of the newest message that somebody has read. */
export const readInput = z.object({
  number: z
    .string()
    .regex(/^\d{1,9}$/, what)
    .transform(Number),
})

/** What decides what somebody may do to a message. `body` is empty where a reviewer took it away. */
export type MessageState = {
  authorId: string | null
  body: string
  heldAt: Date | null
  removedBy: string | null
}
/** leads: organizes or facilitates the session, also by a seat of its format. */
type InSession = { leads: boolean }

/** Whether its text is before everybody: neither removed nor waiting for a reviewer. */
export const isShown = ({ heldAt, removedBy }: Pick<MessageState, 'heldAt' | 'removedBy'>): boolean =>
  heldAt === null && removedBy === null

const isOwn = (viewer: Viewer | null, { authorId }: MessageState): boolean =>
  viewer !== null && authorId !== null && viewer.id === authorId

/** Everybody changes his or her own words alone, leads too. What a reviewer took away is gone. */
export const canEditMessage = (viewer: Viewer | null, message: MessageState): boolean =>
  isOwn(viewer, message) && message.removedBy === null && !(message.heldAt && message.body === '')

/** One's own at any time, also after the session; leads those of others. */
export const canRemoveMessage = (viewer: Viewer | null, { leads }: InSession, message: MessageState): boolean =>
  message.removedBy === null && (isOwn(viewer, message) || leads)

/** What its author took away, the author brings back; what a lead took away, a lead. */
export const canRestoreMessage = (viewer: Viewer | null, { leads }: InSession, message: MessageState): boolean =>
  viewer !== null && (message.removedBy === 'author' ? isOwn(viewer, message) : message.removedBy === 'lead' && leads)

/** What a message said before is for whom the message is; of one that was removed, for who can bring it back. */
export const canReadHistory = (viewer: Viewer | null, session: InSession, message: MessageState): boolean => {
  if (message.removedBy !== null) return canRestoreMessage(viewer, session, message)
  return message.heldAt === null || (isOwn(viewer, message) && message.body !== '')
}
