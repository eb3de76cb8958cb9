import { beforeAll, beforeEach, expect, test } from 'vitest'
import { db } from '~/db.server'
import { practiceRevisionInput } from '~/features/practices/practice-revision'
import { practiceForRevision, revisePractice } from '~/features/practices/revise-practice.server'
import { type Cast, cast } from '../../support/cast'
import { useDatabase } from '../../support/database'

useDatabase()
let people: Cast
beforeAll(async () => {
  people = await cast()
})
const slug = 'a-test-practice'
beforeEach(async () => {
  await db.practice.deleteMany({ where: { slug } })
  const now = new Date('2026-01-01T00:00:00Z')
  await db.practice.create({
    data: {
      ...{ id: 'practice000000', slug, title: 'Old', stakeholderLine: '', description: 'Old text', thematicAreas: '' },
      ...{ descriptionHtml: '<p>Old text</p>', sourceUrl: 'https://old.example/', sourceKey: 'old.example/' },
      ...{ recordDigest: 'x', createdAt: now, updatedAt: now, context: { create: { id: `context${Date.now()}` } } },
    },
  })
})

const revised = { title: 'New', description: 'First.\n\nSee https://new.example/ <b>', sourceUrl: '' }
const input = async () => ({ ...revised, state: (await practiceForRevision(people.dmitri, slug)).state })

test('an administrator corrects a practice; it stays the same record and is marked as edited', async () => {
  expect(await revisePractice(people.dmitri, slug, await input())).toBeNull()
  const practice = await db.practice.findUniqueOrThrow({ where: { slug } })
  expect(practice).toMatchObject({ title: 'New', sourceUrl: null, sourceKey: 'old.example/', recordDigest: 'x' })
  expect(practice.descriptionHtml).toContain('href="https://new.example/"')
  expect(practice.descriptionHtml).toContain('&lt;b&gt;')
  expect(practice.editedAt).not.toBeNull()
  const event = await db.event.findFirst({ where: { type: 'practice.recorded' }, orderBy: { id: 'desc' } })
  expect(JSON.parse(event?.payload ?? '')).toEqual({ practiceId: practice.id, created: false })
})

test('of two who edit at once the second is told', async () => {
  const seen = await input()
  expect(await revisePractice(people.dmitri, slug, seen)).toBeNull()
  expect(await revisePractice(people.dmitri, slug, { ...seen, title: 'Mine' })).toEqual({
    form: { key: 'admin.changedMeanwhile' },
  })
})

test('nobody but an administrator may, and only what there is', async () => {
  const fields = await input()
  for (const viewer of [people.amina, people.carmen]) {
    await expect(revisePractice(viewer, slug, fields)).rejects.toMatchObject({ status: 404 })
    await expect(practiceForRevision(viewer, slug)).rejects.toMatchObject({ status: 404 })
  }
  await expect(revisePractice(people.dmitri, 'nowhere', fields)).rejects.toMatchObject({ status: 404 })
})

test.each(['javascript:alert(1)', 'ftp://old.example/', 'old.example', 'https://'])(
  'a source of %s is refused',
  (sourceUrl) => {
    expect(practiceRevisionInput.safeParse({ ...revised, state: '', sourceUrl }).success).toBe(false)
  },
)
