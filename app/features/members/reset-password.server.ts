import { db, inTransaction } from '~/db.server'
import { notFound } from '~/lib/errors'
import type { FormErrors } from '~/lib/forms'
import { endSignIns } from './end-sign-ins.server'
import { readLink, takeLink } from './one-time-link.server'
import { hashPassword, passwordProblem } from './password.server'

/**
 * Sets a new password by a one-time link and uses the link up. Every sign-in of the member ends, with its sockets.
 * @returns what is wrong with the password, or null when it was set
 * @throws AppError 404 for a link that is of no use
 */
export async function resetPassword(token: string, password: string): Promise<FormErrors | null> {
  const member = await readLink('password', token)
  if (!member) throw notFound()
  const problem = passwordProblem(password, member)
  if (problem) return { password: problem }

  const passwordHash = await hashPassword(password)
  await inTransaction(async () => {
    const id = await takeLink('password', token)
    if (!id) throw notFound()
    await db.member.update({ where: { id }, data: { passwordHash } })
    await endSignIns(id)
  })
  return null
}
