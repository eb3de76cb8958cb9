import { db } from '~/db.server'
import { countryName } from '~/features/taxonomy/country'
import { getVocabulary } from '~/features/taxonomy/vocabulary.server'
import { Prisma } from '~/generated/prisma/client'
import type { Helped, ReuseSubject, UseCounts } from './reuse'

/**
 * How often each of some lessons or practices was used, where, by whom and with what result: one statement for a whole
 * list. What nobody has used is not in the map.
 */
export async function reuseCounts(of: 'lesson' | 'practice', ids: string[]): Promise<Map<string, UseCounts>> {
  if (ids.length === 0) return new Map()
  const subject = Prisma.raw(of === 'lesson' ? 'r.lessonId' : 'r.practiceId')
  const [rows, { stakeholderTypes }] = await Promise.all([
    db.$queryRaw<CountRow[]>`
      SELECT ${subject} AS id, count(*) AS used, sum(r.helped = 'yes') AS helped, sum(r.helped = 'partly') AS helpedPartly,
        sum(r.helped = 'no') AS failed, count(DISTINCT r.country) AS countries,
        json_group_array(DISTINCT m.stakeholderTypeSlug) AS kinds
      FROM Reuse r JOIN Member m ON m.id = r.memberId
      WHERE ${subject} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))
      GROUP BY 1`,
    getVocabulary(),
  ])
  return new Map(
    rows.map(({ id, kinds, ...counts }) => {
      const slugs = new Set(JSON.parse(kinds) as (string | null)[])
      return [
        id,
        {
          used: Number(counts.used),
          helped: Number(counts.helped),
          helpedPartly: Number(counts.helpedPartly),
          failed: Number(counts.failed),
          countries: Number(counts.countries),
          kinds: stakeholderTypes.filter(({ slug }) => slugs.has(slug)).map(({ label }) => label),
        },
      ]
    }),
  )
}

type CountRow = { id: string; kinds: string } & Record<Exclude<keyof UseCounts, 'kinds'>, number | bigint>

/** Whoever used something, as far as the reader may know: what is missing is not told. */
export type UsedByWhom = { name?: string; memberId?: string; organization?: string; stakeholderType?: string }

/** One use, for the page of what was used. */
export type ReuseLine = {
  id: string
  by: UsedByWhom
  country: string
  crisis: string
  /** An ISO 8601 calendar date. */
  when: string
  changed: string
  helped: Helped
  why: string
}

const memberSelect = {
  id: true,
  name: true,
  organization: { select: { name: true, mergedInto: { select: { name: true } } } },
  stakeholderType: { select: { label: true } },
} satisfies Prisma.MemberSelect
type MemberRow = Prisma.MemberGetPayload<{ select: typeof memberSelect }>

/** Somebody with name, organization and kind of stakeholder. */
const inFull = ({ id, name, organization, stakeholderType }: MemberRow): UsedByWhom => ({
  name,
  memberId: id,
  organization: organization?.mergedInto?.name ?? organization?.name,
  stakeholderType: stakeholderType?.label,
})

/** A page shows this many uses. */
export const mostReuses = 50

/**
 * The last uses of a lesson or practice, the newest first, `mostReuses` at most. Whether the viewer may see what was used
 * is asked by the caller.
 * @param formats the BCP 47 tag in which countries are named
 * @param shownAs how a member is shown, in full unless the caller knows better: a lesson's author chose it
 */
export async function listReuses(
  subject: ReuseSubject,
  { formats, shownAs = inFull }: { formats: string; shownAs?: (member: MemberRow) => UsedByWhom },
): Promise<ReuseLine[]> {
  const rows = await db.reuse.findMany({
    where: subject,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: mostReuses,
    select: {
      id: true,
      country: true,
      crisis: true,
      when: true,
      changed: true,
      helped: true,
      why: true,
      member: { select: memberSelect },
    },
  })
  return rows.map(({ member, country, helped, ...row }) => ({
    ...row,
    country: countryName(country, formats),
    helped: helped as Helped,
    by: shownAs(member),
  }))
}
