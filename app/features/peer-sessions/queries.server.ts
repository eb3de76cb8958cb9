import { db, preparedRead } from '~/db.server'
import type { ContextItem } from '~/features/context/context'
import { type CountedFacets, countContextFacets } from '~/features/context/count-facets.server'
import { contextItems, contextSelect } from '~/features/context/queries.server'
import type { Viewer } from '~/features/members/viewer'
import type { ContextFilter } from '~/features/taxonomy/context-filter'
import { contextWhere } from '~/features/taxonomy/context-where.server'
import type { Prisma } from '~/generated/prisma/client'
import { notFound } from '~/lib/errors'
import { decodeCursor, encodeCursor, pageOf } from '~/lib/paging'
import { type Gated, gate, kindsTold, type Label, type Shown, standingOf, type ViewerStanding, type Way } from './gate'
import {
  type Abilities,
  type Access,
  abilities,
  byRole,
  canSeeSession,
  lapsedBefore,
  type SessionRole,
  type SessionStatus,
  type SessionTimes,
  type Standing,
  statusAt,
  wasHeld,
} from './peer-session'

/** The sessions that exist for a viewer, the same as canSeeSession. */
export const sessionWhere = (viewer: Pick<Viewer, 'id'> | null): Prisma.PeerSessionWhereInput =>
  viewer
    ? { OR: [{ access: { in: ['open', 'members'] } }, { participants: { some: { memberId: viewer.id } } }] }
    : { access: 'open' }

/** Who asks to be let in, was not, or took part and was put out. Who is admitted takes part. */
export type AdmissionState = 'asked' | 'declined' | 'removed'

/**
 * The sessions of which the viewer may have what was said and agreed: the access and the label both let him or her. The
 * same as `reaches` in gate.ts.
 */
export const contentWhere = (viewer: Pick<Viewer, 'id' | 'organizationId'> | null): Prisma.PeerSessionWhereInput => {
  if (!viewer) return { access: 'open', sharing: 'clear' }
  const { id, organizationId } = viewer
  const takesPart: Prisma.PeerSessionWhereInput = { participants: { some: { memberId: id } } }
  const isColleague: Prisma.PeerSessionWhereInput[] = organizationId
    ? [{ sharing: 'amber', participants: { some: { member: { organizationId } } } }]
    : []
  return { AND: [sessionWhere(viewer), { OR: [{ sharing: { in: ['clear', 'green'] } }, takesPart, ...isColleague] }] }
}

/** What a verb needs to know of a session: what it is, and what the viewer is in it. */
export type SessionStanding = Standing & {
  id: string
  title: string
  organizerId: string
  contextId: string
  timeZone: string
  lastMessageNumber: number
  joinedAt: Date | null
  sharing: Label
  chathamHouse: boolean
  unlinkedAt: Date | null
  capacity: number | null
  /** Whoever is not in it asks to be let in. */
  admission: boolean
  /** Seconds that a participant waits between two messages. */
  slowModeSeconds: number
  /** When the viewer lost the right to write. */
  mutedAt: Date | null
  /** Whether the viewer asked to be let in, was declined, or was put out. */
  asked: AdmissionState | null
  /** What the viewer is to it, for the gate. */
  standing: ViewerStanding
}

type StandingRow = {
  [Column in 'title' | 'organizerId' | 'contextId' | 'timeZone' | 'access' | 'startsAt' | 'sharing']: string
} & { [Column in 'openedAt' | 'endedAt' | 'cancelledAt' | 'unlinkedAt' | 'joinedAt' | 'mutedAt']: string | null } & {
  [Column in 'lastMessageNumber' | 'slowModeSeconds' | 'chathamHouse' | 'admission']: number
} & { capacity: number | null; role: SessionRole | null; asked: AdmissionState | null }

/** Asked by every verb and for every event of a socket: one prepared statement. */
const readStanding = preparedRead<StandingRow>(`
  SELECT s.title, s.organizerId, s.contextId, s.timeZone, s.lastMessageNumber, s.access, s.startsAt, s.openedAt, s.endedAt,
    s.cancelledAt, s.sharing, s.chathamHouse, s.unlinkedAt, s.capacity, s.admission, s.slowModeSeconds,
    p.role, p.joinedAt, p.mutedAt, a.state AS asked
  FROM PeerSession s
    LEFT JOIN SessionParticipant p ON p.sessionId = s.id AND p.memberId = ?
    LEFT JOIN SessionAdmission a ON a.sessionId = s.id AND a.memberId = ?
  WHERE s.id = ?`)

const dateOf = (stored: string | null): Date | null => (stored === null ? null : new Date(stored))

/**
 * A session as a verb meets it, through the viewer.
 * @throws AppError 404 where it does not exist for the viewer
 */
export async function sessionFor(viewer: Viewer | null, id: string): Promise<SessionStanding> {
  const me = viewer?.id ?? ''
  const [row] = readStanding(me, me, id)
  if (!row || !canSeeSession(viewer, { access: row.access as Access, role: row.role })) throw notFound()
  const { role } = row
  const sharing = row.sharing as Label
  return {
    ...row,
    id,
    access: row.access as Access,
    startsAt: new Date(row.startsAt),
    openedAt: dateOf(row.openedAt),
    endedAt: dateOf(row.endedAt),
    cancelledAt: dateOf(row.cancelledAt),
    unlinkedAt: dateOf(row.unlinkedAt),
    sharing,
    chathamHouse: row.chathamHouse === 1,
    admission: row.admission === 1,
    joinedAt: dateOf(row.joinedAt),
    mutedAt: dateOf(row.mutedAt),
    asked: role === null ? row.asked : null,
    standing: await standingIn(viewer, { id, sharing, role }),
  }
}

async function askedIn(sessionId: string, memberId: string): Promise<AdmissionState | null> {
  const row = await db.sessionAdmission.findUnique({
    where: { sessionId_memberId: { sessionId, memberId } },
    select: { state: true },
  })
  return (row?.state ?? null) as AdmissionState | null
}

/** What the viewer is to a session. Whether he or she is a colleague is looked up only where the label asks for it. */
async function standingIn(
  viewer: Viewer | null,
  { id, sharing, role }: { id: string; sharing: Label; role: SessionRole | null },
): Promise<ViewerStanding> {
  const colleague =
    sharing === 'amber' &&
    role === null &&
    viewer?.organizationId &&
    (await db.sessionParticipant.findFirst({
      where: { sessionId: id, member: { organizationId: viewer.organizationId } },
      select: { memberId: true },
    }))
  return standingOf(viewer, role, Boolean(colleague))
}

type GatedRow = SessionTimes & { sharing: string; chathamHouse: boolean; access: string; unlinkedAt: Date | null }

const gatedOf = (row: GatedRow, now = new Date()): Gated => ({
  sharing: row.sharing as Label,
  chathamHouse: row.chathamHouse,
  access: row.access as Access,
  status: statusAt(row, now),
  unlinked: row.unlinkedAt !== null,
})

/** What may leave a session that was found in another way. */
export const gateRow = (row: GatedRow, standing: ViewerStanding, way: Way): Shown => gate(gatedOf(row), standing, way)

/** What may leave a session for the viewer through whom it was found. */
export const shownOf = (session: SessionStanding, way: Way): Shown => gate(gatedOf(session), session.standing, way)

const lineSelect = {
  id: true,
  title: true,
  access: true,
  startsAt: true,
  openedAt: true,
  endedAt: true,
  cancelledAt: true,
  timeZone: true,
  sharing: true,
  chathamHouse: true,
  unlinkedAt: true,
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
  sharing: Label
  chathamHouse: boolean
  /** Members who joined or are invited; 0 where the label keeps it. */
  people: number
  /** 0 where the label keeps it. */
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
 * What the list of sessions can be narrowed to, with the number of sessions that each choice would leave the viewer.
 * @param formats the BCP 47 tag in which countries are named
 */
export const sessionFacets = (viewer: Viewer | null, filter: ContextFilter, formats: string): Promise<CountedFacets> =>
  countContextFacets(filter, (under) => ({ ofSession: { is: filteredWhere(viewer, under) } }), formats)

/** The sessions that a filter leaves of those that the viewer may see. */
const filteredWhere = (viewer: Viewer | null, filter: ContextFilter): Prisma.PeerSessionWhereInput => ({
  AND: [
    sessionWhere(viewer),
    filter.stakeholderType?.length ? { organizer: { stakeholderTypeSlug: { in: filter.stakeholderType } } } : {},
    filter.among ? { id: { in: filter.among } } : {},
  ],
  context: contextWhere(filter),
})

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
        filteredWhere(viewer, filter),
        statusWhere(when, now),
        cursor
          ? { OR: [{ startsAt: { [beyond]: cursor.at } }, { startsAt: cursor.at, id: { [beyond]: cursor.id } }] }
          : {},
      ],
    },
    orderBy: [{ startsAt: order }, { id: order }],
    take: limit + 1,
    select: lineSelect,
  })
  const page = pageOf(rows, limit, (row) => encodeCursor({ at: row.startsAt, id: row.id }))
  return { rows: page.rows.map((row) => toLine(row, viewer, now, formats)), next: page.next }
}

/** The same as statusAt, for the database. */
export function statusWhere(when: SessionStatus, now: Date): Prisma.PeerSessionWhereInput {
  const lapsed = lapsedBefore(now)
  if (when === 'past') {
    return { OR: [{ endedAt: { not: null } }, { cancelledAt: { not: null } }, { startsAt: { lte: lapsed } }] }
  }
  const held = { endedAt: null, cancelledAt: null }
  if (when === 'upcoming') return { ...held, openedAt: null, startsAt: { gt: now } }
  return { ...held, startsAt: { gt: lapsed }, OR: [{ openedAt: { not: null } }, { startsAt: { lte: now } }] }
}

type LineRow = Prisma.PeerSessionGetPayload<{ select: typeof lineSelect }>

/** Counts stand in lists only where the label lets any member have them, so that no line asks who is a colleague. */
const toLine = (
  row: LineRow,
  viewer: Viewer | null,
  now: Date,
  formats: string,
  shown = gate(gatedOf(row, now), standingOf(viewer, null, false), 'page'),
): SessionLine => ({
  id: row.id,
  title: row.title,
  status: statusAt(row, now),
  access: row.access as Access,
  startsAt: row.startsAt,
  openedAt: row.openedAt,
  endedAt: row.endedAt,
  cancelledAt: row.cancelledAt,
  timeZone: row.timeZone,
  format: row.format.label,
  organizer: row.organizer.name,
  sharing: row.sharing as Label,
  chathamHouse: row.chathamHouse,
  people: shown.people === 'nothing' ? 0 : row._count.participants,
  messages: shown.messages ? row.lastMessageNumber : 0,
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
  /** Told to who leads the session; under the Chatham House Rule to nobody beside a name. */
  muted: boolean
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
  agenda: string
  agendaHtml: string
  language: string
  capacity: number | null
  unlinkAfterDays: number
  unlinkedAt: Date | null
  /** Whether it ran, or runs. */
  held: boolean
  /** Why it was cancelled; may be empty. */
  cancelReason: string
  /** Whoever is not in it asks to be let in. */
  admission: boolean
  /** Whether the viewer asked, was declined or put out. */
  asked: AdmissionState | null
  /** What of it may be on the page for the viewer. */
  shown: Shown
  /** Whether its title may be the page's, which a browser keeps and passes on. */
  titled: boolean
  /** Empty where only counts may be shown, or nothing. */
  participants: SessionPerson[]
  /** How many of each kind of stakeholder, where only that may be shown. */
  kinds: { label: string; count: number }[]
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
      agenda: true,
      agendaHtml: true,
      language: true,
      capacity: true,
      unlinkAfterDays: true,
      cancelReason: true,
      admission: true,
      participants: {
        orderBy: [{ joinedAt: 'asc' }, { memberId: 'asc' }],
        take: mostPeople,
        select: { role: true, joinedAt: true, mutedAt: true, member: { select: memberSelect } },
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
  const standing = await standingIn(viewer, { id, sharing: row.sharing as Label, role })
  const shown = gate(gatedOf(row, now), standing, 'page')
  const line = toLine(row, viewer, now, formats, shown)
  return {
    ...line,
    purpose: row.purpose,
    purposeHtml: row.purposeHtml,
    formatSlug: row.formatSlug,
    formatPurpose: row.format.purpose,
    organizerId: row.organizerId,
    contextId: row.contextId,
    summary: shown.messages ? row.summary : '',
    summaryHtml: shown.messages ? row.summaryHtml : '',
    agenda: row.agenda,
    agendaHtml: row.agendaHtml,
    language: row.language,
    capacity: row.capacity,
    unlinkAfterDays: row.unlinkAfterDays,
    unlinkedAt: row.unlinkedAt,
    held: wasHeld(line, now),
    cancelReason: row.cancelReason,
    admission: row.admission,
    asked: viewer && role === null ? await askedIn(id, viewer.id) : null,
    shown,
    titled: gate(gatedOf(row, now), standing, 'page-title').title,
    participants:
      shown.people === 'names'
        ? [...row.participants.map((person) => toPerson(person, standing === 'lead' && !row.chathamHouse))]
            .concat(row.chathamHouse ? await removedFrom(id) : [])
            // In the order of coming, who was put out would stand at the end.
            .sort((a, b) => byRoleAndJoining(a, b) || (row.chathamHouse ? a.name.localeCompare(b.name, 'en') : 0))
        : [],
    kinds: shown.people === 'counts' ? await kindsIn(id) : [],
    role,
    joined: Boolean(own?.joinedAt),
    can: abilities(viewer, { ...line, role }, now),
  }
}

/** How many of each kind of stakeholder are in a session, the most first; kinds with too few are left out. */
async function kindsIn(sessionId: string): Promise<{ label: string; count: number }[]> {
  const rows = await db.sessionParticipant.findMany({
    where: { sessionId },
    select: { member: { select: { stakeholderType: { select: { label: true } } } } },
  })
  return kindsTold(rows.map(({ member }) => member.stakeholderType?.label))
}

/**
 * Those who were put out under the Chatham House Rule. They stay in the list of names: whose name went from it would tell
 * whose neutral name was put out.
 */
async function removedFrom(sessionId: string): Promise<SessionPerson[]> {
  const rows = await db.sessionAdmission.findMany({
    where: { sessionId, state: 'removed' },
    orderBy: { memberId: 'asc' },
    take: mostPeople,
    select: { member: { select: memberSelect } },
  })
  return rows.map(({ member }) => toPerson({ role: 'participant', joinedAt: new Date(), mutedAt: null, member }, false))
}

type PersonRow = {
  role: string
  joinedAt: Date | null
  mutedAt: Date | null
  member: Prisma.MemberGetPayload<{ select: typeof memberSelect }>
}

const toPerson = (row: PersonRow, tellsMuted: boolean): SessionPerson => ({
  id: row.member.id,
  name: row.member.name,
  organization: row.member.organization?.name ?? null,
  stakeholderType: row.member.stakeholderType?.label ?? null,
  role: row.role as SessionRole,
  joined: row.joinedAt !== null,
  muted: tellsMuted && row.mutedAt !== null,
})

const byRoleAndJoining = (a: SessionPerson, b: SessionPerson) => byRole(a, b) || Number(b.joined) - Number(a.joined)
