import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '~/db.server'
import { emptyContext } from '~/features/context/context'
import { reindexAll } from '~/features/search/index-documents.server'
import { openThread } from '~/features/threads/open-thread.server'
import { newId } from '~/lib/ids'
import { closeMarkdown } from '~/lib/markdown.server'
import * as lessons from '~/routes/lessons._index'
import * as sessions from '~/routes/sessions._index'
import * as threads from '~/routes/threads._index'
import { type Cast, cast } from '../support/cast'
import { useDatabase } from '../support/database'
import { anObservation } from '../support/lessons'
import { get, run } from '../support/request'
import { liveSession } from '../support/sessions'

useDatabase()
let people: Cast
let typeOfPractice = ''

beforeAll(async () => {
  people = await cast()
  const practice = await db.practice.findFirstOrThrow({
    where: { typesOfPractice: { some: {} } },
    select: { slug: true, typesOfPractice: { select: { typeOfPracticeSlug: true } } },
  })
  typeOfPractice = practice.typesOfPractice[0]?.typeOfPracticeSlug ?? ''
  const context = { ...emptyContext(), crisisType: ['flood'], country: ['LB'], practice: [practice.slug] }
  const thread = { title: 'Évacuation by boat', body: 'Sur le fleuve', clientId: newId() }
  await openThread(people.amina, { ...thread, ...context })
  await openThread(people.elif, { title: 'Another matter', body: 'Of little', clientId: newId(), ...emptyContext() })
  await anObservation(people.amina, people.carmen, {
    title: 'Évacuation learned',
    attribution: 'organization',
    context,
  })
  await anObservation(people.elif, people.carmen, { title: 'Another lesson' })
  await liveSession(people.amina, { title: 'Évacuation tonight', ...context })
  await liveSession(people.amina, { title: 'Évacuation behind doors', access: 'invited', ...context })
  await liveSession(people.elif, { title: 'Another room' })
  await reindexAll()
})
afterAll(closeMarkdown)

type Titled = { title: string }
const lists: Record<string, (query: string) => Promise<string[]>> = {
  threads: async (query) =>
    (await run(threads.loader, get(`/threads?${query}`))).data.rows.map(({ title }: Titled) => title),
  lessons: async (query) =>
    (await run(lessons.loader, get(`/lessons?${query}`))).data.rows.map(({ title }: Titled) => title),
  sessions: async (query) =>
    (await run(sessions.loader, get(`/sessions?${query}`))).data.live.map(({ title }: Titled) => title),
}

describe.each(Object.keys(lists))('the list of %s', (name) => {
  const titles = async (query: string) => (await lists[name]?.(query)) ?? []

  it.each([
    ['the words of the text, whatever their accents', () => 'q=evacuation'],
    ['the beginning of a word', () => 'q=evac'],
    ['a crisis type', () => 'crisisType=flood'],
    ['a crisis type by its parent', () => 'crisisType=natural-disaster'],
    ['a country', () => 'country=lb'],
    ['the kind of stakeholder who made it', () => 'stakeholderType=state-of-origin'],
    ['the type of a practice that it is linked to', () => `typeOfPractice=${typeOfPractice}`],
    ['several of these at once', () => 'q=evacuation&stakeholderType=state-of-origin&country=LB'],
  ])('narrows to %s', async (_what, query) => {
    expect(await titles(query())).toEqual([expect.stringContaining('Évacuation')])
  })

  it.each([
    'q=zebra',
    'stakeholderType=ngos',
    'typeOfPractice=no-such-type',
    'q=evacuation&stakeholderType=host-state',
  ])('is empty where nothing fits: %s', async (query) => {
    expect(await titles(query)).toEqual([])
  })

  it('is whole where the words say nothing', async () => {
    expect(await titles('q=!!!')).toEqual(await titles(''))
  })
})
