import { db } from '~/db.server'
import type { ContextItem } from '~/features/context/context'
import { contextItems, contextSelect } from '~/features/context/queries.server'
import type { Viewer } from '~/features/members/viewer'
import type { ContextFilter } from '~/features/taxonomy/context-filter'
import { contextWhere } from '~/features/taxonomy/context-where.server'
import type { Prisma } from '~/generated/prisma/client'
import { notFound } from '~/lib/errors'
import { decodeCursor, encodeCursor, pageOf } from '~/lib/paging'
import {
  type Abilities,
  type Access,
  abilities,
  lapsedBefore,
  type SessionRole,
  type SessionStatus,
  type SessionTimes,
  type Standing,
  statusAt,
} from './peer-session'

/** The sessions that exist for a viewer. The one definition, the same as canSeeSession. */
export const sessionWhere = (viewer: Viewer | null): Prisma.PeerSessionWhereInput =>
  viewer
    ? { OR: [{ access: { in: ['open', 'members'] } }, { participants: { some: { memberId: viewer.id } } }] }
    : { access: 'open' }

/** What a verb needs to know of a session: what it is, and what the viewer is in it. */
export type SessionStanding = Standing & {
  id: string
  title: string
  organizerId: string
  contextId: string
  timeZone: string
  lastMessageNumber: number
  joinedAt: Date | null
}

/**
 * A session as a verb meets it, through the viewer.
 * @throws AppError 404 where it does not exist for the viewer
 */
export async function sessionFor(viewer: Viewer | null, id: string): Promise<SessionStanding> {
  const row = await db.peerSession.findFirst({
    where: { id, AND: [sessionWhere(viewer)] },
    select: {
      id: true,
      title: true,
      organizerId: true,
      contextId: true,
      timeZone: true,
      lastMessageNumber: true,
      access: true,
      startsAt: true,
      openedAt: true,
      endedAt: true,
      participants: { where: { memberId: viewer?.id ?? '' }, select: { role: true, joinedAt: true } },
    },
  })
  if (!row) throw notFound()
  const { participants, access, ...session } = row
  const own = participants[0]
  return {
    ...session,
    access: access as Access,
    role: (own?.role ?? null) as SessionRole | null,
    joinedAt: own?.joinedAt ?? null,
  }
}

const lineSelect = {
  id: true,
  title: true,
  access: true,
  startsAt: true,
  openedAt: true,
  endedAt: true,
  timeZone: true,
  lastMessageNumber: true,
  format: { select: { label: true } },
  organizer: { select: { name: true } },
  context: { select: contextSelect },
  _count: { select: { participants: true } },
} satisfies Prisma.PeerSessionSelect

/** A session as lists show it. */
export type SessionLine = SessionTimes & {
  id: string
  title: string
  status: SessionStatus
  access: Access
  timeZone: string
  format: string
  organizer: string
  /** Members who joined or are invited. */
  people: number
  messages: number
  context: ContextItem[]
}

export type ListSessions = {
  when: SessionStatus
  /** A cursor that an earlier page gave. */
  after?: string | null
  limit?: number
  /** A BCP 47 tag for names of countries. */
  formats: string
}

/**
 * The sessions that a viewer may see, live now (newest start first), to come (next first) or past (newest first).
 * @returns a page of them, and the cursor of the next
 */
export async function listSessions(
  viewer: Viewer | null,
  filter: ContextFilter,
  { when, after = null, limit = 20, formats }: ListSessions,
): Promise<{ rows: SessionLine[]; next: string | null }> {
  const now = new Date()
  const forwards = when === 'upcoming'
  const order = forwards ? 'asc' : 'desc'
  const cursor = decodeCursor(after)
  const beyond = forwards ? 'gt' : 'lt'
  const rows = await db.peerSession.findMany({
    where: {
      AND: [
        sessionWhere(viewer),
        statusWhere(when, now),
        cursor
          ? { OR: [{ startsAt: { [beyond]: cursor.at } }, { startsAt: cursor.at, id: { [beyond]: cursor.id } }] }
          : {},
        filter.stakeholderType?.length ? { organizer: { stakeholderTypeSlug: { in: filter.stakeholderType } } } : {},
        filter.among ? { id: { in: filter.among } } : {},
      ],
      context: contextWhere(filter),
    },
    orderBy: [{ startsAt: order }, { id: order }],
    take: limit + 1,
    select: lineSelect,
  })
  const page = pageOf(rows, limit, (row) => encodeCursor({ at: row.startsAt, id: row.id }))
  return { rows: page.rows.map((row) => toLine(row, now, formats)), next: page.next }
}

/** The same as statusAt, for the database. */
function statusWhere(when: SessionStatus, now: Date): Prisma.PeerSessionWhereInput {
  const lapsed = lapsedBefore(now)
  if (when === 'past') return { OR: [{ endedAt: { not: null } }, { startsAt: { lte: lapsed } }] }
  if (when === 'upcoming') return { endedAt: null, openedAt: null, startsAt: { gt: now } }
  return { endedAt: null, startsAt: { gt: lapsed }, OR: [{ openedAt: { not: null } }, { startsAt: { lte: now } }] }
}

type LineRow = Prisma.PeerSessionGetPayload<{ select: typeof lineSelect }>

const toLine = (row: LineRow, now: Date, formats: string): SessionLine => ({
  id: row.id,
  title: row.title,
  status: statusAt(row, now),
  access: row.access as Access,
  startsAt: row.startsAt,
  openedAt: row.openedAt,
  endedAt: row.endedAt,
  timeZone: row.timeZone,
  format: row.format.label,
  organizer: row.organizer.name,
  people: row._count.participants,
  messages: row.lastMessageNumber,
  context: contextItems(row.context, formats),
})

const memberSelect = {
  id: true,
  name: true,
  organization: { select: { name: true } },
  stakeholderType: { select: { label: true } },
} satisfies Prisma.MemberSelect

/** Most people that a session's page names; the number stands beside them. */
const mostPeople = 200

/** Somebody who joined a session or is invited to it. */
export type SessionPerson = {
  id: string
  name: string
  organization: string | null
  stakeholderType: string | null
  role: SessionRole
  joined: boolean
}

/** A session as its page shows it. */
export type SessionView = SessionLine & {
  purpose: string
  purposeHtml: string
  formatSlug: string
  formatPurpose: string
  organizerId: string
  summary: string
  summaryHtml: string
  participants: SessionPerson[]
  role: SessionRole | null
  joined: boolean
  contextId: string
  can: Abilities
}

/**
 * A session with the people in it, and what the viewer may do there.
 * @throws AppError 404 where it does not exist for the viewer
 */
export async function getSession(viewer: Viewer | null, id: string, formats: string): Promise<SessionView> {
  const row = await db.peerSession.findFirst({
    where: { id, AND: [sessionWhere(viewer)] },
    select: {
      ...lineSelect,
      purpose: true,
      purposeHtml: true,
      formatSlug: true,
      format: { select: { label: true, purpose: true } },
      organizerId: true,
      contextId: true,
      summary: true,
      summaryHtml: true,
      participants: {
        orderBy: [{ joinedAt: 'asc' }, { memberId: 'asc' }],
        take: mostPeople,
        select: { role: true, joinedAt: true, member: { select: memberSelect } },
      },
    },
  })
  if (!row) throw notFound()
  const now = new Date()
  const own =
    viewer &&
    (await db.sessionParticipant.findUnique({
      where: { sessionId_memberId: { sessionId: id, memberId: viewer.id } },
      select: { role: true, joinedAt: true },
    }))
  const role = (own?.role ?? null) as SessionRole | null
  const line = toLine(row, now, formats)
  return {
    ...line,
    purpose: row.purpose,
    purposeHtml: row.purposeHtml,
    formatSlug: row.formatSlug,
    formatPurpose: row.format.purpose,
    organizerId: row.organizerId,
    contextId: row.contextId,
    summary: row.summary,
    summaryHtml: row.summaryHtml,
    participants: row.participants.map(toPerson).sort(byRole),
    role,
    joined: Boolean(own?.joinedAt),
    can: abilities(viewer, { ...line, role }, now),
  }
}

const toPerson = (row: {
  role: string
  joinedAt: Date | null
  member: Prisma.MemberGetPayload<{ select: typeof memberSelect }>
}): SessionPerson => ({
  id: row.member.id,
  name: row.member.name,
  organization: row.member.organization?.name ?? null,
  stakeholderType: row.member.stakeholderType?.label ?? null,
  role: row.role as SessionRole,
  joined: row.joinedAt !== null,
})

const ranks: Record<SessionRole, number> = { organizer: 0, facilitator: 1, participant: 2 }
const byRole = (a: SessionPerson, b: SessionPerson) =>
  ranks[a.role] - ranks[b.role] || Number(b.joined) - Number(a.joined)
