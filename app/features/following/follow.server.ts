import { db, inTransaction } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { newId } from '~/lib/ids'
import type { FollowTarget } from './follow'
import { followColumn } from './follow-target.server'

/**
 * The viewer hears of what is new about something from now on. Following twice is following once.
 * @throws AppError 404 where it does not exist for the viewer
 */
export const follow = (viewer: Viewer, target: FollowTarget): Promise<void> =>
  inTransaction(async () => {
    const own = { memberId: viewer.id, ...(await followColumn(viewer, target)) }
    const known = await db.follow.findFirst({ where: own, select: { id: true } })
    if (!known) await db.follow.create({ data: { id: newId(), createdAt: new Date(), ...own }, select: { id: true } })
  })
