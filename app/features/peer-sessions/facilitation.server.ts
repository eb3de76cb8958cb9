import { db } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { type Actor, beginning, type Format, type FormatState, mayWrite, rolesOf } from './format-engine'
import { canWrite } from './peer-session'
import { presentIn } from './presence.server'
import { type SessionStanding, sessionFor } from './queries.server'
import { type SessionStateView, viewOfState } from './session-state'

/** A session's format and where it stands in it, inside the caller's transaction where there is one. */
export async function facilitationOf(sessionId: string): Promise<{ format: Format; state: FormatState }> {
  const { format, formatState } = await db.peerSession.findUniqueOrThrow({
    where: { id: sessionId },
    select: { formatState: true, format: { select: { slug: true, definition: true } } },
  })
  return {
    format: { roles: [], phases: [], ...JSON.parse(format.definition), slug: format.slug },
    state: formatState ? JSON.parse(formatState) : beginning,
  }
}

/** What somebody is in a session's format: who organizes always has a facilitator's powers. */
export const actorOf = (viewer: Viewer, session: SessionStanding, state: FormatState): Actor => ({
  id: viewer.id,
  facilitates:
    session.role === 'organizer' ||
    session.role === 'facilitator' ||
    (session.role !== null && rolesOf(state, viewer.id).includes('facilitator')),
})

/** Whether somebody may write in a session now: while it runs, and where the phase lets him or her. */
export async function mayWriteNow(viewer: Viewer, session: SessionStanding): Promise<boolean> {
  if (!canWrite(viewer, session, new Date())) return false
  return mayWriteInPhase(viewer, session)
}

/** Whether the present phase lets somebody write. */
export async function mayWriteInPhase(viewer: Viewer, session: SessionStanding): Promise<boolean> {
  const { format, state } = await facilitationOf(session.id)
  return mayWrite(format, state, actorOf(viewer, session, state))
}

/**
 * Where a session stands, for who may see it.
 * @throws AppError 404 where it does not exist for the viewer
 */
export async function sessionState(viewer: Viewer | null, sessionId: string): Promise<SessionStateView> {
  return stateOf((await sessionFor(viewer, sessionId)).id)
}

/** Where a session stands, for those who are in its room already. */
export async function stateOf(sessionId: string): Promise<SessionStateView> {
  const { format, state } = await facilitationOf(sessionId)
  const ids = [...new Set([...Object.values(state.seats).flat(), ...state.hands, state.speaker ?? ''])]
  const members = await db.member.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } })
  const names = new Map(members.map(({ id, name }) => [id, name]))
  return viewOfState(format, state, {
    present: presentIn(sessionId),
    nameOf: (id) => names.get(id) ?? '',
    now: Date.now(),
  })
}

/**
 * What a session's page shows of its format, and what the viewer may do in it.
 * @throws AppError 404 where it does not exist for the viewer
 */
export async function facilitationFor(viewer: Viewer | null, sessionId: string) {
  const session = await sessionFor(viewer, sessionId)
  const { format, state } = await facilitationOf(session.id)
  const actor = viewer && actorOf(viewer, session, state)
  return {
    state: await stateOf(session.id),
    facilitates: actor?.facilitates ?? false,
    mayWrite: actor !== null && mayWrite(format, state, actor),
  }
}
