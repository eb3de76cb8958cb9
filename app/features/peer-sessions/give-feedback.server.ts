import { db, inTransaction } from '~/db.server'
import { isConflict, lookForHarm, mustBeHarmless } from '~/features/harm/check-harm.server'
import type { Viewer } from '~/features/members/viewer'
import type { MessageKey } from '~/i18n/translate'
import { AppError } from '~/lib/errors'
import { newId } from '~/lib/ids'
import type { FeedbackInput } from './feedback'
import { statusAt } from './peer-session'
import { type SessionStanding, sessionFor } from './queries.server'

/** Why somebody cannot answer the two questions after a session: 403 for who was not there, 409 for when it cannot be. */
export function refusalOfFeedback(session: SessionStanding): { status: 403 | 409; key: MessageKey } | null {
  if (statusAt(session, new Date()) !== 'past') return { status: 409, key: 'peerSessions.errors.notOver' }
  if (!session.joinedAt || session.cancelledAt) return { status: 403, key: 'sessionRecord.feedback.notThere' }
  // What was linked to members was removed, and nothing is to be linked anew.
  return session.unlinkedAt ? { status: 409, key: 'sessionRecord.feedback.closed' } : null
}

/**
 * Answers the two questions after a session, or answers them anew. Who leads the session reads it without the name.
 * @throws AppError 404 where the session does not exist for the viewer, 403 for who was not there, 409 before it is over
 * and once its links to members were removed; HarmFound where something may identify somebody and was not confirmed
 */
export async function giveFeedback(
  viewer: Viewer,
  sessionId: string,
  { useful, change, harmConfirmed }: FeedbackInput,
): Promise<void> {
  const harm = lookForHarm({ change }, isConflict.session(sessionId))
  await inTransaction(async () => {
    const session = await sessionFor(viewer, sessionId)
    const refusal = refusalOfFeedback(session)
    if (refusal) throw new AppError(refusal.status, refusal.key)
    mustBeHarmless(harm, harmConfirmed)
    const key = { sessionId: session.id, memberId: viewer.id }
    const said = { useful, change, at: new Date() }
    await db.sessionFeedback.upsert({
      where: { sessionId_memberId: key },
      create: { id: newId(), ...key, ...said },
      update: said,
      select: { id: true },
    })
  })
}
