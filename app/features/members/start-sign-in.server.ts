import { inTransaction } from '~/db.server'
import { luciaFor } from './lucia.server'
import { signOut } from './sign-out.server'

/**
 * Signs a browser in under a new id; a sign-in that it had before ends.
 * @param former the value of the cookie that the browser came with
 * @returns the new cookie's value
 */
export const startSignIn = (memberId: string, former?: string): Promise<string> =>
  inTransaction(async () => {
    if (former) await signOut(former)
    const { id } = await luciaFor(false).createSession(memberId, { createdAt: new Date() })
    return id
  })
