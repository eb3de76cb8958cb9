import { db } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { notFound } from '~/lib/errors'
import { type Change, changesBetween } from '~/lib/word-changes'
import { getPost } from './queries.server'
import { canReadHeld } from './thread'

/** What a post said from `writtenAt` on, as changes of what it had said before. */
export type Version = { number: number; writtenAt: Date; changes: Change[] }

const versionsPerPage = 10

/**
 * The versions of a post, the newest first, each beside the one before it, word by word. Everybody who sees the thread
 * sees them; nobody those of a deleted post,
 * and only its author and reviewers those of one that waits for a reviewer.
 * @param before the number of the version before which to go on
 * @returns also the number to go on with, where there is more
 * @throws AppError 404
 */
export async function postHistory(viewer: Viewer | null, postId: string, before?: number) {
  const post = await getPost(viewer, postId)
  if (post.deletedAt || (post.heldAt && !canReadHeld(viewer, post))) throw notFound()
  const older = await db.postVersion.findMany({
    where: { postId, ...(before ? { number: { lt: before } } : {}) },
    orderBy: { number: 'desc' },
    take: versionsPerPage + 1,
    select: { number: true, body: true, writtenAt: true },
  })
  const now = { number: post.version, body: post.body, writtenAt: post.editedAt ?? post.createdAt }
  const texts = before ? older : [now, ...older]
  const versions = texts.slice(0, versionsPerPage).map(
    ({ number, writtenAt, body }, index): Version => ({
      number,
      writtenAt,
      changes: changesBetween(texts[index + 1]?.body ?? null, body),
    }),
  )
  const next = texts.length > versionsPerPage ? (versions.at(-1)?.number ?? null) : null
  return { post, versions, next }
}
