import { beforeAll, describe, expect, it } from 'vitest'
import { db, inTransaction } from '~/db.server'
import { emptyContext } from '~/features/context/context'
import { lessonLines, listLessons } from '~/features/lessons/queries.server'
import { reuseLesson, reusesOfLesson } from '~/features/lessons/reuse-lesson.server'
import { withdrawLesson } from '~/features/lessons/withdraw-lesson.server'
import type { Viewer } from '~/features/members/viewer'
import { listPractices } from '~/features/practices/queries.server'
import { reusePractice } from '~/features/practices/reuse-practice.server'
import { listReuses, reuseCounts } from '~/features/reuses/queries.server'
import { type ReuseInput, reuseInput, reuseSummary, type UseCounts } from '~/features/reuses/reuse'
import { translate } from '~/i18n/translate'
import { latestDay } from '~/lib/calendar-date'
import { parseForm } from '~/lib/forms'
import { newId } from '~/lib/ids'
import { type Cast, cast } from '../../support/cast'
import { countStatements } from '../../support/count-statements'
import { useDatabase } from '../../support/database'
import { aPractice } from '../../support/follow-world'
import { aLesson, anObservation } from '../../support/lessons'

useDatabase()
let people: Cast
beforeAll(async () => {
  people = await cast()
})

const aUse = (changes: Partial<ReuseInput> = {}): ReuseInput => ({
  country: 'LA',
  crisis: 'Floods of 2025',
  when: '2025-09-14',
  changed: 'Loudspeakers on boats',
  helped: 'yes',
  why: '',
  clientId: newId(),
  ...changes,
})
const formats = 'en-GB'
const t = translate('en')

describe('the form of a use', () => {
  const read = (changes: Record<string, string>) => {
    const form = new FormData()
    for (const [name, value] of Object.entries({ ...aUse(), ...changes })) form.set(name, value)
    return parseForm(reuseInput, form)
  }
  const wrong = (changes: Record<string, string>) => {
    const parsed = read(changes)
    return parsed.ok ? {} : Object.fromEntries(Object.entries(parsed.errors).map(([name, { key }]) => [name, key]))
  }

  it('takes a country by its code or its name, and nothing that is no country', () => {
    expect(read({ country: 'lb' })).toMatchObject({ ok: true, value: { country: 'LB' } })
    expect(read({ country: 'Lebanon' })).toMatchObject({ ok: true, value: { country: 'LB' } })
    for (const country of ['', 'global', 'Atlantis', 'XX']) {
      expect(wrong({ country })).toEqual({ country: 'reuses.errors.country' })
    }
  })

  it('takes a day that has begun somewhere on Earth, and none to come', () => {
    expect(read({ when: latestDay() }).ok).toBe(true)
    expect(wrong({ when: '2999-01-01' })).toEqual({ when: 'reuses.errors.whenFuture' })
    for (const when of ['', '2025-02-30', 'yesterday', '2025-9-1']) {
      expect(wrong({ when })).toEqual({ when: 'reuses.errors.when' })
    }
  })

  it('needs a crisis, an answer to whether it helped, and why where it did not', () => {
    expect(wrong({ crisis: ' ' })).toEqual({ crisis: 'reuses.errors.crisis' })
    expect(wrong({ helped: 'very much' })).toEqual({ helped: 'reuses.errors.helped' })
    expect(wrong({ helped: 'no', why: ' ' })).toEqual({ why: 'reuses.errors.why' })
    expect(read({ helped: 'no', why: 'Nobody heard it.' }).ok).toBe(true)
    expect(read({ helped: 'partly', why: '', changed: '' }).ok).toBe(true)
  })
})

describe('the sentence of the uses', () => {
  const some = (changes: Partial<UseCounts>): UseCounts => ({
    ...{ used: 1, helped: 1, helpedPartly: 0, failed: 0, countries: 1, kinds: ['NGOs'] },
    ...changes,
  })

  it.each<[Partial<UseCounts>, string, string | null]>([
    [
      { used: 4, failed: 1, countries: 3, kinds: ['State of Origin', 'NGOs'] },
      'used 4 times in 3 countries by State of Origin and NGOs',
      'failed once',
    ],
    [{}, 'used once in 1 country by NGOs', null],
    [{ used: 2, failed: 2, kinds: [] }, 'used 2 times in 1 country', 'failed 2 times'],
    [{ used: 3, kinds: ['A', 'B', 'C'] }, 'used 3 times in 1 country by A, B and C', null],
    [{ used: 4, kinds: ['A', 'B', 'C', 'D'] }, 'used 4 times in 1 country by A, B, C and D', null],
    [
      { used: 5, kinds: ['A', 'B', 'C', 'D', 'E'] },
      'used 5 times in 1 country by A, B, C and 2 other kinds of stakeholder',
      null,
    ],
  ])('%j', (changes, used, failed) => {
    expect(reuseSummary(t, some(changes), formats)).toEqual({ used, failed })
  })

  it('is none where nobody used it', () => {
    expect(reuseSummary(t, some({ used: 0, kinds: [] }), formats)).toBeNull()
  })
})

describe('using a lesson', () => {
  it('is kept, counted by kind of stakeholder and told once', async () => {
    const id = await anObservation(people.amina, people.carmen)
    await reuseLesson(people.bounmy, id, aUse())
    await reuseLesson(people.elif, id, aUse({ country: 'TR', helped: 'no', why: 'Roads.' }))
    await reuseLesson(people.elif, id, aUse({ country: 'TR', helped: 'partly' }))
    expect((await reuseCounts('lesson', [id])).get(id)).toEqual({
      ...{ used: 3, helped: 1, helpedPartly: 1, failed: 1, countries: 2 },
      kinds: ['Host State', 'NGOs'],
    })
    const events = await db.event.findMany({ where: { type: 'lesson.reused', payload: { contains: id } } })
    expect(events).toHaveLength(3)
  })

  it('is one use for two posts with the same client id, also at the same moment', async () => {
    const id = await anObservation(people.amina, people.carmen)
    const use = aUse()
    const [a, b] = await Promise.all([reuseLesson(people.bounmy, id, use), reuseLesson(people.bounmy, id, use)])
    expect(a).toBe(b)
    expect(await reuseLesson(people.bounmy, id, use)).toBe(a)
    expect(await reuseLesson(people.elif, id, use)).not.toBe(a)
    expect(await db.reuse.count({ where: { lessonId: id } })).toBe(2)
    expect(await db.event.count({ where: { type: 'lesson.reused', payload: { contains: id } } })).toBe(2)
  })

  it('knows a crisis type by its slug', async () => {
    const id = await anObservation(people.amina, people.carmen)
    const use = await reuseLesson(people.bounmy, id, aUse({ crisis: 'flood' }))
    expect(await db.reuse.findUnique({ where: { id: use }, select: { crisis: true } })).toEqual({ crisis: 'Flood' })
  })

  it('is refused where the lesson does not exist for the member, or is not open to everyone', async () => {
    const submitted = await aLesson(people.amina)
    await expect(reuseLesson(people.elif, submitted, aUse())).rejects.toMatchObject({ status: 404 })
    await expect(reuseLesson(people.elif, 'nothing', aUse())).rejects.toMatchObject({ status: 404 })
    await expect(reuseLesson(people.carmen, submitted, aUse())).rejects.toMatchObject({ status: 409 })
    await expect(reuseLesson(people.amina, submitted, aUse())).rejects.toMatchObject({ status: 409 })
    expect(await db.reuse.count({ where: { lessonId: submitted } })).toBe(0)
  })

  it('shows the author of the lesson only as he or she chose, everybody else in full', async () => {
    const id = await anObservation(people.amina, people.carmen, { attribution: 'stakeholder-type' })
    await reuseLesson(people.amina, id, aUse({ crisis: 'Ours' }))
    await reuseLesson(people.bounmy, id, aUse({ crisis: 'Theirs' }))
    const lesson = { id, authorId: people.amina.id, attribution: 'stakeholder-type' }
    for (const viewer of [null, people.elif, people.carmen, people.dmitri]) {
      const rows = await reusesOfLesson(viewer, lesson, formats)
      expect(rows.find(({ crisis }) => crisis === 'Ours')?.by).toEqual({ stakeholderType: 'State of Origin' })
      expect(rows.find(({ crisis }) => crisis === 'Theirs')?.by).toMatchObject({ name: people.bounmy.name })
      expect(JSON.stringify(rows)).not.toContain(people.amina.id)
    }
  })

  it('stands in lists, and leaves them with the lesson', async () => {
    const context = { ...emptyContext(), country: ['NE'] }
    const id = await anObservation(people.amina, people.carmen, { context })
    await reuseLesson(people.bounmy, id, aUse())
    const listed = async () => (await listLessons(null, { country: ['NE'] }, { formats })).rows
    expect(await listed()).toMatchObject([{ id, track: { use: { used: 1 }, confidence: { contested: false } } }])
    expect((await lessonLines(null, [id], formats)).get(id)?.track?.use?.used).toBe(1)
    await withdrawLesson(people.amina, id)
    expect(await listed()).toEqual([])
  })

  it('costs a list as many statements for many lessons as for one', async () => {
    const of = (country: string) => ({ context: { ...emptyContext(), country: [country] } })
    const use = async (author: Viewer, country: string) =>
      reuseLesson(people.bounmy, await anObservation(author, people.carmen, of(country)), aUse())
    await use(people.amina, 'TD')
    for (let number = 0; number < 5; number++) await use(people.elif, 'ML')
    const statements = async (country: string) => {
      const counted = countStatements()
      await listLessons(null, { country: [country] }, { formats })
      return counted.stop()
    }
    await statements('TD')
    expect(await statements('ML')).toBe(await statements('TD'))
  })
})

describe('using a practice', () => {
  it('is kept, counted and told to be heard of', async () => {
    const id = await inTransaction(() => aPractice('boats-with-loudspeakers', 'Boats with loudspeakers'))
    const use = aUse({ helped: 'no', why: 'The wind was too loud.' })
    const useId = await reusePractice(people.elif, 'boats-with-loudspeakers', use)
    expect(await reusePractice(people.elif, 'boats-with-loudspeakers', use)).toBe(useId)
    expect(await listReuses({ practiceId: id }, { formats })).toMatchObject([
      { id: useId, country: 'Laos', helped: 'no', why: 'The wind was too loud.', by: { name: people.elif.name } },
    ])
    const { rows } = await listPractices(null, { q: 'loudspeakers' }, { formats })
    expect(rows.find((row) => row.id === id)?.use).toMatchObject({ used: 1, failed: 1, kinds: ['Host State'] })
    expect(await db.event.count({ where: { type: 'practice.reused', payload: { contains: id } } })).toBe(1)
  })

  it('is refused where there is no such practice', async () => {
    await expect(reusePractice(people.elif, 'no-such-practice', aUse())).rejects.toMatchObject({ status: 404 })
  })
})
