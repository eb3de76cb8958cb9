import { beforeAll, describe, expect, it } from 'vitest'
import { closeDatabase, databaseFile, db } from '~/db.server'
import { type DemoContent, readDemoContent } from '~/demo/content.server'
import { demoCommand } from '~/demo/demo-command.server'
import { isDemoDatabase, makeDemoDatabase } from '~/demo/demo-mark.mjs'
import { lessonStates } from '~/features/lessons/life-cycle'
import { loadReference } from '~/features/reference/load-reference.server'
import { closeMarkdown } from '~/lib/markdown.server'
import { migrate } from '../prisma/migrate.mjs'
import { cast } from './support/cast'
import { scratchFile, useDatabase } from './support/database'

const usual = useDatabase()

/** Runs the command as the command line does. */
async function run() {
  const said: string[] = []
  const code = await demoCommand([], { print: (line) => said.push(line), error: (line) => said.push(line) })
  return { code, said: said.join('\n') }
}

async function use(file: string) {
  await closeDatabase()
  process.env.DATABASE_URL = `file:${file}`
}

/** The number of rows of each table. */
async function sizes() {
  const tables = await db.$queryRaw<{ name: string }[]>`
    SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search_index%' ORDER BY name`
  const counts: Record<string, number> = {}
  for (const { name } of tables) {
    const [row] = await db.$queryRawUnsafe<{ size: bigint }[]>(`SELECT count(*) AS size FROM "${name}"`)
    counts[name] = Number(row?.size)
  }
  return counts
}

describe('demo content', () => {
  it('does not enter a database that was not made for it, be it empty', async () => {
    const before = await sizes()
    expect(await run()).toMatchObject({ code: 1, said: expect.stringContaining('Nothing was written') })
    expect(await sizes()).toEqual(before)
  })

  it('does not enter a database with members', async () => {
    await cast()
    const before = await sizes()
    expect((await run()).code).toBe(1)
    expect(await sizes()).toEqual(before)
    expect(isDemoDatabase(databaseFile())).toBe(false)
  })
})

describe('a demo database', () => {
  let content: DemoContent
  let first: Awaited<ReturnType<typeof run>>

  beforeAll(async () => {
    const file = scratchFile()
    makeDemoDatabase(file)
    migrate(file)
    await use(file)
    await loadReference()
    content = await readDemoContent()
    first = await run()
    return async () => {
      await closeMarkdown()
      await use(usual)
    }
  })

  it('prints its accounts: six members of different kinds, a moderator, an administrator, and one long password', async () => {
    expect(first.code).toBe(0)
    const members = await db.member.findMany()
    for (const { email, name } of members) {
      expect(first.said).toContain(email)
      expect(first.said).toContain(name)
    }
    expect(first.said).toContain(content.password)
    expect(content.password.length).toBeGreaterThanOrEqual(15)
    const plain = members.filter(({ role }) => role === 'member')
    expect(new Set(plain.map(({ stakeholderTypeSlug }) => stakeholderTypeSlug)).size).toBe(6)
    expect(members.map(({ role }) => role).filter((role) => role !== 'member')).toEqual(['moderator', 'administrator'])
    expect(await db.signIn.count()).toBe(0)
  })

  it('has lessons in every state, and a draft harvested from a session', async () => {
    const lessons = await db.lesson.findMany({ include: { passages: { orderBy: { at: 'asc' } } } })
    expect([...new Set(lessons.map(({ state }) => state))].sort()).toEqual([...lessonStates].sort())
    expect(lessons.filter(({ peerSessionId }) => peerSessionId)).toMatchObject([{ state: 'draft' }])
    for (const { state, passages } of lessons) expect(passages.at(-1)?.toState).toBe(state)
  })

  it('has lessons and practices that helped, helped in part and failed, one contested and some answered', async () => {
    const uses = await db.reuse.findMany()
    const results = (of: 'lessonId' | 'practiceId') =>
      [...new Set(uses.filter((use) => use[of]).map(({ helped }) => helped))].sort()
    expect(results('lessonId')).toEqual(['no', 'partly', 'yes'])
    expect(results('practiceId')).toEqual(['no', 'partly', 'yes'])
    const evidence = await db.counterEvidence.findMany()
    expect(evidence.filter(({ answeredAt }) => answeredAt === null)).toHaveLength(1)
    for (const { createdAt, answeredAt } of evidence) {
      expect(createdAt.getTime()).toBeLessThan(Date.now())
      if (answeredAt) expect(answeredAt > createdAt).toBe(true)
    }
  })

  it('has what a session agreed, to be done and done with its result', async () => {
    const actions = await db.sessionAction.findMany({ select: { state: true, ownerId: true, result: true } })
    expect(actions.map(({ state }) => state).toSorted()).toEqual(['done', 'open', 'open'])
    expect(actions.every(({ ownerId }) => ownerId !== null)).toBe(true)
  })

  it('has a live session with messages, sessions to come in different zones, and one that is over with its summary', async () => {
    const sessions = await db.peerSession.findMany({ include: { messages: true } })
    const now = new Date()
    const isLive = (session: (typeof sessions)[number]) => session.openedAt !== null && session.endedAt === null
    const live = sessions.filter(isLive)
    const coming = sessions.filter(({ startsAt }) => startsAt > now)
    const past = sessions.filter(({ endedAt }) => endedAt !== null)
    expect([live.length, past.length]).toEqual([1, 1])
    expect(live[0]?.messages.length).toBeGreaterThan(5)
    expect(past[0]?.summaryHtml).toContain('<strong>')
    expect(new Set(coming.map(({ timeZone }) => timeZone)).size).toBeGreaterThan(1)
    expect(new Set(sessions.map(({ access }) => access))).toEqual(new Set(['open', 'members', 'invited']))
  })

  it('has threads in several languages, an edited post and a deleted one, all before now and in order', async () => {
    const posts = await db.post.findMany({ orderBy: [{ threadId: 'asc' }, { number: 'asc' }] })
    const bodies = posts.map(({ body }) => body).join('\n')
    for (const script of [/\p{Script=Arabic}/u, /\p{Script=Thai}/u, /\p{Script=Lao}/u, /¿/]) {
      expect(bodies).toMatch(script)
    }
    expect(posts.filter(({ editedAt }) => editedAt)).toHaveLength(1)
    expect(posts.filter(({ deletedAt }) => deletedAt)).toHaveLength(1)
    const now = Date.now()
    for (const [index, post] of posts.entries()) {
      const before = posts[index - 1]
      expect(post.createdAt.getTime()).toBeLessThan(now)
      if (before?.threadId === post.threadId) expect(post.createdAt > before.createdAt).toBe(true)
    }
  })

  it('is about the real guidelines, sample practices and practices, several crisis types and countries', async () => {
    const about = { ofPractice: null }
    expect(await db.contextPractice.count()).toBeGreaterThan(5)
    expect(await db.contextSamplePractice.count()).toBeGreaterThan(5)
    const types = await db.contextCrisisType.findMany({ where: { context: about }, distinct: ['crisisTypeSlug'] })
    expect(types.map(({ crisisTypeSlug }) => crisisTypeSlug)).toEqual(
      expect.arrayContaining(['flood', 'earthquake', 'civil-unrest', 'epidemic']),
    )
    const countries = await db.contextCountry.findMany({ where: { context: about }, distinct: ['country'] })
    expect(countries.length).toBeGreaterThan(5)
  })

  it('has told its followers, and those alone who may hear, at the time when it happened', async () => {
    const notices = await db.notification.findMany({ include: { member: true, session: true } })
    expect(notices.length).toBeGreaterThan(10)
    expect(notices.filter(({ kind }) => kind === 'practice.recorded')).toEqual([])
    expect(await db.event.count({ where: { toldAt: null } })).toBe(0)
    const hourAgo = new Date(Date.now() - 3_600_000)
    expect(notices.filter(({ raisedAt }) => raisedAt < hourAgo).length).toBeGreaterThan(10)
    const ofClosed = notices.filter(({ session }) => session?.access === 'invited')
    expect(ofClosed.map(({ member }) => member.name).sort()).toEqual(['Dmitri Orlov', 'Grace Wanjala'])
  })

  it('stays as it is when it is seeded again', async () => {
    const before = await sizes()
    expect(await run()).toEqual(first)
    expect(await sizes()).toEqual(before)
  })
})
