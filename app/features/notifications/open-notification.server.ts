import type { Viewer } from '~/features/members/viewer'
import { notFound } from '~/lib/errors'
import { markRead } from './mark-read.server'
import { findNotification } from './queries.server'

/**
 * Marks a notice as read and answers where it leads.
 * @throws AppError 404 where the viewer has no such notice, or its subject is gone from sight
 */
export async function openNotification(viewer: Viewer, id: string): Promise<string> {
  const notice = await findNotification(viewer, id)
  if (!notice) throw notFound()
  await markRead(viewer, id)
  return notice.href
}
