import { beforeAll, describe, expect, it } from 'vitest'
import { joinSession } from '~/features/peer-sessions/join-session.server'
import { moderationFor } from '~/features/peer-sessions/moderation-queries.server'
import { muteMember } from '~/features/peer-sessions/mute-member.server'
import { sendRoomMessage } from '~/features/peer-sessions/send-room-message.server'
import { stepSession } from '~/features/peer-sessions/step-session.server'
import { newId } from '~/lib/ids'
import { loader as page } from '~/routes/sessions.$id'
import { action as cancel, loader as cancelPage } from '~/routes/sessions.$id_.cancel'
import { action as hand } from '~/routes/sessions.$id_.hand'
import { action as write, headers as writeHeaders } from '~/routes/sessions.$id_.messages'
import { loader as all, action as decideAll } from '~/routes/sessions.$id_.participants'
import { action as decide, loader as one } from '~/routes/sessions.$id_.participants_.$member'
import { action as slow } from '~/routes/sessions.$id_.slow-mode'
import { loader as state } from '~/routes/sessions.$id_.state'
import { action as schedule } from '~/routes/sessions.new'
import { type Cast, cast } from '../support/cast'
import { useDatabase } from '../support/database'
import { get, post, run } from '../support/request'
import { comingSession, liveSession } from '../support/sessions'

useDatabase()
let people: Cast
beforeAll(async () => {
  people = await cast()
})
const missing = { status: 404 }
const notLeading = { status: 403, data: { key: 'peerSessions.errors.notLeading' } }

describe('GET /sessions/:id', () => {
  it('leads who facilitates by a seat to all that he or she decides, and nobody else who takes part', async () => {
    const id = await liveSession(people.amina, { format: 'peer-assist' })
    for (const one of [people.bounmy, people.elif]) await joinSession(one, id)
    await stepSession(people.amina, id, { type: 'give', role: 'facilitator', member: people.bounmy.id })
    const abilitiesOf = async (viewer: Cast['amina']) =>
      (await run(page, get(`/sessions/${id}`, viewer), { id })).data.session.can
    expect(await abilitiesOf(people.bounmy)).toMatchObject({ moderate: true, cancel: true, invite: false, end: false })
    expect(await abilitiesOf(people.elif)).toMatchObject({ moderate: false, cancel: false })
  })
})

describe('POST /sessions/:id/participants/:member', () => {
  const say = (id: string, member: string, intent: string, viewer: Cast['amina'] | null) =>
    run(decide, post(`/sessions/${id}/participants/${member}`, { intent }, viewer), { id, member })

  it('mutes, lets write, puts out and lets in again, and answers with the list where it can be undone', async () => {
    const id = await liveSession(people.amina)
    await joinSession(people.bounmy, id)
    const member = people.bounmy.id
    for (const intent of ['mute', 'unmute', 'remove', 'admit']) {
      expect(await say(id, member, intent, people.amina)).toMatchObject({
        status: 303,
        location: `/sessions/${id}/participants`,
      })
    }
  })

  it('refuses who does not lead, what cannot be read, and guests', async () => {
    const id = await liveSession(people.amina)
    await joinSession(people.bounmy, id)
    expect(await say(id, people.bounmy.id, 'mute', people.elif)).toMatchObject(notLeading)
    expect(await say(id, people.bounmy.id, 'praise', people.amina)).toMatchObject({ status: 400 })
    expect(await say(id, people.farid.id, 'mute', people.amina)).toMatchObject(missing)
    expect(await say(id, people.bounmy.id, 'mute', null)).toMatchObject({
      status: 303,
      location: expect.stringMatching(/^\/sign-in/),
    })
  })

  it('asks on a page first, which only leads find', async () => {
    const id = await liveSession(people.amina)
    await joinSession(people.bounmy, id)
    const params = { id, member: people.bounmy.id }
    const path = `/sessions/${id}/participants/${people.bounmy.id}`
    expect(await run(one, get(path, people.amina), params)).toMatchObject({
      status: 200,
      data: { person: { name: 'Bounmy Keo', state: 'there' } },
    })
    expect(await run(one, get(path, people.elif), params)).toMatchObject(notLeading)
  })
})

describe('who asks to be let in', () => {
  it('is let in or declined one by one and all at once', async () => {
    const made = await run(
      schedule,
      post(
        '/sessions/new',
        {
          ...{ title: 'Asked', purpose: 'To learn.', format: '', startsAt: '', timeZone: 'UTC', access: 'members' },
          ...{ admission: 'on', clientId: newId() },
        },
        people.amina,
      ),
    )
    const id = made.location?.split('/')[2] ?? ''
    for (const guest of [people.bounmy, people.elif, people.farid]) await joinSession(guest, id)
    expect((await run(page, get(`/sessions/${id}`, people.amina), { id })).data.room.asking).toHaveLength(3)
    expect((await run(page, get(`/sessions/${id}`, people.bounmy), { id })).data).toMatchObject({
      session: { asked: 'asked' },
      room: { asking: [], facilitation: { standingRefusal: 'peerSessions.admission.asked' } },
    })
    const member = people.bounmy.id
    await run(decide, post(`/sessions/${id}/participants/${member}`, { intent: 'decline' }, people.amina), {
      id,
      member,
    })
    const everybody = (intent: string, viewer = people.amina) =>
      run(decideAll, post(`/sessions/${id}/participants`, { intent }, viewer), { id })
    expect(await everybody('admit', people.elif)).toMatchObject(notLeading)
    expect(await everybody('admit')).toMatchObject({ status: 303, location: `/sessions/${id}/participants` })
    expect((await moderationFor(people.amina, id)).asking).toMatchObject([{ id: member, state: 'declined' }])
    expect(await run(all, get(`/sessions/${id}/participants`, people.elif), { id })).toMatchObject(notLeading)
  })
})

describe('POST /sessions/:id/messages', () => {
  const send = (id: string, viewer: Cast['amina']) =>
    run(write, post(`/sessions/${id}/messages`, { body: 'What I typed', clientId: newId() }, viewer), { id })

  it('answers 403 to who is muted, with what was typed', async () => {
    const id = await liveSession(people.amina)
    await joinSession(people.bounmy, id)
    await muteMember(people.amina, id, people.bounmy.id)
    const answer = await send(id, people.bounmy)
    expect(answer.status).toBe(403)
    expect(answer.data).toMatchObject({
      errors: { body: { key: 'peerSessions.moderation.muted' } },
      values: { body: ['What I typed'] },
    })
  })

  it('answers 429 with Retry-After too soon in slow mode, with what was typed', async () => {
    const id = await liveSession(people.amina)
    const set = (seconds: string, viewer = people.amina) =>
      run(slow, post(`/sessions/${id}/slow-mode`, { seconds }, viewer), { id })
    expect(await set('60', people.bounmy)).toMatchObject(notLeading)
    expect(await set('7')).toMatchObject({ status: 400 })
    expect(await set('60')).toMatchObject({ status: 303, location: `/sessions/${id}` })
    expect(await send(id, people.bounmy)).toMatchObject({ status: 303 })
    const answer = await send(id, people.bounmy)
    expect(answer.status).toBe(429)
    const none = new Headers()
    const page = { actionHeaders: answer.headers, loaderHeaders: none, parentHeaders: none, errorHeaders: undefined }
    expect(Number(new Headers(writeHeaders(page)).get('Retry-After'))).toBeGreaterThan(50)
    expect(answer.data.values.body).toEqual(['What I typed'])
  })
})

describe('POST /sessions/:id/hand', () => {
  it('chooses whether new voices go first, by facilitators', async () => {
    const id = await liveSession(people.amina)
    const order = (newVoicesFirst: string, viewer = people.amina) =>
      run(hand, post(`/sessions/${id}/hand`, { intent: 'order', newVoicesFirst }, viewer), { id })
    const now = async () => (await run(state, get(`/sessions/${id}/state`), { id })).data.newVoicesFirst
    expect(await now()).toBe(true)
    expect(await order('', people.bounmy)).toMatchObject({ status: 403 })
    expect(await order('')).toMatchObject({ status: 303 })
    expect(await now()).toBe(false)
    await order('on')
    expect(await now()).toBe(true)
  })
})

describe('POST /sessions/:id/cancel', () => {
  it('cancels and holds it after all', async () => {
    const id = await comingSession(people.amina)
    const send = (fields: Record<string, string>, viewer = people.amina) =>
      run(cancel, post(`/sessions/${id}/cancel`, fields, viewer), { id })
    expect(await run(cancelPage, get(`/sessions/${id}/cancel`, people.elif), { id })).toMatchObject(notLeading)
    expect(await run(cancelPage, get(`/sessions/${id}/cancel`, people.amina), { id })).toMatchObject({ status: 200 })
    expect(await send({ reason: 'Ill.' }, people.elif)).toMatchObject(notLeading)
    expect(await send({ reason: 'x'.repeat(501) })).toMatchObject({ status: 400 })
    expect(await send({ reason: 'Ill.' })).toMatchObject({ status: 303, location: `/sessions/${id}` })
    expect((await run(page, get(`/sessions/${id}`), { id })).data.session).toMatchObject({
      status: 'past',
      cancelReason: 'Ill.',
    })
    expect(await run(cancelPage, get(`/sessions/${id}/cancel`, people.amina), { id })).toMatchObject({ status: 409 })
    await send({ intent: 'reinstate' })
    expect((await run(page, get(`/sessions/${id}`), { id })).data.session.status).toBe('upcoming')
  })

  it('comes back with the places where the reason may identify somebody', async () => {
    const id = await comingSession(people.amina, { access: 'open' })
    const reason = 'Call +961 70 123 456 for news.'
    const answer = await run(cancel, post(`/sessions/${id}/cancel`, { reason }, people.amina), { id })
    expect(answer).toMatchObject({ status: 400, data: { values: { reason: [reason] }, harm: { confirmable: false } } })
  })
})

describe('GET /sessions/:id?follow=30', () => {
  it('refreshes itself without scripts for members, and always for guests', async () => {
    const id = await liveSession(people.amina)
    await sendRoomMessage(people.bounmy, id, { body: 'Hello', clientId: newId() })
    const at = async (query: string, viewer: Cast['amina'] | null) =>
      (await run(page, get(`/sessions/${id}${query}`, viewer), { id })).data
    expect(await at('?follow=30', people.amina)).toMatchObject({
      room: { follow: true },
      refreshAfter: { seconds: 30, scripts: true },
    })
    expect(await at('?follow=30', null)).toMatchObject({ refreshAfter: { seconds: 30, scripts: false } })
    for (const query of ['', '?follow=1']) expect(await at(query, null)).toMatchObject({ refreshAfter: null })
  })
})
