import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '~/db.server'
import { type ContextKeys, pickContextKeys } from '~/features/context/context'
import { contextItemsOf } from '~/features/context/queries.server'
import { fittingPractices } from '~/features/insights/fitting-practices.server'
import { loader as page } from '~/routes/sessions.$id'
import { type Cast, cast } from '../../support/cast'
import { useDatabase } from '../../support/database'
import { get, run } from '../../support/request'
import { comingSession } from '../../support/sessions'

useDatabase()
let people: Cast
beforeAll(async () => {
  people = await cast()
})

const fitting = async (keys: Partial<ContextKeys>, options = {}) =>
  fittingPractices(null, await contextItemsOf(pickContextKeys(keys), 'en'), options)

describe('the practices that fit', () => {
  it('share what they stand beside, those that share more first', async () => {
    const found = await fitting({ crisisType: ['flood'], guideline: ['8'] })
    expect(found).toHaveLength(3)
    const shares = found.map(({ shared }) => shared.length)
    expect(shares).toEqual([...shares].sort((a, b) => b - a))
    for (const { slug, shared } of found) {
      expect(shared.length).toBeGreaterThan(0)
      expect(await db.practice.count({ where: { slug } })).toBe(1)
    }
  })

  it('are none where nothing is shared, or there is nothing to share', async () => {
    expect(await fitting({})).toEqual([])
    expect(await fitting({ crisisType: ['flood'] }, { limit: 1 })).toHaveLength(1)
  })

  it('stand in the lobby of a session to come', async () => {
    const id = await comingSession(people.amina, { crisisType: ['flood'], guideline: ['8'] })
    const { data } = await run(page, get(`/sessions/${id}`), { id })
    expect(data.lobby.practices).toHaveLength(3)
  })
})
