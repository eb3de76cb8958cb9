import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '~/db.server'
import { type ContextKeys, pickContextKeys } from '~/features/context/context'
import { contextItemsOf } from '~/features/context/queries.server'
import { fittingLessons } from '~/features/insights/fitting-lessons.server'
import { closeMarkdown } from '~/lib/markdown.server'
import { loader as thread } from '~/routes/threads.$id'
import { type Cast, cast } from '../../support/cast'
import { useDatabase } from '../../support/database'
import { guidelineEight, startThread } from '../../support/follow-world'
import { aLesson, anObservation } from '../../support/lessons'
import { get, run } from '../../support/request'

useDatabase()

let people: Cast
beforeAll(async () => {
  people = await cast()
  await guidelineEight()
})
afterAll(closeMarkdown)

const lesson = (context: Partial<ContextKeys>) =>
  anObservation(people.amina, people.carmen, { context: pickContextKeys(context) })
const fitting = async (keys: Partial<ContextKeys>, options = {}) =>
  fittingLessons(null, await contextItemsOf(pickContextKeys(keys), 'en'), options)
const idsOf = (lessons: { id: string }[]) => lessons.map(({ id }) => id)

describe('the lessons that fit', () => {
  it('come in the order of what they share, the most specific first, each with what that is', async () => {
    const phase = await lesson({ phase: ['emergency-response'], guideline: ['8'] })
    const sample = await lesson({ samplePractice: ['8.4'], crisisType: ['flood'] })
    const type = await lesson({ crisisType: ['flood'] })
    await lesson({ crisisType: ['drought'], country: ['KE'] })
    const found = await fitting({ crisisType: ['flood'], samplePractice: ['8.4'], phase: ['emergency-response'] })
    expect(idsOf(found).slice(0, 3)).toEqual([sample, type, phase])
    expect(found[0]?.shared.map(({ key }) => key)).toEqual(['flood', '8.4'])
  })

  it('of a first level are those of all below it; those of a sibling do not fit', async () => {
    const child = await lesson({ crisisType: ['volcano'], country: ['IS'] })
    expect(idsOf(await fitting({ crisisType: ['natural-disaster'], country: ['IS'] }))[0]).toBe(child)
    expect(idsOf(await fitting({ crisisType: ['wildfire'] }))).not.toContain(child)
  })

  it('that have come further stand before others that share as much', async () => {
    const [noticed, learned] = [await lesson({ country: ['PE'] }), await lesson({ country: ['PE'] })]
    await db.lesson.update({ where: { id: learned }, data: { state: 'lesson-learned' } })
    await db.lesson.update({ where: { id: noticed }, data: { verifiedAt: new Date('2030-01-01') } })
    expect(idsOf(await fitting({ country: ['PE'] }))).toEqual([learned, noticed])
  })

  it.each(['draft', 'submitted', 'returned', 'noted', 'withdrawn', 'superseded-by', 'duplicate-of'])(
    'are never %s, also right after they were read',
    async (state) => {
      const id = await lesson({ country: ['CL'] })
      expect(idsOf(await fitting({ country: ['CL'] }, { limit: 40 }))).toContain(id)
      await db.lesson.update({ where: { id }, data: { state } })
      expect(idsOf(await fitting({ country: ['CL'] }, { limit: 40 }))).not.toContain(id)
    },
  )

  it('do not hold what waits for review, and leave out what is asked', async () => {
    await aLesson(people.elif, { context: pickContextKeys({ country: ['MN'] }) })
    const id = await lesson({ country: ['MN'] })
    expect(idsOf(await fitting({ country: ['MN'] }))).toEqual([id])
    expect(await fitting({ country: ['MN'] }, { except: [id] })).toEqual([])
    expect(await fitting({})).toEqual([])
  })

  it('stand beside a thread about the same', async () => {
    const id = await lesson({ country: ['UY'] })
    const { threadId } = await startThread(people.bounmy, 'Who has done this in Uruguay?', { country: ['UY'] })
    const { data } = await run(thread, get(`/threads/${threadId}`), { id: threadId })
    expect(idsOf(data.fitting)).toEqual([id])
  })
})

describe('a lesson that can be relied on', () => {
  it('stands before one that shares as much and was never tried', async () => {
    const [tried, untried] = [await lesson({ country: ['BO'] }), await lesson({ country: ['BO'] })]
    await db.lesson.update({ where: { id: untried }, data: { verifiedAt: new Date('2030-01-01') } })
    expect(idsOf(await fitting({ country: ['BO'] }))).toEqual([untried, tried])
    const used = { clientId: 'used-in-bolivia', memberId: people.bounmy.id, lessonId: tried }
    const where = { id: 'used0000000000', country: 'BO', crisis: 'Flood', when: '2026-01-01', helped: 'yes' }
    await db.reuse.create({ data: { ...used, ...where, createdAt: new Date() } })
    expect(idsOf(await fitting({ country: ['BO'] }))).toEqual([tried, untried])
  })
})
