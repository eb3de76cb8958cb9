import { db, inTransaction } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { forbidden } from '~/lib/errors'
import { getPost } from './queries.server'
import { canRestorePost } from './thread'

/**
 * Takes a deletion back. Restoring what is not deleted changes nothing.
 * @returns the post
 * @throws AppError 404, 403 for anybody but who deleted it
 */
export const restorePost = (viewer: Viewer, postId: string) =>
  inTransaction(async (announce) => {
    const post = await getPost(viewer, postId)
    if (!post.deletedAt) return post
    if (!canRestorePost(viewer, post)) throw forbidden('threads.errors.notDeletedByYou')
    const data = { deletedAt: null, deletedById: null }
    await db.post.update({ where: { id: post.id }, data, select: { id: true } })
    await announce({ type: 'post.restored', postId: post.id, threadId: post.threadId, byId: viewer.id })
    return post
  })
