import type { Socket as Line } from 'node:net'
import type { Socket } from 'socket.io-client'
import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { frameOf } from '~/features/peer-sessions/message-frame'
import { sendRoomMessage } from '~/features/peer-sessions/send-room-message.server'
import { newId } from '~/lib/ids'
import { renderMarkdown } from '~/lib/markdown.server'
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

/** Bytes that a socket's line has brought so far, frames and all. */
const received = (socket: Socket): number =>
  (socket.io.engine.transport as unknown as { ws: { _socket: Line } }).ws._socket.bytesRead

/** Bytes that come to somebody in a room when somebody else writes something there. */
async function bytesOf(author: Viewer, body: string): Promise<number> {
  const id = await liveSession(people.carmen)
  const reader = await arrive(realtime, people.dmitri)
  const told = hears(reader, 'room:presence')
  await ask(reader, 'room:join', { sessionId: id })
  await told
  const before = received(reader)
  const heard = hears(reader, 'room:message')
  await sendRoomMessage(author, id, { body, clientId: newId() })
  expect(await heard).toMatchObject({ body, author: { name: author.name } })
  const bytes = received(reader) - before
  reader.disconnect()
  return bytes
}

const latin = 'We asked the foremen first: eleven of the sixty workers in the dormitory had never heard the siren. OK?'

describe('the frame of a message', () => {
  it('is under 400 bytes, with author, organization and kind of stakeholder', async () => {
    expect(latin.length).toBeGreaterThanOrEqual(100)
    for (const author of [people.amina, people.elif, people.carmen]) {
      expect(await bytesOf(author, latin)).toBeLessThan(400)
    }
  })

  it.each([
    ['Latin', latin],
    ['Arabic', 'سألنا المشرفين أولا، فوجدنا أن أحد عشر عاملا في السكن لم يسمعوا صفارة الإنذار من قبل قط'],
    ['Lao', 'ພວກເຮົາໄດ້ຖາມຫົວໜ້າກ່ອນ ແລະພົບວ່າຄົນງານສິບເອັດຄົນບໍ່ເຄີຍໄດ້ຍິນສຽງເຕືອນໄພ'],
    ['two lines', 'We asked the foremen.\nNobody "knew" <the> siren & what it means.'],
  ])('has less than 300 bytes around its text: %s', async (_, body) => {
    const text = Buffer.byteLength(JSON.stringify(body))
    expect((await bytesOf(people.elif, body)) - text).toBeLessThan(300)
  })

  it('brings the HTML where the text is more than a paragraph, over every way of the socket', async () => {
    const id = await liveSession(people.amina)
    const socket = await arrive(realtime, people.amina)
    await ask(socket, 'room:join', { sessionId: id })
    const heard = hears(socket, 'room:message')
    const html = '<p dir="auto">We asked <strong>first</strong>.</p>'
    const body = 'We asked **first**.'
    expect(await ask(socket, 'room:send', { sessionId: id, body, clientId: newId() })).toMatchObject({
      message: { html },
    })
    expect(await heard).toMatchObject({ html })
    await ask(socket, 'room:send', { sessionId: id, body: 'Plain.', clientId: newId() })
    const { messages } = await ask(socket, 'room:join', { sessionId: id, after: 0 })
    expect(messages[0]).toMatchObject({ body, html })
    expect(messages[1]).toMatchObject({ body: 'Plain.' })
    expect(messages[1]).not.toHaveProperty('html')
  })

  it.each([latin, 'a\nb', 'a\r\nb', '1 < 2 & "3" > 2, it\'s', '<script>alert(1)</script>', 'a\u202eb', 'a\tb', ' a '])(
    'leaves the HTML out of %j',
    async (body) => {
      expect(await framed(body)).not.toHaveProperty('html')
    },
  )

  it.each([
    'a\n\nb',
    'a  \n b',
    '&amp; &lt;b&gt; &quot;',
    'see https://example.org/a?b=c&d',
    '- one',
    '1. one',
    '# one',
    '*a*',
    '\\*a\\*',
    'a\u0000b',
    'a\ud800b',
    '`a`',
    '    a',
    'a<br>b',
  ])('keeps the HTML of %j', async (body) => {
    expect(await framed(body)).toHaveProperty('html', await renderMarkdown(body))
  })
})

const framed = async (body: string) =>
  frameOf({ id: 'm', number: 1, body, html: await renderMarkdown(body), author: { id: 'a', name: 'Amina' }, at: '' })

describe('the names in a room', () => {
  it('come at most forty at a time, and only where those named have changed', async () => {
    const id = await liveSession(people.carmen)
    const extras = Array.from({ length: 45 }, (_, index) => ({ id: `crowd${index}`, name: `Crowd ${index}` }))
    await db.member.createMany({
      data: extras.map(({ id, name }) => ({
        ...people.amina,
        id,
        name,
        email: `${id}@example.org`,
        passwordHash: '',
        createdAt: new Date(),
      })),
    })
    const told: { present?: unknown[]; count: number }[] = []
    const watcher = await arrive(realtime, people.dmitri)
    watcher.on('room:presence', (message) => told.push(message))
    await ask(watcher, 'room:join', { sessionId: id })
    const everybody = hears(watcher, 'room:presence', ({ count }) => count === 46)
    const sockets = []
    for (const extra of extras) {
      const socket = await arrive(realtime, { ...people.amina, ...extra })
      sockets.push(socket)
      const { present, count } = await ask(socket, 'room:join', { sessionId: id })
      expect(present.length).toBe(Math.min(count, 40))
    }
    await everybody
    for (const { present } of told) expect(present?.length ?? 0).toBeLessThanOrEqual(40)
    const next = hears(watcher, 'room:presence')
    sockets.at(-1)!.disconnect()
    expect(await next).toEqual({ sessionId: id, count: 45 })
  })
})
