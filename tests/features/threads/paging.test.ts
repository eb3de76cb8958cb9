import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '~/db.server'
import { emptyContext } from '~/features/context/context'
import { openThread } from '~/features/threads/open-thread.server'
import { getThread, listThreads } from '~/features/threads/queries.server'
import { readAfter } from '~/features/threads/thread'
import { newId } from '~/lib/ids'
import { type Cast, cast } from '../../support/cast'
import { useDatabase } from '../../support/database'

useDatabase()
const formats = 'en-GB'
let people: Cast
let longThread: string

beforeAll(async () => {
  people = await cast()
  const first = { title: 'A thousand posts', body: 'One', clientId: newId(), ...emptyContext() }
  longThread = (await openThread(people.amina, first)).threadId
  await db.post.createMany({
    data: Array.from({ length: 999 }, (_, n) => ({
      id: newId(),
      clientId: newId(),
      threadId: longThread,
      number: n + 2,
      authorId: people.bounmy.id,
      body: `Post ${n + 2}`,
      html: `<p>Post ${n + 2}</p>`,
      createdAt: new Date(),
    })),
  })
  await db.thread.update({ where: { id: longThread }, data: { lastPostNumber: 1000 } })
})

const afterOf = (url: string | null) => readAfter(new URL(url ?? '', 'http://x').searchParams.get('after'))
const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n)

describe('a thread of 1,000 posts', () => {
  it('is read through by "next" in 20 pages, without a gap or a double', async () => {
    const seen: number[] = []
    let pages = 0
    let page = await getThread(null, longThread, { formats })
    for (;;) {
      pages++
      seen.push(...page.posts.map(({ number }) => number))
      if (!page.next) break
      page = await getThread(null, longThread, { after: afterOf(page.next), formats })
    }
    expect(pages).toBe(20)
    expect(seen).toEqual(numbers(1, 1000))
  })

  it('is read back by "previous" in the same pages', async () => {
    const seen: number[] = []
    let page = await getThread(null, longThread, { after: 950, formats })
    for (;;) {
      seen.unshift(...page.posts.map(({ number }) => number))
      if (!page.previous) break
      page = await getThread(null, longThread, { after: afterOf(page.previous), formats })
    }
    expect(seen).toEqual(numbers(1, 1000))
  })

  it('shows its last page where there is none so far out', async () => {
    for (const after of [1000, 123_456_789]) {
      const page = await getThread(null, longThread, { after, formats })
      expect(page.posts.map(({ number }) => number)).toEqual(numbers(951, 1000))
      expect(page.next).toBeNull()
    }
  })

  it('begins a page anywhere', async () => {
    const page = await getThread(null, longThread, { after: 7, formats })
    expect(page.posts.map(({ number }) => number)).toEqual(numbers(8, 57))
    expect(afterOf(page.previous)).toBe(0)
    expect(afterOf(page.next)).toBe(57)
  })
})

describe('the list of threads', () => {
  it('has the newest post first and is read through without a gap or a double', async () => {
    const at = new Date('2026-03-01T00:00:00Z')
    for (let n = 0; n < 45; n++) {
      const context = await db.context.create({ data: { id: newId() } })
      await db.thread.create({
        data: {
          id: newId(),
          clientId: newId(),
          authorId: people.elif.id,
          contextId: context.id,
          title: `Thread ${n}`,
          lastPostNumber: 1,
          // Several at one moment: the id decides then.
          lastPostAt: new Date(at.getTime() + Math.floor(n / 7) * 1000),
          createdAt: at,
        },
      })
    }
    const seen: string[] = []
    const times: number[] = []
    let after: string | null = null
    do {
      const page = await listThreads(null, {}, { after, formats })
      seen.push(...page.rows.map(({ id }) => id))
      times.push(...page.rows.map((row) => row.at.getTime()))
      after = page.next
    } while (after)
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.length).toBe(await db.thread.count())
    expect(times).toEqual([...times].sort((a, b) => b - a))
  })

  it('is narrowed by context: values of one kind are or, kinds are and, a parent includes its children', async () => {
    const open = (title: string, context: Partial<ReturnType<typeof emptyContext>>) =>
      openThread(people.amina, { title, body: 'Text', clientId: newId(), ...emptyContext(), ...context })
    await open('Flood in Laos', { crisisType: ['flood'], country: ['LA'] })
    await open('Flood in Lebanon', { crisisType: ['flood'], country: ['LB'] })
    await open('Guideline by sample', { samplePractice: ['8.4'] })
    const titles = async (filter: Parameters<typeof listThreads>[1]) =>
      (await listThreads(null, filter, { formats })).rows.map(({ title }) => title).sort()
    expect(await titles({ crisisType: ['flood'] })).toEqual(['Flood in Laos', 'Flood in Lebanon'])
    expect(await titles({ crisisType: ['natural-disaster'] })).toEqual(['Flood in Laos', 'Flood in Lebanon'])
    expect(await titles({ crisisType: ['flood'], country: ['LA'] })).toEqual(['Flood in Laos'])
    expect(await titles({ country: ['LA', 'LB'] })).toEqual(['Flood in Laos', 'Flood in Lebanon'])
    expect(await titles({ guideline: [8] })).toEqual(['Guideline by sample'])
    expect(await titles({ crisisType: ['no-such-thing'] })).toEqual([])
  })
})
