import { db, inTransaction } from '~/db.server'
import { createContext } from '~/features/context/write-context.server'
import type { Viewer } from '~/features/members/viewer'
import { newId } from '~/lib/ids'
import { recordPassage } from './pass-lesson.server'
import type { PreparedLesson } from './prepare-lesson.server'
import { findLessonByClientId, type StoredLesson } from './queries.server'

/**
 * Makes a draft of the viewer's, which nobody else sees. It joins the caller's transaction where there is one; the
 * lesson was rendered before it (`prepareLesson`). The same client id makes one draft however often it is sent.
 * @param from the session that it was harvested from, and what was agreed there
 */
export const draftLesson = (
  viewer: Viewer,
  { content, columns }: PreparedLesson,
  { clientId, peerSessionId, sessionActionId }: { clientId: string; peerSessionId?: string; sessionActionId?: string },
): Promise<StoredLesson> =>
  inTransaction(async () => {
    const known = await findLessonByClientId(viewer, clientId)
    if (known) return known
    const at = new Date()
    const contextId = await createContext(content.context)
    const { id } = await db.lesson.create({
      data: {
        ...columns,
        id: newId(),
        clientId,
        authorId: viewer.id,
        contextId,
        peerSessionId,
        sessionActionId,
        createdAt: at,
        updatedAt: at,
      },
      select: { id: true },
    })
    await recordPassage(viewer, id, { from: null, to: 'draft', at })
    return { id, authorId: viewer.id, contextId, state: 'draft', version: 1, content }
  })
