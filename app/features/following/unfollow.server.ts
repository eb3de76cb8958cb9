import { db, inTransaction } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import type { FollowTarget } from './follow'
import { followColumn } from './follow-target.server'

/**
 * The viewer hears no more of what is new about something. Notices that are there stay.
 * @throws AppError 404 where it does not exist for the viewer
 */
export const unfollow = (viewer: Viewer, target: FollowTarget): Promise<void> =>
  inTransaction(async () => {
    await db.follow.deleteMany({ where: { memberId: viewer.id, ...(await followColumn(viewer, target)) } })
  })
