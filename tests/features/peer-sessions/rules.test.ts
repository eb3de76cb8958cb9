import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '~/db.server'
import { endSession } from '~/features/peer-sessions/end-session.server'
import { inviteMember } from '~/features/peer-sessions/invite-member.server'
import { joinSession } from '~/features/peer-sessions/join-session.server'
import { messagesAfter, messagesBefore, recordAfter } from '~/features/peer-sessions/message-queries.server'
import { nameFacilitator } from '~/features/peer-sessions/name-facilitator.server'
import { openSession } from '~/features/peer-sessions/open-session.server'
import { canSeeSession, statusAt } from '~/features/peer-sessions/peer-session'
import { getSession, listSessions, sessionFor } from '~/features/peer-sessions/queries.server'
import { reviseSession } from '~/features/peer-sessions/revise-session.server'
import { scheduleSession } from '~/features/peer-sessions/schedule-session.server'
import { sendRoomMessage } from '~/features/peer-sessions/send-room-message.server'
import { writeSummary } from '~/features/peer-sessions/write-summary.server'
import { newId } from '~/lib/ids'
import { type Cast, cast, emailOf } from '../../support/cast'
import { useDatabase } from '../../support/database'
import { comingSession, liveSession, sessionFields, writtenIn } from '../../support/sessions'

useDatabase()
const formats = 'en-GB'
const missing = { status: 404, key: 'site.errors.notFound' }
let people: Cast

beforeAll(async () => {
  people = await cast()
})

const line = (body = 'We called the foremen.') => ({ body, clientId: newId() })
const eventsOf = async (sessionId: string) =>
  (await db.event.findMany({ where: { payload: { contains: sessionId } }, orderBy: { id: 'asc' } })).map(
    ({ type }) => type,
  )

describe('a session', () => {
  const startsAt = new Date('2026-06-03T12:00:00Z')
  const hours = (count: number) => new Date(startsAt.getTime() + count * 3_600_000)
  const plain = { startsAt, openedAt: null, endedAt: null, cancelledAt: null }

  it('is to come, runs from its start, and lapses twelve hours after it', () => {
    expect(statusAt(plain, hours(-1))).toBe('upcoming')
    expect(statusAt(plain, hours(0))).toBe('live')
    expect(statusAt(plain, hours(11))).toBe('live')
    expect(statusAt(plain, hours(12))).toBe('past')
  })

  it('runs as soon as it is opened and is over as soon as it is ended', () => {
    expect(statusAt({ ...plain, openedAt: hours(-2) }, hours(-1))).toBe('live')
    expect(statusAt({ ...plain, endedAt: hours(1) }, hours(2))).toBe('past')
  })

  it('is over as soon as it is cancelled', () => {
    expect(statusAt({ ...plain, cancelledAt: hours(-2) }, hours(-1))).toBe('past')
    expect(statusAt({ ...plain, openedAt: hours(-2), cancelledAt: hours(-1) }, hours(0))).toBe('past')
  })

  it('is listed under what it is at the moment, and nowhere else', async () => {
    const ids = {
      live: await liveSession(people.amina),
      upcoming: await comingSession(people.amina),
      past: await liveSession(people.amina),
    }
    await endSession(people.amina, ids.past)
    for (const when of ['live', 'upcoming', 'past'] as const) {
      const { rows } = await listSessions(null, {}, { when, formats, limit: 50 })
      expect(rows.map(({ id }) => id)).toContain(ids[when])
      for (const other of Object.values(ids)) {
        if (other !== ids[when]) expect(rows.map(({ id }) => id)).not.toContain(other)
      }
      expect(rows.every(({ status }) => status === when)).toBe(true)
    }
  })

  it('is listed by what it is about, a parent crisis type with its children', async () => {
    const id = await liveSession(people.amina, { crisisType: ['flood'] })
    const about = async (crisisType: string) =>
      (await listSessions(null, { crisisType: [crisisType] }, { when: 'live', formats })).rows.map((row) => row.id)
    expect(await about('natural-disaster')).toContain(id)
    expect(await about('flood')).toContain(id)
    expect(await about('conflict')).not.toContain(id)
  })

  it('pages by key without gap or double', async () => {
    const made = await Promise.all([1, 2, 3, 4, 5].map(() => comingSession(people.farid)))
    const seen: string[] = []
    let after: string | null = null
    do {
      const page: Awaited<ReturnType<typeof listSessions>> = await listSessions(
        null,
        {},
        { when: 'upcoming', formats, after, limit: 2 },
      )
      seen.push(...page.rows.map(({ id }) => id))
      after = page.next
    } while (after)
    expect(new Set(seen).size).toBe(seen.length)
    for (const id of made) expect(seen).toContain(id)
  })
})

describe('scheduling', () => {
  it('keeps the moment, the zone and the context, and makes the viewer the organizer', async () => {
    const made = await scheduleSession(
      people.amina,
      sessionFields({
        intent: 'schedule',
        startsAt: `${new Date().getUTCFullYear() + 1}-06-03T15:00`,
        crisisType: ['flood'],
        country: ['LB'],
      }),
    )
    const session = await getSession(people.amina, made.ok ? made.id : '', formats)
    expect(session).toMatchObject({ role: 'organizer', joined: true, status: 'upcoming', timeZone: 'Asia/Beirut' })
    expect(session.startsAt.toISOString()).toMatch(/-06-03T12:00:00.000Z$/)
    expect(session.context.map(({ key }) => key)).toEqual(['flood', 'LB'])
    expect(await eventsOf(session.id)).toEqual(['session.scheduled'])
  })

  it('without a start begins at once, in the zone of the viewer', async () => {
    const id = await liveSession(people.amina, { intent: '', timeZone: '' })
    expect(await getSession(null, id, formats)).toMatchObject({ status: 'live', timeZone: 'Africa/Dakar' })
  })

  it('twice with one client id makes one, even once its start has gone by', async () => {
    const fields = sessionFields()
    const first = await scheduleSession(people.amina, fields)
    const second = await scheduleSession(people.amina, { ...fields, intent: 'schedule', startsAt: '2001-01-01T10:00' })
    expect(second).toEqual(first)
    const others = await scheduleSession(people.bounmy, fields)
    expect(others).not.toEqual(first)
  })

  it('tells each thing that is wrong beside its field', async () => {
    const made = await scheduleSession(
      people.amina,
      sessionFields({ intent: '', startsAt: '2001-01-01T10:00', format: 'karaoke', crisisType: ['boredom'] }),
    )
    expect(made).toMatchObject({
      ok: false,
      errors: {
        startsAt: { key: 'peerSessions.form.startPast' },
        format: { key: 'peerSessions.form.formatUnknown' },
        context: { key: 'context.errors.unknown' },
      },
    })
  })
})

describe('who sees a session', () => {
  it('an open one is for everybody, one for members for members', async () => {
    const [open, members] = [await liveSession(people.amina), await liveSession(people.amina, { access: 'members' })]
    expect((await getSession(null, open, formats)).can.write).toBe(false)
    expect((await getSession(people.elif, members, formats)).can.write).toBe(true)
    await expect(getSession(null, members, formats)).rejects.toMatchObject(missing)
  })

  it('an invited one exists for its organizer and those invited, for nobody else, not for moderators or administrators', async () => {
    const id = await liveSession(people.amina, { access: 'invited' })
    await inviteMember(people.amina, id, emailOf('bounmy').toUpperCase())
    expect((await getSession(people.bounmy, id, formats)).participants.map(({ name }) => name)).toEqual([
      'Amina Diallo',
      'Bounmy Keo',
    ])
    for (const outsider of [null, people.elif, people.carmen, people.dmitri]) {
      await expect(getSession(outsider, id, formats)).rejects.toMatchObject(missing)
      await expect(messagesAfter(outsider, id, 0)).rejects.toMatchObject(missing)
      const lists = await Promise.all(
        (['live', 'upcoming', 'past'] as const).map((when) =>
          listSessions(outsider, {}, { when, formats, limit: 100 }),
        ),
      )
      expect(lists.flatMap(({ rows }) => rows).map((row) => row.id)).not.toContain(id)
    }
    for (const outsider of [people.elif, people.carmen, people.dmitri]) {
      await expect(sendRoomMessage(outsider, id, line())).rejects.toMatchObject(missing)
      await expect(joinSession(outsider, id)).rejects.toMatchObject(missing)
      await expect(endSession(outsider, id)).rejects.toMatchObject(missing)
      await expect(inviteMember(outsider, id, emailOf('elif'))).rejects.toMatchObject(missing)
    }
  })

  it('is said the same by the rule and by the database', async () => {
    for (const access of ['open', 'members', 'invited'] as const) {
      const id = await liveSession(people.amina, { access })
      await inviteMember(people.amina, id, emailOf('bounmy'))
      for (const viewer of [null, people.amina, people.bounmy, people.elif, people.dmitri]) {
        const found = await sessionFor(viewer, id).catch(() => null)
        const role = found?.role ?? null
        expect(found !== null).toBe(canSeeSession(viewer, { access, role }))
      }
    }
  })
})

describe('writing', () => {
  it('gives numbers without gaps, renders Markdown, and makes the writer take part', async () => {
    const id = await liveSession(people.amina)
    await sendRoomMessage(people.bounmy, id, line('First'))
    const second = await sendRoomMessage(people.elif, id, line('**Second** <script>alert(1)</script>'))
    expect(second).toMatchObject({
      number: 2,
      author: { name: 'Elif Kaya', organization: 'Disaster Management Authority' },
    })
    expect(second.html).toContain('<strong>Second</strong>')
    expect(second.html).not.toContain('<script')
    expect((await getSession(people.bounmy, id, formats)).joined).toBe(true)
    expect(await eventsOf(id)).toEqual([
      'session.scheduled',
      'session.joined',
      'message.sent',
      'session.joined',
      'message.sent',
    ])
  })

  it('many at once keeps every message, each with its own number', async () => {
    const id = await liveSession(people.amina)
    const writers = [people.amina, people.bounmy, people.elif, people.farid]
    const sent = await Promise.all(
      Array.from({ length: 24 }, (_, index) => sendRoomMessage(writers[index % 4]!, id, line(`Line ${index}`))),
    )
    expect(sent.map(({ number }) => number).sort((a, b) => a - b)).toEqual(Array.from({ length: 24 }, (_, i) => i + 1))
    expect((await writtenIn(id)).map(({ number }) => number)).toEqual(Array.from({ length: 24 }, (_, i) => i + 1))
  })

  it('twice with one client id is one message, even after the end; of two members it is two', async () => {
    const id = await liveSession(people.amina)
    const message = line()
    const first = await sendRoomMessage(people.amina, id, message)
    expect(await sendRoomMessage(people.amina, id, { ...message, body: 'Changed' })).toEqual(first)
    const other = await sendRoomMessage(people.bounmy, id, message)
    expect(other.id).not.toBe(first.id)
    await endSession(people.amina, id)
    expect(await sendRoomMessage(people.amina, id, message)).toEqual(first)
    expect(await writtenIn(id)).toHaveLength(2)
  })

  it('before the start and after the end is refused with a sentence', async () => {
    const [coming, ended] = [await comingSession(people.amina), await liveSession(people.amina)]
    await endSession(people.amina, ended)
    await expect(sendRoomMessage(people.amina, coming, line())).rejects.toMatchObject({
      status: 409,
      key: 'peerSessions.message.notYet',
    })
    await expect(sendRoomMessage(people.amina, ended, line())).rejects.toMatchObject({
      status: 409,
      key: 'peerSessions.message.over',
    })
    expect(await writtenIn(ended)).toEqual([])
  })

  it('shows the client id to its author alone', async () => {
    const id = await liveSession(people.amina)
    const message = line()
    await sendRoomMessage(people.amina, id, message)
    const seenBy = async (viewer: Parameters<typeof messagesAfter>[0]) =>
      (await messagesAfter(viewer, id, 0)).messages[0]
    expect(await seenBy(people.amina)).toHaveProperty('clientId', message.clientId)
    expect(await seenBy(people.bounmy)).not.toHaveProperty('clientId')
    expect(await seenBy(null)).not.toHaveProperty('clientId')
  })
})

describe('the record', () => {
  it('is read by number, forwards and backwards, in pages and whole', async () => {
    const id = await liveSession(people.amina)
    const contextless = { sessionId: id, authorId: people.amina.id, body: 'x', html: '<p>x</p>', createdAt: new Date() }
    await db.roomMessage.createMany({
      data: Array.from({ length: 450 }, (_, i) => ({ ...contextless, id: newId(), clientId: newId(), number: i + 1 })),
    })
    await db.peerSession.update({ where: { id }, data: { lastMessageNumber: 450 } })
    const numbers = ({ messages }: Awaited<ReturnType<typeof messagesAfter>>) => messages.map(({ number }) => number)

    const first = await messagesAfter(null, id, 0)
    expect([first.messages.length, first.more, first.last]).toEqual([200, true, 450])
    expect(numbers(await messagesAfter(null, id, 440))).toEqual([441, 442, 443, 444, 445, 446, 447, 448, 449, 450])
    expect((await messagesAfter(null, id, 450)).messages).toEqual([])
    expect(numbers(await messagesBefore(null, id)).at(0)).toBe(401)
    expect(numbers(await messagesBefore(null, id, 11, 5))).toEqual([6, 7, 8, 9, 10])
    expect((await recordAfter(null, id, 0)).map(({ number }) => number)).toEqual(
      Array.from({ length: 450 }, (_, i) => i + 1),
    )
  })
})

describe('leading', () => {
  it('is for the organizer and whom he or she names', async () => {
    const id = await comingSession(people.amina)
    await joinSession(people.bounmy, id)
    const notLeading = { status: 403, key: 'peerSessions.errors.notLeading' }
    await expect(openSession(people.bounmy, id)).rejects.toMatchObject(notLeading)
    await expect(inviteMember(people.bounmy, id, emailOf('elif'))).rejects.toMatchObject(notLeading)
    await expect(nameFacilitator(people.bounmy, id, people.bounmy.id)).rejects.toMatchObject({ status: 403 })

    await nameFacilitator(people.amina, id, people.bounmy.id)
    await openSession(people.bounmy, id)
    expect((await getSession(people.bounmy, id, formats)).status).toBe('live')
    await expect(nameFacilitator(people.bounmy, id, people.amina.id)).rejects.toMatchObject({ status: 403 })
    await endSession(people.bounmy, id)
    await writeSummary(people.bounmy, id, 'Call the *foremen* first.')
    expect((await getSession(null, id, formats)).summaryHtml).toContain('<em>foremen</em>')
  })

  it('ends with the role', async () => {
    const id = await liveSession(people.amina)
    await joinSession(people.bounmy, id)
    await nameFacilitator(people.amina, id, people.bounmy.id)
    await nameFacilitator(people.amina, id, people.bounmy.id, 'participant')
    await expect(endSession(people.bounmy, id)).rejects.toMatchObject({ status: 403 })
  })

  it('names nobody who is not in the session, and never the organizer', async () => {
    const id = await liveSession(people.amina)
    await expect(nameFacilitator(people.amina, id, people.elif.id)).rejects.toMatchObject(missing)
    await expect(nameFacilitator(people.amina, id, people.amina.id, 'participant')).rejects.toMatchObject(missing)
  })

  it('opens and ends once, however often it is asked', async () => {
    const id = await comingSession(people.amina)
    await openSession(people.amina, id)
    await openSession(people.amina, id)
    await endSession(people.amina, id)
    const { endedAt } = await getSession(null, id, formats)
    await endSession(people.amina, id)
    expect((await getSession(null, id, formats)).endedAt).toEqual(endedAt)
    expect(await eventsOf(id)).toEqual(['session.scheduled', 'session.opened', 'session.ended'])
  })

  it('ends nothing that has not begun and sums up nothing that runs', async () => {
    const [coming, live] = [await comingSession(people.amina), await liveSession(people.amina)]
    await expect(endSession(people.amina, coming)).rejects.toMatchObject({ status: 409 })
    await expect(writeSummary(people.amina, live, 'Early')).rejects.toMatchObject({ status: 409 })
  })
})

describe('inviting', () => {
  it('tells the member, once', async () => {
    const id = await comingSession(people.amina, { access: 'invited' })
    expect(await inviteMember(people.amina, id, emailOf('bounmy'))).toEqual({ ok: true, name: 'Bounmy Keo' })
    await inviteMember(people.amina, id, emailOf('bounmy'))
    expect((await eventsOf(id)).filter((type) => type === 'session.invited')).toHaveLength(1)
    expect((await getSession(people.bounmy, id, formats)).joined).toBe(false)
    await joinSession(people.bounmy, id)
    expect((await getSession(people.bounmy, id, formats)).joined).toBe(true)
  })

  it('answers alike for an unknown address and a banned member', async () => {
    const id = await comingSession(people.amina)
    const unknown = await inviteMember(people.amina, id, 'nobody@example.org')
    expect(unknown).toEqual({ ok: false, errors: { email: { key: 'peerSessions.invite.unknown' } } })
    expect(await inviteMember(people.amina, id, emailOf('zed'))).toEqual(unknown)
  })
})

describe('changing a session', () => {
  it('moves it until it runs; then start and access stay', async () => {
    const id = await comingSession(people.amina, { access: 'invited' })
    const moved = sessionFields({
      intent: '',
      startsAt: `${new Date().getUTCFullYear() + 1}-06-03T15:00`,
      access: 'members',
    })
    expect(await reviseSession(people.amina, id, moved)).toEqual({ ok: true, id })
    expect(await getSession(people.elif, id, formats)).toMatchObject({ access: 'members', timeZone: 'Asia/Beirut' })

    await openSession(people.amina, id)
    await reviseSession(people.amina, id, { ...moved, title: 'Another title', access: 'open' })
    expect(await getSession(people.elif, id, formats)).toMatchObject({ title: 'Another title', access: 'members' })
    await expect(getSession(null, id, formats)).rejects.toMatchObject(missing)
  })

  it('is refused to who does not lead it', async () => {
    const id = await comingSession(people.amina)
    await expect(reviseSession(people.bounmy, id, sessionFields())).rejects.toMatchObject({ status: 403 })
  })
})
