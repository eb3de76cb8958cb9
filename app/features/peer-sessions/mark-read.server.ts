import { db, preparedRead } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { reportError } from '~/lib/trouble.server'

/** Milliseconds in which all that the readers of a room tell makes one write. */
const gather = 3_000

let waiting = new Map<string, { sessionId: string; memberId: string; number: number }>()
let timer: NodeJS.Timeout | undefined

/**
 * Keeps, a little later, how far somebody in a session has read, which only grows. It is told by every open page, so it is
 * gathered; what a crash loses is told again.
 */
export function noteRead(memberId: string, sessionId: string, number: number): void {
  const key = `${sessionId} ${memberId}`
  if ((waiting.get(key)?.number ?? 0) >= number) return
  waiting.set(key, { sessionId, memberId, number })
  timer ??= setTimeout(() => void keepRead().catch(reportError), gather)
  timer.unref()
}

/** Writes what was noted. Who takes no part in a session has no mark there. */
export async function keepRead(): Promise<void> {
  clearTimeout(timer)
  timer = undefined
  if (waiting.size === 0) return
  const rows = JSON.stringify([...waiting.values()])
  waiting = new Map()
  await db.$executeRaw`
    UPDATE SessionParticipant SET readUntil = noted.number
    FROM (
      SELECT n.value ->> 'sessionId' AS sessionId, n.value ->> 'memberId' AS memberId,
        min(n.value ->> 'number', s.lastMessageNumber) AS number
      FROM json_each(${rows}) n JOIN PeerSession s ON s.id = n.value ->> 'sessionId' AND s.unlinkedAt IS NULL
    ) AS noted
    WHERE SessionParticipant.sessionId = noted.sessionId AND SessionParticipant.memberId = noted.memberId
      AND readUntil < noted.number`
}

/** Keeps at once that the viewer has read up to a message. */
export async function markRead(viewer: Viewer, sessionId: string, number: number): Promise<void> {
  noteRead(viewer.id, sessionId, number)
  await keepRead()
}

/** What is new for somebody who was in a session: the number of the first message, and how many. */
export type Unread = { first: number; count: number; last: number }

const unreadOf = preparedRead<{ first: number | null; count: number; last: number }>(`
  SELECT min(r.number) AS first, count(r.number) AS count, s.lastMessageNumber AS last
  FROM SessionParticipant p
    JOIN PeerSession s ON s.id = p.sessionId
    LEFT JOIN RoomMessage r ON r.sessionId = p.sessionId AND r.number > max(p.readUntil, ?) AND r.authorId IS NOT p.memberId
  WHERE p.sessionId = ? AND p.memberId = ? AND p.joinedAt IS NOT NULL AND s.unlinkedAt IS NULL`)

/** What the viewer has not read of a session in which he or she takes part; null where that is nothing. */
export function unreadIn(viewer: Viewer | null, sessionId: string): Unread | null {
  if (!viewer) return null
  const noted = waiting.get(`${sessionId} ${viewer.id}`)?.number ?? 0
  const row = unreadOf(noted, sessionId, viewer.id)[0]
  return row?.first ? { first: row.first, count: row.count, last: row.last } : null
}
