import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '~/db.server'
import { endSession } from '~/features/peer-sessions/end-session.server'
import { feedbackFor } from '~/features/peer-sessions/feedback-queries.server'
import { giveFeedback } from '~/features/peer-sessions/give-feedback.server'
import { joinSession } from '~/features/peer-sessions/join-session.server'
import { unlinkAuthors } from '~/features/peer-sessions/unlink-authors.server'
import { action, loader } from '~/routes/sessions.$id_.feedback'
import { type Cast, cast } from '../../support/cast'
import { useDatabase } from '../../support/database'
import { get, post, run } from '../../support/request'
import { liveSession } from '../../support/sessions'

useDatabase()
let people: Cast
beforeAll(async () => {
  people = await cast()
})

const said = (change = '', useful: 'yes' | 'partly' | 'no' = 'yes') => ({ useful, change, harmConfirmed: undefined })

/** A session that is over, with Bounmy, Elif and Farid in it. */
async function held(other = {}) {
  const id = await liveSession(people.amina, other)
  for (const one of [people.bounmy, people.elif, people.farid]) await joinSession(one, id)
  await endSession(people.amina, id)
  return id
}

describe('the two questions after a session', () => {
  it('are answered once by each who was there, and can be answered anew', async () => {
    const id = await held()
    await giveFeedback(people.bounmy, id, said('Call the foremen first.'))
    await giveFeedback(people.bounmy, id, said('Ask the foremen first.', 'partly'))
    expect(await db.sessionFeedback.count({ where: { sessionId: id } })).toBe(1)
    expect(await feedbackFor(people.bounmy, id)).toEqual({
      ...{ canGive: true, leads: false, summary: null },
      mine: { useful: 'partly', change: 'Ask the foremen first.' },
    })
  })

  it('are read by who leads, without names, from three answers on, and by nobody else', async () => {
    const id = await held()
    for (const one of [people.bounmy, people.elif]) await giveFeedback(one, id, said(`Of ${one.stakeholderTypeSlug}`))
    expect(await feedbackFor(people.amina, id)).toMatchObject({ leads: true, summary: null, mine: null })
    await giveFeedback(people.farid, id, said('', 'no'))
    const { summary } = await feedbackFor(people.amina, id)
    expect(summary).toMatchObject({ count: 3, useful: { yes: 2, partly: 0, no: 1 } })
    expect(summary?.changes.toSorted()).toEqual(['Of host-state', 'Of ngos'])
    expect(JSON.stringify(summary)).not.toContain(people.bounmy.id)
    for (const other of [people.bounmy, people.carmen, people.dmitri]) {
      expect((await feedbackFor(other, id)).summary).toBeNull()
    }
  })

  it('are not for who was not there, nor before the end, nor of a session that does not exist for one', async () => {
    const id = await held()
    await expect(giveFeedback(people.dmitri, id, said())).rejects.toMatchObject({ status: 403 })
    const running = await liveSession(people.amina)
    await expect(giveFeedback(people.amina, running, said())).rejects.toMatchObject({ status: 409 })
    const hidden = await held({ access: 'members' })
    await db.peerSession.update({ where: { id: hidden }, data: { access: 'invited' } })
    await expect(giveFeedback(people.dmitri, hidden, said())).rejects.toMatchObject({ status: 404 })
  })

  it('keep their answers and lose who gave them under the Chatham House Rule, and take none after that', async () => {
    const id = await held({ chathamHouse: true, unlinkAfterDays: 1 })
    for (const one of [people.bounmy, people.elif, people.farid]) await giveFeedback(one, id, said())
    await unlinkAuthors(new Date(Date.now() + 2 * 86_400_000))
    expect(await db.sessionFeedback.count({ where: { sessionId: id, memberId: null } })).toBe(3)
    expect((await feedbackFor(people.amina, id)).summary?.count).toBe(3)
    expect((await feedbackFor(people.bounmy, id)).mine).toBeNull()
    await expect(giveFeedback(people.bounmy, id, said())).rejects.toMatchObject({ status: 409 })
  })

  it('come back with a sentence where no choice was made, and with what may identify somebody', async () => {
    const id = await held()
    const send = (fields: Record<string, string>, viewer = people.bounmy) =>
      run(action, post(`/sessions/${id}/feedback`, fields, viewer), { id })
    const wrong = await send({ useful: 'very', change: 'Kept words' })
    expect(wrong).toMatchObject({ status: 400, data: { values: { change: ['Kept words'] } } })
    expect(wrong.data.errors).toHaveProperty('useful')
    const change = 'Call Ahmed at +961 3 123 456'
    const found = await send({ useful: 'yes', change })
    expect(found).toMatchObject({ status: 400, data: { harm: { confirmable: true } } })
    expect((await send({ useful: 'yes', change, intent: 'mask' })).data.values.change[0]).not.toContain('123 456')
    expect((await send({ useful: 'yes', change: 'Fine' })).location).toBe(`/sessions/${id}#feedback`)
    expect((await send({ useful: 'yes' }, people.dmitri)).status).toBe(403)
    expect((await run(loader, get('/x', people.dmitri), { id })).status).toBe(403)
    expect((await run(loader, get('/x', people.bounmy), { id })).data.mine).toEqual({ useful: 'yes', change: 'Fine' })
  })
})
