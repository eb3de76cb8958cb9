import { type Announce, db } from '~/db.server'
import { Prisma } from '~/generated/prisma/client'
import { newId } from '~/lib/ids'
import { type NoticeKind, type Reason, subjectColumn } from './notification'

/** A member to tell, and why. */
export type Hearer = { memberId: string; reason: Reason | null }

export type Raise = {
  kind: NoticeKind
  /** The id of the thread, lesson, session or practice. */
  subjectId: string
  hearers: Hearer[]
  /** Who did it: he or she is not told. */
  byId?: string
  /** Where in the thread it leads: the first that is not read stays. */
  postId?: string
  eventId: number
  at: Date
}

/** Notices that tell how many there are, raised once for each. */
const countedKinds = new Set<NoticeKind>(['thread.replies', 'lesson.reused', 'practice.reused'])

/**
 * Raises one notice for each hearer but the doer and the banned, inside the caller's transaction. A notice that is there
 * is raised again: unread and newer, with one more where it counts. An event that raised it before, or an
 * older one, changes nothing. One statement for any number of hearers, and one event that lets open pages hear of it.
 */
export async function raise(announce: Announce, { kind, subjectId, hearers, byId, postId, eventId, at }: Raise) {
  const told = hearers.filter(({ memberId }) => memberId !== byId)
  if (told.length === 0) return
  const subject = Prisma.raw(`"${subjectColumn[kind]}"`)
  const rows = JSON.stringify(
    told.map(({ memberId, reason }) => [newId(), memberId, reason ? JSON.stringify(reason) : '']),
  )
  const counted = countedKinds.has(kind) ? 1 : 0
  // "WHERE true": without it SQLite takes ON CONFLICT for the ON of a join.
  const raised = await db.$queryRaw<{ memberId: string }[]>`
    INSERT INTO Notification (id, memberId, kind, ${subject}, reason, count, eventId, postId, createdAt, raisedAt)
    SELECT h.value ->> 0, m.id, ${kind}, ${subjectId}, h.value ->> 2, 1, ${eventId}, ${postId ?? null}, ${at}, ${at}
    FROM json_each(${rows}) h JOIN Member m ON m.id = h.value ->> 1
    WHERE m.bannedAt IS NULL
    ON CONFLICT (memberId, kind, ${subject}) DO UPDATE SET
      count = CASE WHEN readAt IS NULL THEN count + ${counted} ELSE 1 END,
      postId = CASE WHEN readAt IS NULL THEN postId ELSE excluded.postId END,
      reason = excluded.reason,
      eventId = excluded.eventId,
      raisedAt = excluded.raisedAt,
      readAt = NULL
    WHERE Notification.eventId < excluded.eventId
    RETURNING memberId`
  if (raised.length === 0) return
  await announce({ type: 'notification.raised', memberIds: raised.map(({ memberId }) => memberId) })
}
