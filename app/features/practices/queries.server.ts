import { db } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { Prisma } from '~/generated/prisma/client'
import { notFound } from '~/lib/errors'
import { pageOf } from '~/lib/paging'
import { reuseCounts } from '../reuses/queries.server'
import type { ContextFilter } from '../taxonomy/context-filter'
import { countryName } from '../taxonomy/country'
import { joinConditions, practiceConditions } from './count-facets.server'
import type { LinkedTerm, PracticeLine, PracticeView } from './practice'

const aboutSelect = {
  crisisTypes: {
    select: { crisisType: { select: { slug: true, label: true, position: true, parentSlug: true } } },
  },
  phases: { select: { phase: { select: { slug: true, label: true, position: true } } } },
  countries: { select: { country: true } },
} satisfies Prisma.ContextSelect

const lineSelect = {
  id: true,
  slug: true,
  title: true,
  stakeholderLine: true,
  typesOfPractice: { select: { typeOfPractice: { select: { label: true } } } },
  context: { select: aboutSelect },
} satisfies Prisma.PracticeSelect

type ListOptions = {
  /** The cursor that the page before gave. */
  after?: string | null
  limit?: number
  /** BCP 47 tag in which countries are named. */
  formats: string
}

/** The practices that a filter leaves, by title, a page at a time. Everyone may see every practice. */
export async function listPractices(
  _viewer: Viewer | null,
  filter: ContextFilter,
  { after, limit = 25, formats }: ListOptions,
): Promise<{ rows: PracticeLine[]; next: string | null }> {
  const conditions = await practiceConditions(filter)
  const last = after
    ? await db.practice.findUnique({ where: { id: after.slice(0, 40) }, select: { id: true, title: true } })
    : null
  if (last) conditions.push({ facet: null, sql: Prisma.sql`(p.title, p.id) > (${last.title}, ${last.id})` })
  const found = await db.$queryRaw<{ id: string }[]>`
    SELECT p.id FROM Practice p WHERE ${joinConditions(conditions)} ORDER BY p.title, p.id LIMIT ${limit + 1}`
  const page = pageOf(found, limit, ({ id }) => id)
  const lines = await practiceLines(
    page.rows.map(({ id }) => id),
    formats,
  )
  return { rows: page.rows.flatMap(({ id }) => lines.get(id) ?? []), next: page.next }
}

/** Lines of practices by id. @param formats BCP 47 tag in which countries are named */
export async function practiceLines(ids: string[], formats: string): Promise<Map<string, PracticeLine>> {
  if (ids.length === 0) return new Map()
  const [rows, uses] = await Promise.all([
    db.practice.findMany({ where: { id: { in: ids } }, select: lineSelect }),
    reuseCounts('practice', ids),
  ])
  return new Map(
    rows.map(({ context, typesOfPractice, ...row }) => {
      const { crisisTypes, countries, phases } = aboutOf(context, formats)
      return [
        row.id,
        {
          ...row,
          typesOfPractice: typesOfPractice.map(({ typeOfPractice }) => typeOfPractice.label),
          about: [...crisisTypes, ...countries, ...phases],
          use: uses.get(row.id) ?? null,
        },
      ]
    }),
  )
}

/** A practice with every field of its record. @throws notFound where no practice has this address */
export async function getPractice(_viewer: Viewer | null, slug: string, formats: string): Promise<PracticeView> {
  const practice = await db.practice.findUnique({
    where: { slug },
    select: {
      id: true,
      slug: true,
      title: true,
      descriptionHtml: true,
      stakeholderLine: true,
      thematicAreas: true,
      sourceUrl: true,
      updatedAt: true,
      stakeholders: { select: { name: true }, orderBy: { position: 'asc' } },
      typesOfPractice: {
        select: { typeOfPractice: { select: { slug: true, label: true } } },
        orderBy: { typeOfPractice: { position: 'asc' } },
      },
      stakeholderTypes: {
        select: { stakeholderType: { select: { slug: true, label: true } } },
        orderBy: { stakeholderType: { position: 'asc' } },
      },
      links: { select: { label: true, url: true }, orderBy: { position: 'asc' } },
      unknownValues: { select: { field: true, value: true } },
      context: {
        select: {
          ...aboutSelect,
          guidelines: {
            select: { guideline: { select: { number: true, title: true } } },
            orderBy: { guidelineNumber: 'asc' },
          },
        },
      },
    },
  })
  if (!practice) throw notFound()
  const { context, ...row } = practice
  return {
    ...row,
    ...aboutOf(context, formats),
    stakeholders: row.stakeholders.map(({ name }) => name),
    typesOfPractice: row.typesOfPractice.map(({ typeOfPractice: { slug, label } }) => ({
      label,
      href: `/practices?typeOfPractice=${slug}`,
    })),
    stakeholderTypes: row.stakeholderTypes.map(({ stakeholderType: { slug, label } }) => ({
      label,
      href: `/practices?stakeholderType=${slug}`,
    })),
    guidelines: context.guidelines.map(({ guideline: { number, title } }) => ({
      number,
      label: `${number}. ${title}`,
      href: `/guidelines/${number}`,
    })),
    thematicAreas: row.thematicAreas.split('\n').filter(Boolean),
  }
}

type AboutRow = Prisma.ContextGetPayload<{ select: typeof aboutSelect }>

function aboutOf(row: AboutRow, formats: string): Record<'crisisTypes' | 'phases' | 'countries', LinkedTerm[]> {
  const byPosition = (a: { position: number }, b: { position: number }) => a.position - b.position
  const byName = new Intl.Collator(formats).compare
  return {
    crisisTypes: row.crisisTypes
      .map(({ crisisType }) => crisisType)
      .sort(byPosition)
      .map(({ slug, label, parentSlug }) => ({ label, href: `/crisis-types/${slug}`, family: parentSlug ?? slug })),
    phases: row.phases
      .map(({ phase }) => phase)
      .sort(byPosition)
      .map(({ slug, label }) => ({ label, href: `/phases/${slug}` })),
    countries: row.countries
      .map(({ country }) => ({ label: countryName(country, formats), href: `/countries/${country}` }))
      .sort((a, b) => byName(a.label, b.label)),
  }
}
