import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '~/db.server'
import { emptyContext } from '~/features/context/context'
import { type LessonState, lessonStates } from '~/features/lessons/lesson'
import { recordOfLesson } from '~/features/lessons/lesson-record.server'
import { promoteLesson } from '~/features/lessons/promote-lesson.server'
import { type PromotionInput, parseLinks } from '~/features/lessons/promotion'
import { lessonOfPractice, lessonToPromote, promotionValues } from '~/features/lessons/promotion-queries.server'
import { getPractice } from '~/features/practices/queries.server'
import { type Cast, cast } from '../../support/cast'
import { useDatabase } from '../../support/database'
import { anObservation } from '../../support/lessons'

useDatabase()
let people: Cast
beforeAll(async () => {
  people = await cast()
})

const context = {
  ...emptyContext(),
  crisisType: ['flood'],
  phase: ['emergency-response'],
  country: ['LA'],
  guideline: ['8'],
  samplePractice: ['8.4'],
}

async function learned(changes: Parameters<typeof anObservation>[2] = {}) {
  const id = await anObservation(people.amina, people.carmen, { context, ...changes })
  await db.lesson.update({ where: { id }, data: { state: 'lesson-learned' } })
  await db.lessonEvidence.create({
    data: {
      ...{ id: `evidence-${id}`, lessonId: id, kind: 'document', text: 'The new manual', html: '' },
      ...{ url: 'https://example.org/manual', byId: people.amina.id, at: new Date() },
    },
  })
  return id
}

const aRecord = (changes: Partial<PromotionInput> = {}): PromotionInput => ({
  title: 'Head counts each quarter',
  typeOfPractice: ['research-and-reports'],
  stakeholderType: ['state-of-origin'],
  stakeholderLine: 'Consular Directorate',
  thematicAreas: 'Capacity Building\nContingency Planning',
  description: 'Employers are asked each quarter.\n\nIt is enough.',
  links: 'The new manual https://example.org/manual',
  ...context,
  ...changes,
})

describe('a practice of a lesson', () => {
  it('is filled in from the lesson, with nothing of the author that others may not know', async () => {
    const fields = async (attribution: 'named' | 'organization' | 'stakeholder-type') =>
      promotionValues(await lessonToPromote(people.dmitri, await learned({ attribution })))
    expect(await fields('named')).toMatchObject({
      title: ['Agree on pick-up points before the border closes'],
      stakeholderLine: ['Consular Directorate'],
      stakeholderType: ['state-of-origin'],
      links: ['The new manual https://example.org/manual'],
      description: [expect.stringContaining('Two of five roads were open.')],
      crisisType: ['flood'],
      guideline: ['8'],
    })
    const hidden = await fields('stakeholder-type')
    expect(hidden.stakeholderLine).toEqual([''])
    expect(JSON.stringify(hidden)).not.toMatch(/Amina|Consular Directorate/)
  })

  it('has all fields of a record, is linked both ways and told', async () => {
    const id = await learned()
    const promoted = await promoteLesson(people.dmitri, id, aRecord())
    if (!promoted.ok) throw new Error(JSON.stringify(promoted.errors))
    const practice = await getPractice(null, promoted.slug, 'en-GB')
    expect(practice).toMatchObject({
      title: 'Head counts each quarter',
      stakeholderLine: 'Consular Directorate',
      sourceUrl: null,
      thematicAreas: ['Capacity Building', 'Contingency Planning'],
      links: [{ label: 'The new manual', url: 'https://example.org/manual' }],
      countries: [{ label: 'Laos' }],
      guidelines: [{ number: 8 }],
      crisisTypes: [{ label: 'Flood' }],
      typesOfPractice: [{ href: '/practices?typeOfPractice=research-and-reports' }],
    })
    const row = await db.practice.findUniqueOrThrow({
      where: { id: practice.id },
      select: { sourceKey: true, context: { select: { samplePractices: { select: { samplePracticeId: true } } } } },
    })
    expect(row).toEqual({ sourceKey: `lesson:${id}`, context: { samplePractices: [{ samplePracticeId: '8.4' }] } })
    expect((await recordOfLesson(null, id, 'en')).practice).toMatchObject({ slug: promoted.slug })
    expect(await lessonOfPractice(null, practice.id)).toMatchObject({ id })
    const [event] = await db.event.findMany({
      where: { type: 'practice.recorded', payload: { contains: practice.id } },
    })
    expect(JSON.parse(event?.payload ?? '{}')).toEqual({ practiceId: practice.id, created: true })
  })

  it('is made once', async () => {
    const id = await learned()
    const first = await promoteLesson(people.dmitri, id, aRecord())
    expect(await promoteLesson(people.dmitri, id, aRecord({ title: 'Another' }))).toEqual(first)
    expect(await db.practice.count({ where: { sourceKey: `lesson:${id}` } })).toBe(1)
    const other = { ...people.dmitri, id: people.elif.id }
    await expect(promoteLesson(other, id, aRecord())).rejects.toMatchObject({ status: 409 })
  })

  it('is made by administrators alone; for all others there is no such thing', async () => {
    const id = await learned()
    for (const viewer of [people.amina, people.elif, people.carmen]) {
      await expect(lessonToPromote(viewer, id)).rejects.toMatchObject({ status: 404 })
      await expect(promoteLesson(viewer, id, aRecord())).rejects.toMatchObject({ status: 404 })
    }
    expect(await db.practice.count({ where: { sourceKey: `lesson:${id}` } })).toBe(0)
  })

  it.each(lessonStates.filter((state) => state !== 'lesson-learned'))(
    'is made of no lesson in the state %s',
    async (state: LessonState) => {
      const id = await learned()
      await db.lesson.update({ where: { id }, data: { state } })
      await expect(promoteLesson(people.dmitri, id, aRecord())).rejects.toMatchObject({
        status: ['draft', 'withdrawn'].includes(state) ? 404 : 409,
      })
    },
  )

  it('is refused with a sentence for what is not there', async () => {
    const id = await learned()
    const refused = await promoteLesson(
      people.dmitri,
      id,
      aRecord({ typeOfPractice: ['x'], stakeholderType: ['y'], crisisType: ['z'], links: 'no address' }),
    )
    expect(refused.ok ? [] : Object.keys(refused.errors).sort()).toEqual([
      'context',
      'links',
      'stakeholderType',
      'typeOfPractice',
    ])
  })

  it('does not lead to a lesson that the viewer does not see any more', async () => {
    const id = await learned()
    const promoted = await promoteLesson(people.dmitri, id, aRecord())
    const { id: practiceId } = await getPractice(null, promoted.ok ? promoted.slug : '', 'en')
    await db.lesson.update({ where: { id }, data: { state: 'withdrawn' } })
    expect(await lessonOfPractice(people.elif, practiceId)).toBeNull()
    expect(await lessonOfPractice(people.amina, practiceId)).toMatchObject({ id })
  })
})

describe('the links of its form', () => {
  it('are lines of what it is and its address', () => {
    expect(parseLinks('A plan: https://example.org/a\n\nhttps://example.org/b\r\n')).toEqual({
      links: [
        { label: 'A plan', url: 'https://example.org/a' },
        { label: 'https://example.org/b', url: 'https://example.org/b' },
      ],
      errors: {},
    })
  })

  it.each(['javascript:alert(1)', 'a plan', 'A plan ftp://example.org'])('refuse %s', (line) => {
    expect(Object.keys(parseLinks(line).errors)).toEqual(['links'])
  })
})
