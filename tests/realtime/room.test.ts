import { beforeAll, describe, expect, it } from 'vitest'
import { db, inTransaction } from '~/db.server'
import { endSignIns } from '~/features/members/end-sign-ins.server'
import { hashSessionId } from '~/features/members/lucia.server'
import { endSession } from '~/features/peer-sessions/end-session.server'
import { inviteMember } from '~/features/peer-sessions/invite-member.server'
import { openSession } from '~/features/peer-sessions/open-session.server'
import { reviseSession } from '~/features/peer-sessions/revise-session.server'
import { sendRoomMessage } from '~/features/peer-sessions/send-room-message.server'
import { stepSession } from '~/features/peer-sessions/step-session.server'
import { agreeAction } from '~/features/session-actions/agree-action.server'
import { newId } from '~/lib/ids'
import { type Cast, cast, emailOf } from '../support/cast'
import { useDatabase } from '../support/database'
import { arrive, ask, connected, hears, signInCookieOf, socketOf, useRealtime } from '../support/realtime'
import { comingSession, liveSession, sessionFields, writtenIn } from '../support/sessions'

useDatabase()
const realtime = useRealtime()
let people: Cast

beforeAll(async () => {
  people = await cast()
})

const send = (sessionId: string, body = 'We called the foremen.', clientId = newId()) => ({ sessionId, body, clientId })

describe('the handshake', () => {
  it('refuses who is not signed in, whose sign-in is made up, and who is banned', async () => {
    const banned = await signInCookieOf(people.zed)
    for (const cookie of [undefined, 'auth_session=abcdefghijklmnopqrstuvwxyz0123456789abcd', banned.cookie]) {
      await expect(connected(socketOf(realtime, cookie))).rejects.toThrow('unauthorized')
    }
  })

  it('lets in at most twenty sockets of one member', async () => {
    const { cookie } = await signInCookieOf(people.dmitri)
    const sockets = []
    for (let index = 0; index < 20; index++) sockets.push(await connected(socketOf(realtime, cookie)))
    await expect(connected(socketOf(realtime, cookie))).rejects.toThrow('too many')
    const gone = hears(sockets[0]!, 'disconnect')
    sockets[0]!.disconnect()
    await gone
    for (const socket of sockets) socket.disconnect()
  })
})

describe('a room', () => {
  it('does not exist for outsiders: the same answer as for a room that never was', async () => {
    const closed = await liveSession(people.amina, { access: 'invited' })
    for (const outsider of [people.elif, people.carmen]) {
      const socket = await arrive(realtime, outsider)
      const never = await ask(socket, 'room:join', { sessionId: newId(), after: 0 })
      expect(never).toMatchObject({ ok: false, code: 'not-found' })
      expect(await ask(socket, 'room:join', { sessionId: closed, after: 0 })).toEqual(never)
      expect(await ask(socket, 'room:send', send(closed))).toEqual(await ask(socket, 'room:send', send(newId())))
      socket.disconnect()
    }
    expect(await writtenIn(closed)).toEqual([])
  })

  it('lets in who is invited', async () => {
    const closed = await liveSession(people.amina, { access: 'invited' })
    await inviteMember(people.amina, closed, emailOf('bounmy'))
    const socket = await arrive(realtime, people.bounmy)
    expect(await ask(socket, 'room:join', { sessionId: closed })).toMatchObject({
      ok: true,
      canWrite: true,
      messages: [],
    })
  })

  it('tells of a message once it is kept, to its author with the client id', async () => {
    const id = await liveSession(people.amina)
    const [amina, bounmy] = [await arrive(realtime, people.amina), await arrive(realtime, people.bounmy)]
    for (const socket of [amina, bounmy]) await ask(socket, 'room:join', { sessionId: id, after: 0 })
    const [own, others] = [hears(amina, 'room:message'), hears(bounmy, 'room:message')]
    const message = send(id)
    const answer = await ask(amina, 'room:send', message)
    expect(answer).toMatchObject({ ok: true, message: { number: 1, clientId: message.clientId } })
    expect(await own).toEqual({ sessionId: id, ...answer.message })
    const { clientId: _, ...withoutClientId } = answer.message
    expect(await others).toEqual({ sessionId: id, ...withoutClientId })
    expect((await writtenIn(id)).map((row) => row.id)).toEqual([answer.message.id])
  })

  it('tells of a message that came by form too', async () => {
    const id = await liveSession(people.amina)
    const bounmy = await arrive(realtime, people.bounmy)
    await ask(bounmy, 'room:join', { sessionId: id })
    const heard = hears(bounmy, 'room:message')
    const sent = await sendRoomMessage(people.elif, id, { body: 'By form', clientId: newId() })
    expect(await heard).toMatchObject({ id: sent.id, number: 1, author: { id: people.elif.id } })
  })

  it('tells nothing to who only has the site open', async () => {
    const id = await liveSession(people.amina)
    const [amina, elif] = [await arrive(realtime, people.amina), await arrive(realtime, people.elif)]
    const heard: unknown[] = []
    elif.on('room:message', (message) => heard.push(message))
    await ask(amina, 'room:send', send(id))
    await realtime.teller.settled()
    await ask(elif, 'room:leave', { sessionId: id })
    expect(heard).toEqual([])
  })

  it('takes author, number and time from nobody', async () => {
    const id = await liveSession(people.amina)
    const socket = await arrive(realtime, people.bounmy)
    const spoofed = {
      ...send(id),
      authorId: people.amina.id,
      author: { id: people.amina.id, name: 'Amina Diallo' },
      number: 77,
      id: 'chosenbyhand00',
      at: '2001-01-01T00:00:00.000Z',
      createdAt: '2001-01-01T00:00:00.000Z',
      html: '<script>alert(1)</script>',
    }
    const { message } = await ask(socket, 'room:send', spoofed)
    expect(message).toMatchObject({ number: 1, author: { id: people.bounmy.id, name: 'Bounmy Keo' } })
    expect(message.id).not.toBe(spoofed.id)
    expect(message).not.toHaveProperty('html')
    const [row] = await writtenIn(id)
    expect(row?.createdAt.getUTCFullYear()).toBeGreaterThan(2001)
  })

  it('knows one client id as one message, over the socket, over the form and over both at once', async () => {
    const id = await liveSession(people.amina)
    const socket = await arrive(realtime, people.bounmy)
    const message = send(id)
    const answers = await Promise.all([
      ask(socket, 'room:send', message),
      sendRoomMessage(people.bounmy, id, message),
      ask(socket, 'room:send', message),
    ])
    const ids = [answers[0].message.id, answers[1].id, answers[2].message.id]
    expect(new Set(ids).size).toBe(1)
    expect(await writtenIn(id)).toHaveLength(1)
  })

  it('brings who comes back exactly what was missed', async () => {
    const id = await liveSession(people.amina)
    for (const body of ['One', 'Two', 'Three']) await sendRoomMessage(people.amina, id, { body, clientId: newId() })
    const first = await arrive(realtime, people.bounmy)
    const joined = await ask(first, 'room:join', { sessionId: id, after: 1 })
    expect(joined.messages.map(({ body }: { body: string }) => body)).toEqual(['Two', 'Three'])
    expect(joined).toMatchObject({ more: false, last: 3 })
    first.disconnect()
    for (const body of ['Four', 'Five']) await sendRoomMessage(people.amina, id, { body, clientId: newId() })
    const second = await arrive(realtime, people.bounmy)
    const again = await ask(second, 'room:join', { sessionId: id, after: 3 })
    expect(again.messages.map(({ number }: { number: number }) => number)).toEqual([4, 5])
  })

  it('keeps the order in which each one sends, and has one order for all', async () => {
    const id = await liveSession(people.amina)
    const senders = await Promise.all([people.amina, people.bounmy, people.elif].map((one) => arrive(realtime, one)))
    const listener = await arrive(realtime, people.farid)
    await ask(listener, 'room:join', { sessionId: id })
    const heard: { number: number; body: string }[] = []
    listener.on('room:message', (message) => heard.push(message))
    await Promise.all(
      senders.flatMap((socket, one) =>
        Array.from({ length: 10 }, (_, index) => ask(socket, 'room:send', send(id, `${one} ${index}`))),
      ),
    )
    await realtime.teller.settled()
    await ask(listener, 'room:leave', { sessionId: id })
    expect(heard.map(({ number }) => number)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1))
    for (const one of [0, 1, 2]) {
      const own = heard.filter(({ body }) => body.startsWith(`${one} `)).map(({ body }) => Number(body.split(' ')[1]))
      expect(own).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    }
  })

  it('tells where its format stands to who joins, and again to who comes back, but not at each question', async () => {
    const id = await liveSession(people.amina, { format: 'peer-assist' })
    const states: { phase: { name: string } | null }[] = []
    const socket = await arrive(realtime, people.bounmy)
    socket.on('session:state', (state) => states.push(state))
    await ask(socket, 'room:join', { sessionId: id })
    expect(states).toMatchObject([{ sessionId: id, stage: 'before', phase: null }])
    await ask(socket, 'room:join', { sessionId: id })
    expect(states).toHaveLength(1)

    await ask(socket, 'room:leave', { sessionId: id })
    await stepSession(people.amina, id, { type: 'start' })
    await ask(socket, 'room:join', { sessionId: id })
    expect(states[1]).toMatchObject({ stage: 'running', phase: { name: 'Welcome and purpose' } })
  })

  it('tells of each step of its format, and of what is agreed, once it is kept', async () => {
    const id = await liveSession(people.amina, { format: 'peer-assist' })
    const socket = await arrive(realtime, people.bounmy)
    await ask(socket, 'room:join', { sessionId: id })
    const begun = hears(socket, 'session:state')
    await stepSession(people.amina, id, { type: 'start' })
    expect(await begun).toMatchObject({ sessionId: id, stage: 'running', number: 1 })
    const agreed = hears(socket, 'session:action')
    const fields = { what: 'list the foremen', owner: '', with: '', dueDate: '', clientId: newId() }
    await agreeAction(people.amina, id, fields)
    expect(await agreed).toMatchObject({ sessionId: id, what: 'list the foremen', state: 'open', version: 1 })
  })

  it('passes on who types and keeps nothing of it', async () => {
    const id = await liveSession(people.amina)
    const [amina, bounmy, elif] = await Promise.all(
      [people.amina, people.bounmy, people.elif].map((p) => arrive(realtime, p)),
    )
    for (const socket of [amina, bounmy]) await ask(socket!, 'room:join', { sessionId: id })
    const heard = hears(bounmy!, 'room:typing')
    const before = await db.event.count()
    // Elif is not in the room, so nobody hears of her.
    elif!.emit('room:typing', { sessionId: id })
    amina!.emit('room:typing', { sessionId: id })
    expect(await heard).toEqual({ sessionId: id, id: people.amina.id, name: 'Amina Diallo' })
    expect(await db.event.count()).toBe(before)
    expect(await writtenIn(id)).toEqual([])
  })

  it('shows who is there, once however many pages are open, until the last one goes', async () => {
    const id = await liveSession(people.amina)
    const amina = await arrive(realtime, people.amina)
    const [one, two] = [await arrive(realtime, people.bounmy), await arrive(realtime, people.bounmy)]
    await ask(amina, 'room:join', { sessionId: id })
    const both = hears(amina, 'room:presence', ({ count }) => count === 2)
    for (const socket of [one, two]) await ask(socket, 'room:join', { sessionId: id })
    expect((await both).present.map(({ name }: { name: string }) => name)).toEqual(['Amina Diallo', 'Bounmy Keo'])
    await ask(one, 'room:leave', { sessionId: id })
    const answer = await ask(amina, 'room:join', { sessionId: id })
    expect(answer.present).toHaveLength(2)
    const alone = hears(amina, 'room:presence', ({ count }) => count === 1)
    two.disconnect()
    expect((await alone).present).toEqual([{ id: people.amina.id, name: 'Amina Diallo' }])
  })

  it('hears when it is opened and when it is ended, and is closed to writing then', async () => {
    const id = await comingSession(people.amina)
    const bounmy = await arrive(realtime, people.bounmy)
    expect(await ask(bounmy, 'room:join', { sessionId: id })).toMatchObject({ ok: true, canWrite: false })
    expect(await ask(bounmy, 'room:send', send(id))).toMatchObject({ ok: false, code: 'conflict' })
    const opened = hears(bounmy, 'room:changed')
    await openSession(people.amina, id)
    expect(await opened).toEqual({ sessionId: id })
    expect(await ask(bounmy, 'room:send', send(id))).toMatchObject({ ok: true })
    const ended = hears(bounmy, 'room:ended')
    await endSession(people.amina, id)
    expect(await ended).toEqual({ sessionId: id })
    expect(await ask(bounmy, 'room:send', send(id))).toMatchObject({
      ok: false,
      code: 'conflict',
      message: 'The session has ended, so nothing more can be written.',
    })
  })

  it('puts out who may not see it any more', async () => {
    const id = await comingSession(people.amina)
    const elif = await arrive(realtime, people.elif)
    await ask(elif, 'room:join', { sessionId: id })
    const heard: unknown[] = []
    elif.on('room:message', (message) => heard.push(message))
    const told = hears(elif, 'room:changed')
    await reviseSession(people.amina, id, sessionFields({ access: 'invited' }))
    await told
    await sendRoomMessage(people.amina, id, { body: 'Among us', clientId: newId() })
    await realtime.teller.settled()
    expect(await ask(elif, 'room:join', { sessionId: id })).toMatchObject({ ok: false, code: 'not-found' })
    expect(heard).toEqual([])
  })
})

describe('the end of a sign-in', () => {
  it('closes its own sockets and leaves those of other sign-ins', async () => {
    const [here, there] = [await signInCookieOf(people.farid), await signInCookieOf(people.farid)]
    const [first, second] = [
      await connected(socketOf(realtime, here.cookie)),
      await connected(socketOf(realtime, there.cookie)),
    ]
    const closed = hears(first, 'disconnect')
    await endSignIns(people.farid.id, { except: there.value })
    await closed
    expect(await ask(second, 'room:leave', { sessionId: newId() })).toEqual({ ok: true })
  })

  it('closes a socket at its next word even where nobody told of it', async () => {
    const id = await liveSession(people.amina)
    const { cookie, value } = await signInCookieOf(people.farid)
    const socket = await connected(socketOf(realtime, cookie))
    await db.signIn.delete({ where: { id: hashSessionId(value) } })
    const closed = hears(socket, 'disconnect')
    expect(await ask(socket, 'room:send', send(id))).toMatchObject({ ok: false, code: 'signed-out' })
    await closed
    expect(await writtenIn(id)).toEqual([])
  })

  it('by a ban closes all sockets of the member', async () => {
    const sockets = [await arrive(realtime, people.farid), await arrive(realtime, people.farid)]
    const closed = Promise.all(sockets.map((socket) => hears(socket, 'disconnect')))
    await inTransaction((announce) => announce({ type: 'member.banned', memberId: people.farid.id }))
    await closed
  })
})
