import { db, inTransaction } from '~/db.server'
import { isConflict, lookForHarm, mustBeHarmless } from '~/features/harm/check-harm.server'
import type { Viewer } from '~/features/members/viewer'
import { isReadByAll } from '~/features/peer-sessions/gate'
import { forbidden } from '~/lib/errors'
import { renderMarkdown } from '~/lib/markdown.server'
import { findAction } from './queries.server'
import { canClose, type ResultInput } from './session-action'

/** What stands now. */
export type StoredResult = { result: string; state: string; version: number }

export type ResultSaved =
  | { ok: true }
  | { ok: false; errors: { result: { key: 'sessionActions.errors.result' } }; stored?: undefined }
  | { ok: false; stored: StoredResult }

/**
 * Says what came of an action and closes it, or opens it again. Sending what stands already changes nothing.
 * @throws AppError 404 where it does not exist for the viewer, 403 for who neither carries it out nor leads the session;
 * HarmFound where something may identify somebody and was not confirmed; in an open session nothing can be
 */
export async function closeAction(
  viewer: Viewer,
  sessionId: string,
  actionId: string,
  { result, state, version, harmConfirmed }: ResultInput,
): Promise<ResultSaved> {
  const resultHtml = await renderMarkdown(result)
  const harm = lookForHarm({ result }, isConflict.session(sessionId))
  return inTransaction(async (announce): Promise<ResultSaved> => {
    const { session, row, who } = await findAction(viewer, sessionId, actionId)
    if (!canClose(who)) throw forbidden('sessionActions.errors.notOwner')
    if (state !== 'open' && result.trim() === '') {
      return { ok: false, errors: { result: { key: 'sessionActions.errors.result' } } }
    }
    if (row.result === result && row.state === state) return { ok: true }
    if (row.version !== version) {
      return { ok: false, stored: { result: row.result, state: row.state, version: row.version } }
    }
    mustBeHarmless(harm, harmConfirmed, { confirmable: !isReadByAll(session) })
    await db.sessionAction.update({
      where: { id: row.id },
      data: { result, resultHtml, state, closedAt: state === 'open' ? null : new Date(), version: { increment: 1 } },
      select: { id: true },
    })
    await announce({ type: 'action.changed', sessionId: session.id, actionId: row.id, byId: viewer.id })
    return { ok: true }
  })
}
