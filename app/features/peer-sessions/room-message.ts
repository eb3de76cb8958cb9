/** Characters of one room message. */
export const longestMessage = 4_000
/** Messages on one page of a record. */
export const transcriptPage = 100
/** Messages that a live room shows at first. */
export const liveMessages = 50

/** What one can say to a message without a message. Only counts are told, never who. */
export const reactionKinds = ['agree', 'same-here', 'thanks', 'question'] as const
export type ReactionKind = (typeof reactionKinds)[number]

/** A room message as pages and sockets show it. What is not said of it is left out, so that most stay small. */
export type RoomMessageView = {
  id: string
  /** 1 for the first of the session, without gaps. */
  number: number
  /** Of one that waits for a reviewer or was removed, a sentence that says so. */
  body: string
  html: string
  /** neutral: under the Chatham House Rule, where the id is of no member. */
  author: { id: string; name: string; organization?: string; stakeholderType?: string; neutral?: true }
  /** ISO 8601. */
  at: string
  /** Only for one's own. */
  clientId?: string
  /** What it answers. No text where that waits for a reviewer or was removed. */
  replyTo?: { id: string; number: number; name: string; text?: string }
  /** From 2 on: how often it was written anew. */
  version?: number
  /** When that was last, in ISO 8601. */
  edited?: string
  /** Who took its text away. */
  removed?: 'author' | 'lead'
  /** It waits for a reviewer; its author sees the text. */
  waits?: true
  insight?: true
  pinned?: true
  /** How many said so. */
  reactions?: Partial<Record<ReactionKind, number>>
  /** What the viewer said. Told to the viewer alone. */
  mine?: ReactionKind[]
}

/** Somebody in a room now. */
export type Present = { id: string; name: string }

/** Where a message stands in its session's record, whatever has been written since. */
export const messageUrl = (sessionId: string, number: number, id: string): string =>
  `/sessions/${sessionId}?after=${Math.floor((number - 1) / transcriptPage) * transcriptPage}#message-${id}`

/** The page of one message, with all that can be done to it. */
export const messagePage = (sessionId: string, id: string): string => `/sessions/${sessionId}/messages/${id}`
