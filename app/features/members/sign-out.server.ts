import { db, inTransaction } from '~/db.server'
import { hashSessionId } from './lucia.server'

/** Signs one browser out, on the server too, and closes its sockets. @param signInId the value of its cookie */
export const signOut = (signInId: string): Promise<void> =>
  inTransaction(async (announce) => {
    const id = hashSessionId(signInId)
    const signIn = await db.signIn.findUnique({ where: { id }, select: { memberId: true } })
    if (!signIn) return
    await db.signIn.delete({ where: { id } })
    await announce({ type: 'member.signed-out', memberId: signIn.memberId, signInIds: [id] })
  })
