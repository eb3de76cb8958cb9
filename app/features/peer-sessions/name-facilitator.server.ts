import { db, inTransaction } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { conflict, forbidden, notFound } from '~/lib/errors'
import { canNameFacilitator } from './peer-session'
import { sessionFor } from './queries.server'

/**
 * Gives one of a session's people the powers to open, invite, end, summarize and harvest, or takes them back.
 * @throws AppError 404 where the session does not exist for the viewer or the member is not in it, 403 for who is not
 * the organizer, 409 where it is over, and under the Chatham House Rule where somebody is put out, since for whom it fails
 * would tell who that is
 */
export const nameFacilitator = (
  viewer: Viewer,
  sessionId: string,
  memberId: string,
  role: 'facilitator' | 'participant' = 'facilitator',
): Promise<void> =>
  inTransaction(async (announce) => {
    const session = await sessionFor(viewer, sessionId)
    if (session.role !== 'organizer') throw forbidden('peerSessions.errors.notOrganizer')
    if (!canNameFacilitator(viewer, session, new Date())) throw conflict('peerSessions.errors.over')
    if (session.chathamHouse && (await db.sessionAdmission.count({ where: { sessionId, state: 'removed' } })) > 0) {
      throw conflict('peerSessions.facilitators.putOut')
    }
    const person = await db.sessionParticipant.findUnique({
      where: { sessionId_memberId: { sessionId: session.id, memberId } },
      select: { role: true },
    })
    if (!person || person.role === 'organizer') throw notFound()
    if (person.role === role) return
    await db.sessionParticipant.update({
      where: { sessionId_memberId: { sessionId: session.id, memberId } },
      data: { role },
      select: { memberId: true },
    })
    await announce({ type: 'session.revised', sessionId: session.id, byId: viewer.id })
  })
