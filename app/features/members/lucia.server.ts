import { createHash } from 'node:crypto'
import { type Adapter, Lucia, TimeSpan } from 'lucia'
import { db, preparedRead } from '~/db.server'
import { signInCookies } from '~/lib/cookies'
import type { Role, Viewer } from './viewer'

const day = 86_400_000
/** A sign-in ends after this long whatever happens; NIST SP 800-63B-4 asks for a limit, the product sets 90 days. */
export const absoluteLimit = 90 * day
/** A sign-in ends after this long without a visit. */
const idleLimit = new TimeSpan(30, 'd')

declare module 'lucia' {
  interface Register {
    Lucia: Lucia<{ createdAt: Date }, Omit<Viewer, 'id'>>
    DatabaseSessionAttributes: { createdAt: Date }
    DatabaseUserAttributes: Omit<Viewer, 'id'>
  }
}

/** What is stored in place of a session's id, so that a copy of the database signs nobody in. */
export const hashSessionId = (sessionId: string): string => createHash('sha256').update(sessionId).digest('hex')

type SignInRow = {
  memberId: string
  createdAt: string
  expiresAt: string
  name: string
  role: Role
  timeZone: string
  organizationId: string | null
  stakeholderTypeSlug: string | null
}

/** Asked with every request of a member. */
const readSignIn = preparedRead<SignInRow>(`
  SELECT s.memberId, s.createdAt, s.expiresAt, m.name, m.role, m.timeZone, m.organizationId, m.stakeholderTypeSlug
  FROM SignIn s JOIN Member m ON m.id = s.memberId
  WHERE s.id = ? AND m.bannedAt IS NULL`)

/** lucia's store on the SignIn table. It sees the cookie's value; the database only its hash. */
const adapter: Adapter = {
  async getSessionAndUser(sessionId) {
    const [row] = readSignIn(hashSessionId(sessionId))
    if (!row) return [null, null]
    const createdAt = new Date(row.createdAt)
    if (createdAt.getTime() + absoluteLimit <= Date.now()) return [null, null]
    const { memberId, name, role, timeZone, organizationId, stakeholderTypeSlug } = row
    return [
      { id: sessionId, userId: memberId, expiresAt: new Date(row.expiresAt), attributes: { createdAt } },
      { id: memberId, attributes: { name, role, timeZone, organizationId, stakeholderTypeSlug } },
    ]
  },
  async getUserSessions(memberId) {
    const rows = await db.signIn.findMany({ where: { memberId } })
    return rows.map(({ id, expiresAt, createdAt }) => ({ id, userId: memberId, expiresAt, attributes: { createdAt } }))
  },
  async setSession({ id, userId, expiresAt, attributes }) {
    await db.signIn.create({
      data: { id: hashSessionId(id), memberId: userId, expiresAt, createdAt: attributes.createdAt },
    })
  },
  async updateSessionExpiration(sessionId, expiresAt) {
    await db.signIn.updateMany({ where: { id: hashSessionId(sessionId) }, data: { expiresAt } })
  },
  async deleteSession(sessionId) {
    await db.signIn.deleteMany({ where: { id: hashSessionId(sessionId) } })
  },
  async deleteUserSessions(memberId) {
    await db.signIn.deleteMany({ where: { memberId } })
  },
  async deleteExpiredSessions() {
    const now = new Date()
    await db.signIn.deleteMany({
      where: { OR: [{ expiresAt: { lte: now } }, { createdAt: { lte: new Date(now.getTime() - absoluteLimit) } }] },
    })
  },
}

const create = (secure: boolean) =>
  new Lucia(adapter, {
    sessionExpiresIn: idleLimit,
    sessionCookie: {
      name: secure ? signInCookies.secure : signInCookies.plain,
      attributes: { secure, sameSite: 'lax', path: '/' },
    },
    getSessionAttributes: ({ createdAt }) => ({ createdAt }),
    getUserAttributes: (attributes) => attributes,
  })

const overTls = create(true)
const overHttp = create(false)

/** lucia with the cookie that fits the line: `__Host-` and Secure behind TLS. */
export const luciaFor = (secure: boolean): Lucia<{ createdAt: Date }, Omit<Viewer, 'id'>> =>
  secure ? overTls : overHttp
