import { db } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { forbidden, notFound } from '~/lib/errors'
import { decidesAbout, type SessionRole } from './peer-session'
import { memberNamed } from './pseudonyms.server'
import type { SessionStanding } from './queries.server'

export type ModeratedPerson = { memberId: string; role: string; joinedAt: Date | null; mutedAt: Date | null }

/**
 * Somebody in a session over whom who leads it decides: never the organizer or oneself, and a facilitator whom the
 * organizer named only for the organizer.
 * @param id of the member, or his or her neutral name
 * @param named as for memberNamed
 * @throws AppError 404 where nobody of that name is in the session, 403 where it is not the viewer's to decide
 */
export async function moderatedPerson(
  viewer: Viewer,
  session: SessionStanding,
  id: string,
  named?: { lasting: boolean },
): Promise<ModeratedPerson> {
  const memberId = await memberNamed(session, id, named)
  const person = await db.sessionParticipant.findUnique({
    where: { sessionId_memberId: { sessionId: session.id, memberId } },
    select: { memberId: true, role: true, joinedAt: true, mutedAt: true },
  })
  if (!person) throw notFound()
  if (memberId === viewer.id) throw forbidden('peerSessions.moderation.notOneself')
  if (!decidesAbout(session, person.role as SessionRole)) throw forbidden('peerSessions.moderation.notLeads')
  return person
}
