import { db, inTransaction } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { forbidden } from '~/lib/errors'
import { getPost } from './queries.server'
import { canDeletePost } from './thread'

/**
 * Takes a post's text out of sight, in the thread, in quotes and in its history. Its number and place stay.
 * Deleting what is deleted changes nothing.
 * @returns the post
 * @throws AppError 404, 403 for anybody but its author and moderators
 */
export const deletePost = (viewer: Viewer, postId: string) =>
  inTransaction(async (announce) => {
    const post = await getPost(viewer, postId)
    if (!canDeletePost(viewer, { ...post, deletedAt: null })) throw forbidden('threads.errors.notYours')
    if (post.deletedAt) return post
    const data = { deletedAt: new Date(), deletedById: viewer.id }
    await db.post.update({ where: { id: post.id }, data, select: { id: true } })
    await announce({ type: 'post.deleted', postId: post.id, threadId: post.threadId, byId: viewer.id })
    return post
  })
