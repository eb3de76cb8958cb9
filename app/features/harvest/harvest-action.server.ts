import { inTransaction } from '~/db.server'
import { contextKeysOfId } from '~/features/context/queries.server'
import { draftLesson } from '~/features/lessons/draft-lesson.server'
import { contentOf, longestText, longestTitle } from '~/features/lessons/lesson'
import { prepareLesson } from '~/features/lessons/prepare-lesson.server'
import type { Viewer } from '~/features/members/viewer'
import { shownOf } from '~/features/peer-sessions/queries.server'
import { findAction } from '~/features/session-actions/queries.server'
import { type ActionState, canClose, canMakeLesson } from '~/features/session-actions/session-action'
import { conflict, forbidden } from '~/lib/errors'

/**
 * Makes a lesson draft of what came of an action: what was to be done, what came of it, what its session was about, with
 * links to both. The same client id makes one draft however often it is sent. Of an amber or red session the words stay
 * behind: a lesson is written for everybody.
 * @throws AppError 404 where the action does not exist for the viewer, 403 for who neither carries it out nor leads the
 * session, 409 where nothing came of it yet
 */
export async function harvestAction(
  viewer: Viewer,
  sessionId: string,
  actionId: string,
  clientId: string,
): Promise<{ id: string }> {
  const { session, row } = await findAction(viewer, sessionId, actionId)
  const taken = shownOf(session, 'harvest').messages ? row : { what: '', result: '' }
  const prepared = await prepareLesson(
    contentOf({
      title: taken.what.slice(0, longestTitle).toWellFormed(),
      planned: taken.what,
      observation: taken.result.slice(0, longestText).toWellFormed(),
      discussion: '',
      conclusion: '',
      recommendation: '',
      holdsWhen: '',
      sourceKind: 'first-hand',
      eventDate: null,
      attribution: 'stakeholder-type',
      context: await contextKeysOfId(session.contextId),
    }),
  )
  return inTransaction(async () => {
    const { row, who } = await findAction(viewer, sessionId, actionId)
    if (!canClose(who)) throw forbidden('sessionActions.errors.notOwner')
    if (!canMakeLesson(who, row.state as ActionState)) throw conflict('sessionActions.lesson.notYet')
    const from = { clientId, peerSessionId: session.id, sessionActionId: row.id }
    const { id } = await draftLesson(viewer, prepared, from)
    return { id }
  })
}
