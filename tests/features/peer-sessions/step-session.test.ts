import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '~/db.server'
import { phasesRun, sessionState } from '~/features/peer-sessions/facilitation.server'
import { inviteMember } from '~/features/peer-sessions/invite-member.server'
import { joinSession } from '~/features/peer-sessions/join-session.server'
import { sendRoomMessage } from '~/features/peer-sessions/send-room-message.server'
import { stepSession } from '~/features/peer-sessions/step-session.server'
import { newId } from '~/lib/ids'
import { type Cast, cast, emailOf } from '../../support/cast'
import { useDatabase } from '../../support/database'
import { comingSession, liveSession, writtenIn } from '../../support/sessions'

useDatabase()
let people: Cast
beforeAll(async () => {
  people = await cast()
})

/** A troika of Amina (client), Bounmy and Elif (consultants), which Farid organizes. */
async function troika() {
  const { amina, bounmy, elif, farid } = people
  const id = await liveSession(farid, { format: 'troika-consulting', access: 'members' })
  for (const one of [amina, bounmy, elif]) await joinSession(one, id)
  await stepSession(amina, id, { type: 'take', role: 'client', member: '' })
  await stepSession(bounmy, id, { type: 'take', role: 'consultant', member: '' })
  await stepSession(farid, id, { type: 'give', role: 'consultant', member: elif.id })
  return id
}

const next = async (id: string) => {
  const { number } = await sessionState(people.farid, id)
  await stepSession(people.farid, id, { type: 'next', number })
}

describe('a facilitated session', () => {
  it('goes through its phases, and shows everybody in it where it stands', async () => {
    const id = await troika()
    expect(await sessionState(people.elif, id)).toMatchObject({
      format: 'troika-consulting',
      stage: 'before',
      phase: null,
    })
    await stepSession(people.farid, id, { type: 'start' })
    const state = await sessionState(people.elif, id)
    expect(state.phase).toMatchObject({
      slug: 'the-challenge-and-the-help-wanted',
      number: 1,
      paused: false,
      maySpeak: 'client',
      mayWrite: 'all',
      index: 1,
      of: 4,
      rounds: 3,
    })
    expect(Date.parse(state.phase?.endsAt ?? '') - Date.parse(state.phase?.startedAt ?? '')).toBe(120_000)
    expect(state.roles.map(({ slug, members, missing }) => [slug, members.map(({ name }) => name), missing])).toEqual([
      ['client', ['Amina Diallo'], 0],
      ['consultant', ['Bounmy Keo', 'Elif Kaya'], 0],
    ])
  })

  it('keeps when each phase began and ended', async () => {
    const id = await troika()
    await stepSession(people.farid, id, { type: 'start' })
    await next(id)
    await stepSession(people.farid, id, { type: 'finish' })
    const records = await db.sessionPhaseRecord.findMany({ where: { sessionId: id }, orderBy: { number: 'asc' } })
    expect(records.map(({ slug }) => slug)).toEqual(['the-challenge-and-the-help-wanted', 'clarifying-questions'])
    expect(records.every(({ endedAt }) => endedAt !== null)).toBe(true)
    expect((await phasesRun(people.elif, id)).map(({ name }) => name)).toEqual([
      'The challenge and the help wanted',
      'Clarifying questions',
    ])
  })

  it('makes one step when two facilitators press at once', async () => {
    const id = await troika()
    await stepSession(people.farid, id, { type: 'start' })
    const { number } = await sessionState(people.farid, id)
    await Promise.all([1, 2, 3].map(() => stepSession(people.farid, id, { type: 'next', number })))
    expect((await sessionState(people.farid, id)).number).toBe(number + 1)
  })

  it('is moved by its organizer and facilitators, not by those who take part', async () => {
    const id = await troika()
    await expect(stepSession(people.amina, id, { type: 'start' })).rejects.toMatchObject({ status: 403 })
    await stepSession(people.farid, id, { type: 'start' })
    await expect(stepSession(people.bounmy, id, { type: 'next' })).rejects.toMatchObject({ status: 403 })
  })

  it('turns the client away: who may not write in a phase is refused by the server, who may is not', async () => {
    const id = await troika()
    await stepSession(people.farid, id, { type: 'start' })
    await next(id)
    await next(id)
    const message = { body: 'May I add something?', clientId: newId() }
    await expect(sendRoomMessage(people.amina, id, message)).rejects.toMatchObject({
      status: 403,
      key: 'peerSessions.phase.notYours',
    })
    await sendRoomMessage(people.bounmy, id, { body: 'Two of us talk.', clientId: newId() })
    await sendRoomMessage(people.farid, id, { body: 'One minute left.', clientId: newId() })
    expect((await writtenIn(id)).map(({ body }) => body)).toEqual(['Two of us talk.', 'One minute left.'])
  })

  it('tells its room of each change, and of a press that changed nothing not', async () => {
    const id = await troika()
    const told = () => db.event.count({ where: { type: 'session.stepped', payload: { contains: id } } })
    const before = await told()
    await stepSession(people.amina, id, { type: 'raise', member: '' })
    await stepSession(people.amina, id, { type: 'raise', member: '' })
    expect(await told()).toBe(before + 1)
    expect((await sessionState(people.amina, id)).hands.map(({ name }) => name)).toEqual(['Amina Diallo'])
  })

  it('gives seats only to people who are in it', async () => {
    const id = await troika()
    const give = { type: 'give', role: 'consultant', member: people.carmen.id } as const
    await expect(stepSession(people.farid, id, give)).rejects.toMatchObject({ status: 404 })
  })

  it('lets seats be taken before it begins, but no phase be started', async () => {
    const id = await comingSession(people.farid, { format: 'troika-consulting', access: 'members' })
    await stepSession(people.amina, id, { type: 'take', role: 'client', member: '' })
    await expect(stepSession(people.farid, id, { type: 'start' })).rejects.toMatchObject({ status: 409 })
  })

  it('does not exist for who is not invited', async () => {
    const id = await liveSession(people.farid, { access: 'invited' })
    await inviteMember(people.farid, id, emailOf('amina'))
    await expect(sessionState(people.bounmy, id)).rejects.toMatchObject({ status: 404 })
    await expect(stepSession(people.bounmy, id, { type: 'raise', member: '' })).rejects.toMatchObject({ status: 404 })
    expect(await sessionState(people.amina, id)).toMatchObject({ stage: 'before' })
  })
})
