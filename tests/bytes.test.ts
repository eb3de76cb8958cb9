import { request } from 'node:http'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DemoContent, readDemoContent, text } from '~/demo/content.server'
import { emptyContext } from '~/features/context/context'
import { luciaFor } from '~/features/members/lucia.server'
import type { Viewer } from '~/features/members/viewer'
import { scheduleSession } from '~/features/peer-sessions/schedule-session.server'
import { sendRoomMessage } from '~/features/peer-sessions/send-room-message.server'
import { openThread } from '~/features/threads/open-thread.server'
import { reply } from '~/features/threads/reply.server'
import { newId } from '~/lib/ids'
import { closeMarkdown } from '~/lib/markdown.server'
import { type Application, startApplication } from './support/application'
import { launchBrowser } from './support/browser.mjs'
import { type Cast, cast } from './support/cast'
import { useDatabase } from './support/database'

/** What a page may weigh on the line, cold and compressed, in bytes. */
const budget = { reading: 25_000, scriptsOfReading: 15_000, forms: 110_000, room: 130_000 }

const database = useDatabase()
let people: Cast
let app: Application
let browser: Browser
let content: DemoContent

beforeAll(async () => {
  people = await cast()
  content = await readDemoContent()
  app = await startApplication({ database })
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await app?.stop()
  await closeMarkdown()
})

type Loaded = { kind: string; path: string; bytes: number }

const icon = '/favicon.svg'

/** What a file weighs, compressed as it comes. */
const bytesOf = (path: string) =>
  new Promise<number>((done, fail) => {
    const asked = request(app.url + path, { headers: { 'accept-encoding': 'br, gzip' } }, (answer) => {
      let bytes = 0
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length
      })
      answer.on('end', () =>
        answer.statusCode === 200 ? done(bytes) : fail(new Error(`${path} ${answer.statusCode}`)),
      )
    })
    asked.on('error', fail)
    asked.end()
  })

/** Opens a page with a cold browser and weighs the bodies of all that it loads, compressed as they come. */
async function weigh(path: string, viewer: Viewer | null) {
  const context = await browser.newContext()
  if (viewer) {
    const { id } = await luciaFor(false).createSession(viewer.id, { createdAt: new Date() })
    await context.addCookies([{ name: 'auth_session', value: id, url: app.url }])
  }
  const page = await context.newPage()
  const weighing: Promise<Loaded>[] = []
  page.on('requestfinished', (asked) => {
    const { pathname } = new URL(asked.url())
    const of = (bytes: number): Loaded => ({ kind: asked.resourceType(), path: pathname, bytes })
    weighing.push(asked.sizes().then(({ responseBodySize }) => of(responseBodySize)))
  })
  const answer = await page.goto(app.url + path)
  expect(answer?.status()).toBe(200)
  await page.waitForLoadState('networkidle')
  const loaded = await Promise.all(weighing)
  // A browser without a window asks for no icon; it weighs all the same.
  if (!loaded.some(({ path }) => path === icon)) loaded.push({ kind: 'image', path: icon, bytes: await bytesOf(icon) })
  await context.close()

  const sum = (kinds: (kind: string) => boolean) =>
    loaded.reduce((bytes, one) => (kinds(one.kind) ? bytes + one.bytes : bytes), 0)
  return {
    all: sum(() => true),
    scripts: sum((kind) => kind === 'script'),
    /** All but scripts and what they fetch: the page, its style sheet, its icon. */
    shown: sum((kind) => kind !== 'script' && kind !== 'fetch'),
    /** For the message of a failure. */
    parts: loaded.map(({ kind, path, bytes }) => `${bytes} ${kind} ${path}`).join('\n'),
  }
}

describe('a thread page with 20 replies', () => {
  let path = ''

  beforeAll(async () => {
    const posts = content.threads.flatMap(({ body, posts }) => [body, ...posts.map((post) => post.body)]).map(text)
    const opening = { title: content.threads[0]?.title ?? '', body: posts[0] ?? '', clientId: newId() }
    const context = { ...emptyContext(), crisisType: ['flood'], country: ['TH', 'LA'], guideline: ['6', '9'] }
    const first = await openThread(people.amina, { ...opening, ...context })
    for (const body of posts.slice(1, 21)) {
      await reply(people.bounmy, first.threadId, { body, replyTo: first.id, clientId: newId() })
    }
    path = `/threads/${first.threadId}`
  })

  it('comes to a guest without any script, in 25 KB', async () => {
    const { all, scripts, parts } = await weigh(path, null)
    expect(scripts).toBe(0)
    expect(all, parts).toBeLessThanOrEqual(budget.reading)
  })

  it('comes to a member in as much, with scripts of at most 15 KB beside it', async () => {
    const { shown, scripts, parts } = await weigh(path, people.elif)
    expect(shown, parts).toBeLessThanOrEqual(budget.reading)
    expect(scripts, parts).toBeGreaterThan(0)
    expect(scripts, parts).toBeLessThanOrEqual(budget.scriptsOfReading)
  })
})

describe('a page with a form', () => {
  it.each(['/threads/new', '/lessons/new', '/sessions/new'])('%s comes to a member in 110 KB', async (path) => {
    const { all, parts } = await weigh(path, people.elif)
    expect(all, parts).toBeLessThanOrEqual(budget.forms)
  })

  it('/sign-up comes to a guest in 110 KB', async () => {
    const { all, parts } = await weigh('/sign-up', null)
    expect(all, parts).toBeLessThanOrEqual(budget.forms)
  })
})

it('a live room with its messages comes to a member in 130 KB', async () => {
  const scheduled = await scheduleSession(people.amina, {
    title: 'Shelters in the flood season',
    purpose: 'What do we get wrong on the first night?',
    format: 'open-exchange',
    access: 'members',
    startsAt: '',
    timeZone: 'Asia/Vientiane',
    intent: 'now',
    sharing: '',
    chathamHouse: false,
    unlinkAfterDays: null,
    capacity: null,
    admission: false,
    agenda: '',
    language: 'en',
    clientId: newId(),
    ...emptyContext(),
  })
  if (!scheduled.ok) throw new Error(JSON.stringify(scheduled.errors))
  const bodies = content.sessions.flatMap((session) => ('messages' in session ? session.messages : []))
  for (let number = 0; number < 50; number++) {
    const body = `${text(bodies[number % bodies.length]?.body ?? [])} (${number})`
    await sendRoomMessage(people.bounmy, scheduled.id, { body, clientId: newId() })
  }
  const { all, parts } = await weigh(`/sessions/${scheduled.id}`, people.elif)
  expect(all, parts).toBeLessThanOrEqual(budget.room)
})
