import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Viewer } from '~/features/members/viewer'
import { sendRoomMessage } from '~/features/peer-sessions/send-room-message.server'
import { newId } from '~/lib/ids'
import { type Application, startApplication } from '../support/application'
import { launchBrowser } from '../support/browser.mjs'
import { type Cast, cast } from '../support/cast'
import { type Guest, guest } from '../support/crowd'
import { useDatabase } from '../support/database'
import { signInCookieOf } from '../support/realtime'
import { liveSession, writtenIn } from '../support/sessions'
import { type ThinLine, thinLine } from '../support/thin-line'

/** So many times faster than 64 kbit/s and a second of delay. */
const scale = 10

const file = useDatabase()
let application: Application
let browser: Browser
let people: Cast
const lines: ThinLine[] = []
const guests: Guest[] = []
const within = { timeout: 30_000 }

beforeAll(async () => {
  people = await cast()
  application = await startApplication({ database: file })
  browser = await launchBrowser()
})

afterAll(async () => {
  for (const one of guests) one.leave()
  await browser?.close()
  await Promise.all(lines.map((line) => line.close()))
  await application?.stop()
})

type Options = Parameters<typeof thinLine>[1]

async function lineToSite(options?: Options): Promise<ThinLine> {
  const line = await thinLine(application.url, { scale, ...options })
  lines.push(line)
  return line
}

async function onThinLine(viewer: Viewer, sessionId: string, options?: Options) {
  const line = await lineToSite(options)
  const one = await guest(line.url, viewer, sessionId, { opensWithin: 12_000 / scale })
  guests.push(one)
  return { line, one }
}

/** A room with so many messages in it already. */
async function roomWith(messages: number): Promise<string> {
  const id = await liveSession(people.carmen, { access: 'members' })
  for (let n = 1; n <= messages; n++) {
    await sendRoomMessage(people.carmen, id, {
      body: `Before: message ${n} of those who came early.`,
      clientId: newId(),
    })
  }
  return id
}

const pause = (milliseconds: number) => new Promise((then) => setTimeout(then, milliseconds))

/** Everybody has read all of it, in the order of its numbers, and each message was kept once. */
async function expectOneOrder(sessionId: string, all: Guest[], written: string[], before: number) {
  await expect.poll(() => all.reduce((sum, one) => sum + one.unsent(), 0), within).toBe(0)
  const kept = await writtenIn(sessionId)
  expect(
    kept
      .slice(before)
      .map(({ body }) => body)
      .sort(),
  ).toEqual([...written].sort())
  expect(kept.map(({ number }) => number)).toEqual(kept.map((_, index) => index + 1))
  await expect.poll(() => all.map(({ heard }) => heard.length), within).toEqual(all.map(() => kept.length))
  for (const { heard } of all) expect(heard.map(({ id }) => id)).toEqual(kept.map(({ id }) => id))
}

describe('a line of 64 kbit/s with a second of delay, which breaks', () => {
  it('brings all that was and is written to everybody, in one order, each once', async () => {
    const before = 220
    const sessionId = await roomWith(before)
    const joined = await Promise.all(
      [people.amina, people.bounmy, people.elif, people.farid].map((one) => onThinLine(one, sessionId)),
    )
    const near = await guest(application.url, people.dmitri, sessionId)
    guests.push(near)
    const all = [near, ...joined.map(({ one }) => one)]
    await expect.poll(() => all.every(({ heard }) => heard.length === before), within).toBe(true)

    const written: string[] = []
    for (let turn = 0; turn < 8; turn++) {
      for (const [who, one] of all.entries()) {
        const body = `Person ${who} in turn ${turn}: the second bridge is open, go by the school.`
        written.push(body)
        one.write(body)
      }
      await pause(100)
      // Now this one is cut off, now that one, at times while the line is being made again.
      if (turn % 2 === 1) joined[(turn - 1) / 2]?.line.cut()
      if (turn === 5) for (const { line } of joined) line.cut()
    }
    await expectOneOrder(sessionId, all, written, before)
    for (const { line } of joined) expect(line.connections).toBeLessThan(12)
  })

  it('lets who has no WebSocket, refused or left without an answer, read and write by long polling', async () => {
    const before = 45
    const sessionId = await roomWith(before)
    const far = await Promise.all([
      onThinLine(people.amina, sessionId, { webSockets: 'refused' }),
      onThinLine(people.bounmy, sessionId, { webSockets: 'unanswered' }),
    ])
    const near = await guest(application.url, people.dmitri, sessionId)
    guests.push(near)
    const all = [near, ...far.map(({ one }) => one)]
    await expect.poll(() => all.every(({ heard }) => heard.length === before), within).toBe(true)
    for (const { one } of far) expect(one.transport()).toBe('polling')

    const silent = far.map(({ line }) => line.requests)
    await pause(1_000)
    for (const [index, { line }] of far.entries()) expect(line.requests - (silent[index] ?? 0)).toBeLessThan(8)

    const written: string[] = []
    for (let turn = 0; turn < 5; turn++) {
      for (const [who, one] of all.entries()) {
        written.push(`Person ${who} in turn ${turn}.`)
        one.write(`Person ${who} in turn ${turn}.`)
      }
      if (turn === 2) far[0]?.line.cut()
      await pause(100)
    }
    await expectOneOrder(sessionId, all, written, before)
    // Each of the 15 messages is one answer, each own one a request and an acknowledgement; the rest is joining twice.
    for (const { line } of far) expect(line.requests).toBeLessThan(70)
  })

  it('lets a browser read and write, over cuts and a reload', async () => {
    const before = 60
    const sessionId = await roomWith(before)
    const line = await lineToSite()
    const page = await pageOf(people.elif, line.url)
    await page.goto(`${line.url}/sessions/${sessionId}`)
    await page.locator('[data-part=line][data-state=online]').waitFor()
    const near = await guest(application.url, people.dmitri, sessionId)
    guests.push(near)
    const written: string[] = []
    for (let turn = 0; turn < 4; turn++) {
      const [own, other] = [`Elif, ${turn}: 3 < 4 & "so on"`, `Dmitri, ${turn}: **now**`]
      written.push(own, other)
      await page.locator('[data-part=composer] textarea').fill(own)
      await page.keyboard.press('Control+Enter')
      near.write(other)
      if (turn % 2 === 0) line.cut()
      await pause(150)
    }
    await expect.poll(() => near.heard.length, within).toBe(before + written.length)
    const kept = await writtenIn(sessionId)
    expect(
      kept
        .slice(before)
        .map(({ body }) => body)
        .sort(),
    ).toEqual([...written].sort())
    const newest = kept.slice(-written.length).map(({ id }) => id)
    await page.locator(`[data-message-id="${newest.at(-1)}"]`).waitFor()
    const shown = () =>
      page
        .locator('[data-message-id]')
        .evaluateAll((messages) =>
          messages.map((one) => [
            one.getAttribute('data-message-id'),
            one.querySelector('[data-user-html]')?.innerHTML.trim(),
          ]),
        )
    await expect.poll(async () => (await shown()).map(([id]) => id).slice(-newest.length)).toEqual(newest)
    const live = (await shown()).slice(-newest.length)
    expect(line.connections).toBeLessThan(25)

    await page.reload()
    await page.locator(`[data-message-id="${newest.at(-1)}"]`).waitFor()
    expect((await shown()).slice(-newest.length)).toEqual(live)
    await page.context().close()
  })
})

async function pageOf(viewer: Viewer, url: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } })
  const { value } = await signInCookieOf(viewer)
  await context.addCookies([{ name: 'auth_session', value, url }])
  return context.newPage()
}
