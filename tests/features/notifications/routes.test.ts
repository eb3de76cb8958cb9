import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db } from '~/db.server'
import { follow } from '~/features/following/follow.server'
import { notifyFollowers } from '~/features/notifications/notify-followers.server'
import { unreadCount } from '~/features/notifications/queries.server'
import { loader as list } from '~/routes/notifications._index'
import { action as open } from '~/routes/notifications.$id.open'
import { loader as latest } from '~/routes/notifications.latest'
import { action as read } from '~/routes/notifications.read'
import { type Cast, cast } from '../../support/cast'
import { useDatabase } from '../../support/database'
import { startThread } from '../../support/follow-world'
import { get, post, run } from '../../support/request'

useDatabase()

let people: Cast
let eventId = 1000
beforeAll(async () => {
  people = await cast()
  await follow(people.amina, { kind: 'crisisType', key: 'flood' })
})
beforeEach(async () => {
  await db.notification.deleteMany()
})

/** A thread about floods, of which amina is told. */
async function told(title: string, at = new Date()) {
  const { threadId } = await startThread(people.elif, title, { crisisType: ['flood'] })
  await notifyFollowers({ type: 'thread.opened', threadId, byId: people.elif.id }, { eventId: eventId++, at })
  const { id } = await db.notification.findFirstOrThrow({ where: { threadId } })
  return { id, threadId }
}

describe('opening a notice', () => {
  it('marks it as read and leads to what it is about', async () => {
    const { id, threadId } = await told('Boats')
    const answer = await run(open, post(`/notifications/${id}/open`, {}, people.amina), { id })
    expect(answer).toMatchObject({ status: 303, location: `/threads/${threadId}` })
    expect(await unreadCount(people.amina)).toBe(0)
  })

  it('of somebody else answers that it does not exist and leaves it unread', async () => {
    const { id } = await told('Not yours')
    expect((await run(open, post(`/notifications/${id}/open`, {}, people.elif), { id })).status).toBe(404)
    expect((await run(open, post(`/notifications/${id}/open`), { id })).location).toContain('/sign-in')
    expect(await unreadCount(people.amina)).toBe(1)
  })
})

describe('marking as read', () => {
  it('takes one', async () => {
    const { id } = await told('First')
    await told('Second')
    expect(await run(read, post('/notifications/read', { id }, people.amina))).toMatchObject({
      status: 303,
      location: '/notifications',
    })
    expect(await unreadCount(people.amina)).toBe(1)
  })

  it('takes all that the page showed, but not what came later', async () => {
    await told('Seen', new Date('2026-05-01T10:00:00Z'))
    const { data } = await run(list, get('/notifications', people.amina))
    await told('Came later', new Date('2026-05-01T10:00:01Z'))
    await run(read, post('/notifications/read', { until: String(data.until) }, people.amina))
    expect(await unreadCount(people.amina)).toBe(1)
  })

  it('leaves the notices of others alone', async () => {
    const { id } = await told('Of amina')
    await run(read, post('/notifications/read', { id }, people.elif))
    await run(read, post('/notifications/read', {}, people.elif))
    expect(await unreadCount(people.amina)).toBe(1)
  })
})

describe('the list', () => {
  it('goes on page by page, each notice once, the newest first', async () => {
    const titles = Array.from({ length: 35 }, (_, i) => `Notice ${i}`)
    for (const [i, title] of titles.entries()) await told(title, new Date(Date.UTC(2026, 0, 1, 0, Math.floor(i / 3))))
    const first = (await run(list, get('/notifications', people.amina))).data
    const second = (await run(list, get(`/notifications?after=${first.next}`, people.amina))).data
    expect(first.rows).toHaveLength(30)
    expect(second.next).toBeNull()
    const all = [...first.rows, ...second.rows]
    expect(new Set(all.map(({ title }: { title: string }) => title))).toEqual(new Set(titles))
    expect(all.map(({ raisedAt }: { raisedAt: Date }) => raisedAt.getTime())).toEqual(
      all.map(({ raisedAt }: { raisedAt: Date }) => raisedAt.getTime()).sort((a: number, b: number) => b - a),
    )
  })

  it('is for members', async () => {
    expect((await run(list, get('/notifications'))).location).toBe('/sign-in?redirectTo=%2Fnotifications')
  })
})

describe('GET /notifications/latest', () => {
  it('answers open pages with the number and the last notices in words', async () => {
    const { id, threadId } = await told('In words')
    const answer = await run(latest, get('/notifications/latest', people.amina))
    expect(answer.data).toEqual({
      unread: 1,
      label: '1 unread notification',
      items: [{ id, text: 'New thread: In words', href: `/threads/${threadId}`, at: expect.any(Number) }],
    })
  })

  it('tells a guest nothing', async () => {
    await told('Secret from guests')
    const answer = await run(latest, get('/notifications/latest'))
    expect(answer).toMatchObject({ status: 401, data: { unread: 0, items: [] } })
  })
})
