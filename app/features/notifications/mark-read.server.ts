import { db } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'

/** Marks one of the viewer's notices as read; one that is not there or read already changes nothing. */
export async function markRead(viewer: Viewer, id: string): Promise<void> {
  await db.notification.updateMany({ where: { id, memberId: viewer.id, readAt: null }, data: { readAt: new Date() } })
}

/** Marks all of the viewer's notices as read that were raised until a moment: what came later was not seen yet. */
export async function markAllRead(viewer: Viewer, until: Date): Promise<void> {
  await db.notification.updateMany({
    where: { memberId: viewer.id, readAt: null, raisedAt: { lte: until } },
    data: { readAt: new Date() },
  })
}
