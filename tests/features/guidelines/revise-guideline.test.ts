import { beforeAll, beforeEach, expect, test } from 'vitest'
import { db } from '~/db.server'
import { guidelineForRevision, reviseGuideline } from '~/features/guidelines/revise-guideline.server'
import { type Cast, cast } from '../../support/cast'
import { useDatabase } from '../../support/database'

useDatabase()
let people: Cast
beforeAll(async () => {
  people = await cast()
})
beforeEach(async () => {
  await db.samplePractice.deleteMany({ where: { guidelineNumber: 99 } })
  await db.guideline.deleteMany({ where: { number: 99 } })
  const { slug: phaseSlug } = await db.crisisPhase.findFirstOrThrow()
  await db.guideline.create({
    data: { number: 99, title: 'Test', thematicArea: 'Area', phaseSlug, samplePracticesAre: 'summary' },
  })
  await db.samplePractice.createMany({
    data: [1, 2].map((number) => ({ id: `99.${number}`, guidelineNumber: 99, number, text: `Text ${number}` })),
  })
})

const input = {
  title: 'Better',
  body: 'In **bold** <script>alert(1)</script>',
  samplePracticesAre: 'verbatim' as const,
  samplePractice: ['Text 1', 'Text two', 'A third', ' '],
  state: '',
}

test('an administrator corrects a guideline, its text rendered safely, and what changed is marked', async () => {
  expect(await reviseGuideline(people.dmitri, 99, input)).toBeNull()
  const guideline = await db.guideline.findUniqueOrThrow({
    where: { number: 99 },
    include: { samplePractices: { orderBy: { number: 'asc' } } },
  })
  expect(guideline).toMatchObject({ title: 'Better', samplePracticesAre: 'verbatim' })
  expect(guideline.bodyHtml).toContain('<strong>bold</strong>')
  expect(guideline.bodyHtml).not.toContain('<script')
  expect(guideline.editedAt).not.toBeNull()
  expect(guideline.samplePractices.map(({ id, text, editedAt }) => [id, text, editedAt !== null])).toEqual([
    ['99.1', 'Text 1', false],
    ['99.2', 'Text two', true],
    ['99.3', 'A third', true],
  ])
  const event = await db.event.findFirst({ where: { type: 'guideline.revised' }, orderBy: { id: 'desc' } })
  expect(JSON.parse(event?.payload ?? '')).toEqual({ number: 99 })
})

test('a sample practice cannot be emptied, and then nothing is saved', async () => {
  const answer = await reviseGuideline(people.dmitri, 99, { ...input, samplePractice: ['Text 1', ''] })
  expect(answer).toEqual({ samplePractice: { key: 'admin.guideline.samplePracticeMissing' } })
  expect((await db.guideline.findUniqueOrThrow({ where: { number: 99 } })).title).toBe('Test')
})

test('of two who edit at once the second is told, and undoes nothing', async () => {
  const { state } = await guidelineForRevision(people.dmitri, 99)
  expect(await reviseGuideline(people.dmitri, 99, { ...input, state })).toBeNull()
  const answer = await reviseGuideline(people.dmitri, 99, { ...input, title: 'Mine', state })
  expect(answer).toEqual({ form: { key: 'admin.changedMeanwhile' } })
  expect((await guidelineForRevision(people.dmitri, 99)).title).toBe('Better')
})

test('nobody but an administrator may, and only what there is', async () => {
  for (const viewer of [people.amina, people.carmen]) {
    await expect(reviseGuideline(viewer, 99, input)).rejects.toMatchObject({ status: 404 })
    await expect(guidelineForRevision(viewer, 99)).rejects.toMatchObject({ status: 404 })
  }
  await expect(reviseGuideline(people.dmitri, 98, input)).rejects.toMatchObject({ status: 404 })
})
