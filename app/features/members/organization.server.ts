import { db } from '~/db.server'
import { newId } from '~/lib/ids'
import { organizationKey } from './member'

/**
 * Finds the organization that a name means, whatever its spelling, or the one it was merged into; makes it where there
 * is none. To be called inside the transaction of whoever joins it.
 * @returns its id
 */
export async function organizationNamed(name: string): Promise<string> {
  const key = organizationKey(name)
  const known = await db.organization.findUnique({ where: { key }, select: { id: true, mergedIntoId: true } })
  if (known) return known.mergedIntoId ?? known.id
  const id = newId()
  await db.organization.create({ data: { id, name, key, createdAt: new Date() } })
  return id
}
