import { db, inTransaction } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { conflict } from '~/lib/errors'
import { moveUp } from './answer-rsvp.server'
import { sessionLedBy } from './facilitation.server'
import { stepFormat } from './format-engine'
import { keepState } from './keep-state.server'
import { moderatedPerson } from './moderated-person.server'
import { statusAt } from './peer-session'
import { memberNamed } from './pseudonyms.server'
import type { SessionStanding } from './queries.server'

/**
 * Puts somebody out of a session: seats, hand and place become free, and he or she takes no part and writes nothing any
 * more, until a lead lets him or her in again. What was written stays. An invited session does not exist for him or her
 * from then on; others can still be read as far as access and label let anyone. Putting
 * out twice changes nothing.
 * @param id of the member, or his or her neutral name
 * @throws AppError 404 where the session or the person in it does not exist for the viewer, 403 for who does not lead it,
 * and for leads and oneself, 409 where it is over
 */
export const removeMember = (viewer: Viewer, sessionId: string, id: string): Promise<void> =>
  inTransaction(async (announce) => {
    const now = new Date()
    const { session, format, state } = await sessionLedBy(viewer, sessionId)
    const status = statusAt(session, now)
    if (status === 'past') throw conflict('peerSessions.errors.over')
    if (await wasRemoved(session, id)) return
    const { memberId } = await moderatedPerson(viewer, session, id)
    const key = { sessionId: session.id, memberId }

    const departs = { type: 'depart', by: { id: viewer.id, facilitates: true }, member: memberId } as const
    await keepState(session.id, state, stepFormat(format, state, departs, now.getTime()), viewer, announce)
    await db.sessionParticipant.delete({ where: { sessionId_memberId: key }, select: { memberId: true } })
    await db.sessionRsvp.deleteMany({ where: key })
    const put = { state: 'removed', at: now }
    await db.sessionAdmission.upsert({
      where: { sessionId_memberId: key },
      create: { ...key, ...put },
      update: put,
      select: { memberId: true },
    })
    await announce({ type: 'session.member-removed', ...key, byId: viewer.id })
    if (status === 'upcoming') await moveUp(session, announce)
  })

async function wasRemoved(session: SessionStanding, id: string): Promise<boolean> {
  const memberId = await memberNamed(session, id)
  return (await db.sessionAdmission.count({ where: { sessionId: session.id, memberId, state: 'removed' } })) > 0
}
