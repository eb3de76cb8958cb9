import { db } from '~/db.server'
import type { Prisma } from '~/generated/prisma/client'
import { notFound } from '~/lib/errors'
import { decodeCursor, encodeCursor, olderThan, pageOf } from '~/lib/paging'
import { organizationKey } from './member'
import { isAdministrator, isReviewer, type Role, type Viewer } from './viewer'

const publicSelect = {
  id: true,
  name: true,
  role: true,
  expertise: true,
  bannedAt: true,
  organization: { select: { name: true } },
  stakeholderType: { select: { label: true } },
  countries: { select: { country: true }, orderBy: { country: 'asc' } },
  languages: { select: { language: true }, orderBy: { language: 'asc' } },
} satisfies Prisma.MemberSelect

/** What everybody may know of a member. The e-mail address is not among it. */
export type PublicProfile = {
  id: string
  name: string
  role: Role
  organization: string | null
  stakeholderType: string | null
  /** Codes of ISO 3166-1 alpha-2. */
  countries: string[]
  /** BCP 47 tags. */
  languages: string[]
  expertise: string
  banned: boolean
}

/**
 * A member's page. That of a banned member is there for reviewers alone.
 * @throws AppError 404
 */
export async function getMember(viewer: Viewer | null, id: string): Promise<PublicProfile> {
  const member = await db.member.findUnique({ where: { id }, select: publicSelect })
  if (!member || (member.bannedAt && !isReviewer(viewer))) throw notFound()
  return {
    id: member.id,
    name: member.name,
    role: member.role as Role,
    organization: member.organization?.name ?? null,
    stakeholderType: member.stakeholderType?.label ?? null,
    countries: member.countries.map(({ country }) => country),
    languages: member.languages.map(({ language }) => language),
    expertise: member.expertise,
    banned: member.bannedAt !== null,
  }
}

/** The viewer's own profile, as the form shows it. */
export async function ownProfile(viewer: Viewer) {
  const member = await db.member.findUniqueOrThrow({
    where: { id: viewer.id },
    select: { ...publicSelect, email: true, stakeholderTypeSlug: true, timeZone: true },
  })
  return {
    email: member.email,
    name: member.name,
    organization: member.organization?.name ?? '',
    stakeholderType: member.stakeholderTypeSlug ?? '',
    country: member.countries.map(({ country }) => country),
    language: member.languages.map(({ language }) => language),
    expertise: member.expertise,
    timeZone: member.timeZone,
  }
}

const pageSize = 50

export type MemberLine = {
  id: string
  name: string
  email: string
  role: Role
  organization: string | null
  banned: boolean
}

/**
 * The members for an administrator, newest first, those whose name, address or organization holds `q`.
 * @throws AppError 404 for anyone else
 */
export async function listMembers(
  viewer: Viewer,
  { q = '', after = null }: { q?: string; after?: string | null },
): Promise<{ rows: MemberLine[]; next: string | null }> {
  if (!isAdministrator(viewer)) throw notFound()
  const contains = q.trim().slice(0, 200)
  const members = await db.member.findMany({
    where: {
      AND: [
        olderThan('createdAt', decodeCursor(after)),
        contains
          ? {
              OR: [
                { name: { contains } },
                { email: { contains: contains.toLowerCase() } },
                { organization: { key: { contains: organizationKey(contains) } } },
              ],
            }
          : {},
      ],
    },
    select: {
      ...{ id: true, name: true, email: true, role: true, bannedAt: true, createdAt: true },
      organization: { select: { name: true } },
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: pageSize + 1,
  })
  const { rows, next } = pageOf(members, pageSize, ({ createdAt, id }) => encodeCursor({ at: createdAt, id }))
  return {
    rows: rows.map(({ id, name, email, role, organization, bannedAt }) => ({
      ...{ id, name, email, role: role as Role },
      organization: organization?.name ?? null,
      banned: bannedAt !== null,
    })),
    next,
  }
}

export type OrganizationLine = { id: string; name: string; members: number; alsoNamed: string[] }

/**
 * The organizations for an administrator, by name, each with the names that were merged into it.
 * @param after the key of the last one of the page before
 * @throws AppError 404 for anyone else
 */
export async function listOrganizations(
  viewer: Viewer,
  { q = '', after = null }: { q?: string; after?: string | null } = {},
): Promise<{ rows: OrganizationLine[]; next: string | null }> {
  if (!isAdministrator(viewer)) throw notFound()
  const contains = organizationKey(q.slice(0, 200))
  const found = await db.organization.findMany({
    where: {
      mergedIntoId: null,
      AND: [
        after ? { key: { gt: after } } : {},
        contains ? { OR: [{ key: { contains } }, { mergedFrom: { some: { key: { contains } } } }] } : {},
      ],
    },
    select: {
      ...{ id: true, name: true, key: true },
      mergedFrom: { select: { name: true }, orderBy: { key: 'asc' } },
      _count: { select: { members: true } },
    },
    orderBy: { key: 'asc' },
    take: pageSize + 1,
  })
  const { rows, next } = pageOf(found, pageSize, ({ key }) => key)
  return {
    rows: rows.map(({ id, name, mergedFrom, _count }) => ({
      ...{ id, name, members: _count.members },
      alsoNamed: mergedFrom.map(({ name }) => name),
    })),
    next,
  }
}
