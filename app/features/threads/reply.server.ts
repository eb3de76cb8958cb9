import { db, inTransaction } from '~/db.server'
import { holdForReview, isConflict, lookForHarm, mustBeHarmless } from '~/features/harm/check-harm.server'
import type { Viewer } from '~/features/members/viewer'
import { AppError } from '~/lib/errors'
import { newId } from '~/lib/ids'
import { renderMarkdown } from '~/lib/markdown.server'
import { postSentAs, type SentPost } from './post-sent.server'
import { findThread } from './queries.server'
import type { PostInput } from './thread'

/**
 * Adds a post to a thread, as an answer to one of its posts where `replyTo` names one. Numbers are given in the order
 * of the commits and have no gaps.
 * @returns the new post; the earlier one where the member has sent this client id before
 * @throws AppError 404 without such a thread; 400 where `replyTo` is no post of it, was deleted or waits for a reviewer;
 * HarmFound where something may identify somebody and was not confirmed
 */
export async function reply(viewer: Viewer, threadId: string, input: PostInput): Promise<SentPost> {
  const { body, clientId, replyTo } = input
  const html = await renderMarkdown(body)
  const harm = lookForHarm({ body }, isConflict.thread(threadId))
  return inTransaction(async (announce) => {
    const before = await postSentAs(viewer, clientId)
    if (before) return before
    const thread = await findThread(viewer, threadId)
    if (replyTo) await mustStandIn(thread.id, replyTo)
    const held = mustBeHarmless(harm, input.harmConfirmed, { waits: true })
    const now = new Date()
    const number = thread.lastPostNumber + 1
    const post = { id: newId(), threadId: thread.id, number }
    await db.post.create({
      data: {
        ...post,
        clientId,
        authorId: viewer.id,
        replyToId: replyTo || null,
        body,
        html,
        createdAt: now,
        heldAt: held ? now : null,
      },
      select: { id: true },
    })
    await db.thread.update({
      where: { id: thread.id },
      data: { lastPostNumber: number, lastPostAt: now },
      select: { id: true },
    })
    if (held) await holdForReview(announce, viewer, { postId: post.id }, harm)
    else await announce({ type: 'post.posted', postId: post.id, threadId: thread.id, byId: viewer.id })
    return post
  })
}

async function mustStandIn(threadId: string, postId: string) {
  const post = await db.post.findFirst({
    where: { id: postId, threadId, deletedAt: null, heldAt: null },
    select: { id: true },
  })
  if (!post) throw new AppError(400, 'threads.errors.replyToGone')
}
