import type { HarmReport } from '~/features/harm/check-harm.server'
import type { MessageFrame } from '~/features/peer-sessions/message-frame'
import type { Present, ReactionKind } from '~/features/peer-sessions/room-message'
import type { SessionStateView } from '~/features/peer-sessions/session-state'
import type { SessionActionView } from '~/features/session-actions/session-action'

export type { Present }

/** Every event of the socket, for both sides. The path is /socket.io; who is not signed in is refused ("unauthorized"). */

export type RoomJoin = {
  sessionId: string
  /** The number of the newest message that the browser holds; 0 or nothing for none. */
  after?: number
  /** At most so many messages in the answer; 200 where it is not said. */
  limit?: number
  /** The `at` of the last answer, or of the page: asks for the messages up to `after` that changed since. */
  changedSince?: string
}
export type RoomSend = {
  sessionId: string
  body: string
  /** Of the browser: sending the same twice makes one message, here and over HTTP. */
  clientId: string
  /** The id of the message that this one answers. */
  replyTo?: string
  /** The `harm.digest` of a refusal: the author says that what was found is a false alarm. */
  harmConfirmed?: string
}
export type Refused = {
  ok: false
  code: RefusalCode
  /** One sentence in English. */
  message: string
  /** With the code harm: what was found, in the text as sent. */
  harm?: HarmReport
  /** With the code conflict, of an edit: what the message says now. */
  now?: { body: string; version: number }
}
/** not-found: does not exist for this member. conflict: the session does not run now. phase: not in this phase.
 * harm: it may identify somebody, and nobody said that it does not. */
export type RefusalCode =
  | 'invalid'
  | 'signed-out'
  | 'phase'
  | 'harm'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'too-many'
  | 'unexpected'

export type RoomJoined = {
  ok: true
  /** All after the number asked for, in order, up to the limit. */
  messages: MessageFrame[]
  /** There are more than these: ask again after the last of them. */
  more: boolean
  /** The number of the newest message of the session. */
  last: number
  /** At most 40 of them; nobody under the Chatham House Rule, where only the count is told. */
  present: Present[]
  count: number
  canWrite: boolean
  /** Where it was asked for: what changed, as it is now; at most 200. */
  changed?: MessageFrame[]
  /** What to ask with for changes the next time, in ISO 8601. */
  at: string
}
export type RoomSent = { ok: true; id: string; number: number; message: MessageFrame }
/** The message as the member sees it now. */
export type MessageActed = { ok: true; message: MessageFrame }
type Act<Input = unknown> = (
  payload: { sessionId: string; messageId: string } & Input,
  acknowledge: (answer: MessageActed | Refused) => void,
) => void

export type NotesOpen = {
  sessionId: string
  section: string
  /** A Yjs state vector in base64: what the browser has. */
  vector?: string
}
export type NotesOpened = {
  ok: true
  /** What the browser lacks, a Yjs update in base64. Its text is the Y.Text "text". */
  update: string
  /** What the server has, a Yjs state vector in base64. */
  vector: string
  version: number
  /** The client id that a new Yjs document has to take for writing here; null where the member may only read now. */
  writer: number | null
}
export type NotesWrite = {
  sessionId: string
  section: string
  /** A Yjs update in base64. Sending it twice changes nothing. */
  update: string
}
/** Kept. */
export type NotesWritten = { ok: true; version: number }

export type ClientEvents = {
  'room:join': (payload: RoomJoin, acknowledge: (answer: RoomJoined | Refused) => void) => void
  'room:send': (payload: RoomSend, acknowledge: (answer: RoomSent | Refused) => void) => void
  /** Shown to the others for some seconds and never kept. */
  'room:typing': (payload: { sessionId: string }) => void
  /** The number of the newest message that was on the screen. */
  'room:read': (payload: { sessionId: string; number: number }) => void
  'room:leave': (payload: { sessionId: string }) => void
  /** Answered at once, whatever the session: how long a message takes there and back. */
  'line:check': (payload: { sessionId: string }, acknowledge: (answer: { ok: true } | Refused) => void) => void
  'message:get': Act
  /** version: the one that the edit began with. */
  'message:edit': Act<{ body: string; version: number; harmConfirmed?: string }>
  'message:remove': Act
  'message:restore': Act
  'message:insight': Act<{ intent: 'mark' | 'unmark' }>
  'message:pin': Act<{ intent: 'pin' | 'unpin' }>
  'message:react': Act<{ kind: ReactionKind; intent: 'add' | 'remove' }>
  /** From then on the socket hears `notes:changed` of this section. */
  'notes:open': (payload: NotesOpen, acknowledge: (answer: NotesOpened | Refused) => void) => void
  'notes:write': (payload: NotesWrite, acknowledge: (answer: NotesWritten | Refused) => void) => void
}

export type ServerEvents = {
  /** A message, once it is kept. One's own bears its clientId. */
  'room:message': (payload: { sessionId: string } & MessageFrame) => void
  /**
   * A message changed: its words, its marks or what was said to it. `mine` is there only for who did it, and empty where that
   * is nothing; for others it stays as it was.
   */
  'room:message-changed': (payload: { sessionId: string } & MessageFrame) => void
  /**
   * How many are in the room now, and where those named have changed, who: at most 40, `GET /sessions/:id/state` has more.
   * Many comings and goings are one message; the more people, the rarer.
   */
  'room:presence': (payload: { sessionId: string; present?: Present[]; count: number }) => void
  /** Under the Chatham House Rule the id is empty and the name "Somebody". */
  'room:typing': (payload: { sessionId: string; id: string; name: string }) => void
  /** The session was opened or revised: what the page shows of it is old. */
  'room:changed': (payload: { sessionId: string }) => void
  /** Phase, seats or hands changed. The same as `GET /sessions/:id/state`, with at most 20 names of those present. */
  'session:state': (payload: { sessionId: string } & SessionStateView) => void
  /** An action of the session was agreed or changed. The same as an item of `GET /sessions/:id/actions`. */
  'session:action': (payload: { sessionId: string } & SessionActionView) => void
  /** A section was written in. The update is empty where the browser has to open it again to have what is new. */
  'notes:changed': (payload: { sessionId: string; section: string; update: string; version: number }) => void
  'room:ended': (payload: { sessionId: string }) => void
  /** The member has a new notification. */
  notification: (payload: Record<string, never>) => void
}
