import { db, inTransaction } from '~/db.server'
import { isReviewer, type Viewer } from '~/features/members/viewer'
import { forbidden } from '~/lib/errors'
import { newId } from '~/lib/ids'
import { lookHoldsSince } from './attribution'
import { findLesson } from './queries.server'

/**
 * Lets a reviewer see for a while who wrote a lesson whose author chose not to be named, and writes that down for the
 * author. A second look within that while is the same look.
 * @throws AppError 404; 403 for anyone but a reviewer
 */
export const lookBehind = (viewer: Viewer, lessonId: string): Promise<void> =>
  inTransaction(async () => {
    const { id, authorId, content } = await findLesson(viewer, lessonId)
    if (viewer.id === authorId || content.attribution === 'named') return
    if (!isReviewer(viewer)) throw forbidden('lessons.errors.notReviewer')
    const known = await db.attributionLook.findFirst({
      where: { lessonId: id, byId: viewer.id, at: { gte: lookHoldsSince() } },
      select: { id: true },
    })
    if (known) return
    await db.attributionLook.create({
      data: { id: newId(), lessonId: id, byId: viewer.id, at: new Date() },
      select: { id: true },
    })
  })
