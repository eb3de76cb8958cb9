import { db, inTransaction } from '~/db.server'
import { pickContextKeys } from '~/features/context/context'
import { replaceContext } from '~/features/context/write-context.server'
import { holdForReview, isConflict, lookForHarm, mustBeHarmless } from '~/features/harm/check-harm.server'
import type { Viewer } from '~/features/members/viewer'
import { forbidden } from '~/lib/errors'
import { findThread } from './queries.server'
import { canReviseThread, type ReviseThreadInput } from './thread'

/**
 * Changes a thread's title and what it is about. A title confirmed to be no personal data makes the thread wait. The caller has asked `checkContext` before.
 * @throws AppError 404, 403 for anybody but who started it
 */
export const reviseThread = async (viewer: Viewer, threadId: string, input: ReviseThreadInput): Promise<void> => {
  const harm = lookForHarm({ title: input.title }, await isConflict.types(pickContextKeys(input).crisisType))
  return inTransaction(async (announce) => {
    const thread = await findThread(viewer, threadId)
    if (!canReviseThread(viewer, thread)) throw forbidden('threads.errors.notYourThread')
    const isSame = thread.title === input.title
    const held = !isSame && mustBeHarmless(harm, input.harmConfirmed, { waits: true })
    await db.thread.update({ where: { id: thread.id }, data: { title: input.title }, select: { id: true } })
    if (held) await holdFirstPost(thread.id)
    await replaceContext(thread.contextId, pickContextKeys(input))
    await announce({ type: 'thread.revised', threadId: thread.id, byId: viewer.id })

    async function holdFirstPost(id: string) {
      const post = await db.post.update({
        where: { threadId_number: { threadId: id, number: 1 } },
        data: { heldAt: new Date() },
        select: { id: true },
      })
      await holdForReview(announce, viewer, { postId: post.id }, harm)
    }
  })
}
