import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db, inTransaction } from '~/db.server'
import { startTelling, type Teller } from '~/events.server'
import { follow } from '~/features/following/follow.server'
import { isFollowing } from '~/features/following/queries.server'
import { unfollow } from '~/features/following/unfollow.server'
import { returnLesson } from '~/features/lessons/return-lesson.server'
import { verifyLesson } from '~/features/lessons/verify-lesson.server'
import { withdrawLesson } from '~/features/lessons/withdraw-lesson.server'
import type { Viewer } from '~/features/members/viewer'
import { markRead } from '~/features/notifications/mark-read.server'
import { notifyFollowers } from '~/features/notifications/notify-followers.server'
import { latestNotifications, listNotifications, unreadCount } from '~/features/notifications/queries.server'
import { inviteMember } from '~/features/peer-sessions/invite-member.server'
import { deletePost } from '~/features/threads/delete-post.server'
import { type Cast, cast, emailOf } from '../../support/cast'
import { countStatements } from '../../support/count-statements'
import { useDatabase } from '../../support/database'
import { answer, aPractice, noticeReactions, planSession, startThread, submitLesson } from '../../support/follow-world'

useDatabase()

let people: Cast
let teller: Teller
beforeAll(async () => {
  people = await cast()
  teller = startTelling(noticeReactions)
})
afterAll(() => teller.stop())
beforeEach(async () => {
  await teller.settled()
  await db.notification.deleteMany()
  await db.follow.deleteMany()
})

const flood = { kind: 'crisisType', key: 'flood' } as const
const aboutFlood = { crisisType: ['flood'] }

/** What somebody is told, the newest first: "kind title". */
async function heardBy(viewer: Viewer): Promise<string[]> {
  await teller.settled()
  const { rows } = await listNotifications(viewer, { formats: 'en-GB' })
  return rows.map(({ kind, title }) => `${kind} ${title}`)
}

describe('a new thread', () => {
  it('is told to the followers of what it is about, with the reason, and to nobody else', async () => {
    await follow(people.amina, { kind: 'crisisType', key: 'natural-disaster' })
    await follow(people.bounmy, { kind: 'country', key: 'PH' })
    await startThread(people.elif, 'Boats for the delta', aboutFlood)
    expect(await heardBy(people.amina)).toEqual(['thread.opened Boats for the delta'])
    expect(await heardBy(people.bounmy)).toEqual([])
    const { rows } = await listNotifications(people.amina, { formats: 'en-GB' })
    expect(rows[0]).toMatchObject({ unread: true, count: 1, why: { kind: 'crisisType', label: 'Natural Disaster' } })
  })

  it('is not told to who starts it', async () => {
    await follow(people.amina, flood)
    await startThread(people.amina, 'My own thread', aboutFlood)
    expect(await heardBy(people.amina)).toEqual([])
  })

  it('is not told to a banned member', async () => {
    await follow(people.zed, flood)
    await startThread(people.elif, 'Boats again', aboutFlood)
    expect(await heardBy(people.zed)).toEqual([])
    expect(await db.notification.count()).toBe(0)
  })

  it('is followed by who starts it, until he or she unfollows it, which lasts', async () => {
    const { threadId } = await startThread(people.amina, 'Followed by its author')
    await teller.settled()
    expect(await isFollowing(people.amina, 'thread', threadId)).toBe(true)
    await unfollow(people.amina, { kind: 'thread', key: threadId })
    await answer(people.amina, threadId)
    await teller.settled()
    expect(await isFollowing(people.amina, 'thread', threadId)).toBe(false)
  })
})

describe('replies', () => {
  it('raise one notice, which counts them, leads to the first not read, and starts again when it was read', async () => {
    const { threadId } = await startThread(people.amina, 'Counting')
    const first = await answer(people.elif, threadId)
    await answer(people.bounmy, threadId)
    await answer(people.elif, threadId)
    await teller.settled()
    const notice = (await listNotifications(people.amina, { formats: 'en-GB' })).rows
    expect(notice).toMatchObject([{ kind: 'thread.replies', count: 3, href: `/threads/${threadId}#post-${first.id}` }])
    expect(await unreadCount(people.amina)).toBe(1)

    await markRead(people.amina, notice[0]?.id ?? '')
    expect(await unreadCount(people.amina)).toBe(0)
    const fourth = await answer(people.bounmy, threadId)
    await teller.settled()
    expect((await listNotifications(people.amina, { formats: 'en-GB' })).rows).toMatchObject([
      { count: 1, unread: true, href: `/threads/${threadId}#post-${fourth.id}` },
    ])
  })

  it('are told to everybody who joined in, but not to who writes them', async () => {
    const { threadId } = await startThread(people.amina, 'Joined in')
    await answer(people.bounmy, threadId)
    await answer(people.elif, threadId)
    expect(await heardBy(people.bounmy)).toEqual(['thread.replies Joined in'])
    expect(await heardBy(people.elif)).toEqual([])
  })

  it('are told to whom they answer even if he or she does not follow the thread', async () => {
    const { threadId, id } = await startThread(people.amina, 'Answered')
    await teller.settled()
    await unfollow(people.amina, { kind: 'thread', key: threadId })
    await answer(people.elif, threadId)
    expect(await heardBy(people.amina)).toEqual([])
    await answer(people.elif, threadId, id)
    expect(await heardBy(people.amina)).toEqual(['thread.replies Answered'])
    const { rows } = await listNotifications(people.amina, { formats: 'en-GB' })
    expect(rows[0]?.why).toEqual({ kind: 'answer' })
  })

  it('that were deleted before they were told are told to nobody', async () => {
    const { threadId } = await startThread(people.amina, 'Deleted in between')
    await teller.settled()
    await teller.stop()
    const { id } = await answer(people.elif, threadId)
    await deletePost(people.elif, id)
    teller = startTelling(noticeReactions)
    expect(await heardBy(people.amina)).toEqual([])
  })
})

describe('an event that is told twice', () => {
  it('raises once, also when the notice was read in between', async () => {
    await follow(people.amina, flood)
    const { threadId } = await startThread(people.elif, 'Told twice', aboutFlood)
    await teller.settled()
    const event = await db.event.findFirstOrThrow({ where: { type: 'thread.opened' }, orderBy: { id: 'desc' } })
    const again = () =>
      notifyFollowers(
        { type: 'thread.opened', threadId, byId: people.elif.id },
        { eventId: event.id, at: event.createdAt },
      )
    const raised = () => db.event.count({ where: { type: 'notification.raised' } })
    const before = await raised()
    await again()
    expect(await raised()).toBe(before)
    const [notice] = (await listNotifications(people.amina, { formats: 'en-GB' })).rows
    await markRead(people.amina, notice?.id ?? '')
    await again()
    expect(await unreadCount(people.amina)).toBe(0)
    expect(await db.notification.count()).toBe(1)
  })

  it('counts a reply once', async () => {
    const { threadId } = await startThread(people.amina, 'One reply')
    const { id } = await answer(people.elif, threadId)
    await teller.settled()
    const event = await db.event.findFirstOrThrow({ where: { type: 'post.posted' }, orderBy: { id: 'desc' } })
    const telling = { eventId: event.id, at: event.createdAt }
    await notifyFollowers({ type: 'post.posted', postId: id, threadId, byId: people.elif.id }, telling)
    expect((await listNotifications(people.amina, { formats: 'en-GB' })).rows).toMatchObject([{ count: 1 }])
  })
})

describe('a lesson', () => {
  it('that is handed in is told to the reviewers, but to no follower', async () => {
    await follow(people.amina, flood)
    await submitLesson(people.elif, 'Not checked yet', aboutFlood)
    expect(await heardBy(people.carmen)).toEqual(['lesson.submitted Not checked yet'])
    expect(await heardBy(people.dmitri)).toEqual(['lesson.submitted Not checked yet'])
    expect(await heardBy(people.amina)).toEqual([])
  })

  it('waits in the list of each reviewer until one of them has reviewed it', async () => {
    const id = await submitLesson(people.elif, 'To be reviewed')
    expect(await heardBy(people.dmitri)).toEqual(['lesson.submitted To be reviewed'])
    await verifyLesson(people.carmen, id, { note: '', version: null })
    expect(await heardBy(people.dmitri)).toEqual([])
    expect(await unreadCount(people.dmitri)).toBe(0)
  })

  it('of a reviewer is told to the other reviewers only', async () => {
    await submitLesson(people.carmen, 'By a reviewer')
    expect(await heardBy(people.carmen)).toEqual([])
    expect(await heardBy(people.dmitri)).toEqual(['lesson.submitted By a reviewer'])
  })

  it('that is verified is told to the followers and to its author, but not to the reviewer', async () => {
    await follow(people.amina, flood)
    await follow(people.carmen, flood)
    const id = await submitLesson(people.elif, 'Checked', aboutFlood)
    await verifyLesson(people.carmen, id, { note: '', version: null })
    expect(await heardBy(people.amina)).toEqual(['lesson.verified Checked'])
    expect(await heardBy(people.elif)).toEqual(['lesson.verified Checked'])
    expect(await heardBy(people.carmen)).toEqual([])
    const line = async (viewer: Viewer) => (await listNotifications(viewer, { formats: 'en-GB' })).rows[0]
    expect(await line(people.elif)).toMatchObject({ own: true, why: null })
    expect(await line(people.amina)).toMatchObject({ own: false, why: { label: 'Flood' } })
  })

  it('whose author is not named is told without his or her name', async () => {
    await follow(people.amina, flood)
    const id = await submitLesson(people.elif, 'Nobody in particular', aboutFlood, 'stakeholder-type')
    await verifyLesson(people.carmen, id, { note: '', version: null })
    await teller.settled()
    const told = JSON.stringify(await listNotifications(people.amina, { formats: 'en-GB' }))
    expect(told).toContain('Nobody in particular')
    for (const secret of [people.elif.name, people.elif.id, 'Disaster Management Authority']) {
      expect(told).not.toContain(secret)
    }
  })

  it('that came back is told to its author alone', async () => {
    const id = await submitLesson(people.elif, 'Back to you')
    await returnLesson(people.carmen, id, { note: 'When was it?' })
    expect(await heardBy(people.elif)).toEqual(['lesson.returned Back to you'])
    expect(await heardBy(people.amina)).toEqual([])
  })

  it('that was withdrawn is gone from lists and counts of all but its author', async () => {
    await follow(people.amina, flood)
    const id = await submitLesson(people.elif, 'Withdrawn later', aboutFlood)
    await verifyLesson(people.carmen, id, { note: '', version: null })
    expect(await heardBy(people.amina)).toHaveLength(1)
    expect(await unreadCount(people.amina)).toBe(1)
    await withdrawLesson(people.elif, id)
    expect(await heardBy(people.amina)).toEqual([])
    expect(await unreadCount(people.amina)).toBe(0)
    expect((await latestNotifications(people.amina)).items).toEqual([])
    expect(await heardBy(people.elif)).toEqual(['lesson.verified Withdrawn later'])
  })
})

describe('a session', () => {
  it('is told to the followers of what it is about', async () => {
    await follow(people.amina, flood)
    await planSession(people.elif, 'Open to all', 'open', aboutFlood)
    await planSession(people.elif, 'For members', 'members', aboutFlood)
    expect((await heardBy(people.amina)).sort()).toEqual([
      'session.scheduled For members',
      'session.scheduled Open to all',
    ])
  })

  it('by invitation is told to no follower, not even to a reviewer, but to whom it invites', async () => {
    for (const viewer of [people.amina, people.bounmy, people.carmen, people.dmitri]) await follow(viewer, flood)
    const id = await planSession(people.elif, 'Behind closed doors', 'invited', aboutFlood)
    await teller.settled()
    expect(await db.notification.count()).toBe(0)
    await inviteMember(people.elif, id, emailOf('amina'))
    expect(await heardBy(people.amina)).toEqual(['session.invited Behind closed doors'])
    for (const viewer of [people.bounmy, people.carmen, people.dmitri]) expect(await heardBy(viewer)).toEqual([])
  })

  it('that was closed to a member afterwards is gone from his or her list and count', async () => {
    await follow(people.amina, flood)
    const id = await planSession(people.elif, 'Closed later', 'members', aboutFlood)
    expect(await heardBy(people.amina)).toHaveLength(1)
    await db.peerSession.update({ where: { id }, data: { access: 'invited' } })
    expect(await heardBy(people.amina)).toEqual([])
    expect(await unreadCount(people.amina)).toBe(0)
  })
})

describe('a practice', () => {
  const record = (slug: string, created: boolean) =>
    inTransaction(async (announce) => {
      const practiceId = await aPractice(slug, slug, aboutFlood)
      await announce({ type: 'practice.recorded', practiceId, created })
    })

  it('that is new is told to the followers, one that was known is not', async () => {
    await follow(people.amina, flood)
    await record('new-practice', true)
    await record('known-practice', false)
    expect(await heardBy(people.amina)).toEqual(['practice.recorded new-practice'])
  })
})

describe('a thousand followers', () => {
  it('are told with as many statements as one', async () => {
    const crowd = Array.from({ length: 1000 }, (_, i) => `crowd${String(i).padStart(9, '0')}`)
    const createdAt = new Date('2026-01-01T00:00:00Z')
    await db.member.createMany({
      data: crowd.map((id) => ({ id, email: `${id}@example.org`, name: id, passwordHash: '', createdAt })),
    })
    const statements = async (country: string, followers: string[]) => {
      await db.follow.createMany({
        data: followers.map((memberId) => ({ id: `${country}${memberId}`, memberId, country, createdAt })),
      })
      const { threadId } = await startThread(people.elif, `For ${country}`, { country: [country] })
      await teller.settled()
      expect(await db.notification.count({ where: { threadId } })).toBe(followers.length)
      // Counted on a second telling under a newer event, which raises every notice again.
      const newest = await db.event.findFirstOrThrow({ orderBy: { id: 'desc' } })
      const counted = countStatements()
      await notifyFollowers(
        { type: 'thread.opened', threadId, byId: people.elif.id },
        { eventId: newest.id + 1, at: new Date() },
      )
      return counted.stop()
    }
    const forOne = await statements('PH', crowd.slice(0, 1))
    expect(await statements('LB', crowd)).toBe(forOne)
    expect(forOne).toBeLessThanOrEqual(8)
    const { rows } = await listNotifications({ ...people.amina, id: crowd[999] ?? '' }, { formats: 'en-GB' })
    expect(rows).toMatchObject([{ title: 'For LB', count: 1 }])
  })
})
