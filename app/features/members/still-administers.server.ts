import { db } from '~/db.server'
import { type Actor, canAdminister } from './member'

/**
 * Whether someone may change other people's accounts at this moment, inside the caller's transaction: two administrators
 * who dismiss each other at once must not both succeed.
 */
export async function stillAdministers(by: Actor): Promise<boolean> {
  if (by === 'operator' || !canAdminister(by)) return by === 'operator'
  const where = { id: by.id, role: 'administrator', bannedAt: null }
  return (await db.member.findFirst({ where, select: { id: true } })) !== null
}
