import { db, preparedRead } from '~/db.server'
import { type ContextKind, contextKinds, emptyContext } from '~/features/context/context'
import { contextItemsOf } from '~/features/context/queries.server'
import { lessonWhere } from '~/features/lessons/queries.server'
import type { Viewer } from '~/features/members/viewer'
import { sessionWhere } from '~/features/peer-sessions/queries.server'
import { messagePage } from '~/features/peer-sessions/room-message'
import { threadWhere } from '~/features/threads/queries.server'
import { postUrl, threadUrl } from '~/features/threads/thread'
import type { Prisma } from '~/generated/prisma/client'
import { decodeCursor, encodeCursor, olderThan, pageOf } from '~/lib/paging'
import { type NoticeKind, type NoticeLine, type Reason, readReason } from './notification'

/**
 * A viewer's own notices about what he or she may still see, without lessons to review that somebody has reviewed.
 * Practices are open to all members.
 */
const noticeWhere = (viewer: Viewer): Prisma.NotificationWhereInput => ({
  memberId: viewer.id,
  OR: [
    { threadId: { not: null }, thread: threadWhere(viewer) },
    { practiceId: { not: null } },
    { kind: { not: 'lesson.submitted' }, lesson: lessonWhere(viewer) },
    { kind: 'lesson.submitted', lesson: { state: 'submitted', AND: [lessonWhere(viewer)] } },
    { session: sessionWhere(viewer) },
  ],
})

const readAnyUnread = preparedRead<{ found: 1 }>(
  'SELECT 1 AS found FROM Notification WHERE memberId = ? AND readAt IS NULL LIMIT 1',
)

/**
 * How many notices the viewer has not read, of those whose subject he or she may still see. Every page of a member asks
 * it: where nothing at all is unread, one prepared statement answers.
 */
export const unreadCount = async (viewer: Viewer): Promise<number> =>
  readAnyUnread(viewer.id).length === 0
    ? 0
    : db.notification.count({ where: { readAt: null, AND: [noticeWhere(viewer)] } })

const noticeSelect = {
  id: true,
  kind: true,
  reason: true,
  count: true,
  postId: true,
  raisedAt: true,
  readAt: true,
  thread: { select: { id: true, title: true } },
  lesson: { select: { id: true, title: true, authorId: true } },
  session: { select: { id: true, title: true } },
  practice: { select: { slug: true, title: true } },
} satisfies Prisma.NotificationSelect
type NoticeRow = Prisma.NotificationGetPayload<{ select: typeof noticeSelect }>

/**
 * The viewer's notices, the last raised first; those about what he or she may no longer see are left out.
 * @param after the cursor of the page before
 * @param formats the BCP 47 tag in which countries are named
 */
export async function listNotifications(
  viewer: Viewer,
  { after = null, limit = 30, formats }: { after?: string | null; limit?: number; formats: string },
): Promise<{ rows: NoticeLine[]; next: string | null }> {
  const rows = await db.notification.findMany({
    where: { AND: [noticeWhere(viewer), olderThan('raisedAt', decodeCursor(after))] },
    orderBy: [{ raisedAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
    select: noticeSelect,
  })
  const page = pageOf(rows, limit, ({ raisedAt, id }) => encodeCursor({ at: raisedAt, id }))
  return { rows: await linesOf(viewer, page.rows, formats), next: page.next }
}

/** The last notices that are not read, and how many there are: for the first page and for open pages. */
export async function latestNotifications(
  viewer: Viewer,
  { limit = 5, formats = 'en-GB' }: { limit?: number; formats?: string } = {},
): Promise<{ unread: number; items: NoticeLine[] }> {
  const [unread, rows] = await Promise.all([
    unreadCount(viewer),
    db.notification.findMany({
      where: { readAt: null, AND: [noticeWhere(viewer)] },
      orderBy: [{ raisedAt: 'desc' }, { id: 'desc' }],
      take: limit,
      select: noticeSelect,
    }),
  ])
  return { unread, items: await linesOf(viewer, rows, formats) }
}

/** One notice of the viewer's, or null where there is none or its subject is gone from sight. */
export async function findNotification(viewer: Viewer, id: string): Promise<NoticeLine | null> {
  const row = await db.notification.findFirst({ where: { id, AND: [noticeWhere(viewer)] }, select: noticeSelect })
  return row && ((await linesOf(viewer, [row], 'en-GB'))[0] ?? null)
}

async function linesOf(viewer: Viewer, rows: NoticeRow[], formats: string): Promise<NoticeLine[]> {
  const reasons = rows.map(({ reason }) => readReason(reason))
  const [labelOf, numberOf] = await Promise.all([labels(reasons, formats), postNumbers(rows)])
  return rows.map((row, index) => {
    const reason = reasons[index] ?? null
    return {
      id: row.id,
      kind: row.kind as NoticeKind,
      title: (row.thread ?? row.lesson ?? row.session ?? row.practice)?.title ?? '',
      href: hrefOf(row, numberOf),
      count: row.count,
      unread: row.readAt === null,
      raisedAt: row.raisedAt,
      why: reason && { kind: reason.kind, ...labelOf(reason) },
      own: row.lesson?.authorId === viewer.id,
    }
  })
}

function hrefOf({ kind, thread, lesson, session, practice, postId }: NoticeRow, numberOf: Map<string, number>): string {
  if (kind === 'post.held' || kind === 'message.held') return '/review/harm'
  if (thread) {
    const number = postId && numberOf.get(postId)
    return postId && number ? postUrl(thread.id, number, postId) : threadUrl(thread.id)
  }
  if (lesson) return `/lessons/${lesson.id}${placeOf[kind] ?? ''}`
  if (session && kind === 'session.mentioned' && postId) return messagePage(session.id, postId)
  return session
    ? `/sessions/${session.id}${placeOf[kind] ?? ''}`
    : `/practices/${practice?.slug}${placeOf[kind] ?? ''}`
}

/** Where on the page of its subject a notice leads. */
const placeOf: { readonly [kind: string]: string | undefined } = {
  'session.asked': '/participants',
  'lesson.reused': '#used-by',
  'practice.reused': '#used-by',
  'lesson.contested': '#did-not-hold',
  'lesson.answered': '#did-not-hold',
  'session.action-given': '#actions',
  'session.action-due': '#actions',
  'session.after-30': '#outcomes',
  'session.after-90': '#outcomes',
}

async function postNumbers(rows: NoticeRow[]): Promise<Map<string, number>> {
  const ids = rows.flatMap(({ postId }) => postId ?? [])
  if (ids.length === 0) return new Map()
  const posts = await db.post.findMany({ where: { id: { in: ids } }, select: { id: true, number: true } })
  return new Map(posts.map(({ id, number }) => [id, number]))
}

/** The labels of everything that is followed for these reasons, looked up at once. */
async function labels(reasons: (Reason | null)[], formats: string) {
  const keys = emptyContext()
  for (const reason of reasons) {
    if (reason && 'key' in reason && isContextKind(reason.kind)) keys[reason.kind].push(reason.key)
  }
  for (const kind of contextKinds) keys[kind] = [...new Set(keys[kind])]
  const items = await contextItemsOf(keys, formats)
  return (reason: Reason): { label?: string } => {
    const label = 'key' in reason && items.find(({ kind, key }) => kind === reason.kind && key === reason.key)?.label
    return label ? { label } : {}
  }
}

const isContextKind = (kind: string): kind is ContextKind => (contextKinds as readonly string[]).includes(kind)
