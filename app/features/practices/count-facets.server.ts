import { db } from '~/db.server'
import { Prisma } from '~/generated/prisma/client'
import type { ContextFilter } from '../taxonomy/context-filter'
import { countryName } from '../taxonomy/country'
import type { FacetChoice } from '../taxonomy/facet'
import { getVocabulary, type Term } from '../taxonomy/vocabulary.server'
import { type Facets, type PracticeFacet, practiceFacets } from './practice'
import { practicesWithWords } from './practice-text.server'

type CountRow = { facet: PracticeFacet | 'total'; key: string | number | bigint | null; number: number | bigint }

/**
 * How many practices a filter leaves, and how many each choice of each facet would leave: counted under all the other
 * facets, so that choosing it gives that number. One statement.
 * @param formats the BCP 47 tag in which countries are named
 */
export async function countFacets(filter: ContextFilter, formats: string): Promise<{ total: number; facets: Facets }> {
  const conditions = await practiceConditions(filter)
  const under = (facet: PracticeFacet) => joinConditions(conditions.filter((each) => each.facet !== facet))
  const counting = practiceFacets.map(
    (facet) => Prisma.sql`
      SELECT ${facet} AS facet, v.key AS key, count(DISTINCT p.id) AS number
      FROM Practice p JOIN ${valuesOf[facet]} WHERE ${under(facet)} GROUP BY v.key`,
  )
  const [vocabulary, guidelines, rows] = await Promise.all([
    getVocabulary(),
    db.guideline.findMany({ select: { number: true, title: true }, orderBy: { number: 'asc' } }),
    db.$queryRaw<CountRow[]>(
      Prisma.sql`${Prisma.join(counting, ' UNION ALL ')}
        UNION ALL SELECT 'total', NULL, count(*) FROM Practice p WHERE ${joinConditions(conditions)}`,
    ),
  ])
  const counts = new Map(rows.map(({ facet, key, number }) => [`${facet} ${key}`, Number(number)]))
  const choices = (facet: PracticeFacet, terms: { value: string | number; label: string; level?: 0 | 1 }[]) => {
    const chosen: readonly (string | number)[] = filter[facet] ?? []
    return terms
      .map(
        ({ value, label, level = 0 }): FacetChoice => ({
          value,
          label,
          level,
          count: counts.get(`${facet} ${value}`) ?? 0,
          chosen: chosen.includes(value),
        }),
      )
      .filter(({ count, chosen }) => count > 0 || chosen)
  }
  const term = ({ slug, label }: Term, level: 0 | 1 = 0) => ({ value: slug, label, level })
  const countries = new Set(filter.country)
  for (const { facet, key } of rows) if (facet === 'country') countries.add(String(key))
  const byName = new Intl.Collator(formats).compare
  return {
    total: counts.get('total null') ?? 0,
    facets: {
      typeOfPractice: choices(
        'typeOfPractice',
        vocabulary.typesOfPractice.map((each) => term(each)),
      ),
      country: choices(
        'country',
        [...countries]
          .map((code) => ({ value: code, label: countryName(code, formats) }))
          .sort((a, b) => byName(a.label, b.label)),
      ),
      stakeholderType: choices(
        'stakeholderType',
        vocabulary.stakeholderTypes.map((each) => term(each)),
      ),
      crisisType: choices(
        'crisisType',
        vocabulary.crisisTypes.flatMap((type) => [term(type), ...type.children.map((child) => term(child, 1))]),
      ),
      phase: choices(
        'phase',
        vocabulary.phases.map((each) => term(each)),
      ),
      guideline: choices(
        'guideline',
        guidelines.map(({ number, title }) => ({ value: number, label: `${number}. ${title}` })),
      ),
    },
  }
}

/** The rows that give a practice `p` its values `v.key` of a facet. A crisis type gives its parent too. */
const valuesOf: Record<PracticeFacet, Prisma.Sql> = {
  typeOfPractice: Prisma.sql`(SELECT practiceId, typeOfPracticeSlug AS key FROM PracticeTypeOfPractice) v ON v.practiceId = p.id`,
  stakeholderType: Prisma.sql`(SELECT practiceId, stakeholderTypeSlug AS key FROM PracticeStakeholderType) v ON v.practiceId = p.id`,
  country: Prisma.sql`(SELECT contextId, country AS key FROM ContextCountry) v ON v.contextId = p.contextId`,
  phase: Prisma.sql`(SELECT contextId, phaseSlug AS key FROM ContextPhase) v ON v.contextId = p.contextId`,
  guideline: Prisma.sql`(SELECT contextId, guidelineNumber AS key FROM ContextGuideline) v ON v.contextId = p.contextId`,
  crisisType: Prisma.sql`ContextCrisisType x ON x.contextId = p.contextId JOIN (
      SELECT slug AS own, slug AS key FROM CrisisType
      UNION ALL SELECT slug, parentSlug FROM CrisisType WHERE parentSlug IS NOT NULL
    ) v ON v.own = x.crisisTypeSlug`,
}

type Condition = { facet: PracticeFacet | null; sql: Prisma.Sql }

/**
 * What a filter asks of a practice `p`, facet by facet. There are few practices and many contexts, so each practice is
 * asked for its own context.
 */
export async function practiceConditions(filter: ContextFilter): Promise<Condition[]> {
  const conditions: Condition[] = []
  const ask = (
    facet: PracticeFacet | null,
    values: (string | number)[] | undefined,
    sql: (list: Prisma.Sql) => Prisma.Sql,
  ) => {
    if (values?.length) conditions.push({ facet, sql: sql(Prisma.join(values)) })
  }
  ask(
    'typeOfPractice',
    filter.typeOfPractice,
    (list) =>
      Prisma.sql`EXISTS (SELECT 1 FROM PracticeTypeOfPractice c WHERE c.practiceId = p.id AND c.typeOfPracticeSlug IN (${list}))`,
  )
  ask(
    'stakeholderType',
    filter.stakeholderType,
    (list) =>
      Prisma.sql`EXISTS (SELECT 1 FROM PracticeStakeholderType c WHERE c.practiceId = p.id AND c.stakeholderTypeSlug IN (${list}))`,
  )
  ask(
    'country',
    filter.country,
    (list) =>
      Prisma.sql`EXISTS (SELECT 1 FROM ContextCountry c WHERE c.contextId = p.contextId AND c.country IN (${list}))`,
  )
  ask(
    'phase',
    filter.phase,
    (list) =>
      Prisma.sql`EXISTS (SELECT 1 FROM ContextPhase c WHERE c.contextId = p.contextId AND c.phaseSlug IN (${list}))`,
  )
  ask(
    'guideline',
    filter.guideline,
    (list) =>
      Prisma.sql`EXISTS (SELECT 1 FROM ContextGuideline c WHERE c.contextId = p.contextId AND c.guidelineNumber IN (${list}))`,
  )
  ask(
    'crisisType',
    filter.crisisType,
    (list) =>
      Prisma.sql`EXISTS (
      SELECT 1 FROM ContextCrisisType c JOIN CrisisType t ON t.slug = c.crisisTypeSlug
      WHERE c.contextId = p.contextId AND (t.slug IN (${list}) OR t.parentSlug IN (${list})))`,
  )
  ask(
    null,
    filter.samplePractice,
    (list) =>
      Prisma.sql`EXISTS (SELECT 1 FROM ContextSamplePractice c WHERE c.contextId = p.contextId AND c.samplePracticeId IN (${list}))`,
  )
  ask(null, filter.practice, (list) => Prisma.sql`p.slug IN (${list})`)
  const withWords = filter.q ? await practicesWithWords(filter.q) : null
  if (withWords) {
    conditions.push({
      facet: null,
      sql: Prisma.sql`p.id IN (SELECT value FROM json_each(${JSON.stringify(withWords)}))`,
    })
  }
  return conditions
}

export const joinConditions = (conditions: Condition[]): Prisma.Sql =>
  conditions.length > 0
    ? Prisma.join(
        conditions.map(({ sql }) => sql),
        ' AND ',
      )
    : Prisma.sql`1`
