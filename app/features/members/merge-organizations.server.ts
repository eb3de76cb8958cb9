import { db, inTransaction } from '~/db.server'
import { notFound } from '~/lib/errors'
import type { FormErrors } from '~/lib/forms'
import { organizationKey } from './member'
import { isAdministrator, type Viewer } from './viewer'

/**
 * Makes one organization of two: the members of the first join the second, and whoever types a name of the first from now
 * on means the second.
 * @param names how the two are named, whatever the spelling
 * @returns what is wrong, or null when they were merged
 * @throws AppError 404 for anyone but an administrator
 */
export const mergeOrganizations = (viewer: Viewer, names: { from: string; into: string }): Promise<FormErrors | null> =>
  inTransaction(async (): Promise<FormErrors | null> => {
    if (!isAdministrator(viewer)) throw notFound()
    const from = await named(names.from)
    if (!from) return { from: { key: 'admin.organizations.unknown' } }
    const into = await named(names.into)
    if (!into) return { into: { key: 'admin.organizations.unknown' } }
    if (from === into) return { into: { key: 'members.organization.same' } }
    await db.member.updateMany({ where: { organizationId: from }, data: { organizationId: into } })
    await db.organization.updateMany({
      where: { OR: [{ id: from }, { mergedIntoId: from }] },
      data: { mergedIntoId: into },
    })
    return null
  })

/** The id of the organization that a name means; that of the one it was merged into. */
async function named(name: string): Promise<string | null> {
  const organization = await db.organization.findUnique({
    where: { key: organizationKey(name) },
    select: { id: true, mergedIntoId: true },
  })
  return organization && (organization.mergedIntoId ?? organization.id)
}
