import { db, inTransaction } from '~/db.server'
import { conflict, notFound } from '~/lib/errors'
import { isAdministrator, type Viewer } from './viewer'

/**
 * Makes one organization of two: the members of the first join the second, and whoever types a name of the first from now
 * on means the second.
 * @throws AppError 404 for anyone but an administrator and for what is no organization, 409 for one and the same
 */
export const mergeOrganizations = (viewer: Viewer, fromId: string, intoId: string): Promise<void> =>
  inTransaction(async () => {
    if (!isAdministrator(viewer)) throw notFound()
    const select = { id: true, mergedIntoId: true }
    const from = await db.organization.findUnique({ where: { id: fromId }, select })
    const named = await db.organization.findUnique({ where: { id: intoId }, select })
    if (!from || !named || from.mergedIntoId) throw notFound()
    const into = named.mergedIntoId ?? named.id
    if (into === from.id) throw conflict('members.organization.same')
    await db.member.updateMany({ where: { organizationId: from.id }, data: { organizationId: into } })
    await db.organization.updateMany({
      where: { OR: [{ id: from.id }, { mergedIntoId: from.id }] },
      data: { mergedIntoId: into },
    })
  })
