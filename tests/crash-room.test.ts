import { afterAll, beforeAll, expect, it } from 'vitest'
import { db } from '~/db.server'
import { type Application, startApplication } from './support/application'
import { type Cast, cast } from './support/cast'
import { crowd, type Guest, guest } from './support/crowd'
import { useDatabase } from './support/database'
import { liveSession, writtenIn } from './support/sessions'

const inTheRoom = 200
/** Of many who read some write. */
const writers = 12
const writeEvery = 500
const mostEach = 30

const file = useDatabase()
let application: Application
let people: Cast
let guests: Guest[] = []

beforeAll(async () => {
  people = await cast()
  application = await startApplication({ database: file })
})

afterAll(async () => {
  for (const one of guests) one.leave()
  await application?.stop()
})

it('two hundred in a room whose server is killed three times while they write lose nothing, double nothing, and read one order', async () => {
  const sessionId = await liveSession(people.amina, { access: 'members' })
  const members = await crowd(people.elif, inTheRoom)
  guests = await Promise.all(members.map((member) => guest(application.url, member, sessionId)))
  const within = { timeout: 40_000 }
  await expect.poll(() => guests.filter((one) => one.joined()).length, within).toBe(inTheRoom)

  const written: string[] = []
  let over = false
  const writing = guests.slice(0, writers).map(async (one, who) => {
    for (let n = 0; n < mostEach && !over; n++) {
      const body = `Writer ${who}, message ${n}.`
      written.push(body)
      one.write(body)
      await new Promise((then) => setTimeout(then, writeEvery))
    }
  })
  const count = () => db.roomMessage.count({ where: { sessionId } })
  for (let kill = 0; kill < 3; kill++) {
    const before = await count()
    await expect.poll(count, within).toBeGreaterThan(before + writers)
    await application.kill()
    await application.restart()
  }
  over = true
  await Promise.all(writing)
  await expect.poll(() => guests.reduce((sum, one) => sum + one.unsent(), 0), within).toBe(0)
  await expect.poll(() => guests.every(({ heard }) => heard.length >= written.length), within).toBe(true)

  const kept = await writtenIn(sessionId)
  expect(kept.map(({ body }) => body).sort()).toEqual([...written].sort())
  expect(kept.map(({ number }) => number)).toEqual(kept.map((_, index) => index + 1))
  for (let who = 0; who < writers; who++) {
    const own = kept.filter(({ body }) => body.startsWith(`Writer ${who},`)).map(({ body }) => body)
    expect(own).toEqual(own.map((_, n) => `Writer ${who}, message ${n}.`))
  }
  const order = kept.map(({ id }) => id)
  for (const { heard } of guests) expect(heard.map(({ id }) => id)).toEqual(order)
}, 120_000)
