import { beforeAll, expect, test } from 'vitest'
import { db } from '~/db.server'
import { addTerm } from '~/features/taxonomy/add-term.server'
import { renameTerm, termForRenaming } from '~/features/taxonomy/rename-term.server'
import { newTermInput, placeValue } from '~/features/taxonomy/term'
import { getVocabulary } from '~/features/taxonomy/vocabulary.server'
import { type Cast, cast } from '../../support/cast'
import { useDatabase } from '../../support/database'

useDatabase()
let people: Cast
beforeAll(async () => {
  people = await cast()
})

test('an administrator adds a crisis type below another, marked so that no start removes it', async () => {
  expect(await addTerm(people.dmitri, { kind: 'crisisType', parent: 'natural-disaster' }, 'Locust swarm')).toBeNull()
  const term = await db.crisisType.findUniqueOrThrow({ where: { slug: 'locust-swarm' } })
  expect(term).toMatchObject({ label: 'Locust swarm', parentSlug: 'natural-disaster' })
  expect(term.editedAt).not.toBeNull()
  const { crisisTypes } = await getVocabulary()
  const parent = crisisTypes.find(({ slug }) => slug === 'natural-disaster')
  expect(parent?.children.at(-1)).toEqual({ slug: 'locust-swarm', label: 'Locust swarm' })
})

test('a term stands at the end of its list, under an address that is free', async () => {
  expect(await addTerm(people.dmitri, { kind: 'typeOfPractice' }, 'Hot-line (radio)')).toBeNull()
  expect((await getVocabulary()).typesOfPractice.at(-1)).toEqual({ slug: 'hot-line-radio', label: 'Hot-line (radio)' })
  expect(await addTerm(people.dmitri, { kind: 'stakeholderType' }, 'ສະຖານທູດ')).toBeNull()
  expect((await getVocabulary()).stakeholderTypes.at(-1)?.slug).toMatch(/^term-[a-z0-9]{14}$/)
})

test('a name that reads like one on the list is refused', async () => {
  const taken = { label: { key: 'admin.vocabularies.labelTaken' } }
  expect(await addTerm(people.dmitri, { kind: 'crisisType' }, 'FLOOD')).toEqual(taken)
  const [one, other] = (await getVocabulary()).typesOfPractice
  expect(await renameTerm(people.dmitri, 'typeOfPractice', one?.slug ?? '', other?.label ?? '')).toEqual(taken)
})

test('there are two levels of crisis types and no third', async () => {
  const refused = { place: { key: 'admin.vocabularies.unknownPlace' } }
  expect(await addTerm(people.dmitri, { kind: 'crisisType', parent: 'flood' }, 'Flash flood at night')).toEqual(refused)
  expect(newTermInput.safeParse({ place: 'phase', label: 'After' }).success).toBe(false)
  expect(placeValue({ kind: 'crisisType', parent: 'conflict' })).toBe('crisisType/conflict')
})

test('a term is renamed and keeps its address', async () => {
  expect(await renameTerm(people.dmitri, 'crisisType', 'flood', 'Floods')).toBeNull()
  const flood = await db.crisisType.findUniqueOrThrow({ where: { slug: 'flood' } })
  expect(flood.label).toBe('Floods')
  expect(flood.editedAt).not.toBeNull()
  expect(await renameTerm(people.dmitri, 'crisisType', 'flood', 'Flood')).toBeNull()
})

test('the lists are changed by administrators alone', async () => {
  for (const viewer of [people.amina, people.carmen]) {
    await expect(addTerm(viewer, { kind: 'crisisType' }, 'New')).rejects.toMatchObject({ status: 404 })
    await expect(renameTerm(viewer, 'crisisType', 'flood', 'New')).rejects.toMatchObject({ status: 404 })
  }
  await expect(termForRenaming(people.dmitri, 'phase', 'nowhere')).rejects.toMatchObject({ status: 404 })
})
