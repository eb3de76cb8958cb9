import { db } from '~/db.server'
import type { Prisma } from '~/generated/prisma/client'
import type { LifeCycleFacts, Owner } from './life-cycle'

const organizationSelect = { select: { id: true, mergedIntoId: true } } as const

/** What the criteria of the life cycle read of a lesson. */
export const factsSelect = {
  id: true,
  authorId: true,
  attribution: true,
  version: true,
  verifiedAt: true,
  title: true,
  observation: true,
  conclusion: true,
  recommendation: true,
  author: { select: { organization: organizationSelect } },
  action: { select: { ownerMemberId: true, ownerOrganization: organizationSelect } },
  confirmations: { select: { memberId: true, stakeholderTypeSlug: true, organizationId: true, at: true } },
} satisfies Prisma.LessonSelect
type FactsRow = Prisma.LessonGetPayload<{ select: typeof factsSelect }>

/** The facts of a lesson that was looked up through the viewer already. */
export async function lifeCycleFacts(lessonId: string): Promise<LifeCycleFacts> {
  return factsOf(await db.lesson.findUniqueOrThrow({ where: { id: lessonId }, select: factsSelect }))
}

/** The facts in a row. @param meant the organizations of its confirmations, where they were looked up already */
export async function factsOf(row: FactsRow, meant?: Map<string, { id: string }>): Promise<LifeCycleFacts> {
  const { author, action, confirmations, ...lesson } = row
  const entities = meant ?? (await organizationsMeant(confirmations.map(({ organizationId }) => organizationId)))
  return {
    ...lesson,
    authorOrganizationId: entityOf(author.organization),
    owner: ownerOf(action),
    confirmations: confirmations
      .filter((confirmation) => isOfNow(confirmation, row))
      .map(({ memberId, stakeholderTypeSlug, organizationId }) => ({
        memberId,
        stakeholderTypeSlug,
        organizationId: organizationId && (entities.get(organizationId)?.id ?? organizationId),
      })),
  }
}

/** Whether a peer confirmed the words that were verified last: those before were others. */
export const isOfNow = ({ at }: { at: Date }, { verifiedAt }: { verifiedAt: Date | null }): boolean =>
  verifiedAt === null || at >= verifiedAt

/** The id of an organization, or of the one that it was merged into. */
export const entityOf = (organization: { id: string; mergedIntoId: string | null } | null): string | null =>
  organization && (organization.mergedIntoId ?? organization.id)

function ownerOf(action: FactsRow['action']): Owner | null {
  if (action?.ownerMemberId) return { memberId: action.ownerMemberId }
  const organizationId = entityOf(action?.ownerOrganization ?? null)
  return organizationId ? { organizationId } : null
}

/** The organizations with these ids, each as the one that it was merged into. */
export async function organizationsMeant(ids: (string | null)[]): Promise<Map<string, { id: string; name: string }>> {
  const known = [...new Set(ids.flatMap((id) => id ?? []))]
  if (known.length === 0) return new Map()
  const rows = await db.organization.findMany({
    where: { id: { in: known } },
    select: { id: true, name: true, mergedInto: { select: { id: true, name: true } } },
  })
  return new Map(rows.map(({ id, name, mergedInto }) => [id, mergedInto ?? { id, name }]))
}
