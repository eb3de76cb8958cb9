/** Characters of one room message. */
export const longestMessage = 4_000
/** Messages on one page of a record. */
export const transcriptPage = 100
/** Messages that a live room shows at first. */
export const liveMessages = 50

/** A room message as pages and sockets show it. */
export type RoomMessageView = {
  id: string
  /** 1 for the first of the session, without gaps. */
  number: number
  body: string
  html: string
  /** neutral: under the Chatham House Rule, where the id is of no member. */
  author: { id: string; name: string; organization?: string; stakeholderType?: string; neutral?: true }
  /** ISO 8601. */
  at: string
  /** Only for one's own. */
  clientId?: string
}

/** Somebody in a room now. */
export type Present = { id: string; name: string }

/** Where a message stands in its session's record, whatever has been written since. */
export const messageUrl = (sessionId: string, number: number, id: string): string =>
  `/sessions/${sessionId}?after=${Math.floor((number - 1) / transcriptPage) * transcriptPage}#message-${id}`
