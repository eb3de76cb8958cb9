import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '~/db.server'
import { emptyContext } from '~/features/context/context'
import { contextKeysOfId } from '~/features/context/queries.server'
import { harvestSession } from '~/features/harvest/harvest-session.server'
import { outcomesOf } from '~/features/harvest/queries.server'
import type { Viewer } from '~/features/members/viewer'
import { endSession } from '~/features/peer-sessions/end-session.server'
import { agreeAction } from '~/features/session-actions/agree-action.server'
import { newId } from '~/lib/ids'
import { loader as sessionPage } from '~/routes/sessions.$id'
import { loader as threadPage } from '~/routes/threads.$id'
import { loader as newThread, action as openThread } from '~/routes/threads.new'
import { type Cast, cast } from '../../support/cast'
import { useDatabase } from '../../support/database'
import { get, post, run } from '../../support/request'
import { liveSession } from '../../support/sessions'

useDatabase()
let people: Cast
beforeAll(async () => {
  people = await cast()
})

/** Opens a thread through its form. @returns its id */
async function goOn(viewer: Viewer, sessionId: string, other: Record<string, string> = {}) {
  const fields = { title: 'What came after', body: 'Tell us.', session: sessionId, clientId: newId(), ...other }
  const { status, location } = await run(openThread, post('/threads/new', fields, viewer))
  expect(status).toBe(303)
  return location?.split('/')[2] ?? ''
}

describe('what came of a session', () => {
  it('stands on it: lessons, what was agreed, threads; each links back', async () => {
    const id = await liveSession(people.amina, { title: 'Foremen', crisisType: ['flood'] })
    await agreeAction(people.bounmy, id, { what: 'Call', with: '', owner: '', dueDate: '', clientId: newId() })
    await endSession(people.amina, id)
    const thread = await goOn(people.bounmy, id)
    const { id: lesson } = await harvestSession(people.amina, id, { title: 'Ask', clientId: newId() })
    const own = await outcomesOf(people.amina, id, 'en')
    expect([own.lessons, own.actions, own.threads].map((list) => list.length)).toEqual([1, 1, 1])
    expect(own.lessons[0]?.id).toBe(lesson)
    expect(own.threads[0]?.id).toBe(thread)
    const others = await outcomesOf(null, id, 'en')
    expect([others.lessons, others.actions, others.threads].map((list) => list.length)).toEqual([0, 1, 1])
    const { data } = await run(sessionPage, get(`/sessions/${id}`), { id })
    expect(JSON.stringify(data)).toContain(thread)
    const page = await run(threadPage, get(`/threads/${thread}`), { id: thread })
    expect(page.data.session).toMatchObject({ id, title: 'Foremen' })
  })

  it('is for whom the label names', async () => {
    const id = await liveSession(people.amina, { access: 'members', sharing: 'red' })
    await expect(outcomesOf(people.farid, id, 'en')).rejects.toMatchObject({ status: 403 })
    await expect(outcomesOf(null, id, 'en')).rejects.toMatchObject({ status: 404 })
    expect((await outcomesOf(people.amina, id, 'en')).actions).toEqual([])
  })
})

describe('a thread that goes on from a session', () => {
  it('begins with what the session was about', async () => {
    const id = await liveSession(people.amina, { title: 'Foremen', crisisType: ['flood'], country: ['LB'] })
    const { data } = await run(newThread, get(`/threads/new?session=${id}`, people.bounmy))
    expect(data.session).toMatchObject({ id, title: 'Foremen' })
    expect(data.picker.selected.map(({ key }: { key: string }) => key).toSorted()).toEqual(['LB', 'flood'])
  })

  it('keeps what its author chose', async () => {
    const id = await liveSession(people.amina, { crisisType: ['flood'] })
    const thread = await goOn(people.bounmy, id, { country: 'LB' })
    const row = await db.thread.findUniqueOrThrow({ where: { id: thread } })
    expect(row.peerSessionId).toBe(id)
    expect(await contextKeysOfId(row.contextId)).toEqual({ ...emptyContext(), country: ['LB'] })
  })

  it('links to no session that its author may not see, and names none to readers who may not', async () => {
    const hidden = await liveSession(people.amina, { title: 'Behind doors', access: 'invited' })
    const strangers = await goOn(people.farid, hidden)
    expect((await db.thread.findUniqueOrThrow({ where: { id: strangers } })).peerSessionId).toBeNull()
    expect((await run(newThread, get(`/threads/new?session=${hidden}`, people.farid))).data.session).toBeNull()
    const own = await goOn(people.amina, hidden)
    const seen = async (viewer: Viewer | null) =>
      JSON.stringify((await run(threadPage, get(`/threads/${own}`, viewer), { id: own })).data)
    expect(await seen(people.amina)).toContain('Behind doors')
    for (const viewer of [null, people.farid, people.dmitri]) {
      expect(await seen(viewer)).not.toContain('Behind doors')
      expect(await seen(viewer)).not.toContain(hidden)
    }
  })
})
