import { db, inTransaction } from '~/db.server'
import { notFound } from '~/lib/errors'
import type { Actor } from './member'
import { stillAdministers } from './still-administers.server'

/** Lets a banned member in again. @throws AppError 404 for anyone but an administrator or the server's operator */
export const unbanMember = (by: Actor, memberId: string): Promise<void> =>
  inTransaction(async () => {
    if (!(await stillAdministers(by))) throw notFound()
    const { count } = await db.member.updateMany({ where: { id: memberId }, data: { bannedAt: null } })
    if (count === 0) throw notFound()
  })
