import { db } from '~/db.server'
import { rateLimit } from '~/lib/rate-limit.server'
import { networkOf } from './guessing.server'
import { organizationKey } from './member'

const asked = rateLimit('organizations', 300, 60)

/**
 * Names of organizations of which a word begins with what is typed, at most ten; a merged one under the name of the other.
 * @param address the network address of the browser
 * @throws AppError 429 after too many questions from one network
 */
export async function suggestOrganizations(q: string, address: string): Promise<string[]> {
  await asked.take(networkOf(address))
  const key = q.trim() && organizationKey(q.slice(0, 200))
  if (!key) return []
  const found = await db.organization.findMany({
    where: { OR: [{ key: { startsWith: key } }, { key: { contains: ` ${key}` } }] },
    select: { name: true, mergedInto: { select: { name: true } } },
    orderBy: { key: 'asc' },
    take: 30,
  })
  return [...new Set(found.map(({ name, mergedInto }) => mergedInto?.name ?? name))].slice(0, 10)
}
