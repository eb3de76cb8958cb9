import { db, inTransaction } from '~/db.server'
import { pickContextKeys } from '~/features/context/context'
import { replaceContext } from '~/features/context/write-context.server'
import type { Viewer } from '~/features/members/viewer'
import { forbidden } from '~/lib/errors'
import { findThread } from './queries.server'
import { canReviseThread, type ReviseThreadInput } from './thread'

/**
 * Changes a thread's title and what it is about. The caller has asked `checkContext` before.
 * @throws AppError 404, 403 for anybody but who started it
 */
export const reviseThread = (viewer: Viewer, threadId: string, input: ReviseThreadInput): Promise<void> =>
  inTransaction(async (announce) => {
    const thread = await findThread(viewer, threadId)
    if (!canReviseThread(viewer, thread)) throw forbidden('threads.errors.notYourThread')
    await db.thread.update({ where: { id: thread.id }, data: { title: input.title }, select: { id: true } })
    await replaceContext(thread.contextId, pickContextKeys(input))
    await announce({ type: 'thread.revised', threadId: thread.id, byId: viewer.id })
  })
