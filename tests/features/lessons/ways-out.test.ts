import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '~/db.server'
import { startTelling } from '~/events.server'
import { emptyContext } from '~/features/context/context'
import { follow } from '~/features/following/follow.server'
import { answerCounterEvidence } from '~/features/lessons/answer-counter-evidence.server'
import { confirmLesson } from '~/features/lessons/confirm-lesson.server'
import { contestLesson } from '~/features/lessons/contest-lesson.server'
import { type AttributionChoice, transitionInput } from '~/features/lessons/lesson'
import { transitionLesson } from '~/features/lessons/transition-lesson.server'
import type { Viewer } from '~/features/members/viewer'
import { sendRoomMessage } from '~/features/peer-sessions/send-room-message.server'
import { agreeAction } from '~/features/session-actions/agree-action.server'
import { newId } from '~/lib/ids'
import { reactionsWith } from '~/reactions.server'
import { type Cast, cast } from '../../support/cast'
import { useDatabase } from '../../support/database'
import { aPractice, guidelineEight, startThread } from '../../support/follow-world'
import { importsOf } from '../../support/import-graph'
import { aLesson, anObservation } from '../../support/lessons'
import { get, run } from '../../support/request'
import { liveSession } from '../../support/sessions'

/**
 * Every way by which something of a lesson leaves the application: the routes that reach a query of lessons, by the name of
 * their file, with the query string that makes them show one. A new one must join, or the first test fails.
 */
const waysOut: Record<string, string> = {
  _index: '',
  actions: '',
  cards: '?url=/lessons/:lesson',
  'countries.$code': '',
  coverage: '',
  'coverage[.]csv': '',
  'coverage[.]svg': '',
  'crisis-types.$slug': '',
  'crisis-types._index': '',
  'guidelines.$number': '',
  'l.$id': '',
  'lessons.$id._index': '',
  'lessons.$id.attribution': '',
  'lessons.$id.confirmations': '',
  'lessons.$id.counter-evidence': '',
  'lessons.$id.counter-evidence_.$evidenceId.answer': '',
  'lessons.$id.edit': '',
  'lessons.$id.promote': '',
  'lessons.$id.return': '',
  'lessons.$id.reuses': '',
  'lessons.$id.submit': '',
  'lessons.$id.transitions': '?to=superseded-by',
  'lessons.$id.verify': '',
  'lessons.$id.versions.$version': '',
  'lessons.$id.versions._index': '',
  'lessons.$id.withdraw': '',
  'lessons.$id.wording': '',
  'lessons.$id[.]bib': '',
  'lessons.$id[.]json': '',
  'lessons.$id[.]md': '',
  'lessons.$id[.]ris': '',
  'lessons._index': '?country=LB',
  'lessons.new': '?country=LB',
  'lessons[.]csv': '?country=LB',
  'lessons[.]json': '?country=LB',
  'lessons[.]md': '?country=LB',
  'members.$id': '',
  'notifications.$id.open': '',
  'notifications._index': '',
  'notifications.latest': '',
  'phases.$slug': '',
  'practices.$slug': '',
  'practices.$slug[.]bib': '',
  'practices.$slug[.]json': '',
  'practices.$slug[.]md': '',
  'practices.$slug[.]ris': '',
  'practices[.]csv': '',
  'practices[.]json': '',
  'practices[.]md': '',
  review: '',
  search: '?q=whispered',
  'sessions.$id': '',
  'sessions.$id[.]json': '',
  'sessions.$id[.]md': '',
  'sessions.$id_.actions_.$actionId': '',
  'sessions.$id_.harvest': '',
  'sessions.$id_.messages_.$messageId': '',
  'sessions.$id_.record': '',
  similar: '?title=Whispered+lesson+about+pick-up+points&body=whispered&country=LB',
  'threads.$id': '',
  'threads.$id[.]bib': '',
  'threads.$id[.]json': '',
  'threads.$id[.]md': '',
  'threads.$id[.]ris': '',
  'threads.new': '?country=LB',
  'threads[.]csv': '',
  'threads[.]json': '',
  'threads[.]md': '',
}
/** Routes that only take something in. */
const waysIn = ['lessons.autosave', 'sessions.$id_.actions_.$actionId_.lesson']

const app = fileURLToPath(new URL('../../../app', import.meta.url))
const routeFiles = readdirSync(join(app, 'routes'))
const nameOf = (file: string) => file.replace(/\.tsx?$/, '')

/** The routes that reach code which reads lessons. */
function routesOfLessons(): string[] {
  const next = new Map<string, string[]>()
  for (const { from, to, typesOnly } of importsOf(app)) if (!typesOnly) next.set(from, [...(next.get(from) ?? []), to])
  const readsLessons = (file: string) =>
    /\bdb\.lesson|\b(?:FROM|JOIN) Lesson\b|\blesson: \{\s*select/.test(readFileSync(join(app, file), 'utf8'))
  const reaches = (file: string, seen = new Set<string>()): boolean => {
    if (seen.has(file) || file.startsWith('generated')) return false
    seen.add(file)
    return readsLessons(file) || (next.get(file) ?? []).some((to) => reaches(to, seen))
  }
  return routeFiles.filter((file) => reaches(`routes/${file}`)).map(nameOf)
}

useDatabase()
const choices = ['named', 'organization', 'stakeholder-type'] as const satisfies AttributionChoice[]
type Choice = (typeof choices)[number]

/** An author for each choice, of an organization that nobody else is in, so that a word tells whose secret it is. */
const authors: Record<Choice, { viewer: Viewer; organization: string; secrets: string[] }> = {
  named: authorOf('Yara Oakhurst', 'Bureau of Shouts', () => []),
  organization: authorOf('Xenia Whitlock', 'Bureau of Murmurs', ({ name, id }) => [name, id, 'xenia@']),
  'stakeholder-type': authorOf('Wanda Quillfeather', 'Bureau of Whispers', ({ name, id }, organization) => [
    name,
    id,
    'wanda@',
    organization,
    'orgwanda',
  ]),
}
const allSecrets = choices.flatMap((choice) => authors[choice].secrets)

function authorOf(name: string, organization: string, secrets: (viewer: Viewer, organization: string) => string[]) {
  const key = (name.split(' ')[0] ?? '').toLowerCase()
  const viewer: Viewer = {
    id: key.padEnd(14, '0'),
    name,
    role: 'member',
    timeZone: 'UTC',
    organizationId: `org${key}`,
    stakeholderTypeSlug: 'state-of-transit',
  }
  return { viewer, organization, secrets: secrets(viewer, organization) }
}

const blank = {
  note: '',
  version: '',
  owner: '',
  dueDate: '',
  evidence: '',
  evidenceKind: '',
  reuse: '',
  duplicateOf: '',
  supersededBy: '',
}
type World = Record<string, string>
const worlds = new Map<Choice, World[]>()
let people: Cast

beforeAll(async () => {
  people = await cast()
  const createdAt = new Date()
  for (const { viewer, organization } of Object.values(authors)) {
    const id = viewer.organizationId ?? ''
    await db.organization.create({ data: { id, name: organization, key: organization.toLowerCase(), createdAt } })
    const email = `${viewer.id.replace(/0+$/, '')}@example.org`
    await db.member.create({ data: { ...viewer, email, passwordHash: '', createdAt } })
  }
  await guidelineEight()
  await aPractice('whispered-practice', 'A practice', { country: ['LB'] })
  await follow(people.elif, { kind: 'country', key: 'LB' })
  await follow(people.dmitri, { kind: 'country', key: 'LB' })
  const session = await liveSession(people.elif, { country: ['LB'] })
  const { id: message } = await sendRoomMessage(people.elif, session, { body: 'Who was there?', clientId: newId() })
  const fields = { what: 'Ask again', owner: '', with: '', dueDate: '', clientId: newId() }
  const agreed = await agreeAction(people.elif, session, fields)
  const ofSession = { session, message, action: agreed.ok ? agreed.id : '' }
  const { threadId } = (await startThread(people.elif, 'Pick-up points', { country: ['LB'] })) as unknown as World
  const thread = threadId ?? (await db.thread.findFirstOrThrow({ select: { id: true } })).id
  for (const choice of choices) worlds.set(choice, await worldsOf(choice, ofSession, thread))
  const noGateway = new Proxy({}, { get: () => () => undefined }) as Parameters<typeof reactionsWith>[0]
  const telling = startTelling(reactionsWith(noGateway))
  await telling.settled()
  await telling.stop()
}, 60_000)

/** A lesson that went far, owned, defended and harvested by its author, and one that waits for review. */
async function worldsOf(attribution: Choice, ofSession: World, thread: string): Promise<World[]> {
  const author = authors[attribution].viewer
  const context = {
    ...emptyContext(),
    country: ['LB'],
    crisisType: ['flood'],
    phase: ['emergency-response'],
    guideline: ['8'],
    practice: ['whispered-practice'],
  }
  const content = {
    title: `Whispered lesson about pick-up points, ${attribution}`,
    conclusion: 'It was whispered.',
    attribution,
    context,
  }
  const lesson = await anObservation(author, people.carmen, content)
  await db.lesson.update({
    where: { id: lesson },
    data: { peerSessionId: ofSession.session, sessionActionId: ofSession.action },
  })
  for (const peer of [people.farid, people.bounmy]) await confirmLesson(peer, lesson, { note: '' })
  const go = (who: Viewer, fields: Record<string, string>) =>
    transitionLesson(who, lesson, transitionInput.parse({ ...blank, ...fields }))
  await go(author, { to: 'lesson-identified', owner: author.id, dueDate: '2030-01-31' })
  await go(author, { to: 'action-under-way', note: 'Begun.' })
  const evidenceId = await contestLesson(people.farid, lesson, {
    conditions: 'At night.',
    body: 'Nobody heard it.',
    clientId: newId(),
  })
  await answerCounterEvidence(author, lesson, evidenceId, { answer: 'By day they do.' })
  await go(author, { to: 'lesson-learned', evidence: 'It is in the manual.' })
  const waiting = await aLesson(author, { ...content, title: `Whispered and waiting, ${attribution}` })
  const common = { evidenceId, ...ofSession, thread, author: author.id }
  return [
    { ...common, lesson },
    { ...common, lesson: waiting },
  ]
}

/** The values of a route's parameters in a world. */
async function paramsOf(route: string, world: World, viewer: Viewer | null): Promise<World> {
  const noun = route.split('.')[0]
  const ids: Record<string, string | undefined> = {
    lessons: world.lesson,
    l: world.lesson,
    members: world.author,
    sessions: world.session,
    threads: world.thread,
    notifications: (
      await db.notification.findFirst({
        where: { memberId: viewer?.id ?? '', lessonId: world.lesson },
        select: { id: true },
      })
    )?.id,
  }
  const slugs: Record<string, string> = {
    'crisis-types': 'flood',
    phases: 'emergency-response',
    practices: 'whispered-practice',
  }
  return {
    id: ids[noun ?? ''] ?? 'none',
    slug: slugs[noun ?? ''] ?? 'none',
    code: 'LB',
    number: '8',
    version: '1',
    evidenceId: world.evidenceId ?? '',
    actionId: world.action ?? '',
    messageId: world.message ?? '',
  }
}

/** All that a route tells a viewer: the page's data, the file, or where it leads. */
async function told(route: string, world: World, viewer: Viewer | null): Promise<string> {
  const file = routeFiles.find((name) => nameOf(name) === route)
  const { loader } = await import(/* @vite-ignore */ join(app, 'routes', file ?? ''))
  const params = await paramsOf(route, world, viewer)
  const path = route
    .replaceAll('[.]', '\u0000')
    .split('.')
    .filter((part) => part !== '_index')
    .map((part) => part.replace(/_$/, '').replace(/\$(\w+)/, (_, name: string) => params[name] ?? ''))
    .join('/')
    .replaceAll('\u0000', '.')
  const query = waysOut[route]?.replace(':lesson', world.lesson ?? '')
  const { data, location, headers } = await run(loader, get(`/${path}${query}`, viewer), params)
  const whole = (_: string, value: unknown) => (value instanceof Map ? [...value] : value)
  return JSON.stringify([data, location, [...headers]], whole)
}

/** The lessons that a route is asked for; a list is the same for each. */
const worldsFor = (route: string, choice: Choice): World[] =>
  (worlds.get(choice) ?? []).slice(0, route.includes('$id') ? 2 : 1)

/** Some of the ways, of every kind. */
const showing = [
  'lessons.$id._index',
  'lessons.$id.versions._index',
  'lessons.$id[.]json',
  'lessons.$id[.]bib',
  'lessons._index',
  'lessons[.]csv',
  'lessons[.]md',
  'countries.$code',
  'guidelines.$number',
  'notifications._index',
  'review',
  'search',
  'similar',
]

describe('every way out of a lesson', () => {
  it('is in the list', () => {
    expect(routesOfLessons().sort()).toEqual([...Object.keys(waysOut), ...waysIn].sort())
  })

  const viewers: [string, () => Viewer | null][] = [
    ['a guest', () => null],
    ['a member', () => people.elif],
    ['a reviewer', () => people.dmitri],
  ]

  for (const [who, viewer] of viewers) {
    it.each(Object.keys(waysOut))(`keeps to ${who} what the author chose: %s`, async (route) => {
      for (const choice of ['organization', 'stakeholder-type'] as const) {
        for (const world of worldsFor(route, choice)) {
          const text = await told(route, world, viewer())
          // A member's own page names the member, and none of the lessons.
          if (route === 'members.$id') expect(text).not.toContain(world.lesson)
          else for (const secret of allSecrets) expect(text, `${route}, ${choice}`).not.toContain(secret)
        }
      }
    })
  }

  it.each(showing)('shows a lesson at all, so that there is something to keep: %s', async (route) => {
    const [world] = worldsFor(route, 'organization')
    const of = world && (await told(route, world, people.dmitri))
    expect(of).toMatch(/Whispered/)
  })

  it('tells the name of who chose to be named, and the author’s own name to the author', async () => {
    for (const choice of choices) {
      const [world] = worlds.get(choice) ?? []
      if (!world) throw new Error('there is a lesson for each')
      expect(
        (await told('lessons.$id._index', world, authors[choice].viewer)).includes(authors[choice].viewer.name),
      ).toBe(true)
      expect((await told('lessons.$id._index', world, null)).includes(authors[choice].viewer.name)).toBe(
        choice === 'named',
      )
    }
  })
})
