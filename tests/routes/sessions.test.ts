import { beforeAll, describe, expect, it } from 'vitest'
import { endSession } from '~/features/peer-sessions/end-session.server'
import { newId } from '~/lib/ids'
import { loader as list } from '~/routes/sessions._index'
import { loader as page } from '~/routes/sessions.$id'
import { action as invite } from '~/routes/sessions.$id_.invite'
import { handle, loader as messages, action as write } from '~/routes/sessions.$id_.messages'
import { action as summarize } from '~/routes/sessions.$id_.summary'
import { loader as form, action as schedule } from '~/routes/sessions.new'
import { type Cast, cast } from '../support/cast'
import { useDatabase } from '../support/database'
import { get, post, run } from '../support/request'
import { comingSession, liveSession, writtenIn } from '../support/sessions'

useDatabase()
let people: Cast

beforeAll(async () => {
  people = await cast()
})

const fields = (other: Record<string, string | string[]> = {}) => ({
  title: 'Shelters that reach migrant workers',
  purpose: 'Hear how others found them.',
  format: 'peer-assist',
  startsAt: '',
  timeZone: 'Asia/Beirut',
  access: 'open',
  clientId: newId(),
  ...other,
})

describe('POST /sessions/new', () => {
  it('answers 303 with the address of the session, and the second time with the same', async () => {
    const filled = fields({ crisisType: 'flood', guideline: '8', samplePractice: '8.4' })
    const first = await run(schedule, post('/sessions/new', filled, people.amina))
    expect(first).toMatchObject({ status: 303, location: expect.stringMatching(/^\/sessions\/[0-9a-z]{14}$/) })
    expect(await run(schedule, post('/sessions/new', filled, people.amina))).toMatchObject({ location: first.location })
    const { data } = await run(page, get(first.location!, null), { id: first.location!.split('/')[2]! })
    expect(data.session.context.map(({ key }: { key: string }) => key)).toEqual(['flood', '8', '8.4'])
  })

  it('answers 400 with a sentence for each field and all that was typed', async () => {
    const { status, data } = await run(
      schedule,
      post('/sessions/new', { ...fields(), title: ' ', access: 'secret', country: ['LB', 'TH'] }, people.amina),
    )
    expect(status).toBe(400)
    expect(data.errors).toMatchObject({
      title: { key: 'peerSessions.form.titleMissing' },
      access: { key: 'peerSessions.form.accessMissing' },
    })
    expect(data.values).toMatchObject({ purpose: ['Hear how others found them.'], country: ['LB', 'TH'] })
    expect(data.picker.selected.map(({ key }: { key: string }) => key)).toEqual(['LB', 'TH'])
  })

  it('sends a guest to sign in, and has the context of the address in its form', async () => {
    expect(await run(schedule, post('/sessions/new', fields()))).toMatchObject({
      status: 303,
      location: expect.stringMatching(/^\/sign-in/),
    })
    const { data } = await run(form, get('/sessions/new?crisisType=flood', people.amina))
    expect(data.picker.selected).toMatchObject([{ key: 'flood' }])
    expect(data.timeZones).toContain('Asia/Beirut')
  })
})

describe('/sessions/:id/messages', () => {
  it('takes a plain form and answers with the message in its session', async () => {
    const id = await liveSession(people.amina)
    const filled = { body: 'By form', clientId: newId() }
    const first = await run(write, post(`/sessions/${id}/messages`, filled, people.bounmy), { id })
    const [row] = await writtenIn(id)
    expect(first).toMatchObject({ status: 303, location: `/sessions/${id}#message-${row?.id}` })
    expect(await run(write, post(`/sessions/${id}/messages`, filled, people.bounmy), { id })).toMatchObject({
      location: first.location,
    })
    expect(await writtenIn(id)).toHaveLength(1)
  })

  it('answers 400 with what was typed, and 409 with it where the room is closed', async () => {
    const [live, coming] = [await liveSession(people.amina), await comingSession(people.amina)]
    const clientId = newId()
    const empty = await run(write, post(`/sessions/${live}/messages`, { body: ' ', clientId }, people.bounmy), {
      id: live,
    })
    expect(empty).toMatchObject({ status: 400, data: { errors: { body: { key: 'peerSessions.message.empty' } } } })
    const long = await run(
      write,
      post(`/sessions/${live}/messages`, { body: 'x'.repeat(4001), clientId }, people.bounmy),
      {
        id: live,
      },
    )
    expect(long).toMatchObject({ status: 400, data: { values: { body: ['x'.repeat(4001)] } } })
    const early = await run(write, post(`/sessions/${coming}/messages`, { body: 'Early', clientId }, people.bounmy), {
      id: coming,
    })
    expect(early).toMatchObject({
      status: 409,
      data: { errors: { body: { key: 'peerSessions.message.notYet' } }, values: { body: ['Early'] } },
    })
  })

  it('does not exist for outsiders, whatever they send, and sends guests to sign in', async () => {
    const id = await liveSession(people.amina, { access: 'invited' })
    for (const body of ['Hello', '']) {
      expect(await run(write, post(`/sessions/${id}/messages`, { body }, people.elif), { id })).toMatchObject({
        status: 404,
      })
    }
    expect(await run(write, post(`/sessions/${id}/messages`, { body: 'Hello' }), { id })).toMatchObject({ status: 303 })
    expect(await run(messages, get(`/sessions/${id}/messages`, people.elif), { id })).toMatchObject({ status: 404 })
    expect(await run(page, get(`/sessions/${id}`, people.dmitri), { id })).toMatchObject({ status: 404 })
    expect(await writtenIn(id)).toEqual([])
  })

  it('is a JSON array of what came after a number', async () => {
    const id = await liveSession(people.amina)
    for (const body of ['One', 'Two', 'Three']) {
      await run(write, post(`/sessions/${id}/messages`, { body, clientId: newId() }, people.bounmy), { id })
    }
    expect(handle).toEqual({ json: true })
    const read = async (after: string, viewer: Parameters<typeof get>[1] = null) =>
      (await run(messages, get(`/sessions/${id}/messages${after}`, viewer), { id })).data
    expect((await read('?after=1')).map(({ number }: { number: number }) => number)).toEqual([2, 3])
    for (const odd of ['', '?after=', '?after=-1', '?after=x', '?after=1e400']) expect(await read(odd)).toHaveLength(3)
    expect((await read(''))[0]).not.toHaveProperty('clientId')
    expect((await read('', people.bounmy))[0]).toMatchObject({
      number: 1,
      body: 'One',
      html: '<p dir="auto">One</p>',
      author: { id: people.bounmy.id, name: 'Bounmy Keo' },
      clientId: expect.any(String),
    })
  })
})

describe('the pages', () => {
  it('list what runs, what comes and what is over', async () => {
    const [live, coming, over] = [
      await liveSession(people.amina, { crisisType: ['earthquake'] }),
      await comingSession(people.amina, { crisisType: ['earthquake'] }),
      await liveSession(people.amina, { crisisType: ['earthquake'] }),
    ]
    await endSession(people.amina, over)
    const { data } = await run(list, get('/sessions?crisisType=earthquake'))
    const ids = (rows: { id: string }[]) => rows.map(({ id }) => id)
    expect([ids(data.live), ids(data.upcoming), ids(data.over)]).toEqual([[live], [coming], [over]])
  })

  it('show the door, the room and the record', async () => {
    const [live, coming] = [await liveSession(people.amina), await comingSession(people.amina)]
    const at = async (id: string, query = '') => (await run(page, get(`/sessions/${id}${query}`), { id })).data
    expect(await at(coming)).toMatchObject({ lobby: {}, room: null, earlier: null, record: null })
    expect(await at(live)).toMatchObject({ lobby: null, room: { live: { messages: [] } }, earlier: null, record: null })
    expect(await at(live, '?after=0')).toMatchObject({ room: null, earlier: { page: { messages: [] } }, record: null })
    await endSession(people.amina, live)
    const read = { written: { page: { messages: [] } }, outcomes: { lessons: [] } }
    expect(await at(live)).toMatchObject({ room: null, record: { read } })
  })

  it('take an invitation and a summary from who leads alone', async () => {
    const id = await liveSession(people.amina)
    const email = 'bounmy@example.org'
    expect(await run(invite, post(`/sessions/${id}/invite`, { email }, people.elif), { id })).toMatchObject({
      status: 403,
    })
    expect(await run(invite, post(`/sessions/${id}/invite`, { email }, people.amina), { id })).toMatchObject({
      status: 303,
    })
    expect(await run(invite, post(`/sessions/${id}/invite`, { email: 'x@y.zz' }, people.amina), { id })).toMatchObject({
      status: 400,
      data: { values: { email: ['x@y.zz'] } },
    })
    await endSession(people.amina, id)
    const summary = { summary: 'Call the foremen.' }
    expect(await run(summarize, post(`/sessions/${id}/summary`, summary, people.elif), { id })).toMatchObject({
      status: 403,
    })
    expect(await run(summarize, post(`/sessions/${id}/summary`, summary, people.amina), { id })).toMatchObject({
      status: 303,
    })
  })
})
