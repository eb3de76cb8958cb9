import { beforeAll, describe, expect, it } from 'vitest'
import { joinSession } from '~/features/peer-sessions/join-session.server'
import { markRead, unreadIn } from '~/features/peer-sessions/mark-read.server'
import { changesFrom } from '~/features/peer-sessions/message-queries.server'
import { reactToMessage } from '~/features/peer-sessions/react-to-message.server'
import { sendRoomMessage } from '~/features/peer-sessions/send-room-message.server'
import { newId } from '~/lib/ids'
import { type Cast, cast } from '../support/cast'
import { useDatabase } from '../support/database'
import { arrive, ask, hears, useRealtime } from '../support/realtime'
import { liveSession } from '../support/sessions'

useDatabase()
const realtime = useRealtime()
let people: Cast

beforeAll(async () => {
  people = await cast()
})

/** A room with a message of Bounmy's, in which Amina, Bounmy and Elif are. */
async function room(other = {}) {
  const sessionId = await liveSession(people.amina, { access: 'members', ...other })
  const { id: messageId } = await sendRoomMessage(people.bounmy, sessionId, { body: 'We called.', clientId: newId() })
  await joinSession(people.elif, sessionId)
  const sockets = []
  for (const one of [people.amina, people.bounmy, people.elif]) {
    const socket = await arrive(realtime, one)
    await ask(socket, 'room:join', { sessionId, after: 1 })
    sockets.push(socket)
  }
  const [amina, bounmy, elif] = sockets as [(typeof sockets)[0], (typeof sockets)[0], (typeof sockets)[0]]
  return { amina, bounmy, elif, here: { sessionId, messageId } }
}

describe('what changes in a message', () => {
  it('comes to all in the room: to who did it with what is his or hers, to its author as an own one', async () => {
    const { amina, bounmy, elif, here } = await room()
    const heard = [amina, bounmy, elif].map((socket) => hears(socket, 'room:message-changed'))
    const answer = await ask(elif, 'message:react', { ...here, kind: 'agree', intent: 'add' })
    expect(answer).toMatchObject({ ok: true, message: { reactions: { agree: 1 }, mine: ['agree'] } })
    const [others, author, own] = await Promise.all(heard)
    expect(others).toMatchObject({ sessionId: here.sessionId, id: here.messageId, reactions: { agree: 1 } })
    for (const key of ['mine', 'clientId']) expect(others).not.toHaveProperty(key)
    expect(author).toMatchObject({ clientId: expect.any(String) })
    expect(author).not.toHaveProperty('mine')
    expect(own).toMatchObject({ mine: ['agree'] })
    expect(JSON.stringify([others, author])).not.toContain(people.elif.id)

    const again = hears(elif, 'room:message-changed')
    await ask(elif, 'message:react', { ...here, kind: 'agree', intent: 'remove' })
    expect(await again).toMatchObject({ mine: [] })
    expect(await again).not.toHaveProperty('reactions')
  })

  it('is refused with its code and sentence, and an old edit with what it says now', async () => {
    const { bounmy, elif, here } = await room()
    expect(await ask(elif, 'message:edit', { ...here, body: 'Mine', version: 1 })).toMatchObject({
      ...{ ok: false, code: 'forbidden', message: expect.stringContaining('somebody else') },
    })
    expect(await ask(elif, 'message:pin', { ...here, intent: 'pin' })).toMatchObject({ ok: false, code: 'forbidden' })
    expect(await ask(bounmy, 'message:edit', { ...here, body: 'Once', version: 1 })).toMatchObject({ ok: true })
    expect(await ask(bounmy, 'message:edit', { ...here, body: 'Twice', version: 1 })).toMatchObject({
      ...{ ok: false, code: 'conflict', now: { body: 'Once', version: 2 } },
    })
    for (const payload of [{ ...here, kind: 'love', intent: 'add' }, { ...here, kind: 'agree' }, here, null]) {
      expect(await ask(elif, 'message:react', payload)).toMatchObject({ ok: false, code: 'invalid' })
    }
  })

  it('is caught up with after a broken line, removals too', async () => {
    const { bounmy, elif, here } = await room()
    const { at } = await ask(elif, 'room:join', { sessionId: here.sessionId, after: 1 })
    elif.disconnect()
    await reactToMessage(people.amina, here.sessionId, here.messageId, { kind: 'thanks', intent: 'add' })
    await ask(bounmy, 'message:edit', { ...here, body: 'We called all.', version: 1 })
    await ask(bounmy, 'room:send', {
      sessionId: here.sessionId,
      body: 'Twice.',
      clientId: newId(),
      replyTo: here.messageId,
    })
    const back = await arrive(realtime, people.elif)
    const answer = await ask(back, 'room:join', { sessionId: here.sessionId, after: 1, changedSince: at })
    expect(answer.changed).toMatchObject([{ id: here.messageId, body: 'We called all.', reactions: { thanks: 1 } }])
    expect(answer.messages).toMatchObject([{ number: 2, replyTo: { number: 1, text: 'We called all.' } }])
    await ask(bounmy, 'message:remove', here)
    const later = await ask(back, 'room:join', { sessionId: here.sessionId, after: 2, changedSince: answer.at })
    expect(later.changed).toMatchObject([{ id: here.messageId, removed: 'author' }])
    expect(JSON.stringify(later.changed)).not.toContain('We called')
  })

  it('is nothing for a browser that does not ask for it, or asks from later on', async () => {
    const { elif, here } = await room()
    await ask(elif, 'message:react', { ...here, kind: 'agree', intent: 'add' })
    expect(await ask(elif, 'room:join', { sessionId: here.sessionId, after: 1 })).not.toHaveProperty('changed')
    const changedSince = changesFrom(new Date(Date.now() + 60_000))
    expect(await ask(elif, 'room:join', { sessionId: here.sessionId, after: 1, changedSince })).toMatchObject({
      changed: [],
    })
    expect(await ask(elif, 'room:join', { sessionId: here.sessionId, changedSince: 'yesterday' })).toMatchObject({
      ...{ ok: false, code: 'invalid' },
    })
  })

  it('names nobody under the Chatham House Rule', async () => {
    const { amina, bounmy, elif, here } = await room({ chathamHouse: true })
    const heard = [amina, bounmy, elif].map((socket) => hears(socket, 'room:message-changed'))
    await ask(elif, 'message:react', { ...here, kind: 'question', intent: 'add' })
    const text = JSON.stringify(await Promise.all(heard))
    for (const { id, name } of Object.values(people)) {
      expect(text).not.toContain(id)
      expect(text).not.toContain(name)
    }
  })
})

describe('how far somebody has read', () => {
  it('is kept for who takes part and is in the room', async () => {
    const { elif, here } = await room()
    await ask(elif, 'room:send', { sessionId: here.sessionId, body: 'Who?', clientId: newId() })
    expect(unreadIn(people.elif, here.sessionId)).toMatchObject({ first: 1, count: 1 })
    await ask(elif, 'room:read', { sessionId: here.sessionId, number: 1 })
    expect(unreadIn(people.elif, here.sessionId)).toBeNull()
    await markRead(people.elif, here.sessionId, 1)
    await ask(elif, 'room:leave', { sessionId: here.sessionId })
    await sendRoomMessage(people.bounmy, here.sessionId, { body: 'All.', clientId: newId() })
    await ask(elif, 'room:read', { sessionId: here.sessionId, number: 3 })
    expect(unreadIn(people.elif, here.sessionId)).toMatchObject({ first: 3, count: 1 })
  })
})
