import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '~/lib/ids'
import { type Cast, cast } from '../support/cast'
import { useDatabase } from '../support/database'
import { arrive, ask, connected, hears, signInCookieOf, socketOf, useRealtime } from '../support/realtime'
import { liveSession, writtenIn } from '../support/sessions'

useDatabase()
const realtime = useRealtime()
let people: Cast
let sessionId: string

beforeAll(async () => {
  people = await cast()
  sessionId = await liveSession(people.amina)
})

const events = ['room:join', 'room:send', 'room:typing', 'room:leave', 'notes:open', 'notes:write']
const values: unknown[] = [
  null,
  undefined,
  true,
  0,
  -1,
  1e308,
  '',
  'x'.repeat(5_000),
  '\u0000\uD800',
  [],
  [[[[]]]],
  {},
  { sessionId: null },
  { sessionId: {} },
  { sessionId: ['a', 'b'] },
  { sessionId: 'x'.repeat(5_000) },
  { sessionId: "'; DROP TABLE Member; --" },
  JSON.parse('{"__proto__": {"sessionId": "x"}, "constructor": 1, "toString": null}'),
  Buffer.from([0, 255, 1]),
]

describe('an event of any name with any value', () => {
  it.each(events)(
    '%s is answered with a refusal and changes nothing',
    async (event) => {
      const { cookie } = await signInCookieOf(people.bounmy)
      for (const value of values) {
        const socket = await connected(socketOf(realtime, cookie))
        const answer = await ask(socket, event, value)
        const harmless = event === 'room:leave' || event === 'room:typing'
        if (!(harmless && answer?.ok !== false)) {
          expect(answer).toEqual({ ok: false, code: expect.any(String), message: expect.stringMatching(/^[A-Z].*\.$/) })
        }
        socket.disconnect()
      }
      expect(await writtenIn(sessionId)).toEqual([])
    },
    60_000,
  )

  it('refuses bodies and client ids that cannot be, with the sentence of the form', async () => {
    const socket = await arrive(realtime, people.bounmy)
    const asked = (body: unknown, clientId: unknown = newId()) =>
      ask(socket, 'room:send', { sessionId, body, clientId })
    for (const body of [undefined, null, 7, [], {}])
      expect(await asked(body)).toMatchObject({ ok: false, code: 'invalid' })
    expect(await asked(' \n ')).toMatchObject({ code: 'invalid', message: 'Write a message first.' })
    expect(await asked('x'.repeat(4_001))).toMatchObject({
      code: 'invalid',
      message: 'This is too long: at most 4000 characters.',
    })
    for (const clientId of ['<b>', 'x'.repeat(65), 'with space in it', 7, {}]) {
      expect(await asked('Hello', clientId)).toMatchObject({ ok: false, code: 'invalid' })
    }
    for (const after of [-1, 1.5, '1', 2 ** 40, {}]) {
      expect(await ask(socket, 'room:join', { sessionId, after })).toMatchObject({ ok: false, code: 'invalid' })
    }
    expect(await writtenIn(sessionId)).toEqual([])
  })

  it('needs no acknowledgement, and unknown names do nothing', async () => {
    const socket = await arrive(realtime, people.bounmy)
    for (const event of [...events, 'error', 'message', 'toString', '__proto__', 'constructor', 'hasOwnProperty', '']) {
      socket.emit(event)
      socket.emit(event, null, undefined, 1)
    }
    socket.emit('room:send', { sessionId, body: 'Without an answer', clientId: newId() })
    expect(await ask(socket, 'room:join', { sessionId })).toMatchObject({ ok: true })
  })

  it('again and again closes the socket', async () => {
    const socket = await arrive(realtime, people.elif)
    const closed = hears(socket, 'disconnect')
    for (let index = 0; index < 60; index++) socket.emit('nonsense', index)
    await closed
  })

  it('as raw bytes of any kind closes that line alone', async () => {
    const { cookie } = await signInCookieOf(people.elif)
    const witness = await arrive(realtime, people.amina)
    const frames: (string | Uint8Array)[] = [
      'garbage',
      '4',
      '42',
      '42[',
      '42["room:join"',
      '42{}',
      '42[null]',
      '42[{}]',
      '42["connect"]',
      '42["disconnect"]',
      '42["error"]',
      '429999999999999999999["room:send"]',
      '450-["room:send",{"_placeholder":true,"num":0}]',
      '459-["x",{"_placeholder":true,"num":7}]',
      '43["x"]',
      '4316["ack of nothing"]',
      '40/other,',
      '44{"message":"x"}',
      '6',
      `42["room:send",${'['.repeat(2_000)}${']'.repeat(2_000)}]`,
      new Uint8Array([0xff, 0xfe, 0x00]),
      'x'.repeat(70_000),
    ]
    for (const frame of frames) {
      const socket = await connected(socketOf(realtime, cookie))
      const raw = (socket.io.engine.transport as unknown as { ws: WebSocket }).ws
      raw.send(frame as string)
      raw.close()
      socket.disconnect()
    }
    expect(await ask(witness, 'room:join', { sessionId })).toMatchObject({ ok: true })
  })

  it('more often than a person can write is refused until later', async () => {
    const socket = await arrive(realtime, people.farid)
    const answers = []
    for (let index = 0; index < 61; index++)
      answers.push(await ask(socket, 'room:send', { sessionId, body: 'Again', clientId: 'one-client-id' }))
    expect(answers.at(0)).toMatchObject({ ok: true })
    expect(answers.at(-1)).toMatchObject({ ok: false, code: 'too-many' })
  })
})

describe('taking the gateway off', () => {
  it('closes its sockets and leaves nothing behind for the next one', async () => {
    const { attachGateway } = await import('~/realtime/gateway.server')
    const socket = await arrive(realtime, people.amina)
    const closed = hears(socket, 'disconnect')
    realtime.gateway.detach()
    await closed
    Object.assign(realtime, { gateway: attachGateway(realtime.io) })
    const again = await arrive(realtime, people.amina)
    expect(await ask(again, 'room:join', { sessionId })).toMatchObject({ ok: true })
    await expect(connected(socketOf(realtime))).rejects.toThrow('unauthorized')
  })
})
