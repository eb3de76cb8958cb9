import { db, inTransaction } from '~/db.server'
import { isConflict, lookForHarm, mustBeHarmless } from '~/features/harm/check-harm.server'
import { dayOf } from '~/features/lessons/life-cycle'
import type { Viewer } from '~/features/members/viewer'
import { isReadByAll } from '~/features/peer-sessions/gate'
import type { SessionStanding } from '~/features/peer-sessions/queries.server'
import { forbidden } from '~/lib/errors'
import type { FormErrors } from '~/lib/forms'
import { type OwnerColumns, ownerNamed } from './owner.server'
import { type ActionRow, findAction, getAction } from './queries.server'
import { canRevise, isOver, type ReviseActionInput, type SessionActionView } from './session-action'

/** An edit that worked, what is wrong with it, or what stands now where the edit began from something older. */
export type ActionSaved =
  | { ok: true }
  | { ok: false; errors: FormErrors; stored?: undefined }
  | { ok: false; stored: SessionActionView }

/**
 * Changes what was agreed. Sending what stands already changes nothing, whatever its version. Who becomes the owner is
 * told; a new owner and a new day are reminded from that day on.
 * @throws AppError 404 where it does not exist for the viewer, 403 for who may not; HarmFound where something may identify
 * somebody and was not confirmed; in an open session nothing can be
 */
export async function reviseAction(
  viewer: Viewer,
  sessionId: string,
  actionId: string,
  input: ReviseActionInput,
): Promise<ActionSaved> {
  const { what, with: withWhom, dueDate, version, harmConfirmed } = input
  const harm = lookForHarm({ what, with: withWhom }, isConflict.session(sessionId))
  return inTransaction(async (announce): Promise<ActionSaved> => {
    const { session, row, who } = await findAction(viewer, sessionId, actionId)
    if (!canRevise(who)) throw forbidden('sessionActions.errors.notYours')
    const owner = await ownerAfter(viewer, session, row, input.owner)
    if (!owner) return { ok: false, errors: { owner: { key: 'sessionActions.errors.owner' } } }
    const isGiven = owner.ownerId !== row.ownerId || owner.ownerPseudonymId !== row.ownerPseudonymId
    const isMoved = dueDate !== row.dueDate
    if (what === row.what && withWhom === row.withWhom && !isMoved && !isGiven) return { ok: true }
    if (version !== row.version) return { ok: false, stored: await getAction(viewer, sessionId, actionId) }
    if (isMoved && dueDate && isOver(dueDate)) {
      return { ok: false, errors: { dueDate: { key: 'sessionActions.errors.past' } } }
    }
    mustBeHarmless(harm, harmConfirmed, { confirmable: !isReadByAll(session) })
    await db.sessionAction.update({
      where: { id: row.id },
      data: {
        ...{ what, withWhom, dueDate, ...owner, version: { increment: 1 } },
        ...(isGiven || isMoved ? { remindedOn: dayOf(new Date()) } : {}),
      },
      select: { id: true },
    })
    const told = { sessionId: session.id, actionId: row.id, byId: viewer.id }
    await announce({ type: 'action.changed', ...told })
    if (isGiven && owner.ownerId) await announce({ type: 'action.given', ...told, memberId: owner.ownerId })
    return { ok: true }
  })
}

/** The owner that stands stays, also where nobody can tell any more who it is. */
async function ownerAfter(
  viewer: Viewer,
  session: SessionStanding,
  { ownerId, ownerPseudonymId }: ActionRow,
  named: string,
): Promise<OwnerColumns | null> {
  if (named !== '' && named === ownerPseudonymId) return { ownerId, ownerPseudonymId }
  if (!session.chathamHouse && named !== '' && named === ownerId) return { ownerId, ownerPseudonymId }
  return ownerNamed(viewer, session, named)
}
