import { db, inTransaction } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { conflict, forbidden } from '~/lib/errors'
import { renderMarkdown } from '~/lib/markdown.server'
import { getPost } from './queries.server'
import { canRevisePost, type RevisePostInput } from './thread'

/**
 * Changes what a post says. What it said before is kept as a version. Sending the text that it has already changes nothing.
 * @returns the post
 * @throws AppError 404, 403 for anybody but its author; 409 where it was changed since the version that the edit began with
 */
export async function revisePost(viewer: Viewer, postId: string, { body, version }: RevisePostInput) {
  const html = await renderMarkdown(body)
  return inTransaction(async (announce) => {
    const post = await getPost(viewer, postId)
    if (!canRevisePost(viewer, post)) throw forbidden('threads.errors.notYours')
    if (post.body === body) return post
    if (post.version !== version) throw conflict('threads.errors.changedMeanwhile')
    await db.postVersion.create({
      data: {
        postId: post.id,
        number: post.version,
        body: post.body,
        html: post.html,
        writtenAt: post.editedAt ?? post.createdAt,
      },
      select: { number: true },
    })
    await db.post.update({ where: { id: post.id }, data: { body, html, editedAt: new Date() }, select: { id: true } })
    await announce({ type: 'post.revised', postId: post.id, threadId: post.threadId, byId: viewer.id })
    return post
  })
}
