import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db, inTransaction } from '~/db.server'
import { pickContextKeys } from '~/features/context/context'
import { contextItemsOf } from '~/features/context/queries.server'
import { indexLesson, indexPost, indexPractice } from '~/features/search/index-documents.server'
import { likelyDuplicates } from '~/features/search/likely-duplicates.server'
import { similarLines } from '~/features/search/similar'
import { similar } from '~/features/search/similar.server'
import { openThread } from '~/features/threads/open-thread.server'
import { translate } from '~/i18n/translate'
import { newId } from '~/lib/ids'
import { closeMarkdown } from '~/lib/markdown.server'
import { loader } from '~/routes/similar'
import { action } from '~/routes/threads.new'
import { type Cast, cast } from '../../support/cast'
import { useDatabase } from '../../support/database'
import { aPractice, guidelineEight } from '../../support/follow-world'
import { aLesson, anObservation } from '../../support/lessons'
import { get, post, run } from '../../support/request'

useDatabase()

let people: Cast
const buses = {
  title: 'Agree on pick-up points for buses before the border closes',
  observation: 'Two of five roads were open and the buses waited at the wrong bridge.',
}
const contextOf = (keys: Record<string, string[]>) => contextItemsOf(pickContextKeys(keys), 'en')

beforeAll(async () => {
  people = await cast()
  await guidelineEight()
})
afterAll(closeMarkdown)

async function observation(title: string, observed: string, context: Record<string, string[]> = {}) {
  const id = await anObservation(people.amina, people.carmen, {
    title,
    observation: observed,
    context: pickContextKeys(context),
  })
  await indexLesson(id)
  return id
}

async function thread(title: string, body: string, context: Record<string, string[]> = {}) {
  const sent = await openThread(people.bounmy, { title, body, clientId: newId(), ...pickContextKeys(context) })
  await indexPost(sent.id)
  return sent.threadId
}

describe('what is like a text', () => {
  it('is found by its rare words, whatever their case and number, and told with why', async () => {
    const id = await observation(buses.title, buses.observation, { crisisType: ['flood'], guideline: ['8'] })
    const other = await observation('Feed the volunteers at night', 'The kitchen stayed open and people came.')
    const context = await contextOf({ crisisType: ['flood'], guideline: ['8'] })
    const found = similar(null, { title: 'BUS pick-up points at the border', body: 'Which bridge?', context })
    const [first] = found.lessons
    expect(first?.url).toBe(`/lessons/${id}`)
    expect(found.lessons.map(({ url }) => url)).not.toContain(`/lessons/${other}`)
    const [line] = similarLines(found, translate('en'), 'en').lessons
    expect(line?.why).toMatch(/^Shares Flood and Guideline 8; both say “/)
  })

  it('is found among practices and threads too', async () => {
    const practice = await inTransaction(() => aPractice('hotline-shared', 'A shared hotline for stranded seafarers'))
    await indexPractice(practice)
    const id = await thread('Who keeps a hotline for seafarers?', 'Ours is stranded without staff at night.')
    const found = similar(null, { title: 'Hotline for stranded seafarers', body: '', context: [] })
    expect(found.practices.map(({ url }) => url)).toContain('/practices/hotline-shared')
    expect(found.threads.map(({ url }) => url)).toContain(`/threads/${id}`)
  })

  it('may share what it is about and no word', async () => {
    const id = await observation('Lampes', 'Rien.', { country: ['LA'], crisisType: ['earthquake'] })
    const context = await contextOf({ country: ['LA'], crisisType: ['earthquake'] })
    const found = similar(null, { title: 'Wholly different zzwords', body: '', context })
    expect(found.lessons.map(({ url }) => url)).toContain(`/lessons/${id}`)
  })

  it('is found in scripts without spaces', async () => {
    const id = await observation('ການອົບພະຍົບຄົນງານຈາກນ້ຳຖ້ວມ', 'ລົດເມຢູ່ຂົວ')
    const found = similar(null, { title: 'ອົບພະຍົບຄົນງານນ້ຳຖ້ວມ', body: '', context: [] })
    expect(found.lessons.map(({ url }) => url)).toContain(`/lessons/${id}`)
  })

  it('is at most five of a kind', async () => {
    for (let number = 0; number < 7; number++) await observation(`Ferry timetable quay ${number}`, 'Ferry quay.')
    expect(similar(null, { title: 'Ferry timetable quay', body: '', context: [] }).lessons).toHaveLength(5)
  })

  it('is only what exists for the viewer: what waits for review is shown to its author and reviewers', async () => {
    const id = await aLesson(people.elif, { title: 'Quarantine tents xylophone', observation: 'Xylophone tents.' })
    await indexLesson(id)
    const seen = (viewer: Parameters<typeof similar>[0]) =>
      similar(viewer, { title: 'xylophone quarantine tents', body: '', context: [] }).lessons.length
    expect([null, people.bounmy, people.elif, people.carmen].map(seen)).toEqual([0, 0, 1, 1])
  })

  it('is never a deleted or held post, or the lesson itself', async () => {
    const id = await thread('Marimba harbour pilots', 'Marimba harbour pilots.')
    const look = () => similar(null, { title: 'marimba harbour pilots', body: '', context: [] }).threads.length
    expect(look()).toBe(1)
    await db.post.updateMany({ where: { threadId: id }, data: { heldAt: new Date() } })
    expect(look()).toBe(0)
    const lesson = await observation('Ocarina shelters', 'Ocarina shelters.')
    const itself = similar(null, { title: 'ocarina shelters', body: '', context: [], itself: lesson })
    expect(itself.lessons).toEqual([])
  })

  it.each(['"', 'a* OR NEAR(', '\u0000', '—', ' ', 'x'.repeat(50_000), 'title:a -b ^c'])(
    'is asked safely with %j',
    (title) => {
      expect(() => similar(null, { title, body: title, context: [] })).not.toThrow()
    },
  )
})

describe('GET /similar', () => {
  it('answers three lists of title, url and why', async () => {
    const { status, data } = await run(loader, get('/similar?title=Ferry+timetable+quay&body=&crisisType=flood'))
    expect(status).toBe(200)
    expect(Object.keys(data)).toEqual(['lessons', 'practices', 'threads'])
    expect(Object.keys(data.lessons[0])).toEqual(['title', 'url', 'why'])
  })

  it('answers empty lists where nothing was asked', async () => {
    expect((await run(loader, get('/similar'))).data).toEqual({ lessons: [], practices: [], threads: [] })
  })
})

describe('a thread that is like another', () => {
  const fields = { title: buses.title, body: buses.observation }

  it('is shown to its author first where the form asks for it, with all that was typed, and nothing is written', async () => {
    const before = await db.thread.count()
    const { status, data } = await run(action, post('/threads/new', { ...fields, check: 'similar' }, people.farid))
    expect(status).toBe(200)
    expect(data.found.lessons).not.toHaveLength(0)
    expect(data.values.title).toEqual([buses.title])
    expect(await db.thread.count()).toBe(before)
  })

  it('is posted where the form does not ask, as that page and other programs send it', async () => {
    expect((await run(action, post('/threads/new', fields, people.farid))).status).toBe(303)
  })

  it('is posted at once where nothing is much like it', async () => {
    const own = { title: 'Theremin', body: 'Theremin repair in the southern valley', check: 'similar' }
    expect((await run(action, post('/threads/new', own, people.farid))).status).toBe(303)
  })
})

describe('a lesson that waits for review', () => {
  it('is shown to reviewers with the lessons that may say the same, and to nobody else', async () => {
    const first = await observation('Zither lanterns mark evacuation footpaths', 'Lanterns marked every footpath.')
    const fields = { title: 'Zither lanterns mark evacuation footpaths', observation: 'Lanterns marked the footpath.' }
    const second = await aLesson(people.elif, fields)
    await indexLesson(second)
    const found = await likelyDuplicates(people.carmen, [second], 'en')
    expect(found[second]?.map(({ url }) => url)).toEqual([`/lessons/${first}`])
    expect(await likelyDuplicates(people.elif, [second], 'en')).toEqual({})
  })
})
