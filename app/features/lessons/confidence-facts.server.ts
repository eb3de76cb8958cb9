import { db } from '~/db.server'
import { Prisma } from '~/generated/prisma/client'
import type { ConfidenceFacts } from './confidence'
import type { SourceKind } from './lesson'

/**
 * What `confidenceOf` needs to know of some lessons: one statement, however many there are and however often they were
 * used. It looks at no permission: ask it about lessons that the viewer sees.
 */
export async function confidenceFacts(lessonIds: string[]): Promise<Map<string, ConfidenceFacts>> {
  if (lessonIds.length === 0) return new Map()
  const rows = await db.$queryRaw<FactRow[]>`
    WITH wanted AS MATERIALIZED (
      SELECT l.id, l.sourceKind, l.authorId, ${entity(Prisma.raw('a'))} AS organization
      FROM Lesson l JOIN Member a ON a.id = l.authorId
      WHERE l.id IN (SELECT value FROM json_each(${JSON.stringify(lessonIds)}))
    ),
    used AS MATERIALIZED (
      SELECT w.id, r.helped, r.country, r.memberId = w.authorId AS isOwn, m.stakeholderTypeSlug AS kind,
        ${entity(Prisma.raw('m'))} AS organization
      FROM wanted w JOIN Reuse r ON r.lessonId = w.id JOIN Member m ON m.id = r.memberId
    ),
    helping AS MATERIALIZED (SELECT * FROM used WHERE helped <> 'no' AND NOT isOwn),
    confirmed AS MATERIALIZED (
      SELECT w.id, c.stakeholderTypeSlug AS kind, coalesce(o.mergedIntoId, c.organizationId, c.memberId) AS organization
      FROM wanted w JOIN LessonConfirmation c ON c.lessonId = w.id LEFT JOIN Organization o ON o.id = c.organizationId
      WHERE c.memberId <> w.authorId AND coalesce(o.mergedIntoId, c.organizationId, c.memberId) <> w.organization
    ),
    confirmations AS (SELECT id, count(DISTINCT organization) AS confirmations FROM confirmed GROUP BY id),
    results AS (
      SELECT id, sum(whole) AS helped, sum(NOT whole) AS helpedPartly
      FROM (SELECT id, max(helped = 'yes') AS whole FROM helping GROUP BY id, organization) GROUP BY id
    ),
    countries AS (SELECT id, count(DISTINCT country) AS countries FROM helping GROUP BY id),
    failures AS (SELECT id, count(*) AS failed FROM used WHERE helped = 'no' GROUP BY id),
    kinds AS (
      SELECT id, count(DISTINCT kind) AS kinds
      FROM (SELECT id, kind FROM helping UNION ALL SELECT id, kind FROM confirmed) GROUP BY id
    ),
    contested AS (
      SELECT w.id, sum(e.answeredAt IS NULL) AS open, sum(e.answeredAt IS NOT NULL) AS answered
      FROM wanted w JOIN CounterEvidence e ON e.lessonId = w.id GROUP BY w.id
    )
    SELECT w.id, w.sourceKind, confirmations, helped, helpedPartly, failed, kinds, countries, open, answered
    FROM wanted w
      LEFT JOIN confirmations USING (id) LEFT JOIN results USING (id) LEFT JOIN failures USING (id)
      LEFT JOIN kinds USING (id) LEFT JOIN countries USING (id) LEFT JOIN contested USING (id)`
  return new Map(
    rows.map((row) => [
      row.id,
      {
        sourceKind: row.sourceKind as SourceKind,
        confirmations: Number(row.confirmations ?? 0),
        helped: Number(row.helped ?? 0),
        helpedPartly: Number(row.helpedPartly ?? 0),
        failed: Number(row.failed ?? 0),
        kinds: Number(row.kinds ?? 0),
        countries: Number(row.countries ?? 0),
        open: Number(row.open ?? 0),
        answered: Number(row.answered ?? 0),
      },
    ]),
  )
}

type FactRow = { id: string; sourceKind: string } & Record<
  Exclude<keyof ConfidenceFacts, 'sourceKind'>,
  number | bigint | null
>

/** The organization that a member speaks for, as the one that it was merged into; without one, the member. */
const entity = (member: Prisma.Sql) => Prisma.sql`coalesce(
  (SELECT coalesce(o.mergedIntoId, o.id) FROM Organization o WHERE o.id = ${member}.organizationId), ${member}.id)`
