import { beforeAll, describe, expect, it } from 'vitest'
import { verifyLesson } from '~/features/lessons/verify-lesson.server'
import { loader as search } from '~/routes/context'
import { loader as country } from '~/routes/countries.$code'
import { loader as crisisTypes } from '~/routes/crisis-types._index'
import { loader as crisisType } from '~/routes/crisis-types.$slug'
import { loader as phase } from '~/routes/phases.$slug'
import { type Cast, cast } from '../support/cast'
import { useDatabase } from '../support/database'
import { planSession, startThread, submitLesson } from '../support/follow-world'
import { get, run } from '../support/request'

useDatabase()

let people: Cast
const about = { crisisType: ['flood'], phase: ['emergency-response'], country: ['LA'] }

beforeAll(async () => {
  people = await cast()
  await startThread(people.amina, 'Boats for the delta', about)
  const id = await submitLesson(people.amina, 'Radio first', about)
  await verifyLesson(people.carmen, id, { note: '', version: null })
  await submitLesson(people.amina, 'Not checked yet', about)
  await planSession(people.amina, 'Who has boats', 'open', about)
  await planSession(people.amina, 'Behind closed doors', 'invited', about)
})

const titles = ({ under }: { under: Record<string, { rows: { title: string }[] }> }) =>
  ['lessons', 'threads', 'sessions'].flatMap((list) => under[list]?.rows.map(({ title }) => title) ?? [])

describe('the page of a crisis type, phase or country', () => {
  const everything = ['Radio first', 'Boats for the delta', 'Who has boats']

  it('shows what is about it, and nothing that a guest may not see', async () => {
    expect(titles((await run(crisisType, get('/crisis-types/flood'), { slug: 'flood' })).data)).toEqual(everything)
    expect(titles((await run(phase, get('/phases/x'), { slug: 'emergency-response' })).data)).toEqual(everything)
    expect(titles((await run(country, get('/countries/LA'), { code: 'LA' })).data)).toEqual(everything)
  })

  it('of a parent crisis type shows what is about its children', async () => {
    const { data } = await run(crisisType, get('/crisis-types/x'), { slug: 'natural-disaster' })
    expect(titles(data)).toEqual(everything)
    expect(titles((await run(crisisType, get('/crisis-types/x'), { slug: 'drought' })).data)).toEqual([])
  })

  it('leads to forms that bring it along', async () => {
    const { data } = await run(country, get('/countries/LA'), { code: 'LA' })
    expect(data.under.begin.thread).toBe('/threads/new?country=LA')
  })

  it('has one address, and none for what is not there', async () => {
    expect((await run(country, get('/countries/la'), { code: 'la' })).location).toBe('/countries/LA')
    expect((await run(country, get('/countries/global'), { code: 'global' })).status).toBe(200)
    expect((await run(country, get('/countries/XX'), { code: 'XX' })).status).toBe(404)
    expect((await run(crisisType, get('/crisis-types/godzilla'), { slug: 'godzilla' })).status).toBe(404)
    expect((await run(phase, get('/phases/never'), { slug: 'never' })).status).toBe(404)
  })

  it('is listed with both levels and counts', async () => {
    const { data } = await run(crisisTypes, get('/crisis-types'))
    expect(data.crisisTypes.map(({ slug }: { slug: string }) => slug)).toEqual([
      'conflict',
      'natural-disaster',
      'other',
    ])
    expect(data.counts.crisisTypes.flood).toBeGreaterThanOrEqual(2)
  })
})

describe('GET /context', () => {
  it('answers the picker with what it finds', async () => {
    const answer = await run(search, get('/context?q=flood'))
    expect(answer.data[0]).toEqual({
      kind: 'crisisType',
      key: 'flood',
      label: 'Flood',
      href: '/crisis-types/flood',
      about: 'Natural Disaster',
      family: 'natural-disaster',
    })
    expect((await run(search, get('/context'))).data).toEqual([])
  })
})
