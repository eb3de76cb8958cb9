import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '~/db.server'
import { countFacets } from '~/features/practices/count-facets.server'
import type { PracticeFacet } from '~/features/practices/practice'
import { getPractice, listPractices } from '~/features/practices/queries.server'
import type { ContextFilter } from '~/features/taxonomy/context-filter'
import { useDatabase } from '../../support/database'

useDatabase()

const formats = 'en-GB'
const slugs = async (filter: ContextFilter) =>
  (await listPractices(null, filter, { formats, limit: 50 })).rows.map(({ slug }) => slug)
const counts = async (filter: ContextFilter, facet: PracticeFacet) =>
  Object.fromEntries((await countFacets(filter, formats)).facets[facet].map(({ value, count }) => [value, count]))

describe('the list of practices', () => {
  test('is sorted by title and comes in pages that meet without gap or double', async () => {
    const whole = await slugs({})
    expect(whole).toHaveLength(13)
    const paged: string[] = []
    let after: string | null = null
    do {
      const page: Awaited<ReturnType<typeof listPractices>> = await listPractices(
        null,
        {},
        { formats, limit: 4, after },
      )
      paged.push(...page.rows.map(({ slug }) => slug))
      after = page.next
    } while (after)
    expect(paged).toEqual(whole)
    expect((await listPractices(null, {}, { formats, after: 'no-such-row' })).rows).toHaveLength(13)
  })

  test('has in each line what it is about', async () => {
    const [line] = (await listPractices(null, { q: 'hyogo' }, { formats })).rows
    expect(line).toEqual({
      id: expect.any(String),
      slug: 'hyogo-e-net',
      title: 'Hyogo E-net',
      stakeholderLine: 'Government of Japan',
      typesOfPractice: ['Mobile and internet-based technologies'],
      about: [
        { label: 'Natural Disaster', href: '/crisis-types/natural-disaster', family: 'natural-disaster' },
        { label: 'Japan', href: '/countries/JP' },
        { label: 'Crisis Preparedness', href: '/phases/crisis-preparedness' },
        { label: 'Emergency Response', href: '/phases/emergency-response' },
      ],
      use: null,
    })
  })

  test.each<[string, ContextFilter, string[]]>([
    [
      'a guideline',
      { guideline: [8] },
      [
        'capacity-building-on-crisis-management-and-assistance-to-migrant-nationals-c-man',
        'temporary-immigration-relief-measures',
      ],
    ],
    ['a type of practice', { typeOfPractice: ['funds'] }, ['p2-billion-reintegration-program']],
    ['a country', { country: ['VN'] }, ['steering-committee-for-the-evacuation-of-vietnamese-workers-from-libya']],
    [
      'a stakeholder type',
      { stakeholderType: ['academia'] },
      ['californias-emergency-preparedness-efforts-for-culturally-diverse-communities'],
    ],
    [
      'two values of a facet, which widen it',
      { typeOfPractice: ['funds', 'government-bodies'] },
      ['p2-billion-reintegration-program', 'steering-committee-for-the-evacuation-of-vietnamese-workers-from-libya'],
    ],
    [
      'two facets, which narrow it',
      { country: ['PH'], phase: ['post-crisis-action'] },
      ['p2-billion-reintegration-program'],
    ],
    ['facets that nothing has together', { country: ['PH'], typeOfPractice: ['website'] }, []],
    ['a slug that nothing has', { crisisType: ['no-such-thing'] }, []],
  ])('is narrowed by %s', async (_, filter, expected) => {
    expect(await slugs(filter)).toEqual(expected)
  })

  test('a parent crisis type includes its children, a child not its parent', async () => {
    const { contextId } = await db.practice.findUniqueOrThrow({ where: { slug: 'hyogo-e-net' } })
    await db.contextCrisisType.deleteMany({ where: { contextId } })
    await db.contextCrisisType.create({ data: { contextId, crisisTypeSlug: 'tsunami' } })
    expect(await slugs({ crisisType: ['natural-disaster'] })).toContain('hyogo-e-net')
    expect(await slugs({ crisisType: ['tsunami'] })).toEqual(['hyogo-e-net'])
    expect(await counts({}, 'crisisType')).toMatchObject({ 'natural-disaster': 11, tsunami: 1 })
    await db.contextCrisisType.create({ data: { contextId, crisisTypeSlug: 'natural-disaster' } })
    expect(await counts({}, 'crisisType')).toMatchObject({ 'natural-disaster': 11, tsunami: 1 })
  })

  test.each([
    ['HYOGO', ['hyogo-e-net']],
    ['migración', []],
    ['évacuation vietnamese', ['steering-committee-for-the-evacuation-of-vietnamese-workers-from-libya']],
    ['drexel', ['californias-emergency-preparedness-efforts-for-culturally-diverse-communities']],
    ["'; DROP TABLE Practice; --", []],
    ['%', []],
    ['🙂', []],
  ])('free text looks in title, description and stakeholders, without accents and case: %s', async (q, expected) => {
    expect(await slugs({ q })).toEqual(expected)
  })

  test('free text finds a practice that was changed a moment ago', async () => {
    expect(await slugs({ q: 'quetzal' })).toEqual([])
    await db.practice.update({
      where: { slug: 'hyogo-e-net' },
      data: { description: 'Quetzal', updatedAt: new Date() },
    })
    expect(await slugs({ q: 'quetzal' })).toEqual(['hyogo-e-net'])
  })
})

describe('the counts beside the choices', () => {
  const filters: ContextFilter[] = [
    {},
    { guideline: [1] },
    { country: ['PH', 'US'], phase: ['post-crisis-action'] },
    { crisisType: ['conflict'], stakeholderType: ['state-of-origin'] },
    { q: 'migrants', typeOfPractice: ['research-and-reports'] },
  ]
  test.each(filters)('say how many practices the choice would leave under the other facets: %o', async (filter) => {
    const { total, facets } = await countFacets(filter, formats)
    expect(total).toBe((await slugs(filter)).length)
    for (const [facet, choices] of Object.entries(facets)) {
      for (const { value, count } of choices) {
        expect([facet, value, count]).toEqual([facet, value, (await slugs({ ...filter, [facet]: [value] })).length])
      }
    }
  })

  test('leave out choices that lead nowhere, but not one that was chosen', async () => {
    const { facets } = await countFacets({ typeOfPractice: ['website'] }, formats)
    expect(facets.typeOfPractice.find(({ value }) => value === 'website')).toMatchObject({ count: 0, chosen: true })
    expect(facets.typeOfPractice.map(({ value }) => value)).not.toContain('agreements')
    expect(facets.country).toEqual([])
  })
})

describe('a practice', () => {
  beforeAll(async () => {
    await db.practiceUnknownValue.create({
      data: {
        practice: { connect: { slug: 'p2-billion-reintegration-program' } },
        field: 'country',
        value: 'Atlantis',
      },
    })
  })

  test('has every field of its record', async () => {
    const practice = await getPractice(null, 'p2-billion-reintegration-program', formats)
    expect(practice).toMatchObject({
      title: 'P2 billion reintegration program',
      stakeholders: [
        'Government of the Philippines',
        'Development Bank of the Philippines (DBP)',
        'Landbank of the Philippines (LBP)',
      ],
      typesOfPractice: [{ label: 'Funds', href: '/practices?typeOfPractice=funds' }],
      countries: [{ label: 'Philippines', href: '/countries/PH' }],
      phases: [{ label: 'Post-Crisis Action', href: '/phases/post-crisis-action' }],
      guidelines: [
        {
          label: '14. Address migrants’ immediate needs and support migrants to rebuild lives',
          href: '/guidelines/14',
        },
      ],
      thematicAreas: ['Support migrants’ recovery'],
      sourceUrl: 'https://micicinitiative.iom.int/p2-billion-reintegration-program',
      unknownValues: [{ field: 'country', value: 'Atlantis' }],
    })
    expect(practice.crisisTypes.map(({ label }) => label)).toEqual(['Conflict', 'Natural Disaster'])
    expect(practice.descriptionHtml).toMatch(/^<p dir="auto">Special loan scheme/)
  })

  test('names its countries in the reader’s language', async () => {
    expect((await getPractice(null, 'hyogo-e-net', 'fr')).countries).toEqual([
      { label: 'Japon', href: '/countries/JP' },
    ])
  })

  test.each(['no-such-practice', '', 'HYOGO-E-NET', "' OR 1=1 --"])(
    'at an address that is none there is nothing: %s',
    async (slug) => {
      await expect(getPractice(null, slug, formats)).rejects.toMatchObject({ status: 404 })
    },
  )
})
