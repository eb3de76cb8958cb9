import { stateForRoom } from '~/features/peer-sessions/facilitation.server'
import { frameOf } from '~/features/peer-sessions/message-frame'
import { messageForRoom } from '~/features/peer-sessions/message-queries.server'
import { actionForRoom } from '~/features/session-actions/queries.server'
import { changeTo } from '~/features/session-notes/note-changes.server'
import { reportError } from '~/lib/trouble.server'
import type { Gateway } from './gateway.server'

/** What rooms and open pages hear of what happened. Each is a reaction: it may be called twice for one event. */

/** A message, to everybody in its room; to its author with the client id by which a browser knows its own. */
export const broadcastMessage =
  (gateway: Gateway) =>
  ({ sessionId, messageId, byId }: { sessionId: string; messageId: string; byId: string }): void => {
    const found = messageForRoom(messageId)
    if (!found) return
    const { clientId } = found
    const message = frameOf(found.message)
    gateway.toRoom(sessionId, 'room:message', { sessionId, ...message }, { except: byId })
    // What waits for a reviewer is read by its author.
    const own = message.waits ? frameOf(messageForRoom(messageId, byId)?.message ?? found.message) : message
    gateway.toMemberInRoom(sessionId, byId, 'room:message', { sessionId, ...own, clientId })
  }

/** A message that changed: to its author and to who changed it as they see it, to everybody else in its room as all do. */
export const broadcastChange =
  (gateway: Gateway) =>
  ({ sessionId, messageId, byId }: { sessionId: string; messageId: string; byId: string }): void => {
    const found = messageForRoom(messageId)
    if (!found) return
    const others = new Set([byId, found.authorId].flatMap((id) => id ?? []))
    const message = { sessionId, ...frameOf(found.message) }
    gateway.toRoom(sessionId, 'room:message-changed', message, { except: [...others] })
    for (const memberId of others) {
      const own = messageForRoom(messageId, memberId)
      if (!own) continue
      const { mine = [], ...frame } = frameOf(own.message)
      const said = memberId === byId ? { mine } : {}
      gateway.toMemberInRoom(sessionId, memberId, 'room:message-changed', { sessionId, ...frame, ...said })
    }
  }

/** A session was opened or revised: pages show it anew, and who may not see it any more is out. */
export const tellRoomChanged =
  (gateway: Gateway) =>
  async ({ sessionId }: { sessionId: string }): Promise<void> => {
    await gateway.recheckRoom(sessionId)
    gateway.toRoom(sessionId, 'room:changed', { sessionId })
  }

/**
 * What somebody may do in a session changed: his or her pages show it anew. Who was put out may not see the session any
 * more and leaves its room; where anybody may read, he or she stays as a reader.
 */
export const tellStandingChanged =
  (gateway: Gateway) =>
  async ({ sessionId, memberId }: { sessionId: string; memberId: string }): Promise<void> => {
    gateway.toMember(memberId, 'room:changed', { sessionId })
    await gateway.recheckRoom(sessionId)
  }

export const tellRoomEnded =
  (gateway: Gateway) =>
  ({ sessionId }: { sessionId: string }): void =>
    gateway.toRoom(sessionId, 'room:ended', { sessionId })

type NoteSaved = { sessionId: string; noteId: string; section: string; version: number }

/** A section of the notes was written in: who has it open hears what is new, or that there is something new. */
export const tellNote =
  (gateway: Gateway) =>
  ({ sessionId, noteId, section, version }: NoteSaved): void => {
    const update = Buffer.from(changeTo(noteId, version) ?? []).toString('base64')
    gateway.toNotes(sessionId, section, { sessionId, section, update, version })
  }

/** Sign-ins ended: their sockets close. */
export const closeSocketsOfSignIns =
  (gateway: Gateway) =>
  ({ memberId, signInIds }: { memberId: string; signInIds: string[] | null }): void =>
    gateway.endSignIns(memberId, signInIds)

/** A member was banned: every socket of his or hers closes. */
export const closeSocketsOfMember =
  (gateway: Gateway) =>
  ({ memberId }: { memberId: string }): void =>
    gateway.endSignIns(memberId, null)

/** Milliseconds between two states of one session: many hands raised at once are one change. */
const betweenStates = 200

/**
 * The phase, a seat or a hand changed: everybody in the room hears how it stands, at once the first time, and what comes
 * shortly after in one.
 */
export function tellState(gateway: Gateway): (event: { sessionId: string }) => Promise<void> {
  const resting = new Map<string, { changed: boolean }>()

  async function tell(sessionId: string): Promise<void> {
    const rest = { changed: false }
    resting.set(sessionId, rest)
    setTimeout(() => {
      resting.delete(sessionId)
      if (rest.changed) tell(sessionId).catch(reportError)
    }, betweenStates)
    gateway.toRoom(sessionId, 'session:state', await stateForRoom(sessionId))
  }

  return async ({ sessionId }) => {
    const rest = resting.get(sessionId)
    if (rest) rest.changed = true
    else await tell(sessionId)
  }
}

/** An action was agreed or changed: open pages of the room show it as it is now. */
export const tellAction =
  (gateway: Gateway) =>
  async ({ sessionId, actionId }: { sessionId: string; actionId: string }): Promise<void> => {
    const action = await actionForRoom(actionId)
    if (action) gateway.toRoom(sessionId, 'session:action', { sessionId, ...action })
  }
