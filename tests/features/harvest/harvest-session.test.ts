import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '~/db.server'
import { contextKeysOfId } from '~/features/context/queries.server'
import { harvestSession } from '~/features/harvest/harvest-session.server'
import { lessonsOfSession } from '~/features/harvest/queries.server'
import { endSession } from '~/features/peer-sessions/end-session.server'
import { joinSession } from '~/features/peer-sessions/join-session.server'
import { nameFacilitator } from '~/features/peer-sessions/name-facilitator.server'
import { writeSummary } from '~/features/peer-sessions/write-summary.server'
import { newId } from '~/lib/ids'
import { type Cast, cast } from '../../support/cast'
import { useDatabase } from '../../support/database'
import { liveSession } from '../../support/sessions'

useDatabase()
let people: Cast

beforeAll(async () => {
  people = await cast()
})

async function endedSession() {
  const id = await liveSession(people.amina, { crisisType: ['flood'], country: ['LB'], guideline: ['8'] })
  await joinSession(people.bounmy, id)
  await nameFacilitator(people.amina, id, people.bounmy.id)
  await endSession(people.amina, id)
  await writeSummary(people.amina, id, 'The foremen knew where everybody was.')
  return id
}

describe('harvesting a session', () => {
  it('makes a draft that carries context and summary and points back', async () => {
    const sessionId = await endedSession()
    const { id } = await harvestSession(people.amina, sessionId, { title: 'Ask the foremen', clientId: newId() })
    const lesson = await db.lesson.findUniqueOrThrow({ where: { id } })
    expect(lesson).toMatchObject({
      authorId: people.amina.id,
      state: 'draft',
      sourceKind: 'session',
      peerSessionId: sessionId,
      title: 'Ask the foremen',
      observation: 'The foremen knew where everybody was.',
    })
    expect(await contextKeysOfId(lesson.contextId)).toMatchObject({
      crisisType: ['flood'],
      country: ['LB'],
      guideline: ['8'],
    })
  })

  it('twice with one client id makes one', async () => {
    const sessionId = await endedSession()
    const clientId = newId()
    const first = await harvestSession(people.amina, sessionId, { title: 'Ask the foremen', clientId })
    expect(await harvestSession(people.amina, sessionId, { title: 'Again', clientId })).toEqual(first)
  })

  it('is for who led it, once it is over', async () => {
    const sessionId = await endedSession()
    const draft = () => ({ title: 'Ask the foremen', clientId: newId() })
    expect(await harvestSession(people.bounmy, sessionId, draft())).toHaveProperty('id')
    await expect(harvestSession(people.elif, sessionId, draft())).rejects.toMatchObject({ status: 403 })
    const live = await liveSession(people.amina)
    await expect(harvestSession(people.amina, live, draft())).rejects.toMatchObject({ status: 409 })
    const closed = await liveSession(people.amina, { access: 'invited' })
    await expect(harvestSession(people.elif, closed, draft())).rejects.toMatchObject({ status: 404 })
  })

  it('shows on the session what exists for the viewer, and no lesson whose author is not named', async () => {
    const sessionId = await endedSession()
    const { id } = await harvestSession(people.amina, sessionId, { title: 'Ask the foremen', clientId: newId() })
    const seenBy = async (viewer: Parameters<typeof lessonsOfSession>[0]) =>
      (await lessonsOfSession(viewer, sessionId, 'en-GB')).map((lesson) => lesson.id)
    expect(await seenBy(people.amina)).toEqual([id])
    expect(await seenBy(people.elif)).toEqual([])
    await db.lesson.update({
      where: { id },
      data: { state: 'observation', verifiedAt: new Date(), attribution: 'organization' },
    })
    expect(await seenBy(people.elif)).toEqual([])
    await db.lesson.update({ where: { id }, data: { attribution: 'named' } })
    expect(await seenBy(people.elif)).toEqual([id])
    expect(await seenBy(null)).toEqual([id])
  })
})
