import { createHash, randomBytes } from 'node:crypto'
import ical, { ICalEventStatus } from 'ical-generator'
import { db } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import type { Prisma } from '~/generated/prisma/client'
import { translate } from '~/i18n/translate'
import { notFound } from '~/lib/errors'
import { settings } from '~/lib/settings.server'
import { type Shown, standingOf } from './gate'
import type { SessionRole } from './peer-session'
import { gateRow, sessionFor, sessionWhere, shownOf } from './queries.server'

const t = translate('en')
const hashOf = (secret: string) => createHash('sha256').update(secret).digest('hex')
/** Minutes that a session takes whose format does not say. */
const usualMinutes = 60
const keptDays = 90
const mostEvents = 500

const eventSelect = {
  id: true,
  title: true,
  purpose: true,
  startsAt: true,
  openedAt: true,
  endedAt: true,
  cancelledAt: true,
  createdAt: true,
  access: true,
  sharing: true,
  chathamHouse: true,
  unlinkedAt: true,
  calendarSequence: true,
  format: { select: { definition: true } },
} satisfies Prisma.PeerSessionSelect
type EventRow = Prisma.PeerSessionGetPayload<{ select: typeof eventSelect }>

/**
 * One session as an iCalendar file (RFC 5545), times in UTC so that no change of a zone's clock moves it.
 * @param origin of the site, such as `https://exchange.example.org`
 * @throws AppError 404 where it does not exist for the viewer
 */
export async function sessionCalendar(viewer: Viewer | null, id: string, origin: string): Promise<string> {
  const session = await sessionFor(viewer, id)
  const row = await db.peerSession.findUniqueOrThrow({ where: { id: session.id }, select: eventSelect })
  return written(origin, [{ row, shown: shownOf(session, 'calendar'), isFixed: true }])
}

/**
 * The sessions that the owner of a secret address comes to, waits for a place in or is invited to, from 90 days ago on,
 * as far as he or she may see them now.
 * @throws AppError 404 for an unknown or renewed secret, and for a banned member's
 */
export async function memberCalendar(secret: string, origin: string): Promise<string> {
  const feed = await db.calendarFeed.findUnique({
    where: { secretHash: hashOf(secret) },
    select: { member: { select: { id: true, role: true, bannedAt: true } } },
  })
  if (!feed || feed.member.bannedAt) throw notFound()
  const { member } = feed
  const own = { where: { memberId: member.id } }
  const rows = await db.peerSession.findMany({
    where: {
      startsAt: { gte: new Date(Date.now() - keptDays * 86_400_000) },
      rsvps: { none: { memberId: member.id, answer: 'no' } },
      AND: [
        sessionWhere(member),
        { OR: [{ participants: { some: { memberId: member.id } } }, { rsvps: { some: { memberId: member.id } } }] },
      ],
    },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
    take: mostEvents,
    select: { ...eventSelect, participants: { ...own, select: { role: true, joinedAt: true } } },
  })
  return written(
    origin,
    rows.map(({ participants: [place], ...row }) => ({
      row,
      shown: gateRow(row, standingOf(member, (place?.role ?? null) as SessionRole | null, false), 'calendar'),
      isFixed: Boolean(place?.joinedAt),
    })),
  )
}

/** isFixed: confirmed, else tentative (waiting or invited). */
function written(origin: string, events: { row: EventRow; shown: Shown; isFixed: boolean }[]): string {
  const { host } = new URL(origin)
  const { SITE_NAME: name } = settings()
  const calendar = ical({ name, prodId: { company: host, product: name, language: 'EN' } })
  calendar.ttl(3_600)
  for (const { row, shown, isFixed } of events) {
    calendar.createEvent({
      id: `${row.id}@${host}`,
      start: row.startsAt,
      end: row.endedAt && row.endedAt > row.startsAt ? row.endedAt : new Date(row.startsAt.getTime() + lengthOf(row)),
      stamp: row.createdAt,
      sequence: row.calendarSequence,
      status: row.cancelledAt
        ? ICalEventStatus.CANCELLED
        : isFixed
          ? ICalEventStatus.CONFIRMED
          : ICalEventStatus.TENTATIVE,
      summary: shown.title ? row.title : t('peerSessions.neutralTitle'),
      description: shown.purpose ? row.purpose : null,
      url: `${origin}/sessions/${row.id}`,
    })
  }
  return calendar.toString()
}

/** How long the phases of a session's format take, in milliseconds. */
function lengthOf({ format }: EventRow): number {
  const { phases = [], repeat = 1 } = JSON.parse(format.definition) as {
    phases?: { minutes?: number | null }[]
    repeat?: number
  }
  const minutes = phases.reduce((sum, phase) => sum + (phase.minutes ?? 0), 0) * Math.max(1, repeat)
  return (minutes || usualMinutes) * 60_000
}

/** When the viewer's secret address was made; null where there is none. */
export const calendarSince = async (viewer: Viewer): Promise<Date | null> =>
  (await db.calendarFeed.findUnique({ where: { memberId: viewer.id }, select: { createdAt: true } }))?.createdAt ?? null

/** Makes the viewer's secret address anew; the one before is of no use any more. Only its hash is kept. @returns the secret */
export async function renewCalendar(viewer: Viewer): Promise<string> {
  const secret = randomBytes(24).toString('base64url')
  const feed = { secretHash: hashOf(secret), createdAt: new Date() }
  await db.calendarFeed.upsert({
    where: { memberId: viewer.id },
    create: { memberId: viewer.id, ...feed },
    update: feed,
    select: { memberId: true },
  })
  return secret
}
