import { db, inTransaction } from '~/db.server'
import type { FormErrors } from '~/lib/forms'
import { endSignIns } from './end-sign-ins.server'
import { withLimitedGuesses } from './guessing.server'
import { hashPassword, passwordProblem, verifyPassword } from './password.server'
import { startSignIn } from './start-sign-in.server'
import type { Viewer } from './viewer'

type Changed = { ok: true; signInId: string } | { ok: false; errors: FormErrors }

/**
 * Gives the viewer a new password. Every sign-in ends, with its sockets; the present browser gets a new one.
 * @param address the network address of the browser
 * @throws AppError 429 after too many wrong present passwords
 */
export async function changePassword(
  viewer: Viewer,
  { currentPassword, newPassword }: { currentPassword: string; newPassword: string },
  address: string,
): Promise<Changed> {
  const member = await db.member.findUniqueOrThrow({
    where: { id: viewer.id },
    select: { email: true, name: true, passwordHash: true, organization: { select: { name: true } } },
  })
  const { email, name, passwordHash: former, organization } = member
  const right = await withLimitedGuesses(email, address, async () =>
    (await verifyPassword(former, currentPassword)) ? true : null,
  )
  if (!right) return { ok: false, errors: { currentPassword: { key: 'members.password.currentWrong' } } }
  const problem = passwordProblem(newPassword, { email, name, organization: organization?.name ?? '' })
  if (problem) return { ok: false, errors: { newPassword: problem } }

  const passwordHash = await hashPassword(newPassword)
  return inTransaction(async () => {
    const { count } = await db.member.updateMany({
      where: { id: viewer.id, passwordHash: former, bannedAt: null },
      data: { passwordHash },
    })
    if (count === 0) return { ok: false, errors: { currentPassword: { key: 'members.password.currentWrong' } } }
    await db.oneTimeLink.deleteMany({ where: { memberId: viewer.id } })
    await endSignIns(viewer.id)
    return { ok: true, signInId: await startSignIn(viewer.id) }
  })
}
