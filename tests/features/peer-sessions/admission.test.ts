import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '~/db.server'
import { startTelling } from '~/events.server'
import { notifyAdmitted, notifyAsked } from '~/features/notifications/notify-of-moderation.server'
import { listNotifications } from '~/features/notifications/queries.server'
import { admitAll, admitMember, declineAll, declineMember } from '~/features/peer-sessions/admit-member.server'
import { answerRsvp } from '~/features/peer-sessions/answer-rsvp.server'
import { endSession } from '~/features/peer-sessions/end-session.server'
import { inviteMember } from '~/features/peer-sessions/invite-member.server'
import { joinSession } from '~/features/peer-sessions/join-session.server'
import { recordAfter } from '~/features/peer-sessions/message-queries.server'
import { askingFor, moderationFor } from '~/features/peer-sessions/moderation-queries.server'
import { getSession, sessionFor } from '~/features/peer-sessions/queries.server'
import { reviseSession } from '~/features/peer-sessions/revise-session.server'
import { rsvpFor } from '~/features/peer-sessions/rsvp-queries.server'
import { sendRoomMessage } from '~/features/peer-sessions/send-room-message.server'
import { stepSession } from '~/features/peer-sessions/step-session.server'
import { newId } from '~/lib/ids'
import { type Cast, cast, emailOf } from '../../support/cast'
import { useDatabase } from '../../support/database'
import { comingSession, liveSession, sessionFields } from '../../support/sessions'

useDatabase()
let people: Cast
const says = () => ({ body: 'We called the foremen.', clientId: newId() })
const lead = () => people.amina
const live = (other = {}) => liveSession(lead(), { admission: true, ...other })
const coming = (other = {}) => comingSession(lead(), { admission: true, ...other })
const stands = async (viewer: typeof people.amina, id: string) => {
  const { asked, role, joinedAt } = await sessionFor(viewer, id)
  return { asked, role, joined: joinedAt !== null }
}
const refusedAs = (state: string) => ({ status: 403, key: `peerSessions.admission.${state}` })

beforeAll(async () => {
  people = await cast()
})

describe('where who is not invited asks to be let in', () => {
  it('joining asks, and nothing is written or taken part in before a lead lets in', async () => {
    const id = await live()
    await expect(sendRoomMessage(people.bounmy, id, says())).rejects.toMatchObject(refusedAs('first'))
    await joinSession(people.bounmy, id)
    await joinSession(people.bounmy, id)
    expect(await stands(people.bounmy, id)).toEqual({ asked: 'asked', role: null, joined: false })
    await expect(sendRoomMessage(people.bounmy, id, says())).rejects.toMatchObject(refusedAs('asked'))
    await expect(stepSession(people.bounmy, id, { type: 'raise', member: '' })).rejects.toMatchObject(
      refusedAs('asked'),
    )
    expect(await db.event.count({ where: { type: 'session.asked', payload: { contains: id } } })).toBe(1)

    await admitMember(lead(), id, people.bounmy.id)
    expect(await stands(people.bounmy, id)).toEqual({ asked: null, role: 'participant', joined: true })
    await sendRoomMessage(people.bounmy, id, says())
  })

  it('who waits reads what the access and the label let anyone read', async () => {
    const open = await live()
    await joinSession(people.bounmy, open)
    await sendRoomMessage(lead(), open, says())
    expect(await recordAfter(people.bounmy, open, 0)).toHaveLength(1)
    const closed = await live({ access: 'members', sharing: 'red' })
    await joinSession(people.bounmy, closed)
    await expect(recordAfter(people.bounmy, closed, 0)).rejects.toMatchObject({ status: 403 })
    expect((await getSession(people.bounmy, closed, 'en')).asked).toBe('asked')
  })

  it('who is invited or leads does not ask', async () => {
    const id = await live({ access: 'invited' })
    await inviteMember(lead(), id, emailOf('bounmy'))
    await joinSession(people.bounmy, id)
    expect(await stands(people.bounmy, id)).toMatchObject({ role: 'participant', joined: true })
    await sendRoomMessage(lead(), id, says())
  })

  it('saying yes before the session asks too, and saying no asks no more', async () => {
    const id = await coming()
    await answerRsvp(people.bounmy, id, 'yes')
    expect(await stands(people.bounmy, id)).toMatchObject({ asked: 'asked' })
    expect(await rsvpFor(people.bounmy, id)).toMatchObject({ coming: 1, waiting: 0 })
    await answerRsvp(people.bounmy, id, 'no')
    expect(await stands(people.bounmy, id)).toMatchObject({ asked: null })
    await answerRsvp(people.bounmy, id, 'yes')
    await admitMember(lead(), id, people.bounmy.id)
    expect(await rsvpFor(people.bounmy, id)).toMatchObject({ mine: 'coming', coming: 2 })
  })

  it('who is let in where every place is taken waits for one, and while it runs cannot be let in', async () => {
    const id = await coming({ capacity: 2 })
    for (const one of [people.bounmy, people.elif]) await joinSession(one, id)
    expect(await admitAll(lead(), id)).toBe(2)
    expect([await stands(people.bounmy, id), await stands(people.elif, id)]).toMatchObject([
      { joined: true },
      { role: 'participant', joined: false },
    ])
    await answerRsvp(people.bounmy, id, 'no')
    expect(await stands(people.elif, id)).toMatchObject({ joined: true })

    const full = await live({ capacity: 2 })
    for (const one of [people.bounmy, people.elif]) await joinSession(one, full)
    expect(await admitAll(lead(), full)).toBe(1)
    await expect(admitMember(lead(), full, people.elif.id)).rejects.toMatchObject({
      status: 409,
      key: 'peerSessions.rsvp.full',
    })
    expect(await stands(people.elif, full)).toMatchObject({ asked: 'asked' })
  })

  it('who is declined cannot ask again, and may be let in later or invited', async () => {
    const id = await live()
    for (const one of [people.bounmy, people.elif]) await joinSession(one, id)
    await declineMember(lead(), id, people.bounmy.id)
    await expect(joinSession(people.bounmy, id)).rejects.toMatchObject(refusedAs('declined'))
    await expect(sendRoomMessage(people.bounmy, id, says())).rejects.toMatchObject(refusedAs('declined'))
    expect(await declineAll(lead(), id)).toBe(1)
    await admitMember(lead(), id, people.bounmy.id)
    await inviteMember(lead(), id, emailOf('elif'))
    await joinSession(people.elif, id)
    for (const one of [people.bounmy, people.elif]) await sendRoomMessage(one, id, says())
    expect((await moderationFor(lead(), id)).asking).toEqual([])
  })

  it('only leads see who asks, with organization and kind, and decide', async () => {
    const id = await live({ chathamHouse: true })
    await joinSession(people.bounmy, id)
    expect(await askingFor(lead(), id)).toEqual([
      {
        id: people.bounmy.id,
        name: 'Bounmy Keo',
        state: 'asked',
        organization: 'Mekong Migrant Network',
        stakeholderType: expect.any(String),
      },
    ])
    for (const one of [null, people.elif, people.bounmy, people.dmitri]) expect(await askingFor(one, id)).toEqual([])
    const notLeading = { status: 403, key: 'peerSessions.errors.notLeading' }
    for (const one of [people.elif, people.bounmy, people.carmen]) {
      await expect(admitMember(one, id, people.bounmy.id)).rejects.toMatchObject(notLeading)
      await expect(declineMember(one, id, people.bounmy.id)).rejects.toMatchObject(notLeading)
      await expect(admitAll(one, id)).rejects.toMatchObject(notLeading)
      await expect(declineAll(one, id)).rejects.toMatchObject(notLeading)
    }
    await expect(admitMember(lead(), id, people.farid.id)).rejects.toMatchObject({ status: 404 })
    await endSession(lead(), id)
    await expect(admitMember(lead(), id, people.bounmy.id)).rejects.toMatchObject({ status: 409 })
  })

  it('leads are told that somebody asks, and who asked that he or she is let in', async () => {
    const teller = startTelling({ 'session.asked': [notifyAsked], 'session.admitted': [notifyAdmitted] })
    const id = await live({ title: 'Told of who asks' })
    const heard = async (viewer: typeof people.amina) =>
      (await listNotifications(viewer, { formats: 'en' })).rows
        .filter(({ title }) => title === 'Told of who asks')
        .map(({ kind, href }) => ({ kind, href }))
    await joinSession(people.elif, id)
    await admitMember(lead(), id, people.elif.id)
    await stepSession(lead(), id, { type: 'give', role: 'facilitator', member: people.elif.id })
    await joinSession(people.bounmy, id)
    await teller.settled()
    const asked = { kind: 'session.asked', href: `/sessions/${id}/participants` }
    expect(await heard(lead())).toEqual([asked])
    expect(await heard(people.elif)).toContainEqual(asked)
    await admitMember(lead(), id, people.bounmy.id)
    await teller.settled()
    expect(await heard(people.bounmy)).toEqual([{ kind: 'session.admitted', href: `/sessions/${id}` }])
    await teller.stop()
  })

  it('can be switched off, and then who waits comes in', async () => {
    const id = await coming()
    await joinSession(people.bounmy, id)
    const startsAt = new Date(Date.now() + 86_400_000).toISOString().slice(0, 16)
    await reviseSession(lead(), id, sessionFields({ startsAt, timeZone: 'UTC', intent: 'schedule', admission: false }))
    await joinSession(people.bounmy, id)
    expect(await stands(people.bounmy, id)).toEqual({ asked: null, role: 'participant', joined: true })
    expect(await db.sessionAdmission.count({ where: { sessionId: id } })).toBe(0)
  })
})
