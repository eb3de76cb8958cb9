import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '~/db.server'
import { emptyContext } from '~/features/context/context'
import { lessonFacets } from '~/features/lessons/facets.server'
import type { AttributionChoice } from '~/features/lessons/lesson'
import {
  countLessonsToReview,
  getLesson,
  lessonLines,
  lessonsToReview,
  listLessons,
  ownLessons,
} from '~/features/lessons/queries.server'
import { returnLesson } from '~/features/lessons/return-lesson.server'
import { submitLesson } from '~/features/lessons/submit-lesson.server'
import { verifyLesson } from '~/features/lessons/verify-lesson.server'
import type { Viewer } from '~/features/members/viewer'
import { type Cast, cast } from '../../support/cast'
import { useDatabase } from '../../support/database'
import { aLesson, anObservation } from '../../support/lessons'

useDatabase()
const formats = 'en-GB'
let people: Cast
beforeAll(async () => {
  people = await cast()
})

const titles = (rows: { title: string }[]) => rows.map(({ title }) => title)

describe('the lists', () => {
  it('show each kind of lesson to those who may see it', async () => {
    await aLesson(people.amina, { title: 'A draft' }, { intent: 'draft' })
    await aLesson(people.amina, { title: 'A submitted one' })
    const returned = await aLesson(people.amina, { title: 'A returned one' })
    await returnLesson(people.carmen, returned, { note: 'x' })
    await aLesson(people.carmen, { title: 'A reviewer’s own' })
    await anObservation(people.elif, people.carmen, { title: 'A verified one' })

    for (const viewer of [people.amina, people.elif, people.carmen, null]) {
      expect(titles((await listLessons(viewer, {}, { formats })).rows)).toEqual(['A verified one'])
    }
    expect(titles(await ownLessons(people.amina, formats)).sort()).toEqual([
      'A draft',
      'A returned one',
      'A submitted one',
    ])
    expect(await ownLessons(people.elif, formats)).toEqual([])
    expect(titles(await lessonsToReview(people.carmen, formats))).toEqual(['A submitted one'])
    expect(titles(await lessonsToReview(people.dmitri, formats))).toEqual(['A submitted one', 'A reviewer’s own'])
    expect(await countLessonsToReview(people.dmitri)).toBe(2)
  })

  it('of what waits for review are not there for members and guests', async () => {
    await expect(lessonsToReview(people.amina, formats)).rejects.toMatchObject({ status: 404 })
    expect(await countLessonsToReview(people.amina)).toBe(0)
    expect(await countLessonsToReview(null)).toBe(0)
  })

  it('page from the last verified to the first, each lesson once', async () => {
    const ids = []
    for (let n = 0; n < 5; n++) ids.unshift(await anObservation(people.farid, people.carmen, { title: `Paged ${n}` }))
    // Two verified at the same moment stand in one order all the same.
    await db.lesson.updateMany({ where: { id: { in: ids.slice(0, 2) } }, data: { verifiedAt: new Date() } })
    const found: string[] = []
    let after: string | null = null
    do {
      const page: Awaited<ReturnType<typeof listLessons>> = await listLessons(
        null,
        { q: 'paged' },
        { formats, limit: 2, after },
      )
      found.push(...page.rows.map(({ id }) => id))
      after = page.next
    } while (after)
    expect(found).toHaveLength(5)
    expect(new Set(found)).toEqual(new Set(ids))
  })
})

describe('the filters', () => {
  beforeAll(async () => {
    const context = { ...emptyContext(), crisisType: ['flood'], country: ['LB'], guideline: ['8'] }
    await anObservation(people.elif, people.carmen, { title: 'Floods in Lebanon', context })
    await anObservation(people.elif, people.carmen, {
      title: 'Earthquakes everywhere',
      observation: 'The harbour was closed.',
      context: { ...emptyContext(), crisisType: ['earthquake'], country: ['global'], samplePractice: ['8.4'] },
    })
    await aLesson(people.elif, { title: 'A hidden flood', context })
  })

  it.each([
    [{ crisisType: ['flood'] }, ['Floods in Lebanon']],
    [{ crisisType: ['flood', 'earthquake'] }, ['Earthquakes everywhere', 'Floods in Lebanon']],
    [{ crisisType: ['natural-disaster'] }, ['Earthquakes everywhere', 'Floods in Lebanon']],
    [{ country: ['LB'], crisisType: ['earthquake'] }, []],
    [{ guideline: [8] }, ['Earthquakes everywhere', 'Floods in Lebanon']],
    [{ samplePractice: ['8.4'] }, ['Earthquakes everywhere']],
    [{ q: 'HARBOUR closed' }, ['Earthquakes everywhere']],
    [{ q: 'harbour lebanon' }, []],
  ])('%j find %j', async (filter, found) => {
    expect(titles((await listLessons(null, filter, { formats })).rows)).toEqual(found)
  })

  it('count what each choice leaves, never what is hidden', async () => {
    const { crisisType, country, guideline } = await lessonFacets({}, formats)
    expect(Object.fromEntries(crisisType.map(({ value, count }) => [value, count]))).toEqual({
      'natural-disaster': 2,
      flood: 1,
      earthquake: 1,
    })
    expect(country.map(({ value, label, count }) => [value, label, count])).toContainEqual(['LB', 'Lebanon', 1])
    expect(guideline).toMatchObject([{ value: 8, count: 1 }])
    const narrowed = await lessonFacets({ country: ['LB'] }, formats)
    expect(narrowed.crisisType.map(({ value }) => value)).not.toContain('earthquake')
    expect((await lessonFacets({ q: 'harbour' }, formats)).crisisType.map(({ value }) => value)).not.toContain('flood')
  })
})

describe('attribution', () => {
  const secrets = ['Amina Diallo', 'amina000000000']
  const lessonOf = (attribution: AttributionChoice) =>
    anObservation(people.amina, people.carmen, { title: `Shown by ${attribution}`, attribution })

  /** Everything that leaves the feature about a lesson. */
  const waysOut = async (viewer: Viewer | null, id: string, attribution: AttributionChoice) =>
    JSON.stringify([
      await getLesson(viewer, id, formats),
      await listLessons(viewer, { q: `shown by ${attribution}` }, { formats }),
      [...(await lessonLines(viewer, [id], formats)).values()],
    ])

  it.each([
    ['organization', [...secrets]],
    ['stakeholder-type', [...secrets, 'Consular Directorate']],
  ] as const)('%s holds on every way out, in the timeline too', async (attribution, hidden) => {
    const id = await lessonOf(attribution)
    for (const viewer of [people.elif, people.carmen, people.dmitri, null]) {
      const told = await waysOut(viewer, id, attribution)
      for (const secret of hidden) expect(told).not.toContain(secret)
      expect(told).toContain('State of Origin')
    }
    expect(await waysOut(people.amina, id, attribution)).toContain('Amina Diallo')
  })

  it('names who chose to be named', async () => {
    expect(await waysOut(null, await lessonOf('named'), 'named')).toContain('Amina Diallo')
  })

  it('lists by author only what bears the author’s name, whoever looks', async () => {
    await lessonOf('organization')
    for (const viewer of [null, people.elif, people.carmen]) {
      const { rows } = await listLessons(viewer, {}, { formats, authorId: people.amina.id })
      expect(new Set(titles(rows))).toEqual(new Set(['Shown by named']))
    }
  })

  it('names the reviewer in the timeline', async () => {
    const id = await aLesson(people.amina, { attribution: 'stakeholder-type' }, { intent: 'draft' })
    await submitLesson(people.amina, id)
    await verifyLesson(people.carmen, id, { note: '', version: null })
    const { timeline } = await getLesson(null, id, formats)
    expect(timeline.map(({ to, by }) => [to, by.name])).toEqual([
      ['draft', undefined],
      ['submitted', undefined],
      ['observation', 'Carmen Ruiz'],
    ])
  })
})
