import { type Announce, db, inTransaction } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { conflict } from '~/lib/errors'
import { sessionLedBy } from './facilitation.server'
import { stepFormat } from './format-engine'
import { keepState } from './keep-state.server'
import { moderatedPerson } from './moderated-person.server'
import { statusAt } from './peer-session'

/**
 * Takes the right to write in a session from somebody, who reads on: no messages, edits, reactions, notes or hands.
 * A raised hand goes down. Muting twice changes nothing.
 * @param id of the member, or his or her neutral name
 * @throws AppError 404 where the session or the person in it does not exist for the viewer, 403 for who does not lead it,
 * and for leads and oneself, 409 where it is over
 */
export const muteMember = (viewer: Viewer, sessionId: string, id: string): Promise<void> =>
  inTransaction((announce) => mute(viewer, sessionId, id, new Date(), announce))

/** Gives the right to write back. @throws AppError as `muteMember` */
export const unmuteMember = (viewer: Viewer, sessionId: string, id: string): Promise<void> =>
  inTransaction((announce) => mute(viewer, sessionId, id, null, announce))

async function mute(viewer: Viewer, sessionId: string, id: string, mutedAt: Date | null, announce: Announce) {
  const now = new Date()
  const { session, format, state } = await sessionLedBy(viewer, sessionId)
  if (statusAt(session, now) === 'past') throw conflict('peerSessions.errors.over')
  const person = await moderatedPerson(viewer, session, id, { lasting: mutedAt !== null })
  if ((person.mutedAt === null) === (mutedAt === null)) return
  const { memberId } = person
  await db.sessionParticipant.update({
    where: { sessionId_memberId: { sessionId: session.id, memberId } },
    data: { mutedAt },
    select: { memberId: true },
  })
  const by = { id: viewer.id, facilitates: true }
  if (mutedAt && state.hands.includes(memberId)) {
    const lowered = stepFormat(format, state, { type: 'lower', by, member: memberId }, now.getTime())
    await keepState(session.id, state, lowered, viewer, announce)
  }
  const type = mutedAt ? 'session.member-muted' : 'session.member-unmuted'
  await announce({ type, sessionId: session.id, memberId, byId: viewer.id })
}
