import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '~/db.server'
import { startTelling } from '~/events.server'
import { notifyMovedUp, remindComing } from '~/features/notifications/notify-coming.server'
import { latestNotifications } from '~/features/notifications/queries.server'
import { announceSoon } from '~/features/peer-sessions/announce-soon.server'
import { getSession } from '~/features/peer-sessions/queries.server'
import { rsvpFor } from '~/features/peer-sessions/rsvp-queries.server'
import { newId } from '~/lib/ids'
import { loader as page } from '~/routes/sessions.$id'
import { action as edit } from '~/routes/sessions.$id_.edit'
import { action as join } from '~/routes/sessions.$id_.join'
import { action as write } from '~/routes/sessions.$id_.messages'
import { action as rsvp } from '~/routes/sessions.$id_.rsvp'
import { type Cast, type CastName, cast } from '../../support/cast'
import { useDatabase } from '../../support/database'
import { get, post, run } from '../../support/request'
import { comingSession, liveSession } from '../../support/sessions'

useDatabase()
let people: Cast

beforeAll(async () => {
  people = await cast()
})

const says = (id: string, who: CastName, answer: string) =>
  run(rsvp, post(`/sessions/${id}/rsvp`, { answer }, people[who]), { id })
const stand = async (id: string, who: CastName) => (await rsvpFor(people[who], id)).mine

describe('who answers whether he or she comes', () => {
  it('has a place while there is one, and else waits', async () => {
    const id = await comingSession(people.amina, { capacity: 2 })
    expect(await says(id, 'bounmy', 'yes')).toMatchObject({ status: 303, location: `/sessions/${id}` })
    await says(id, 'elif', 'yes')
    await says(id, 'elif', 'yes')
    expect([await stand(id, 'bounmy'), await stand(id, 'elif'), await stand(id, 'farid')]).toEqual([
      'coming',
      'waiting',
      null,
    ])
    const { data } = await run(page, get(`/sessions/${id}`, people.farid), { id })
    expect(data.lobby.rsvp).toMatchObject({ capacity: 2, coming: 2, waiting: 1, isFull: true })
    expect(data.session.participants.map(({ name }: { name: string }) => name)).not.toContain('Elif Kaya')
  })

  it('who stays away gives the place to the first who waits, who is told', async () => {
    const id = await comingSession(people.amina, { capacity: 2 })
    for (const who of ['bounmy', 'elif', 'farid'] as const) await says(id, who, 'yes')
    const teller = startTelling({ 'session.moved-up': [notifyMovedUp] })
    await says(id, 'bounmy', 'no')
    await teller.settled()
    await teller.stop()
    expect([await stand(id, 'bounmy'), await stand(id, 'elif'), await stand(id, 'farid')]).toEqual([
      'away',
      'coming',
      'waiting',
    ])
    const heard = async (who: CastName) =>
      (await latestNotifications(people[who])).items.filter(({ href }) => href.endsWith(id))
    expect(await heard('elif')).toMatchObject([{ kind: 'session.moved-up' }])
    expect(await heard('farid')).toEqual([])
  })

  it('moves up when there are more places, and waits by the old button too', async () => {
    const id = await comingSession(people.amina, { capacity: 2 })
    await says(id, 'bounmy', 'yes')
    await run(join, post(`/sessions/${id}/join`, {}, people.elif), { id })
    expect(await stand(id, 'elif')).toBe('waiting')
    const { title, purpose, formatSlug, startsAt } = await getSession(people.amina, id, 'en')
    const fields = {
      title,
      purpose,
      format: formatSlug,
      startsAt: startsAt.toISOString().slice(0, 16),
      timeZone: 'UTC',
    }
    const changed = await run(
      edit,
      post(`/sessions/${id}/edit`, { ...fields, access: 'open', capacity: '3', intent: 'schedule' }, people.amina),
      { id },
    )
    expect(changed.status).toBe(303)
    expect(await stand(id, 'elif')).toBe('coming')
  })

  it('is refused where it is unreadable, hidden, begun, or from who leads it', async () => {
    const id = await comingSession(people.amina)
    expect((await says(id, 'bounmy', 'maybe')).status).toBe(400)
    expect((await says(id, 'amina', 'no')).status).toBe(409)
    expect((await says(await comingSession(people.amina, { access: 'invited' }), 'carmen', 'yes')).status).toBe(404)
    expect((await says(await liveSession(people.amina), 'bounmy', 'yes')).status).toBe(409)
  })

  it('cannot squeeze into a full session by writing in it', async () => {
    const id = await liveSession(people.amina, { capacity: 2 })
    const send = (who: CastName) =>
      run(write, post(`/sessions/${id}/messages`, { body: 'Hello.', clientId: newId() }, people[who]), { id })
    expect((await send('bounmy')).status).toBe(303)
    const refused = await send('elif')
    expect(refused).toMatchObject({ status: 409, data: { errors: { body: { key: 'peerSessions.rsvp.full' } } } })
  })
})

describe('a reminder', () => {
  const minutes = (count: number) => count * 60_000

  it('comes a day and an hour before to those who come, once each, and again where the session was moved', async () => {
    const id = await comingSession(people.amina)
    await says(id, 'bounmy', 'yes')
    const { startsAt } = await db.peerSession.findUniqueOrThrow({ where: { id } })
    // They said so long before.
    const start = new Date(startsAt.getTime() + minutes(3 * 24 * 60))
    await db.peerSession.update({ where: { id }, data: { startsAt: start } })
    const teller = startTelling({ 'session.near': [remindComing] })
    const remind = async (before: number) => {
      const count = await announceSoon(new Date(start.getTime() - minutes(before)))
      await teller.settled()
      // The notice is raised at the time of the test: put it where the clock of the test stands.
      await db.notification.updateMany({
        where: { sessionId: id, raisedAt: { lt: new Date(start.getTime() - minutes(24 * 60)) } },
        data: { raisedAt: new Date(start.getTime() - minutes(before)) },
      })
      return count
    }
    const kinds = async (memberId: string) =>
      (await db.notification.findMany({ where: { sessionId: id, memberId }, orderBy: { kind: 'asc' } })).map(
        ({ kind }) => kind,
      )
    expect(await remind(25 * 60)).toBe(0)
    expect(await remind(23 * 60)).toBe(1)
    expect(await remind(22 * 60)).toBe(0)
    expect(await kinds(people.bounmy.id)).toEqual(['session.tomorrow'])
    expect(await remind(50)).toBe(1)
    expect(await remind(40)).toBe(0)
    expect(await kinds(people.bounmy.id)).toEqual(['session.soon', 'session.tomorrow'])
    expect(await kinds(people.elif.id)).toEqual([])
    await db.peerSession.update({ where: { id }, data: { startsAt: new Date(start.getTime() + minutes(7 * 24 * 60)) } })
    expect(await announceSoon(new Date(start.getTime() + minutes(7 * 24 * 60 - 30)))).toBe(2)
    await teller.stop()
  })
})
