import { db, inTransaction } from '~/db.server'
import { isConflict, lookForHarm, mustBeHarmless } from '~/features/harm/check-harm.server'
import type { Viewer } from '~/features/members/viewer'
import { isReadByAll } from '~/features/peer-sessions/gate'
import { takePart } from '~/features/peer-sessions/join-session.server'
import { sessionFor } from '~/features/peer-sessions/queries.server'
import { conflict, forbidden } from '~/lib/errors'
import type { FormErrors } from '~/lib/forms'
import { newId } from '~/lib/ids'
import { ownerNamed } from './owner.server'
import { standingTo } from './queries.server'
import { type ActionInput, canAgree, isOver, mostActions } from './session-action'

export type Agreed = { ok: true; id: string; sessionId: string } | { ok: false; errors: FormErrors }

/**
 * Writes down what a session agreed to do: "We will … by … with …". While it runs, whoever may write in its phase, and
 * takes part by that; who leads it also afterwards. The same client id by the same member is one action.
 * @throws AppError 404 where the session does not exist for the viewer, 403 for who may not, 409 before it runs, once its
 * links to members were removed, and beyond as many as are shown; HarmFound where something may identify somebody and was
 * not confirmed; in an open session nothing can be
 */
export async function agreeAction(viewer: Viewer, sessionId: string, input: ActionInput): Promise<Agreed> {
  const { what, with: withWhom, dueDate, clientId, harmConfirmed } = input
  const harm = lookForHarm({ what, with: withWhom }, isConflict.session(sessionId))
  return inTransaction(async (announce): Promise<Agreed> => {
    const session = await sessionFor(viewer, sessionId)
    const before = await db.sessionAction.findUnique({
      where: { createdById_clientId: { createdById: viewer.id, clientId } },
      select: { id: true, sessionId: true },
    })
    if (before) return { ok: true, ...before }
    const who = await standingTo(viewer, session)
    if (who.status === 'upcoming') throw conflict('peerSessions.errors.notBegun')
    if (who.unlinked) throw conflict('sessionRecord.feedback.closed')
    if (!canAgree(who)) {
      throw forbidden(who.refusal ?? 'sessionActions.errors.onlyLeads')
    }
    if ((await db.sessionAction.count({ where: { sessionId: session.id } })) >= mostActions) {
      throw conflict('sessionActions.errors.tooMany')
    }
    mustBeHarmless(harm, harmConfirmed, { confirmable: !isReadByAll(session) })
    if (dueDate && isOver(dueDate)) return { ok: false, errors: { dueDate: { key: 'sessionActions.errors.past' } } }
    const owner = await ownerNamed(viewer, session, input.owner)
    if (!owner) return { ok: false, errors: { owner: { key: 'sessionActions.errors.owner' } } }
    if (who.status === 'live') await takePart(viewer, session, announce)

    const id = newId()
    const createdAt = new Date()
    await db.sessionAction.create({
      data: {
        id,
        clientId,
        sessionId: session.id,
        what,
        withWhom,
        dueDate,
        ...owner,
        createdById: viewer.id,
        createdAt,
      },
      select: { id: true },
    })
    const told = { sessionId: session.id, actionId: id, byId: viewer.id }
    await announce({ type: 'action.agreed', ...told })
    if (owner.ownerId) await announce({ type: 'action.given', ...told, memberId: owner.ownerId })
    return { ok: true, id, sessionId: session.id }
  })
}
