import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '~/db.server'
import { startTelling } from '~/events.server'
import { notifyCancelled } from '~/features/notifications/notify-of-moderation.server'
import { announceSoon } from '~/features/peer-sessions/announce-soon.server'
import { answerRsvp } from '~/features/peer-sessions/answer-rsvp.server'
import { memberCalendar, renewCalendar, sessionCalendar } from '~/features/peer-sessions/calendar.server'
import { cancelSession, reinstateSession } from '~/features/peer-sessions/cancel-session.server'
import { endSession } from '~/features/peer-sessions/end-session.server'
import { inviteMember } from '~/features/peer-sessions/invite-member.server'
import { joinSession } from '~/features/peer-sessions/join-session.server'
import { nameFacilitator } from '~/features/peer-sessions/name-facilitator.server'
import { openSession } from '~/features/peer-sessions/open-session.server'
import { getSession, listSessions } from '~/features/peer-sessions/queries.server'
import { sendRoomMessage } from '~/features/peer-sessions/send-room-message.server'
import { writeSummary } from '~/features/peer-sessions/write-summary.server'
import { indexSession } from '~/features/search/index-documents.server'
import { search } from '~/features/search/search.server'
import { newId } from '~/lib/ids'
import { type Cast, cast, emailOf } from '../../support/cast'
import { useDatabase } from '../../support/database'
import { comingSession, liveSession } from '../../support/sessions'

useDatabase()
let people: Cast
const lead = () => people.amina
const why = { reason: 'The trainer is ill.' }
const listed = async (when: 'live' | 'upcoming' | 'past') =>
  (await listSessions(null, {}, { when, formats: 'en', limit: 100 })).rows.map(({ id }) => id)
const over = { status: 409 }

beforeAll(async () => {
  people = await cast()
})

describe('a session that is cancelled', () => {
  it('says so with the reason, is over for all, and nobody joins, opens or writes', async () => {
    const id = await comingSession(lead())
    await cancelSession(lead(), id, why)
    await cancelSession(lead(), id, { reason: 'Another reason.' })
    const session = await getSession(people.elif, id, 'en')
    expect(session).toMatchObject({ status: 'past', cancelReason: why.reason, held: false })
    expect(session.cancelledAt).not.toBeNull()
    expect(session.can).toMatchObject({ join: false, write: false })
    await expect(joinSession(people.elif, id)).rejects.toMatchObject(over)
    await expect(answerRsvp(people.elif, id, 'yes')).rejects.toMatchObject(over)
    await expect(openSession(lead(), id)).rejects.toMatchObject(over)
    await expect(inviteMember(lead(), id, emailOf('elif'))).rejects.toMatchObject(over)
    await expect(sendRoomMessage(lead(), id, { body: 'Hello', clientId: newId() })).rejects.toMatchObject(over)
    await expect(writeSummary(lead(), id, 'Nothing came of it.')).rejects.toMatchObject({ status: expect.any(Number) })
  })

  it('is in the list of past sessions and in no other, also where it ran', async () => {
    const [coming, running] = [await comingSession(lead()), await liveSession(lead())]
    expect(await listed('upcoming')).toContain(coming)
    expect(await listed('live')).toContain(running)
    for (const id of [coming, running]) await cancelSession(lead(), id, why)
    for (const when of ['upcoming', 'live'] as const) {
      expect(await listed(when)).not.toContain(coming)
      expect(await listed(when)).not.toContain(running)
    }
    expect(await listed('past')).toEqual(expect.arrayContaining([coming, running]))
    expect(await getSession(lead(), running, 'en')).toMatchObject({ held: true, can: { summarize: true } })
  })

  it('is found by search as before', async () => {
    const mark = newId()
    const id = await comingSession(lead(), { title: `Boats ${mark}` })
    await cancelSession(lead(), id, why)
    await indexSession(id)
    expect(search(null, { q: mark }).results).toHaveLength(1)
  })

  it('is cancelled by who leads it, before it ends', async () => {
    const id = await comingSession(lead())
    await joinSession(people.bounmy, id)
    const notLeading = { status: 403, key: 'peerSessions.errors.notLeading' }
    for (const one of [people.bounmy, people.elif, people.dmitri]) {
      await expect(cancelSession(one, id, why)).rejects.toMatchObject(notLeading)
    }
    const closed = await comingSession(lead(), { access: 'invited' })
    await expect(cancelSession(people.elif, closed, why)).rejects.toMatchObject({ status: 404 })
    await nameFacilitator(lead(), id, people.bounmy.id)
    await cancelSession(people.bounmy, id, why)
    const ended = await liveSession(lead())
    await endSession(lead(), ended)
    await expect(cancelSession(lead(), ended, why)).rejects.toMatchObject(over)
  })

  it('gives no reason that may identify somebody, where everybody reads it', async () => {
    const id = await comingSession(lead(), { access: 'open' })
    const reason = 'Call +961 70 123 456 for news.'
    await expect(cancelSession(lead(), id, { reason })).rejects.toMatchObject({ key: 'harm.errors.found' })
    expect((await getSession(lead(), id, 'en')).cancelledAt).toBeNull()
  })

  it('is told to all who come, are invited, wait or ask, and to nobody else', async () => {
    const teller = startTelling({
      'session.cancelled': [notifyCancelled],
      'session.reinstated': [notifyCancelled],
    })
    const id = await comingSession(lead(), { capacity: 2 })
    await joinSession(people.bounmy, id)
    await joinSession(people.elif, id)
    await inviteMember(lead(), id, emailOf('carmen'))
    await answerRsvp(people.farid, id, 'no')
    const heard = async (kind: string) =>
      (await db.notification.findMany({ where: { sessionId: id, kind }, orderBy: { memberId: 'asc' } })).map(
        ({ memberId }) => memberId,
      )
    const all = [people.bounmy.id, people.carmen.id, people.elif.id]
    await cancelSession(lead(), id, why)
    await teller.settled()
    expect(await heard('session.cancelled')).toEqual(all)
    await reinstateSession(lead(), id)
    await teller.settled()
    expect(await heard('session.reinstated')).toEqual(all)
    await teller.stop()
  })

  it('is cancelled in calendars, with a higher sequence, and nobody is reminded of it', async () => {
    const id = await comingSession(lead())
    await joinSession(people.bounmy, id)
    const origin = 'https://exchange.example.org'
    const sequence = (text: string) => Number(/SEQUENCE:(\d+)/.exec(text)?.[1])
    const before = await sessionCalendar(people.bounmy, id, origin)
    expect(before).toContain('STATUS:CONFIRMED')
    await cancelSession(lead(), id, why)
    const secret = await renewCalendar(people.bounmy)
    for (const text of [await sessionCalendar(people.bounmy, id, origin), await memberCalendar(secret, origin)]) {
      expect(text).toContain('STATUS:CANCELLED')
      expect(sequence(text)).toBeGreaterThan(sequence(before))
    }
    const { startsAt } = await db.peerSession.findUniqueOrThrow({ where: { id } })
    await announceSoon(new Date(startsAt.getTime() - 60_000))
    expect(await db.event.count({ where: { type: 'session.near', payload: { contains: id } } })).toBe(0)
  })

  it('is held after all by its organizer, while its start is ahead', async () => {
    const id = await comingSession(lead())
    await joinSession(people.bounmy, id)
    await nameFacilitator(lead(), id, people.bounmy.id)
    await cancelSession(lead(), id, why)
    expect((await getSession(lead(), id, 'en')).can.reinstate).toBe(true)
    await expect(reinstateSession(people.bounmy, id)).rejects.toMatchObject({
      status: 403,
      key: 'peerSessions.errors.notOrganizer',
    })
    await reinstateSession(lead(), id)
    await reinstateSession(lead(), id)
    expect(await getSession(lead(), id, 'en')).toMatchObject({
      status: 'upcoming',
      cancelReason: '',
      cancelledAt: null,
    })
    await joinSession(people.elif, id)

    const running = await liveSession(lead())
    await cancelSession(lead(), running, why)
    expect((await getSession(lead(), running, 'en')).can.reinstate).toBe(false)
    await expect(reinstateSession(lead(), running)).rejects.toMatchObject(over)
  })
})
