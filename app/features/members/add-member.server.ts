import { db, inTransaction } from '~/db.server'
import { newId } from '~/lib/ids'
import type { Role } from './viewer'

/**
 * Makes an account that has no password yet, for the command line: its owner sets one through a one-time link.
 * @returns the member's id, or null where the address has an account
 */
export const addMember = ({ email, name, role }: { email: string; name: string; role: Role }): Promise<string | null> =>
  inTransaction(async () => {
    if (await db.member.findUnique({ where: { email }, select: { id: true } })) return null
    const id = newId()
    await db.member.create({ data: { id, email, name, role, passwordHash: '', createdAt: new Date() } })
    return id
  })
