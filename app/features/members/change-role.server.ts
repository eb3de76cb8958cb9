import { db, inTransaction } from '~/db.server'
import { conflict, notFound } from '~/lib/errors'
import type { Actor } from './member'
import { hasAdministrator } from './one-time-link.server'
import { stillAdministers } from './still-administers.server'
import type { Role } from './viewer'

/**
 * Gives a member another role. The last administrator keeps his or hers, unless the server's own operator takes it.
 * @throws AppError 404 for anyone else, 409 for the last administrator
 */
export const changeRole = (by: Actor, memberId: string, role: Role): Promise<void> =>
  inTransaction(async () => {
    if (!(await stillAdministers(by))) throw notFound()
    const member = await db.member.findUnique({ where: { id: memberId }, select: { role: true } })
    if (!member) throw notFound()
    if (by !== 'operator' && member.role === 'administrator' && role !== 'administrator') {
      if (!(await hasAdministrator(memberId))) throw conflict('members.role.lastAdministrator')
    }
    await db.member.update({ where: { id: memberId }, data: { role } })
  })
