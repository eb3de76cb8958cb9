import { db, inTransaction } from '~/db.server'
import { conflict, notFound } from '~/lib/errors'
import { endSignIns } from './end-sign-ins.server'
import type { Actor } from './member'
import { stillAdministers } from './still-administers.server'

/**
 * Shuts a member out: every sign-in ends, with its sockets, and links for a new password are of no use. What he or she
 * wrote stays.
 * @throws AppError 404 for anyone but an administrator or the server's operator, 409 for oneself
 */
export const banMember = (by: Actor, memberId: string): Promise<void> =>
  inTransaction(async (announce) => {
    if (!(await stillAdministers(by))) throw notFound()
    if (by !== 'operator' && by.id === memberId) throw conflict('members.ban.oneself')
    const member = await db.member.findUnique({ where: { id: memberId }, select: { bannedAt: true } })
    if (!member) throw notFound()
    if (member.bannedAt) return
    await db.member.update({ where: { id: memberId }, data: { bannedAt: new Date() } })
    await db.oneTimeLink.deleteMany({ where: { memberId } })
    await endSignIns(memberId)
    await announce({ type: 'member.banned', memberId })
  })
