import { expect, test } from 'vitest'
import { db } from '~/db.server'
import { contextWhere } from '~/features/taxonomy/context-where.server'
import { flatCrisisTypes, getVocabulary } from '~/features/taxonomy/vocabulary.server'
import { useDatabase } from '../../support/database'

useDatabase()

test('crisis types come as a tree, each level in its own order', async () => {
  const { crisisTypes, phases, typesOfPractice, stakeholderTypes, sessionFormats } = await getVocabulary()
  expect(crisisTypes.map(({ slug }) => slug)).toEqual(['conflict', 'natural-disaster', 'other'])
  expect(crisisTypes[1]?.children.slice(0, 4).map(({ slug }) => slug)).toEqual([
    'earthquake',
    'tsunami',
    'volcano',
    'flood',
  ])
  expect(flatCrisisTypes(crisisTypes)).toHaveLength(21)
  expect(phases.map(({ label }) => label)).toEqual(['Crisis Preparedness', 'Emergency Response', 'Post-Crisis Action'])
  expect([typesOfPractice.length, stakeholderTypes.length]).toEqual([12, 11])
  expect(sessionFormats[0]).toMatchObject({ slug: 'open-exchange', label: 'Open exchange' })
})

test('a vocabulary that an administrator added to is read anew', async () => {
  await getVocabulary()
  await db.crisisType.create({ data: { slug: 'piracy', label: 'Piracy', position: 9, parentSlug: 'other' } })
  const { crisisTypes } = await getVocabulary()
  expect(crisisTypes[2]?.children.map(({ slug }) => slug)).toContain('piracy')
})

test('a filter on contexts: values of a facet are or, facets are and, a parent includes its children', async () => {
  const context = (id: string, crisisType: string, country: string) =>
    db.context.create({
      data: {
        id,
        crisisTypes: { create: { crisisTypeSlug: crisisType } },
        countries: { create: { country } },
        samplePractices: { create: { samplePracticeId: '8.4' } },
      },
    })
  await context('flood-la', 'flood', 'LA')
  await context('tsunami-th', 'tsunami', 'TH')
  await context('unrest-la', 'civil-unrest', 'LA')
  const found = async (filter: Parameters<typeof contextWhere>[0]) =>
    (
      await db.context.findMany({
        where: { AND: [{ id: { in: ['flood-la', 'tsunami-th', 'unrest-la'] } }, contextWhere(filter) ?? {}] },
        orderBy: { id: 'asc' },
      })
    ).map(({ id }) => id)

  expect(contextWhere({ q: 'x', stakeholderType: ['ngos'] })).toBeUndefined()
  expect(await found({ crisisType: ['natural-disaster'] })).toEqual(['flood-la', 'tsunami-th'])
  expect(await found({ crisisType: ['flood'] })).toEqual(['flood-la'])
  expect(await found({ crisisType: ['flood', 'conflict'] })).toEqual(['flood-la', 'unrest-la'])
  expect(await found({ crisisType: ['natural-disaster'], country: ['LA'] })).toEqual(['flood-la'])
  expect(await found({ guideline: [8], country: ['TH', 'LA'] })).toEqual(['flood-la', 'tsunami-th', 'unrest-la'])
  expect(await found({ guideline: [1] })).toEqual([])
})
