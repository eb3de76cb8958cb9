import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { db } from '~/db.server'
import { follow } from '~/features/following/follow.server'
import { joinSession } from '~/features/peer-sessions/join-session.server'
import { type Application, startApplication } from './support/application'
import { type Cast, cast } from './support/cast'
import { useDatabase } from './support/database'
import { signInCookieOf } from './support/realtime'
import { liveSession } from './support/sessions'

const file = useDatabase()
let application: Application
let people: Cast
let sessionId = ''

beforeAll(async () => {
  people = await cast()
  sessionId = await liveSession(people.amina, { access: 'members' })
  await joinSession(people.elif, sessionId)
  await follow(people.bounmy, { kind: 'crisisType', key: 'flood' })
  application = await startApplication({ database: file })
})

afterAll(() => application?.stop())

type Sent = { text: string; answered: boolean }

/** Sends one thing after another, each until it is acknowledged, however often the server dies meanwhile. */
async function keepSending(
  name: string,
  isOver: () => boolean,
  send: (text: string, clientId: string) => Promise<boolean>,
) {
  const sent: Sent[] = []
  for (let n = 0; !isOver(); n++) {
    const one = { text: `${name}-${n}-end`, answered: false }
    sent.push(one)
    for (let tries = 0; !one.answered && tries < 400; tries++) {
      one.answered = await send(one.text, `client-${name}-${n}`).catch(() => false)
      if (!one.answered) await new Promise((done) => setTimeout(done, 25))
    }
  }
  return sent
}

it('a process that is killed while people write loses nothing it acknowledged, doubles nothing, and owes no notice', async () => {
  const [amina, elif] = await Promise.all([signInCookieOf(people.amina), signInCookieOf(people.elif)])
  let over = false

  const openThread = async (title: string, clientId: string) => {
    const response = await fetch(`${application.url}/threads/new`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie: amina.cookie, origin: application.url },
      body: new URLSearchParams({ title, body: 'Water', clientId, crisisType: 'flood' }),
      signal: AbortSignal.timeout(5_000),
    })
    return response.status === 303
  }
  let socket: Socket | undefined
  const say = async (body: string, clientId: string) => {
    socket ??= io(application.url, { transports: ['websocket'], extraHeaders: { cookie: elif.cookie } })
    const answer = await socket.timeout(2_000).emitWithAck('room:send', { sessionId, body, clientId })
    return answer.ok === true
  }
  const writers = [keepSending('thread', () => over, openThread), keepSending('message', () => over, say)]

  const written = () => db.thread.count()
  for (let kill = 0; kill < 3; kill++) {
    const before = await written()
    await expect.poll(written, { timeout: 20_000 }).toBeGreaterThan(before + 5)
    await application.kill()
    await application.restart()
  }
  over = true
  const [threads, messages] = await Promise.all(writers)
  socket?.disconnect()

  const titles = (await db.thread.findMany({ select: { title: true } })).map(({ title }) => title)
  expect([...titles].sort()).toEqual(
    threads
      ?.filter(({ answered }) => answered)
      .map(({ text }) => text)
      .sort(),
  )
  const kept = await db.roomMessage.findMany({ where: { sessionId }, orderBy: { number: 'asc' } })
  expect(kept.map(({ body }) => body)).toEqual(messages?.filter(({ answered }) => answered).map(({ text }) => text))
  expect(kept.map(({ number }) => number)).toEqual(kept.map((_, index) => index + 1))

  const notices = () => db.notification.count({ where: { memberId: people.bounmy.id, kind: 'thread.opened' } })
  await expect.poll(notices, { timeout: 20_000 }).toBe(titles.length)
})
