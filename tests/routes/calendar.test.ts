import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '~/db.server'
import { answerRsvp } from '~/features/peer-sessions/answer-rsvp.server'
import { inviteMember } from '~/features/peer-sessions/invite-member.server'
import { reviseSession } from '~/features/peer-sessions/revise-session.server'
import { loader as address, action as renew } from '~/routes/calendar._index'
import { loader as feed } from '~/routes/calendar.$secret[.]ics'
import { loader as file } from '~/routes/sessions.$id[.]ics'
import { type Cast, cast, emailOf } from '../support/cast'
import { useDatabase } from '../support/database'
import { get, post, run } from '../support/request'
import { comingSession, sessionFields } from '../support/sessions'

useDatabase()
let people: Cast

beforeAll(async () => {
  people = await cast()
})

const one = (id: string, viewer: Cast[keyof Cast] | null = null) =>
  run(file, get(`/sessions/${id}.ics`, viewer), { id })
const secretOf = async (viewer: Cast[keyof Cast]) =>
  /calendar\/(.+)\.ics$/.exec((await run(renew, post('/calendar', {}, viewer))).data.address)?.[1] ?? ''
const subscribed = (secret: string) => run(feed, get(`/calendar/${secret}.ics`), { secret })
const unfolded = (text: string) => text.replace(/\r\n[ \t]/g, '')

describe('a session for a calendar', () => {
  it('is in UTC, before and after the clocks change, whatever the zone it was given in', async () => {
    const year = new Date().getUTCFullYear() + 1
    for (const [local, utc] of [
      [`${year}-01-15T15:00`, `${year}0115T140000Z`],
      [`${year}-07-15T15:00`, `${year}0715T130000Z`],
    ] as const) {
      const id = await comingSession(people.amina, {
        startsAt: local,
        timeZone: 'Europe/Berlin',
        format: 'peer-assist',
      })
      const { status, data, headers } = await one(id)
      expect(status).toBe(200)
      expect(headers.get('content-type')).toBe('text/calendar; charset=utf-8')
      expect(data).toContain(`\r\nDTSTART:${utc}\r\n`)
      expect(data).toMatch(/\r\nDTEND:\d{8}T\d{6}Z\r\n/)
      expect(data).toContain('\r\nSTATUS:CONFIRMED\r\n')
    }
  })

  it('counts its changes', async () => {
    const id = await comingSession(people.amina)
    expect((await one(id)).data).toContain('\r\nSEQUENCE:0\r\n')
    const startsAt = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 16)
    await reviseSession(people.amina, id, sessionFields({ startsAt, timeZone: 'UTC', intent: 'schedule' }))
    expect((await one(id)).data).toContain('\r\nSEQUENCE:1\r\n')
  })

  it('cannot be given lines of its own by what people write', async () => {
    const title = 'Boats; or, \\ rafts: DTSTART'
    const purpose = 'First\r\nBEGIN:VEVENT\nSUMMARY:Forged\r\nEND:VEVENT\rATTACH:http://evil.example'
    const { data } = await one(await comingSession(people.amina, { title, purpose }))
    const lines = unfolded(data).split(/\r\n|\r|\n/)
    expect(lines.filter((line) => line.startsWith('BEGIN:VEVENT'))).toHaveLength(1)
    expect(lines.filter((line) => /^(SUMMARY:Forged|ATTACH)/.test(line))).toEqual([])
    expect(unfolded(data)).toContain('SUMMARY:Boats\\; or\\, \\\\ rafts: DTSTART')
  })

  it('tells as much as its label lets out of the site', async () => {
    const shown = async (sharing: 'green' | 'amber' | 'red') =>
      unfolded(
        (await one(await comingSession(people.amina, { sharing, title: 'Boats', purpose: 'Rafts' }), people.amina))
          .data,
      )
    const [green, amber, red] = [await shown('green'), await shown('amber'), await shown('red')]
    expect(green).toMatch(/SUMMARY:Boats[\s\S]*DESCRIPTION:Rafts/)
    expect(amber).toContain('SUMMARY:Boats')
    expect(red).toContain('SUMMARY:Session\r\n')
    expect(amber + red).not.toContain('Rafts')
    expect(red).not.toContain('Boats')
    for (const text of [green, amber, red]) expect(text).not.toMatch(/ORGANIZER|ATTENDEE|Amina/)
  })

  it('does not exist where the session does not', async () => {
    const id = await comingSession(people.amina, { access: 'invited' })
    for (const viewer of [null, people.elif, people.dmitri]) expect((await one(id, viewer)).status).toBe(404)
    expect((await one(id, people.amina)).status).toBe(200)
  })
})

describe('a calendar to subscribe to', () => {
  it('has what its owner comes to or is invited to, and not what he or she stays away from', async () => {
    const [comes, invited, away, other] = [
      await comingSession(people.amina, { title: 'Comes' }),
      await comingSession(people.amina, { title: 'Invited', access: 'invited', sharing: 'clear' }),
      await comingSession(people.amina, { title: 'Away' }),
      await comingSession(people.amina, { title: 'Other' }),
    ]
    await answerRsvp(people.bounmy, comes, 'yes')
    await inviteMember(people.amina, invited, emailOf('bounmy'))
    await answerRsvp(people.bounmy, away, 'yes')
    await answerRsvp(people.bounmy, away, 'no')
    const { status, data } = await subscribed(await secretOf(people.bounmy))
    expect(status).toBe(200)
    for (const id of [comes, invited]) expect(data).toContain(`UID:${id}@localhost`)
    for (const id of [away, other]) expect(data).not.toContain(id)
    expect(data).toMatch(/STATUS:TENTATIVE/)
    await db.sessionParticipant.deleteMany({ where: { sessionId: invited, memberId: people.bounmy.id } })
    expect((await subscribed(await secretOf(people.bounmy))).data).not.toContain(invited)
  })

  it('is known by its secret alone, of which the hash is kept, and is renewed', async () => {
    const first = await secretOf(people.elif)
    expect((await subscribed(first)).status).toBe(200)
    expect(JSON.stringify(await db.calendarFeed.findMany())).not.toContain(first)
    expect((await run(address, get('/calendar', people.elif))).data.since).toBeInstanceOf(Date)
    const second = await secretOf(people.elif)
    expect([(await subscribed(first)).status, (await subscribed(second)).status]).toEqual([404, 200])
    for (const wrong of ['', 'x', `${second}x`, people.elif.id]) expect((await subscribed(wrong)).status).toBe(404)
  })

  it('ends with a ban, and a guest has none', async () => {
    const secret = await secretOf(people.farid)
    await db.member.update({ where: { id: people.farid.id }, data: { bannedAt: new Date() } })
    expect((await subscribed(secret)).status).toBe(404)
    await db.member.update({ where: { id: people.farid.id }, data: { bannedAt: null } })
    expect((await run(renew, post('/calendar'))).location).toMatch(/^\/sign-in/)
  })
})
