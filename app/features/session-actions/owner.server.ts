import { db } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { pseudonymOf } from '~/features/peer-sessions/pseudonyms.server'
import type { SessionStanding } from '~/features/peer-sessions/queries.server'

/** Whom an action is given to, as its row keeps it. */
export type OwnerColumns = { ownerId: string | null; ownerPseudonymId: string | null }

const nobody: OwnerColumns = { ownerId: null, ownerPseudonymId: null }

/**
 * The owner that a form names: somebody in the session, by id or e-mail address, or oneself. Under the Chatham House Rule
 * others are named by their neutral names only, since an address that is taken for one would tell whose it is. Inside the
 * caller's transaction, once the viewer takes part.
 * @returns null where nobody of that name can be the owner
 */
export async function ownerNamed(
  viewer: Viewer,
  session: SessionStanding,
  named: string,
): Promise<OwnerColumns | null> {
  if (named === '') return nobody
  // The links to members were removed, and none comes anew.
  if (session.unlinkedAt) return null
  const isSelf = named === viewer.id || (await isOwnAddress(viewer, named))
  if (session.chathamHouse) {
    if (isSelf) return { ownerId: viewer.id, ownerPseudonymId: await pseudonymOf(session.id, viewer) }
    const row = await db.sessionPseudonym.findFirst({
      where: { id: named, sessionId: session.id, memberId: { not: null } },
      select: { id: true, memberId: true },
    })
    return row && { ownerId: row.memberId, ownerPseudonymId: row.id }
  }
  if (isSelf) return { ownerId: viewer.id, ownerPseudonymId: null }
  const row = await db.sessionParticipant.findFirst({
    where: {
      sessionId: session.id,
      member: { bannedAt: null, OR: [{ id: named }, { email: named.toLowerCase() }] },
    },
    select: { memberId: true },
  })
  return row && { ownerId: row.memberId, ownerPseudonymId: null }
}

async function isOwnAddress(viewer: Viewer, address: string): Promise<boolean> {
  if (!address.includes('@')) return false
  const row = await db.member.findUnique({ where: { id: viewer.id }, select: { email: true } })
  return row?.email === address.toLowerCase()
}
