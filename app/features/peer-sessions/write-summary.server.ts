import { db, inTransaction } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { conflict, forbidden } from '~/lib/errors'
import { renderMarkdown } from '~/lib/markdown.server'
import { canSummarize } from './peer-session'
import { sessionFor } from './queries.server'

/**
 * Writes, or writes anew, what came of a session that is over.
 * @param summary Markdown, up to 20,000 characters
 * @throws AppError 404 where it does not exist for the viewer, 403 for who does not lead it, 409 where it is not over
 */
export async function writeSummary(viewer: Viewer, sessionId: string, summary: string): Promise<void> {
  const summaryHtml = await renderMarkdown(summary)
  await inTransaction(async (announce) => {
    const session = await sessionFor(viewer, sessionId)
    if (session.role === null || session.role === 'participant') throw forbidden('peerSessions.errors.notLeading')
    if (!canSummarize(viewer, session, new Date())) throw conflict('peerSessions.errors.notOver')
    await db.peerSession.update({ where: { id: session.id }, data: { summary, summaryHtml }, select: { id: true } })
    await announce({ type: 'session.revised', sessionId: session.id, byId: viewer.id })
  })
}
