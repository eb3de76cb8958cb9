import type { Server, Socket } from 'socket.io'
import { harmIn } from '~/features/harm/check-harm.server'
import { hashSessionId } from '~/features/members/lucia.server'
import type { Viewer } from '~/features/members/viewer'
import { type SignedIn, signedInBy } from '~/features/members/viewer.server'
import { MessageChanged } from '~/features/peer-sessions/edit-message.server'
import { mayWriteNow, stateForRoom } from '~/features/peer-sessions/facilitation.server'
import { noteRead } from '~/features/peer-sessions/mark-read.server'
import { frameOf } from '~/features/peer-sessions/message-frame'
import { changesFrom, messagesAfter, messagesChangedSince } from '~/features/peer-sessions/message-queries.server'
import { countIn, countsOnly, presence, presentIn } from '~/features/peer-sessions/presence.server'
import { type SessionStanding, sessionFor, shownOf } from '~/features/peer-sessions/queries.server'
import { sendRoomMessage } from '~/features/peer-sessions/send-room-message.server'
import { openNote } from '~/features/session-notes/open-note.server'
import { mergeNote, sessionWithNotes } from '~/features/session-notes/write-note.server'
import { translate } from '~/i18n/translate'
import { AppError, forbidden } from '~/lib/errors'
import { rateLimit, tooMany } from '~/lib/rate-limit.server'
import { arrivalOf } from '~/lib/request-origin.server'
import { settings } from '~/lib/settings.server'
import { reportError } from '~/lib/trouble.server'
import { actOnMessage, isMessageAct, type MessageAct } from './message-acts.server'
import { type EventName, payloads } from './payloads.server'
import type {
  ClientEvents,
  MessageActed,
  NotesOpened,
  NotesWritten,
  RefusalCode,
  Refused,
  RoomJoined,
  RoomSent,
  ServerEvents,
} from './protocol'

type SocketData = { viewer: Viewer; garbage: number; queue: Promise<unknown>; queued: number; signedOut: boolean }
type Io = Server<ClientEvents, ServerEvents, Record<string, never>, SocketData>
type RoomSocket = Socket<ClientEvents, ServerEvents, Record<string, never>, SocketData>
type EventOf<Name extends keyof ServerEvents> = Parameters<ServerEvents[Name]>[0]

/** What the rest of the process may do with the open pages. */
export type Gateway = {
  /** Takes everything off the server again and closes its sockets; browsers come back by themselves. */
  detach(): void
  toMember<Name extends keyof ServerEvents>(memberId: string, event: Name, payload: EventOf<Name>): void
  /** To everybody in a session's room; `except` are members who get their own. */
  toRoom<Name extends keyof ServerEvents>(
    sessionId: string,
    event: Name,
    payload: EventOf<Name>,
    options?: { except?: string | string[] },
  ): void
  /** To everybody who has a section of a session's notes open. */
  toNotes(sessionId: string, section: string, payload: EventOf<'notes:changed'>): void
  /** To the sockets of one member in a session's room. */
  toMemberInRoom<Name extends keyof ServerEvents>(
    sessionId: string,
    memberId: string,
    event: Name,
    payload: EventOf<Name>,
  ): void
  /** Closes the sockets of a member's sign-ins, or of all of them (null). */
  endSignIns(memberId: string, signInIds: string[] | null): void
  /** Puts out of a session's room who may not see the session any more. */
  recheckRoom(sessionId: string): Promise<void>
}

const mostSocketsOfMember = 20
const mostRoomsOfSocket = 20
/** Messages of one socket that wait for their turn. */
const mostQueued = 50
/** Unknown or unreadable events after which a socket is closed. */
const mostGarbage = 50
/** Packets that wait for a browser that does not read; more than these, and it is dropped. */
const mostUnread = 500
const sweepEvery = 2_000

const channel = {
  member: (id: string) => `member:${id}`,
  signIn: (id: string) => `sign-in:${id}`,
  room: (sessionId: string) => `room:${sessionId}`,
  notes: (sessionId: string) => `notes:${sessionId}`,
  section: (sessionId: string, section: string) => `notes:${sessionId}:${section}`,
  memberInRoom: (sessionId: string, memberId: string) => `room:${sessionId}:${memberId}`,
}

/**
 * The socket door: it knows who is there by the sign-in cookie, lets each event in only as far as it can be read, asks
 * one query or verb and acknowledges what came of it. No event, whatever it holds, ends the process.
 */
export function attachGateway(io: Server): Gateway {
  const server = io as unknown as Io
  const t = translate('en')
  const scale = settings().RATE_LIMIT_SCALE
  const limits = {
    send: rateLimit('room-send', 60, 60),
    act: rateLimit('room-act', 120, 60),
    join: rateLimit('room-join', 60, 60),
    openNotes: rateLimit('notes-open', 120, 60),
    writeNotes: rateLimit('notes-write', 300, 60),
    typing: rateLimit('room-typing', 40, 60),
  }
  const there = presence((sessionId, told) => toRoom(sessionId, 'room:presence', { sessionId, ...told }))

  const toMember: Gateway['toMember'] = (memberId, event, payload) => emit(channel.member(memberId), event, payload)
  const toMemberInRoom: Gateway['toMemberInRoom'] = (sessionId, memberId, event, payload) =>
    emit(channel.memberInRoom(sessionId, memberId), event, payload)
  const toRoom: Gateway['toRoom'] = (sessionId, event, payload, { except } = {}) =>
    emit(
      channel.room(sessionId),
      event,
      payload,
      [except ?? []].flat().map((memberId) => channel.memberInRoom(sessionId, memberId)),
    )

  const toNotes: Gateway['toNotes'] = (sessionId, section, payload) =>
    emit(channel.section(sessionId, section), 'notes:changed', payload)

  function emit<Name extends keyof ServerEvents>(
    to: string,
    event: Name,
    payload: EventOf<Name>,
    except: string[] = [],
  ) {
    const target = except.length > 0 ? server.to(to).except(except) : server.to(to)
    target.emit(event, ...([payload] as unknown as Parameters<ServerEvents[Name]>))
  }

  const signedIn = (socket: RoomSocket): Promise<SignedIn | null> =>
    signedInBy(socket.request.headers.cookie ?? null, arrivalOf(socket.request, settings()).secure)

  async function admit(socket: RoomSocket, next: (error?: Error) => void): Promise<void> {
    try {
      const found = await signedIn(socket)
      if (!found) return next(new Error('unauthorized'))
      const { viewer, signInId } = found
      const open = server.sockets.adapter.rooms.get(channel.member(viewer.id))?.size ?? 0
      if (open >= Math.max(1, mostSocketsOfMember * scale)) return next(new Error(t('peerSessions.errors.sockets')))
      socket.data = { viewer, garbage: 0, queue: Promise.resolve(), queued: 0, signedOut: false }
      await socket.join([channel.member(viewer.id), channel.signIn(hashSessionId(signInId))])
      next()
    } catch (error) {
      reportError(error)
      next(new Error('unavailable'))
    }
  }

  function welcome(socket: RoomSocket): void {
    // One listener for every name: an unknown one is counted and otherwise nothing.
    socket.onAny((name: unknown, ...values: unknown[]) => {
      const last = values.at(-1)
      const acknowledge = typeof last === 'function' ? (answer: unknown) => void last(answer) : () => {}
      const payload = values[0] === last && typeof last === 'function' ? undefined : values[0]
      receive(socket, name, payload).then(
        (answer) => acknowledge(answer),
        (error) => acknowledge(refusal(error)),
      )
    })
    socket.on('disconnecting', () => {
      for (const sessionId of roomsOf(socket)) there.leave(sessionId, socket.data.viewer.id, socket.id)
    })
  }

  async function receive(
    socket: RoomSocket,
    name: unknown,
    payload: unknown,
  ): Promise<RoomJoined | RoomSent | MessageActed | NotesOpened | NotesWritten | Refused | { ok: true }> {
    const schema = isEvent(name) ? payloads[name] : null
    const parsed = schema?.safeParse(payload)
    if (!isEvent(name) || !parsed?.success) {
      if (++socket.data.garbage > mostGarbage) socket.disconnect(true)
      const sentence = parsed?.error?.issues[0]?.message
      const known = sentence?.startsWith('peerSessions.') || sentence?.startsWith('site.')
      return {
        ok: false,
        code: 'invalid',
        message: known ? t(sentence as 'site.errors.tooLong', { maximum: 4_000 }) : t('peerSessions.errors.invalid'),
      }
    }
    if (socket.data.garbage > 0) socket.data.garbage--
    const input = parsed.data
    if (name === 'room:join') return join(socket, input as EventInput<'room:join'>)
    if (name === 'room:send') return inTurn(socket, () => send(socket, input as EventInput<'room:send'>))
    if (isMessageAct(name)) return act(socket, name, input as EventInput<MessageAct>)
    if (name === 'room:read') return read(socket, input as EventInput<'room:read'>)
    if (name === 'room:typing') return typing(socket, input.sessionId)
    if (name === 'line:check') return { ok: true }
    if (name === 'notes:open') return openNotes(socket, input as EventInput<'notes:open'>)
    if (name === 'notes:write') return inTurn(socket, () => writeNotes(socket, input as EventInput<'notes:write'>))
    return leave(socket, input.sessionId)
  }

  /** One after the other, so that what one browser sends first gets the lower number. */
  async function inTurn<T>(socket: RoomSocket, work: () => Promise<T>): Promise<T> {
    const { data } = socket
    if (data.queued >= mostQueued) throw tooMany(1)
    data.queued++
    const turn = data.queue.then(work)
    data.queue = turn.catch(() => {}).finally(() => data.queued--)
    return turn
  }

  /** The member as he or she is now. @throws AppError 401 where the sign-in has ended; the socket is closed then */
  async function stillSignedIn(socket: RoomSocket): Promise<Viewer> {
    const found = await signedIn(socket)
    if (found && found.viewer.id === socket.data.viewer.id) {
      socket.data.viewer = found.viewer
      return found.viewer
    }
    socket.data.signedOut = true
    setImmediate(() => socket.disconnect(true))
    throw new AppError(401, 'peerSessions.errors.signedOut')
  }

  async function join(
    socket: RoomSocket,
    { sessionId, after = 0, limit, changedSince }: EventInput<'room:join'>,
  ): Promise<RoomJoined> {
    await limits.join.take(socket.data.viewer.id)
    const viewer = await stillSignedIn(socket)
    const session = await sessionFor(viewer, sessionId)
    if (!shownOf(session, 'socket-message').messages) throw forbidden('peerSessions.sharing.kept')
    if (roomsOf(socket).size >= mostRoomsOfSocket && !roomsOf(socket).has(session.id)) {
      throw tooMany(60)
    }
    const comes = !roomsOf(socket).has(session.id)
    // First the channel, then the past: what is written in between comes twice and is known by its number.
    await socket.join([channel.room(session.id), channel.memberInRoom(session.id, viewer.id)])
    if (!socket.connected) throw new AppError(401, 'peerSessions.errors.signedOut')
    there.enter(session.id, { id: viewer.id, name: viewer.name }, socket.id, isNamed(session))
    // The phase may have changed since the page was made, or while the line was broken.
    if (comes) socket.emit('session:state', await stateForRoom(session.id))
    const at = changesFrom()
    const past = await messagesAfter(viewer, session.id, after, limit)
    const changed = changedSince && (await messagesChangedSince(viewer, session.id, changedSince, after))
    return {
      ok: true,
      ...past,
      messages: past.messages.map(frameOf),
      present: presentIn(session.id),
      count: countIn(session.id),
      canWrite: await mayWriteNow(viewer, session),
      ...(changed ? { changed: changed.map(frameOf) } : {}),
      at,
    }
  }

  async function send(socket: RoomSocket, { sessionId, ...message }: EventInput<'room:send'>): Promise<RoomSent> {
    await limits.send.take(socket.data.viewer.id)
    const viewer = await stillSignedIn(socket)
    const sent = await sendRoomMessage(viewer, sessionId, message)
    return { ok: true, id: sent.id, number: sent.number, message: frameOf(sent) }
  }

  async function openNotes(
    socket: RoomSocket,
    { sessionId, section, vector = '' }: EventInput<'notes:open'>,
  ): Promise<NotesOpened> {
    await limits.openNotes.take(socket.data.viewer.id)
    const viewer = await stillSignedIn(socket)
    await sessionWithNotes(viewer, sessionId, section)
    // First the channel, then the text: what is written in between comes twice, which changes nothing.
    await socket.join([channel.notes(sessionId), channel.section(sessionId, section)])
    const { update, vector: has, version, writer } = await openNote(viewer, sessionId, section, bytesOf(vector))
    return { ok: true, update: base64Of(update), vector: base64Of(has), version, writer }
  }

  async function writeNotes(
    socket: RoomSocket,
    { sessionId, section, update }: EventInput<'notes:write'>,
  ): Promise<NotesWritten> {
    await limits.writeNotes.take(socket.data.viewer.id)
    const viewer = await stillSignedIn(socket)
    return { ok: true, version: await mergeNote(viewer, sessionId, section, bytesOf(update)) }
  }

  async function act(socket: RoomSocket, name: MessageAct, input: EventInput<MessageAct>): Promise<MessageActed> {
    await limits.act.take(socket.data.viewer.id)
    return actOnMessage(await stillSignedIn(socket), name, input)
  }

  async function read(socket: RoomSocket, { sessionId, number }: EventInput<'room:read'>): Promise<{ ok: true }> {
    if (roomsOf(socket).has(sessionId)) noteRead(socket.data.viewer.id, sessionId, number)
    return { ok: true }
  }

  async function typing(socket: RoomSocket, sessionId: string): Promise<{ ok: true }> {
    if (!roomsOf(socket).has(sessionId)) return { ok: true }
    const { id, name } = socket.data.viewer
    const allowed = await limits.typing.take(id).then(
      () => true,
      () => false,
    )
    const others = server.to(channel.room(sessionId)).except(channel.memberInRoom(sessionId, id))
    const who = countsOnly(sessionId) ? { id: '', name: t('peerSessions.neutral.somebody') } : { id, name }
    if (allowed) others.volatile.emit('room:typing', { sessionId, ...who })
    return { ok: true }
  }

  async function leave(socket: RoomSocket, sessionId: string): Promise<{ ok: true }> {
    const { id } = socket.data.viewer
    if (roomsOf(socket).has(sessionId)) {
      there.leave(sessionId, id, socket.id)
      await socket.leave(channel.memberInRoom(sessionId, id))
      await socket.leave(channel.room(sessionId))
    }
    return { ok: true }
  }

  async function leaveNotes(socket: RoomSocket, sessionId: string): Promise<void> {
    for (const name of socket.rooms) if (isNotesOf(name, sessionId)) await socket.leave(name)
  }

  function refusal(error: unknown): Refused {
    const harm = harmIn(error)
    if (harm) {
      const places = harm.places.map(({ kind, found }) => `${t(`harm.kinds.${kind}`)} (${found})`).join(', ')
      return {
        ok: false,
        code: 'harm',
        message: t(harm.confirmable ? 'harm.socket' : 'harm.socketOpen', { places }),
        harm,
      }
    }
    if (error instanceof AppError) {
      const code = error.key === 'peerSessions.phase.notYours' ? 'phase' : codes[error.status]
      const now = error instanceof MessageChanged ? { now: error.now } : {}
      return { ok: false, code: code ?? 'unexpected', message: t(error.key, error.params), ...now }
    }
    reportError(error)
    return { ok: false, code: 'unexpected', message: t('peerSessions.errors.unexpected') }
  }

  const socketsIn = (name: string): RoomSocket[] =>
    [...(server.sockets.adapter.rooms.get(name) ?? [])].flatMap((id) => server.sockets.sockets.get(id) ?? [])

  async function recheckRoom(sessionId: string): Promise<void> {
    const byMember = new Map<string, RoomSocket[]>()
    const inside = new Set([...socketsIn(channel.room(sessionId)), ...socketsIn(channel.notes(sessionId))])
    for (const socket of inside) {
      const { id } = socket.data.viewer
      byMember.set(id, [...(byMember.get(id) ?? []), socket])
    }
    for (const sockets of byMember.values()) {
      const viewer = sockets[0]?.data.viewer ?? null
      const session = await sessionFor(viewer, sessionId).catch((error) => {
        if (error instanceof AppError) return null
        throw error
      })
      if (session && shownOf(session, 'socket-message').messages) continue
      for (const socket of sockets) {
        socket.emit('room:changed', { sessionId })
        await leave(socket, sessionId)
        await leaveNotes(socket, sessionId)
      }
    }
  }

  function endSignIns(memberId: string, signInIds: string[] | null): void {
    const names = signInIds ? signInIds.map(channel.signIn) : [channel.member(memberId)]
    for (const name of names) for (const socket of socketsIn(name)) socket.disconnect(true)
  }

  /** A browser that does not read fills our memory; it catches up when it comes back. */
  function dropDeaf(): void {
    for (const socket of server.sockets.sockets.values()) {
      const { conn } = socket as unknown as { conn: { writeBuffer: unknown[]; close(discard: boolean): void } }
      if (conn.writeBuffer.length > mostUnread) conn.close(true)
    }
  }

  const sweep = setInterval(dropDeaf, sweepEvery)
  sweep.unref()
  server.use(admit)
  server.on('connection', welcome)

  return {
    detach() {
      clearInterval(sweep)
      there.clear()
      server.off('connection', welcome)
      // socket.io has no way to take a middleware off again.
      const { _fns: middlewares } = server.sockets as unknown as { _fns: unknown[] }
      const at = middlewares.indexOf(admit)
      if (at >= 0) middlewares.splice(at, 1)
      server.disconnectSockets(true)
    },
    toMember,
    toRoom,
    toNotes,
    toMemberInRoom,
    endSignIns,
    recheckRoom,
  }
}

const isNotesOf = (name: string, sessionId: string): boolean =>
  name === channel.notes(sessionId) || name.startsWith(`${channel.notes(sessionId)}:`)

const bytesOf = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'))
const base64Of = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

const isNamed = (session: SessionStanding): boolean => shownOf(session, 'socket-presence').people === 'names'

type EventInput<Name extends EventName> = (typeof payloads)[Name]['_output']

const isEvent = (name: unknown): name is EventName => typeof name === 'string' && Object.hasOwn(payloads, name)

const codes: Record<number, RefusalCode> = {
  400: 'invalid',
  401: 'signed-out',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  429: 'too-many',
}

/** The sessions whose rooms a socket is in. */
function roomsOf(socket: RoomSocket): Set<string> {
  const names = [...socket.rooms].flatMap((name) => /^room:([^:]+)$/.exec(name)?.[1] ?? [])
  return new Set(names)
}
