import { db, inTransaction } from '~/db.server'
import { withLimitedGuesses } from './guessing.server'
import { verifyPassword } from './password.server'
import { startSignIn } from './start-sign-in.server'

/** Of 32 random bytes that nobody kept: checked where there is no account, so that this takes as long as where there is one. */
const hashOfNothing =
  '$argon2id$v=19$m=19456,t=2,p=1$GG9GwzQEjoUZQp+NkpI5kg$7jwxK3ZqO10FuQXUaz0yS74lcMI023vkt5Ep6a8lt1c'

type From = {
  /** The network address of the browser, for the limits on guessing. */
  address: string
  /** The sign-in that the browser had before; it ends. */
  former?: string
}

/**
 * Signs a member in.
 * @returns the new cookie's value; null, after the same time, for a wrong password, an unknown address and a banned member
 * @throws AppError 429 after too many that failed
 */
export const signIn = (email: string, password: string, { address, former }: From): Promise<string | null> =>
  withLimitedGuesses(email, address, async () => {
    const member = await db.member.findUnique({
      where: { email },
      select: { id: true, passwordHash: true, bannedAt: true },
    })
    const right = await verifyPassword(member?.passwordHash || hashOfNothing, password)
    if (!right || !member?.passwordHash || member.bannedAt) return null
    return inTransaction(async () => {
      const { id, passwordHash } = member
      // What was checked may have changed meanwhile.
      const still = await db.member.findFirst({ where: { id, passwordHash, bannedAt: null }, select: { id: true } })
      return still && startSignIn(id, former)
    })
  })
