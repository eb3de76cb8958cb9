import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '~/db.server'
import { follow } from '~/features/following/follow.server'
import { luciaFor } from '~/features/members/lucia.server'
import { offerNewPassword } from '~/features/members/one-time-link.server'
import type { Viewer } from '~/features/members/viewer'
import { cancelSession } from '~/features/peer-sessions/cancel-session.server'
import { editMessage } from '~/features/peer-sessions/edit-message.server'
import { endSession } from '~/features/peer-sessions/end-session.server'
import { inviteMember } from '~/features/peer-sessions/invite-member.server'
import { joinSession } from '~/features/peer-sessions/join-session.server'
import { markInsight } from '~/features/peer-sessions/mark-insight.server'
import { pinMessage } from '~/features/peer-sessions/pin-message.server'
import { reactToMessage } from '~/features/peer-sessions/react-to-message.server'
import { removeMessage } from '~/features/peer-sessions/remove-message.server'
import { reactionKinds } from '~/features/peer-sessions/room-message'
import { sendRoomMessage } from '~/features/peer-sessions/send-room-message.server'
import { writeSummary } from '~/features/peer-sessions/write-summary.server'
import { reindexAll } from '~/features/search/index-documents.server'
import { agreeAction } from '~/features/session-actions/agree-action.server'
import { closeAction } from '~/features/session-actions/close-action.server'
import { saveNote } from '~/features/session-notes/write-note.server'
import { deletePost } from '~/features/threads/delete-post.server'
import { openThread } from '~/features/threads/open-thread.server'
import { reply } from '~/features/threads/reply.server'
import { revisePost } from '~/features/threads/revise-post.server'
import { newId } from '~/lib/ids'
import { closeMarkdown } from '~/lib/markdown.server'
import { type Application, startApplication } from '../support/application'
import { launchBrowser } from '../support/browser.mjs'
import { type Cast, type CastName, cast, emailOf } from '../support/cast'
import { useDatabase } from '../support/database'
import { aLesson, anObservation } from '../support/lessons'
import { axeFindings, sidewaysOf, strayWordsOf } from '../support/page-checks'
import { comingSession, liveSession } from '../support/sessions'

const database = useDatabase()
let people: Cast
let app: Application
let browser: Browser

const phone = { width: 360, height: 740 }
const desk = { width: 1280, height: 900 }

const title = `Which boats carry ${'wheelchairs'.repeat(8)}?`
const everything = `A long word: ${'Bevölkerungsschutzbehörde'.repeat(6)} and https://example.org/${'way/'.repeat(40)}

| what | ${'a wide column '.repeat(6)} | who |
|---|---|---|
| boats | many | all |

> quoted

- [x] done

\`\`\`
${'code that does not wrap '.repeat(12)}
\`\`\``

/** One of each thing that has pages. Values are parts of addresses. */
async function makeWorld() {
  const { amina, bounmy, carmen, elif } = people
  const practice = await db.practice.findFirstOrThrow({ select: { slug: true }, orderBy: { title: 'asc' } })
  const full = {
    crisisType: ['flood', 'civil-unrest'],
    phase: ['emergency-response'],
    country: ['LB', 'global'],
    guideline: ['8'],
    samplePractice: ['8.4'],
    practice: [practice.slug],
  }
  await follow(bounmy, { kind: 'crisisType', key: 'natural-disaster' })
  await follow(amina, { kind: 'country', key: 'LB' })

  const opening = {
    title: `Which boats carry ${'wheelchairs'.repeat(8)}?`,
    body: everything,
    clientId: newId(),
    ...full,
  }
  const thread = await openThread(amina, opening)
  const replies: string[] = []
  for (let n = 1; n <= 52; n++) {
    const answered = n % 3 === 0 ? thread.id : ''
    const input = { body: `Flat ferries, number ${n}`, replyTo: answered, clientId: newId() }
    replies.push((await reply(n % 2 ? bounmy : amina, thread.threadId, input)).id)
  }
  const [first = '', own = '', deleted = ''] = replies
  await revisePost(amina, own, { body: 'Flat ferries, with a ramp', version: 1 })
  await deletePost(bounmy, deleted)

  const lesson = await anObservation(amina, carmen, { title: 'Ask for ramps', context: full, observation: everything })
  const submitted = await aLesson(bounmy, { title: 'Count the ramps', context: full })
  const draft = await aLesson(amina, { title: '' }, { intent: 'draft' })

  const room = await liveSession(amina, { title: 'Ramps tonight', access: 'members', ...full })
  for (const body of ['Good evening', everything, 'مساء الخير']) {
    await sendRoomMessage(bounmy, room, { body, clientId: newId() })
  }
  const { id: said } = await sendRoomMessage(bounmy, room, { body: `@Amina Diallo, ${everything}`, clientId: newId() })
  const linked = `See /threads/${thread.threadId} and /guidelines/8#8.4`
  const { id: mine } = await sendRoomMessage(amina, room, { body: linked, clientId: newId(), replyTo: said })
  await editMessage(amina, room, mine, { body: `${linked}, both`, version: 1 })
  for (const kind of reactionKinds) await reactToMessage(amina, room, said, { kind, intent: 'add' })
  await markInsight(amina, room, said, true)
  await pinMessage(amina, room, said, true)
  const { id: taken } = await sendRoomMessage(bounmy, room, { body: 'No', clientId: newId() })
  await removeMessage(amina, room, taken)
  await saveNote(bounmy, room, 'notes', { text: 'Keys', version: 0, clientId: newId() })
  await saveNote(amina, room, 'notes', { text: `Keys and ${everything}`, version: 1, clientId: newId() })
  const open = await liveSession(elif, { title: 'Open to all', ...full })
  const invited = await comingSession(amina, { title: 'Behind doors', access: 'invited' })
  await inviteMember(amina, invited, emailOf('bounmy'))
  const coming = await comingSession(amina, { title: 'Next week', ...full })
  const cancelled = await comingSession(amina, { title: 'Not held', ...full })
  await cancelSession(amina, cancelled, { reason: 'The trainer is ill.' })
  const door = await liveSession(amina, { title: 'With a door', access: 'members', admission: true })
  for (const one of [bounmy, elif]) await joinSession(one, door)
  const past = await liveSession(amina, { title: 'Last week', ...full })
  await sendRoomMessage(bounmy, past, { body: 'It was good', clientId: newId() })
  await saveNote(bounmy, past, 'notes', { text: everything, version: 0, clientId: newId() })
  const what = `Call ${'Bevölkerungsschutzbehörde'.repeat(4)}`
  const fields = { what, with: 'the consulate', owner: amina.id, dueDate: '2100-01-31', clientId: newId() }
  const agreed = await agreeAction(bounmy, past, fields)
  const action = agreed.ok ? agreed.id : ''
  await agreeAction(bounmy, room, { ...fields, owner: '', dueDate: '', clientId: newId() })
  await endSession(amina, past)
  await closeAction(amina, past, action, { result: everything, state: 'done', version: 1 })
  await writeSummary(amina, past, '**Two** boats')

  await reindexAll()
  const reset = new URL(await offerNewPassword(people.farid.id, app.url)).pathname
  const ids = {
    thread: thread.threadId,
    first,
    own,
    lesson,
    submitted,
    draft,
    room,
    said,
    mine,
    taken,
    open,
    invited,
    coming,
    past,
    action,
    cancelled,
    door,
  }
  return { ...ids, practice: practice.slug, amina: amina.id, bounmy: bounmy.id, reset }
}
type World = Awaited<ReturnType<typeof makeWorld>>

/** The pages that somebody sees: `:name` stands for a part of the world. */
const pages: Record<'guest' | CastName, string[]> = {
  guest: [
    ...[
      '/',
      '/about',
      '/privacy',
      '/appearance',
      '/sign-in',
      '/sign-in?done=password',
      '/sign-up',
      ':reset',
      '/reset/no-such-link',
    ],
    ...['/guidelines', '/guidelines/8', '/guidelines/1', '/practices', '/practices/:practice'],
    ...['/practices?q=no+such+words', '/practices?country=TH&crisisType=natural-disaster&q=a'],
    ...['/threads', '/threads?q=ferries&crisisType=flood&stakeholderType=state-of-origin', '/threads?q=none+such'],
    ...['/threads/:thread', '/threads/:thread?after=50', '/posts/:own/history'],
    ...['/lessons', '/lessons?q=none+such', '/lessons/:lesson', '/sessions', '/sessions?q=none+such'],
    ...['/sessions/:open', '/sessions/:coming', '/sessions/:past', '/sessions/:past/notes', '/sessions/:open/notes'],
    ...['/sessions/:past/notes/notes/history', '/sessions/:past/record', '/sessions/:past/actions/:action'],
    ...['/search', '/search?q=ramps', '/search?q=ferries&kind=thread', '/search?q=none+such'],
    ...['/crisis-types', '/crisis-types/flood', '/crisis-types/drought', '/phases/emergency-response', '/countries/LB'],
    ...['/members/:amina', '/coverage', '/lessons/:lesson/versions', '/nowhere', '/%ff'],
  ],
  amina: [
    ...['/', '/threads', '/threads/new', '/threads/new?crisisType=flood&guideline=8&practice=:practice'],
    ...['/threads/:thread', '/threads/:thread?replyTo=:first', '/threads/:thread/edit', '/posts/:own/edit'],
    ...['/posts/:own/delete', '/posts/:own/history', '/lessons', '/lessons/new', '/lessons/:draft'],
    ...['/lessons/:draft/edit', '/lessons/:lesson', '/lessons/:lesson/edit', '/lessons/:lesson/withdraw'],
    ...['/sessions', '/sessions/new', '/sessions/:room', '/sessions/:room/edit', '/sessions/:room/invite'],
    ...['/sessions/:room?after=0', '/sessions/:room/messages/:said', '/sessions/:room/messages/:taken'],
    ...['/sessions/:room/messages/:mine', '/sessions/:room/messages/:mine/edit'],
    ...['/sessions/:room/messages/:mine/history', '/sessions/:room/messages/:mine/remove'],
    ...['/sessions/:room/participants', '/sessions/:room/participants/:bounmy', '/sessions/:room/cancel'],
    ...['/sessions/:room?follow=30', '/sessions/:cancelled', '/sessions/:door'],
    ...['/sessions/:room/facilitators', '/sessions/:room/end', '/sessions/:invited', '/sessions/:coming'],
    ...['/sessions/:past', '/sessions/:past/summary', '/sessions/:past/harvest', '/follows', '/profile'],
    ...['/profile/password', '/members/:bounmy', '/crisis-types/flood', '/practices/:practice', '/guidelines/8'],
    ...['/countries/LB', '/phases/emergency-response', '/search?q=ramps', '/posts/:first/edit', '/nowhere'],
    ...['/sessions/:past/record', '/sessions/:past/actions', '/sessions/:past/actions/:action'],
    ...['/sessions/:past/actions/:action/result', '/sessions/:past/feedback', '/threads/new?session=:past'],
    ...['/actions', '/lessons/:lesson/attribution', '/practices/:practice/reuses'],
    ...['/sessions/:room/notes', '/sessions/:room/notes/notes', '/sessions/:room/notes/notes/history'],
    '/sessions/:past/notes',
  ],
  bounmy: [
    ...[
      '/sessions/:door',
      '/',
      '/notifications',
      '/sessions/:room',
      '/sessions/:invited',
      '/lessons/:submitted',
      '/lessons/:lesson',
    ],
    ...['/lessons/:lesson/reuses', '/lessons/:lesson/counter-evidence', '/lessons/:lesson/confirmations'],
  ],
  carmen: [
    ...['/review', '/lessons/:submitted', '/lessons/:submitted/verify', '/lessons/:submitted/return', '/notifications'],
    ...['/lessons/:submitted/wording', '/review/harm', '/sessions/:open'],
  ],
  dmitri: [
    ...[
      '/admin',
      '/admin/members',
      '/admin/organizations',
      '/admin/vocabularies',
      '/admin/vocabularies/crisisType/flood',
    ],
    ...[
      '/admin/practices',
      '/admin/practices/:practice',
      '/admin/guidelines',
      '/admin/guidelines/8',
      '/practices/:practice',
    ],
  ],
  elif: [],
  farid: ['/notifications', '/follows'],
  zed: [],
}

/** Forms that come back: who sends which form how. Fields not named go as they stand on the page. */
type Sent = { who: 'guest' | CastName; path: string; form: string; fields: Record<string, string>; status?: number }
const forms: Sent[] = [
  {
    who: 'guest',
    path: '/sign-in',
    form: '[action="/sign-in"]',
    fields: { email: 'amina@example.org', password: 'x' },
  },
  { who: 'guest', path: '/sign-up', form: '[action="/sign-up"]', fields: { password: 'short' } },
  { who: 'guest', path: ':reset', form: 'main form', fields: { password: 'short' } },
  { who: 'amina', path: '/threads/new', form: 'main form', fields: { title: '', body: '' } },
  { who: 'amina', path: '/threads/new', form: 'main form', fields: { intent: 'context', contextQuery: 'flood' } },
  { who: 'amina', path: '/threads/:thread', form: '[action$="/posts"]', fields: { body: '' } },
  { who: 'amina', path: '/posts/:own/edit', form: 'main form', fields: { body: '' } },
  { who: 'amina', path: '/lessons/new', form: 'main form', fields: { intent: 'submit' } },
  { who: 'amina', path: '/sessions/new', form: 'main form', fields: { startsAt: 'never' } },
  { who: 'amina', path: '/sessions/:room', form: '[action$="/messages"]', fields: { body: '' } },
  { who: 'amina', path: '/sessions/:room/messages/:mine/edit', form: 'main form', fields: { body: '' } },
  {
    who: 'amina',
    path: '/sessions/:room/messages/:mine/edit',
    form: 'main form',
    fields: { version: '1', body: 'Otherwise' },
    status: 409,
  },
  { who: 'amina', path: '/sessions/:room/invite', form: 'main form', fields: { email: 'nobody@example.org' } },
  { who: 'amina', path: '/sessions/:coming/cancel', form: 'main form', fields: { reason: 'Call +961 70 123 456' } },
  { who: 'amina', path: '/sessions/:past/harvest', form: 'main form', fields: { title: '' } },
  { who: 'amina', path: '/sessions/:past/actions', form: 'main form', fields: { what: '', dueDate: 'never' } },
  { who: 'amina', path: '/sessions/:past/actions/:action', form: '#edit + form', fields: { what: '' } },
  { who: 'amina', path: '/sessions/:past/actions/:action/result', form: 'main form', fields: { result: '' } },
  { who: 'amina', path: '/sessions/:past/feedback', form: 'main form', fields: { useful: 'very' } },
  {
    who: 'amina',
    path: '/sessions/:room/notes/notes',
    form: 'main form',
    fields: { version: '1', text: 'Keys and boats' },
    status: 409,
  },
  {
    who: 'amina',
    path: '/sessions/:open/notes/notes',
    form: 'main form',
    fields: { text: 'Call Ahmed on +961 3 123 456.' },
  },
  { who: 'amina', path: '/profile', form: 'main form', fields: { name: '', organization: '' } },
  {
    who: 'amina',
    path: '/profile/password',
    form: 'main form',
    fields: { currentPassword: 'x', newPassword: 'short' },
  },
  { who: 'carmen', path: '/lessons/:submitted/return', form: 'main form', fields: { note: '' } },
  { who: 'dmitri', path: '/admin/guidelines/8', form: 'main form', fields: { title: '' } },
  { who: 'dmitri', path: '/admin/organizations', form: 'main form[method=post]', fields: {} },
]

/** What is answered otherwise than with 200 (a form that comes back: 400). */
const statuses: Record<string, number> = {
  '/nowhere': 404,
  '/reset/no-such-link': 404,
  '/%ff': 400,
  '/posts/:first/edit': 403,
}

type Findings = Record<'axe' | 'sideways' | 'strays', string[]> & { status: number }
const nameOf = ({ who, path, fields }: { who: string; path: string; fields?: Record<string, string> }) =>
  `${path}, ${who}${fields ? `, sent with ${JSON.stringify(fields)}` : ''}`

const visits: (Partial<Sent> & Pick<Sent, 'who' | 'path'>)[] = [
  ...(Object.keys(pages) as (keyof typeof pages)[]).flatMap((who) => pages[who].map((path) => ({ who, path }))),
  ...forms,
]
const found = new Map<string, Findings>()

beforeAll(async () => {
  people = await cast()
  app = await startApplication({ database, env: { LOCALE: 'en-XA' } })
  browser = await launchBrowser()
  const world = await makeWorld()
  while ((await db.notification.count()) < 4) await new Promise((resolve) => setTimeout(resolve, 50))

  const contexts = new Map<string, BrowserContext>()
  for (const who of Object.keys(pages))
    contexts.set(who, await contextOf(who === 'guest' ? null : people[who as CastName]))
  const queue = [...visits]
  const visitAll = async () => {
    let tab: { who: string; page: Page } | undefined
    for (let visit = queue.shift(); visit; visit = queue.shift()) {
      if (tab?.who !== visit.who) {
        await tab?.page.close()
        const page = await contexts.get(visit.who)?.newPage()
        if (!page) throw new Error(visit.who)
        tab = { who: visit.who, page }
      }
      found.set(nameOf(visit), await check(tab.page, visit, world))
    }
  }
  await Promise.all(Array.from({ length: 6 }, visitAll))
  for (const context of contexts.values()) await context.close()
}, 600_000)

afterAll(async () => {
  await browser?.close()
  await app?.stop()
  await closeMarkdown()
})

async function contextOf(viewer: Viewer | null) {
  const context = await browser.newContext({ viewport: phone, baseURL: app.url })
  if (viewer) {
    const { id } = await luciaFor(false).createSession(viewer.id, { createdAt: new Date() })
    await context.addCookies([{ name: 'auth_session', value: id, url: app.url }])
  }
  return context
}

/** Looks at a page on a phone in light and on a desk in dark; where what only one of them shows differs, at all four. */
async function check(page: Page, { path, form, fields }: (typeof visits)[number], world: World): Promise<Findings> {
  const real = path.replace(/:(\w+)/g, (_, name: keyof World) => world[name])
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await page.setViewportSize(phone)
  let answer = await page.goto(real, { waitUntil: 'load' })
  if (form && fields) answer = await sendAsItIs(page, form, fields)
  else if ((await page.locator('[data-island]').count()) > 0) await page.waitForLoadState('networkidle')

  const sideways = await sidewaysOf(page)
  const strays = await strayWordsOf(page, [title])
  const axe = await axeFindings(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.setViewportSize(desk)
  axe.push(...(await axeFindings(page)))
  if (['/', '/threads/:thread', '/sessions/:room'].includes(path)) {
    await page.setViewportSize(phone)
    axe.push(...(await axeFindings(page)))
    await page.emulateMedia({ colorScheme: 'light' })
    await page.setViewportSize(desk)
    axe.push(...(await axeFindings(page)))
  }
  return { axe: [...new Set(axe)], sideways, strays, status: answer?.status() ?? 0 }
}

/** Past the browser's own checks and the page's scripts, as a form without JavaScript. */
async function sendAsItIs(page: Page, form: string, fields: Record<string, string>) {
  const sent = page.waitForNavigation({ waitUntil: 'load' })
  await page
    .locator(form)
    .first()
    .evaluate((element, fields) => {
      const form = element as HTMLFormElement
      for (const [name, value] of Object.entries(fields)) {
        const field = form.elements.namedItem(name)
        if (field && 'value' in field && !(field instanceof HTMLButtonElement)) field.value = value
        else form.insertAdjacentHTML('beforeend', `<input type="hidden" name="${name}" value="${value}">`)
      }
      HTMLFormElement.prototype.submit.call(form)
    }, fields)
  return sent
}

describe.each(visits.map((visit) => ({ ...visit, name: nameOf(visit) })))('$name', ({ name, path, fields, status }) => {
  it('is there', () => {
    const form = fields?.intent === 'context' ? 200 : (status ?? 400)
    expect(found.get(name)?.status).toBe(fields ? form : (statuses[path] ?? 200))
  })

  it('gives axe nothing to find, on a phone and a desk, light and dark', () => {
    expect(found.get(name)?.axe).toEqual([])
  })

  it('does not scroll sideways at 360 px', () => {
    expect(found.get(name)?.sideways).toEqual([])
  })

  it('takes its words from the catalogue', () => {
    expect(found.get(name)?.strays).toEqual([])
  })
})
