import { db, inTransaction } from '~/db.server'
import type { AppEventOf } from '~/events.server'
import { newId } from '~/lib/ids'

/**
 * Whoever starts a thread or joins in follows it. It happens at a member's first post only, so that unfollowing lasts
 * through later ones. A reaction to `thread.opened` and `post.posted`.
 */
export const followOwnThread = (event: AppEventOf<'thread.opened'> | AppEventOf<'post.posted'>): Promise<void> =>
  inTransaction(async () => {
    const own = { memberId: event.byId, threadId: event.threadId }
    const posts = await db.post.findMany({
      where: { threadId: event.threadId, authorId: event.byId },
      orderBy: { number: 'asc' },
      take: 1,
      select: { id: true, number: true },
    })
    const isFirst = event.type === 'thread.opened' ? posts[0]?.number === 1 : posts[0]?.id === event.postId
    if (!isFirst || (await db.follow.findFirst({ where: own, select: { id: true } }))) return
    await db.follow.create({ data: { id: newId(), createdAt: new Date(), ...own }, select: { id: true } })
  })
