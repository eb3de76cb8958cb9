import { type Announce, db } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import type { FormatState, Step } from './format-engine'

/** Keeps what a step made of a session's format, in the caller's transaction; nothing where it changed nothing. */
export async function keepState(
  sessionId: string,
  before: FormatState,
  step: Step,
  viewer: Viewer,
  announce: Announce,
): Promise<void> {
  if (!step.ok || step.state === before) return
  await db.peerSession.update({
    where: { id: sessionId },
    data: { formatState: JSON.stringify(step.state) },
    select: { id: true },
  })
  await announce({ type: 'session.stepped', sessionId, byId: viewer.id })
}
