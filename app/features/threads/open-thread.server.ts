import { db, inTransaction } from '~/db.server'
import { pickContextKeys } from '~/features/context/context'
import { createContext } from '~/features/context/write-context.server'
import type { Viewer } from '~/features/members/viewer'
import { newId } from '~/lib/ids'
import { renderMarkdown } from '~/lib/markdown.server'
import { postSentAs, type SentPost } from './post-sent.server'
import type { ThreadInput } from './thread'

/**
 * Starts a thread with its first post and what it is about. The caller has asked `checkContext` before.
 * @returns the first post; the earlier one where the member has sent this client id before
 */
export async function openThread(viewer: Viewer, input: ThreadInput): Promise<SentPost> {
  const { title, body, clientId } = input
  const html = await renderMarkdown(body)
  return inTransaction(async (announce) => {
    const before = await postSentAs(viewer, clientId)
    if (before) return before
    const now = new Date()
    const thread = { id: newId(), clientId, authorId: viewer.id, title, createdAt: now }
    const contextId = await createContext(pickContextKeys(input))
    await db.thread.create({ data: { ...thread, contextId, lastPostNumber: 1, lastPostAt: now }, select: { id: true } })
    const post = { id: newId(), clientId, threadId: thread.id, number: 1, authorId: viewer.id }
    await db.post.create({ data: { ...post, body, html, createdAt: now }, select: { id: true } })
    await announce({ type: 'thread.opened', threadId: thread.id, byId: viewer.id })
    return { id: post.id, threadId: thread.id, number: 1 }
  })
}
