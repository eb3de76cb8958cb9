import { db, inTransaction } from '~/db.server'
import { pickContextKeys } from '~/features/context/context'
import { createContext } from '~/features/context/write-context.server'
import { holdForReview, isConflict, lookForHarm, mustBeHarmless } from '~/features/harm/check-harm.server'
import type { Viewer } from '~/features/members/viewer'
import { newId } from '~/lib/ids'
import { renderMarkdown } from '~/lib/markdown.server'
import { postSentAs, type SentPost } from './post-sent.server'
import type { ThreadInput } from './thread'

/**
 * Starts a thread with its first post and what it is about. The caller has asked `checkContext` before.
 * What its author confirmed to be no personal data is seen by nobody else before a reviewer has looked at it.
 * @param from the session that it came of, which the caller found through the viewer
 * @returns the first post; the earlier one where the member has sent this client id before
 * @throws HarmFound where something may identify somebody and was not confirmed
 */
export async function openThread(
  viewer: Viewer,
  input: ThreadInput,
  from: { peerSessionId?: string } = {},
): Promise<SentPost> {
  const { title, body, clientId } = input
  const html = await renderMarkdown(body)
  const harm = lookForHarm({ title, body }, await isConflict.types(pickContextKeys(input).crisisType))
  return inTransaction(async (announce) => {
    const before = await postSentAs(viewer, clientId)
    if (before) return before
    const held = mustBeHarmless(harm, input.harmConfirmed, { waits: true })
    const now = new Date()
    const thread = { id: newId(), clientId, authorId: viewer.id, title, createdAt: now }
    const contextId = await createContext(pickContextKeys(input))
    await db.thread.create({
      data: { ...thread, ...from, contextId, lastPostNumber: 1, lastPostAt: now },
      select: { id: true },
    })
    const post = { id: newId(), clientId, threadId: thread.id, number: 1, authorId: viewer.id }
    await db.post.create({
      data: { ...post, body, html, createdAt: now, heldAt: held ? now : null },
      select: { id: true },
    })
    if (held) await holdForReview(announce, viewer, { postId: post.id }, harm)
    else await announce({ type: 'thread.opened', threadId: thread.id, byId: viewer.id })
    return { id: post.id, threadId: thread.id, number: 1 }
  })
}
