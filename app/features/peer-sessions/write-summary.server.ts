import { db, inTransaction } from '~/db.server'
import { isConflict, lookForHarm, mustBeHarmless } from '~/features/harm/check-harm.server'
import type { Viewer } from '~/features/members/viewer'
import { conflict, forbidden } from '~/lib/errors'
import { renderMarkdown } from '~/lib/markdown.server'
import { canSummarize } from './peer-session'
import { sessionFor } from './queries.server'

/**
 * Writes, or writes anew, what came of a session that is over.
 * @param summary Markdown, up to 20,000 characters
 * @throws AppError 404 where it does not exist for the viewer, 403 for who does not lead it, 409 where it is not over;
 * HarmFound where something may identify somebody and was not confirmed; of an open session nothing can be
 */
export async function writeSummary(
  viewer: Viewer,
  sessionId: string,
  summary: string,
  harmConfirmed?: string,
): Promise<void> {
  const harm = lookForHarm({ summary }, isConflict.session(sessionId))
  const summaryHtml = await renderMarkdown(summary)
  await inTransaction(async (announce) => {
    const session = await sessionFor(viewer, sessionId)
    if (session.role === null || session.role === 'participant') throw forbidden('peerSessions.errors.notLeading')
    if (!canSummarize(viewer, session, new Date())) throw conflict('peerSessions.errors.notOver')
    mustBeHarmless(harm, harmConfirmed, { confirmable: session.access !== 'open' })
    await db.peerSession.update({ where: { id: session.id }, data: { summary, summaryHtml }, select: { id: true } })
    await announce({ type: 'session.revised', sessionId: session.id, byId: viewer.id })
  })
}
