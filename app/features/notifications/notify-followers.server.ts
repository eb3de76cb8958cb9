import { db, inTransaction } from '~/db.server'
import type { AppEventOf, Telling } from '~/events.server'
import { followersOf } from '~/features/following/queries.server'
import { publicStates } from '~/features/lessons/lesson'
import { type Hearer, raise } from './raise.server'

/** What followers hear of. */
export type FollowedEvent =
  | AppEventOf<'thread.opened'>
  | AppEventOf<'post.posted'>
  | AppEventOf<'lesson.verified'>
  | AppEventOf<'session.scheduled'>
  | AppEventOf<'practice.recorded'>

/**
 * Tells the followers of something what is new, and nobody of what he or she may not see or has done. The reaction to
 * each FollowedEvent: it looks at what is true now, so that what was hidden in between is told to nobody, and telling an
 * event twice raises once. A few statements in one transaction, however many follow.
 */
export function notifyFollowers(event: FollowedEvent, telling: Telling): Promise<void> {
  switch (event.type) {
    case 'thread.opened':
      return threadOpened(event, telling)
    case 'post.posted':
      return postPosted(event, telling)
    case 'lesson.verified':
      return lessonVerified(event, telling)
    case 'session.scheduled':
      return sessionScheduled(event, telling)
    case 'practice.recorded':
      return practiceRecorded(event, telling)
  }
}

const threadOpened = ({ threadId, byId }: AppEventOf<'thread.opened'>, telling: Telling) =>
  inTransaction(async (announce) => {
    const thread = await db.thread.findFirst({
      where: { id: threadId, posts: { some: { number: 1, heldAt: null } } },
      select: { contextId: true },
    })
    if (!thread) return
    const hearers = await followersOf({ contextId: thread.contextId })
    await raise(announce, { kind: 'thread.opened', subjectId: threadId, hearers, byId, ...telling })
  })

/** The followers of the thread, and whom the post answers whether he or she follows it or not. */
const postPosted = ({ postId, threadId, byId }: AppEventOf<'post.posted'>, telling: Telling) =>
  inTransaction(async (announce) => {
    const post = await db.post.findUnique({
      where: { id: postId },
      select: { number: true, deletedAt: true, heldAt: true, replyTo: { select: { authorId: true } } },
    })
    if (!post || post.deletedAt || post.heldAt || post.number === 1) return
    const answered = post.replyTo?.authorId
    const followers = (await followersOf({ threadId })).filter(({ memberId }) => memberId !== answered)
    const hearers: Hearer[] = answered ? [...followers, { memberId: answered, reason: { kind: 'answer' } }] : followers
    await raise(announce, { kind: 'thread.replies', subjectId: threadId, postId, hearers, byId, ...telling })
  })

/** The followers of what it is about, and its author, who learns it as the author. */
const lessonVerified = ({ lessonId, byId }: AppEventOf<'lesson.verified'>, telling: Telling) =>
  inTransaction(async (announce) => {
    const lesson = await db.lesson.findFirst({
      where: { id: lessonId, state: { in: publicStates } },
      select: { contextId: true, authorId: true },
    })
    if (!lesson) return
    const { contextId, authorId } = lesson
    const followers = (await followersOf({ contextId })).filter(({ memberId }) => memberId !== authorId)
    const hearers = [...followers, { memberId: authorId, reason: null }]
    await raise(announce, { kind: 'lesson.verified', subjectId: lessonId, hearers, byId, ...telling })
  })

/** Of a session by invitation only those hear who are invited already. */
const sessionScheduled = ({ sessionId, byId }: AppEventOf<'session.scheduled'>, telling: Telling) =>
  inTransaction(async (announce) => {
    const session = await db.peerSession.findFirst({
      where: { id: sessionId, endedAt: null, cancelledAt: null },
      select: { contextId: true, access: true, participants: { select: { memberId: true } } },
    })
    if (!session) return
    const followers = await followersOf({ contextId: session.contextId })
    const invited = new Set(session.participants.map(({ memberId }) => memberId))
    const hearers = session.access === 'invited' ? followers.filter(({ memberId }) => invited.has(memberId)) : followers
    await raise(announce, { kind: 'session.scheduled', subjectId: sessionId, hearers, byId, ...telling })
  })

/** A record that was known before is no news. */
const practiceRecorded = ({ practiceId, created }: AppEventOf<'practice.recorded'>, telling: Telling) =>
  inTransaction(async (announce) => {
    if (!created) return
    const practice = await db.practice.findUnique({ where: { id: practiceId }, select: { contextId: true } })
    if (!practice) return
    const hearers = await followersOf({ contextId: practice.contextId })
    await raise(announce, { kind: 'practice.recorded', subjectId: practiceId, hearers, ...telling })
  })
