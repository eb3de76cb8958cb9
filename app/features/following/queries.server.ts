import { db, preparedRead } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { countryName } from '~/features/taxonomy/country'
import { Prisma } from '~/generated/prisma/client'
import { type FollowKind, type FollowReason, type FollowTarget, followHref, followKinds } from './follow'

const readFollow = (target: string) =>
  preparedRead<{ found: 1 }>(`SELECT 1 AS found FROM Follow WHERE memberId = ? AND ${target} LIMIT 1`)
const followsOf: Record<FollowKind, ReturnType<typeof readFollow>> = {
  thread: readFollow('threadId = ?'),
  practice: readFollow('practiceId = (SELECT id FROM Practice WHERE slug = ?)'),
  guideline: readFollow('guidelineNumber = CAST(? AS INTEGER)'),
  crisisType: readFollow('crisisTypeSlug = ?'),
  phase: readFollow('phaseSlug = ?'),
  country: readFollow('country = ?'),
}

/** Whether the viewer follows something; null for a guest, who cannot. */
export const isFollowing = (viewer: Viewer | null, kind: FollowKind, key: string): boolean | null =>
  viewer && followsOf[kind](viewer.id, key).length > 0

export type FollowLine = FollowTarget & { id: string; label: string; href: string }

/**
 * Everything that the viewer follows, by kind, the last followed first.
 * @param formats the BCP 47 tag in which countries are named
 */
export async function listFollows(viewer: Viewer, formats: string): Promise<FollowLine[]> {
  const rows = await db.follow.findMany({
    where: { memberId: viewer.id },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: {
      id: true,
      country: true,
      crisisType: { select: { slug: true, label: true } },
      phase: { select: { slug: true, label: true } },
      guideline: { select: { number: true, title: true } },
      practice: { select: { slug: true, title: true } },
      thread: { select: { id: true, title: true } },
    },
  })
  const lines = rows.flatMap((row): FollowLine[] => {
    const target = targetOf(row, formats)
    return target ? [{ id: row.id, ...target, href: followHref(target) }] : []
  })
  return followKinds.flatMap((kind) => lines.filter((line) => line.kind === kind))
}

type FollowRow = {
  country: string | null
  crisisType: { slug: string; label: string } | null
  phase: { slug: string; label: string } | null
  guideline: { number: number; title: string } | null
  practice: { slug: string; title: string } | null
  thread: { id: string; title: string } | null
}

function targetOf(row: FollowRow, formats: string): (FollowTarget & { label: string }) | null {
  const { country, crisisType, phase, guideline, practice, thread } = row
  if (crisisType) return { kind: 'crisisType', key: crisisType.slug, label: crisisType.label }
  if (phase) return { kind: 'phase', key: phase.slug, label: phase.label }
  if (guideline) {
    return { kind: 'guideline', key: String(guideline.number), label: `${guideline.number}. ${guideline.title}` }
  }
  if (practice) return { kind: 'practice', key: practice.slug, label: practice.title }
  if (thread) return { kind: 'thread', key: thread.id, label: thread.title }
  return country ? { kind: 'country', key: country, label: countryName(country, formats) } : null
}

/** Somebody who hears of something, and why. */
export type Follower = { memberId: string; reason: FollowReason }

/**
 * The members who follow something of a context or a thread, each once, with the most specific reason: thread, practice,
 * guideline (its sample practices too), crisis type (a parent's followers hear of its children), phase, country. Banned
 * members are left out; whether the others may see what it is about is the caller's to ask. One statement.
 */
export async function followersOf({
  contextId = '',
  threadId = '',
}: {
  contextId?: string
  threadId?: string
}): Promise<Follower[]> {
  const rows = await db.$queryRaw<{ memberId: string; rank: number | bigint; key: string }[]>(Prisma.sql`
    WITH wanted (memberId, rank, key) AS (
      SELECT memberId, 0, threadId FROM Follow WHERE threadId = ${threadId}
      UNION ALL
      SELECT f.memberId, 1, p.slug
      FROM ContextPractice c JOIN Practice p ON p.id = c.practiceId JOIN Follow f ON f.practiceId = p.id
      WHERE c.contextId = ${contextId}
      UNION ALL
      SELECT f.memberId, 2, f.guidelineNumber FROM Follow f
      WHERE f.guidelineNumber IN (
        SELECT guidelineNumber FROM ContextGuideline WHERE contextId = ${contextId}
        UNION
        SELECT s.guidelineNumber FROM ContextSamplePractice c JOIN SamplePractice s ON s.id = c.samplePracticeId
        WHERE c.contextId = ${contextId}
      )
      UNION ALL
      SELECT f.memberId, 3, f.crisisTypeSlug
      FROM ContextCrisisType c JOIN Follow f ON f.crisisTypeSlug = c.crisisTypeSlug
      WHERE c.contextId = ${contextId}
      UNION ALL
      SELECT f.memberId, 4, f.crisisTypeSlug
      FROM ContextCrisisType c JOIN CrisisType t ON t.slug = c.crisisTypeSlug
        JOIN Follow f ON f.crisisTypeSlug = t.parentSlug
      WHERE c.contextId = ${contextId}
      UNION ALL
      SELECT f.memberId, 5, f.phaseSlug FROM ContextPhase c JOIN Follow f ON f.phaseSlug = c.phaseSlug
      WHERE c.contextId = ${contextId}
      UNION ALL
      SELECT f.memberId, 6, f.country FROM ContextCountry c JOIN Follow f ON f.country = c.country
      WHERE c.contextId = ${contextId}
    )
    SELECT w.memberId, min(w.rank) AS rank, CAST(w.key AS TEXT) AS key
    FROM wanted w JOIN Member m ON m.id = w.memberId
    WHERE m.bannedAt IS NULL
    GROUP BY w.memberId
    ORDER BY w.memberId`)
  return rows.map(({ memberId, rank, key }) => ({ memberId, reason: { kind: reasonOfRank[Number(rank)]!, key } }))
}

/** A followed crisis type says more than its parent does. SQLite takes the key from the row of the lowest rank. */
const reasonOfRank: FollowKind[] = ['thread', 'practice', 'guideline', 'crisisType', 'crisisType', 'phase', 'country']
