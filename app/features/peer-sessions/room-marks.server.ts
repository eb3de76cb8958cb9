import type { Viewer } from '~/features/members/viewer'
import { type Unread, unreadIn } from './mark-read.server'
import { markedMessages, type QuoteLine } from './message-queries.server'

/** What stands around a session's messages. */
export type RoomMarks = { pinned: QuoteLine[]; insights: QuoteLine[]; unread: Unread | null }

/**
 * What was pinned and marked as an insight in a session, and what is new for the viewer.
 * @throws AppError 404 where the session does not exist for the viewer, 403 where its label keeps what is said
 */
export const roomMarks = async (viewer: Viewer | null, sessionId: string): Promise<RoomMarks> => ({
  ...(await markedMessages(viewer, sessionId)),
  unread: unreadIn(viewer, sessionId),
})
