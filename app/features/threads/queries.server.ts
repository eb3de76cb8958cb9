import { db } from '~/db.server'
import type { ContextItem, ContextKeys } from '~/features/context/context'
import { type CountedFacets, countContextFacets } from '~/features/context/count-facets.server'
import { briefContextSelect, contextItems, contextKeysOf, readContext } from '~/features/context/queries.server'
import { isReviewer, type Viewer } from '~/features/members/viewer'
import type { ContextFilter } from '~/features/taxonomy/context-filter'
import { contextWhere } from '~/features/taxonomy/context-where.server'
import type { Prisma } from '~/generated/prisma/client'
import { notFound } from '~/lib/errors'
import { excerptOf } from '~/lib/excerpt'
import { plainText } from '~/lib/markdown.server'
import { decodeCursor, encodeCursor, olderThan, pageOf } from '~/lib/paging'
import { readPosts } from './read-posts.server'
import {
  canReadHeld,
  canReply,
  canReviseThread,
  pageStart,
  postsPerPage,
  postUrl,
  threadsPerPage,
  threadUrl,
} from './thread'

/**
 * Which threads there are for somebody: all of them for everybody, guests too. One whose first post waits for a reviewer
 * is there for its author and the reviewers.
 */
export const threadWhere = (viewer: Viewer | null): Prisma.ThreadWhereInput =>
  isReviewer(viewer)
    ? {}
    : {
        OR: [{ posts: { none: { number: 1, heldAt: { not: null } } } }, ...(viewer ? [{ authorId: viewer.id }] : [])],
      }

/**
 * What the list of threads can be narrowed to, with the number of threads that each choice would leave.
 * @param formats the BCP 47 tag in which countries are named
 */
export const threadFacets = (viewer: Viewer | null, filter: ContextFilter, formats: string): Promise<CountedFacets> =>
  countContextFacets(filter, (under) => ({ ofThread: { is: filteredWhere(viewer, under) } }), formats)

/** The threads that a filter leaves of those that the viewer may see. */
function filteredWhere(viewer: Viewer | null, filter: ContextFilter): Prisma.ThreadWhereInput {
  const context = contextWhere(filter)
  return {
    AND: [
      threadWhere(viewer),
      context ? { context } : {},
      filter.stakeholderType?.length ? { author: { stakeholderTypeSlug: { in: filter.stakeholderType } } } : {},
      filter.among ? { id: { in: filter.among } } : {},
    ],
  }
}

/** One line of a list of threads. `at` is when the newest post was sent; `replies` does not count the first post. */
export type ThreadLine = {
  id: string
  title: string
  href: string
  author: { id: string; name: string }
  replies: number
  at: Date
  context: ContextItem[]
}

const lineSelect = {
  id: true,
  title: true,
  lastPostNumber: true,
  lastPostAt: true,
  author: { select: { id: true, name: true } },
  context: { select: briefContextSelect },
} satisfies Prisma.ThreadSelect

/**
 * Threads, the one with the newest post first.
 * @param filter what they are about, who started them (by kind of stakeholder), and which; everything where it is empty
 * @param page.after the cursor that the page before answered with
 * @param page.formats the BCP 47 tag in which countries are named
 * @param page.authorId only those that this member started
 * @param page.peerSessionId only those that came of this session
 * @returns the lines, and the cursor of the next page where there is one
 */
export async function listThreads(
  viewer: Viewer | null,
  filter: ContextFilter,
  {
    after = null,
    limit = threadsPerPage,
    formats,
    authorId,
    peerSessionId,
  }: { after?: string | null; limit?: number; formats: string; authorId?: string; peerSessionId?: string },
): Promise<{ rows: ThreadLine[]; next: string | null }> {
  const rows = await db.thread.findMany({
    where: {
      AND: [
        filteredWhere(viewer, filter),
        olderThan('lastPostAt', decodeCursor(after)),
        authorId ? { authorId } : {},
        peerSessionId ? { peerSessionId } : {},
      ],
    },
    orderBy: [{ lastPostAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
    select: lineSelect,
  })
  const page = pageOf(rows, limit, ({ lastPostAt, id }) => encodeCursor({ at: lastPostAt, id }))
  return {
    next: page.next,
    rows: page.rows.map(({ id, title, author, lastPostNumber, lastPostAt, context }) => ({
      id,
      title,
      href: threadUrl(id),
      author,
      replies: lastPostNumber - 1,
      at: lastPostAt,
      context: contextItems(context, formats),
    })),
  }
}

/** A thread without its posts, for verbs and forms. @throws AppError 404 */
export async function findThread(viewer: Viewer | null, threadId: string) {
  const thread = await db.thread.findFirst({
    where: { AND: [{ id: threadId }, threadWhere(viewer)] },
    select: { id: true, title: true, authorId: true, contextId: true, lastPostNumber: true },
  })
  if (!thread) throw notFound()
  return thread
}

const threadSelect = {
  id: true,
  title: true,
  authorId: true,
  lastPostNumber: true,
  contextId: true,
  peerSessionId: true,
} satisfies Prisma.ThreadSelect

/**
 * One page of a thread: what it is about and up to 50 posts.
 * @param page.after the number after which the posts stand; beyond the last post it is the last page
 * @returns also the addresses of the pages before and after, and what the viewer may do
 * @throws AppError 404
 */
export async function getThread(
  viewer: Viewer | null,
  threadId: string,
  { after = 0, formats }: { after?: number; formats: string },
) {
  const thread = await db.thread.findFirst({
    where: { AND: [{ id: threadId }, threadWhere(viewer)] },
    select: threadSelect,
  })
  if (!thread) throw notFound()
  const { id, title, lastPostNumber } = thread
  const context = readContext(thread.contextId)
  const start = after < lastPostNumber ? after : pageStart(lastPostNumber)
  const posts = readPosts(viewer, id, start)
  const last = posts.at(-1)?.number ?? lastPostNumber
  const keys: ContextKeys = contextKeysOf(context)
  return {
    id,
    title,
    replies: lastPostNumber - 1,
    /** Whether the viewer may see it is the session's own matter. */
    peerSessionId: thread.peerSessionId,
    context: contextItems(context, formats),
    keys,
    after: start,
    posts,
    previous: start > 0 ? threadUrl(id, Math.max(0, start - postsPerPage)) : null,
    next: last < lastPostNumber ? threadUrl(id, last) : null,
    can: { reply: canReply(viewer), revise: canReviseThread(viewer, thread) },
  }
}

const postSelect = {
  id: true,
  threadId: true,
  number: true,
  authorId: true,
  body: true,
  html: true,
  createdAt: true,
  editedAt: true,
  deletedAt: true,
  deletedById: true,
  heldAt: true,
  author: { select: { name: true } },
  thread: { select: { title: true } },
  _count: { select: { versions: true } },
} satisfies Prisma.PostSelect

/**
 * One post, without its text where it was deleted, or waits for a reviewer and the viewer may not read it. `version` is the number of what it says now.
 * @throws AppError 404
 */
export async function getPost(viewer: Viewer | null, postId: string) {
  const post = await db.post.findFirst({
    where: { id: postId, thread: threadWhere(viewer) },
    select: postSelect,
  })
  if (!post) throw notFound()
  const { _count, author, thread, body, html, ...rest } = post
  const hidden = post.deletedAt || (post.heldAt && !canReadHeld(viewer, post))
  const text = hidden ? { body: '', html: '' } : { body, html }
  return { ...rest, ...text, authorName: author.name, threadTitle: thread.title, version: _count.versions + 1 }
}

/** What a post answers, as one line. */
export type Quote = { id: string; number: number; author: string; href: string; excerpt: string }

/** The post that a reply is about to answer; null where it stands in another thread or was deleted. */
export async function getQuote(viewer: Viewer | null, threadId: string, postId: string): Promise<Quote | null> {
  if (!postId) return null
  const post = await db.post.findFirst({
    where: { id: postId, threadId, deletedAt: null, heldAt: null, thread: threadWhere(viewer) },
    select: { id: true, number: true, html: true, author: { select: { name: true } } },
  })
  return (
    post && {
      id: post.id,
      number: post.number,
      author: post.author.name,
      href: postUrl(threadId, post.number, post.id),
      excerpt: excerptOf(plainText(post.html)),
    }
  )
}
