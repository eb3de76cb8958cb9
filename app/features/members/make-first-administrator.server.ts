import type { z } from 'zod'
import { db, inTransaction } from '~/db.server'
import type { FormErrors } from '~/lib/forms'
import { newId } from '~/lib/ids'
import type { firstAdministratorInput } from './member'
import { hasAdministrator, linkGone, readLink, takeLink } from './one-time-link.server'
import { hashPassword, passwordProblem } from './password.server'
import { startSignIn } from './start-sign-in.server'

type Made = { ok: true; signInId: string } | { ok: false; errors: FormErrors }

/**
 * Makes the site's first administrator by the link that a start has printed, uses the link up and signs him or her in.
 * @throws AppError 404 for a link that is of no use, and once there is an administrator
 */
export async function makeFirstAdministrator(
  token: string,
  { name, email, password }: z.output<typeof firstAdministratorInput>,
): Promise<Made> {
  await readLink('first-administrator', token)
  const problem = passwordProblem(password, { email, name })
  if (problem) return { ok: false, errors: { password: problem } }

  const passwordHash = await hashPassword(password)
  return inTransaction(async () => {
    if (await db.member.findUnique({ where: { email }, select: { id: true } })) {
      return { ok: false, errors: { email: { key: 'members.firstAdministrator.taken' } } }
    }
    await takeLink('first-administrator', token)
    if (await hasAdministrator()) throw linkGone()
    const id = newId()
    await db.member.create({
      data: { id, email, name, passwordHash, role: 'administrator', createdAt: new Date() },
    })
    return { ok: true, signInId: await startSignIn(id) }
  })
}
