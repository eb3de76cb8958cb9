import { db, inTransaction } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { conflict, forbidden } from '~/lib/errors'
import type { FormErrors } from '~/lib/forms'
import { rateLimit } from '~/lib/rate-limit.server'
import { canInvite } from './peer-session'
import { sessionFor } from './queries.server'

/** By member: the answer tells whether an address is a member's, so that nobody can try a list of them. */
const invitations = rateLimit('invite', 60, 3_600)

export type Invited = { ok: true; name: string } | { ok: false; errors: FormErrors }

/**
 * Invites a member by e-mail address. Who leads the session learns the member's name, and of an unknown address only
 * that it cannot be invited. Inviting twice changes nothing; who was declined or put out may
 * come again. Under the Chatham House Rule who was put out by the neutral name is let in by it alone: else inviting one
 * after the other would show whose name it was.
 * @throws AppError 404 where it does not exist for the viewer, 403 for who does not lead it, 409 where it is over, 429
 * after 60 invitations in an hour
 */
export async function inviteMember(viewer: Viewer, sessionId: string, email: string): Promise<Invited> {
  await invitations.take(viewer.id)
  return inTransaction(async (announce) => {
    const session = await sessionFor(viewer, sessionId)
    if (session.role === null || session.role === 'participant') throw forbidden('peerSessions.errors.notLeading')
    if (!canInvite(viewer, session, new Date())) throw conflict('peerSessions.errors.over')
    const member = await db.member.findFirst({
      where: { email: email.trim().toLowerCase(), bannedAt: null },
      select: { id: true, name: true },
    })
    if (!member) return { ok: false, errors: { email: { key: 'peerSessions.invite.unknown' } } }
    const key = { sessionId: session.id, memberId: member.id }
    const known = await db.sessionParticipant.findUnique({
      where: { sessionId_memberId: key },
      select: { role: true },
    })
    if (known) return { ok: true, name: member.name }
    if (session.chathamHouse && (await wasPutOutUnnamed(key))) return { ok: true, name: member.name }
    await db.sessionAdmission.deleteMany({ where: key })
    await db.sessionParticipant.create({ data: { ...key, invitedAt: new Date() }, select: { memberId: true } })
    await announce({ type: 'session.invited', ...key, byId: viewer.id })
    return { ok: true, name: member.name }
  })
}

async function wasPutOutUnnamed(key: { sessionId: string; memberId: string }): Promise<boolean> {
  const [out, neutral] = await Promise.all([
    db.sessionAdmission.count({ where: { ...key, state: 'removed' } }),
    db.sessionPseudonym.count({ where: key }),
  ])
  return out > 0 && neutral > 0
}
