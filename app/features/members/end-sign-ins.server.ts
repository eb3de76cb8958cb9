import { db, inTransaction } from '~/db.server'
import { absoluteLimit, hashSessionId } from './lucia.server'

/**
 * Ends the sign-ins of a member everywhere, and with them their sockets.
 * @param except the cookie's value of a sign-in that stays
 */
export const endSignIns = (memberId: string, { except }: { except?: string } = {}): Promise<void> =>
  inTransaction(async (announce) => {
    const stays = except && hashSessionId(except)
    const ended = await db.signIn.findMany({
      where: { memberId, ...(stays ? { id: { not: stays } } : {}) },
      select: { id: true },
    })
    if (ended.length === 0) return
    const signInIds = ended.map(({ id }) => id)
    await db.signIn.deleteMany({ where: { id: { in: signInIds } } })
    await announce({ type: 'member.signed-out', memberId, signInIds })
  })

/** Removes the sign-ins whose time is over, by idleness or by age, and closes their sockets. Called at a start and hourly. */
export const endExpiredSignIns = (): Promise<void> =>
  inTransaction(async (announce) => {
    const now = Date.now()
    const expired = await db.signIn.findMany({
      where: { OR: [{ expiresAt: { lte: new Date(now) } }, { createdAt: { lte: new Date(now - absoluteLimit) } }] },
      select: { id: true, memberId: true },
    })
    const byMember = new Map<string, string[]>()
    for (const { id, memberId } of expired) byMember.set(memberId, [...(byMember.get(memberId) ?? []), id])
    for (const [memberId, signInIds] of byMember) {
      await db.signIn.deleteMany({ where: { id: { in: signInIds } } })
      await announce({ type: 'member.signed-out', memberId, signInIds })
    }
  })
