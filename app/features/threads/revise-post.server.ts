import { db, inTransaction } from '~/db.server'
import { holdForReview, isConflict, lookForHarm, mustBeHarmless } from '~/features/harm/check-harm.server'
import type { Viewer } from '~/features/members/viewer'
import { conflict, forbidden } from '~/lib/errors'
import { renderMarkdown } from '~/lib/markdown.server'
import { getPost } from './queries.server'
import { canRevisePost, type RevisePostInput } from './thread'

/**
 * Changes what a post says. What it said before is kept as a version. Sending the text that it has already changes nothing.
 * What its author confirmed to be no personal data waits for a reviewer; what waits goes on waiting.
 * @returns the post
 * @throws AppError 404, 403 for anybody but its author; 409 where it was changed since the version that the edit began with;
 * HarmFound where something may identify somebody and was not confirmed
 */
export async function revisePost(viewer: Viewer, postId: string, { body, version, harmConfirmed }: RevisePostInput) {
  const html = await renderMarkdown(body)
  const harm = lookForHarm({ body }, isConflict.post(postId))
  return inTransaction(async (announce) => {
    const post = await getPost(viewer, postId)
    if (!canRevisePost(viewer, post)) throw forbidden('threads.errors.notYours')
    if (post.body === body) return post
    if (post.version !== version) throw conflict('threads.errors.changedMeanwhile')
    const confirmed = mustBeHarmless(harm, harmConfirmed, { waits: true })
    const now = new Date()
    // What nobody else has seen leaves no version: it may be what is taken out.
    if (!post.heldAt) await keepVersion(post)
    await db.post.update({
      where: { id: post.id },
      data: { body, html, editedAt: now, heldAt: confirmed ? now : post.heldAt },
      select: { id: true },
    })
    if (confirmed) await holdForReview(announce, viewer, { postId: post.id }, harm)
    else await announce({ type: 'post.revised', postId: post.id, threadId: post.threadId, byId: viewer.id })
    return post
  })
}

const keepVersion = (post: Awaited<ReturnType<typeof getPost>>) =>
  db.postVersion.create({
    data: {
      postId: post.id,
      number: post.version,
      body: post.body,
      html: post.html,
      writtenAt: post.editedAt ?? post.createdAt,
    },
    select: { number: true },
  })
