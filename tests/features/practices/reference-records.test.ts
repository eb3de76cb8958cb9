import { expect, test } from 'vitest'
import { db } from '~/db.server'
import { importPractices } from '~/features/practices/import-practices.server'
import { useDatabase } from '../../support/database'

useDatabase()

type Expected = {
  title: string
  types: string[]
  countries: string[]
  stakeholders: string[]
  kinds: string[]
  crises: string[]
  phases: string[]
  guidelines: number[]
  area: string
  links: [string, string | null][]
  begins: string
  ends: string
}

const cutOff = 'https://www.iom.int/files/live/sites/iom/files/What-We-Do/idm/workshops/...'
const iom = 'International Organization for Migration (IOM)'
const news = 'https://www.iom.int/news/iom-help-philippines-government-protect-migrants-trouble-overseas'

const records: Record<string, Expected> = {
  'acts-culturally-and-linguistically-diverse-cald-community-conference-working-together-make-safer-community-0': {
    title:
      'Working together to make a safer community: ACT conference with culturally and linguistically diverse communities',
    types: ['training-and-capacity-building'],
    countries: ['AU'],
    stakeholders: ['Government of Australia'],
    kinds: ['host-state'],
    crises: ['natural-disaster'],
    phases: ['crisis-preparedness'],
    guidelines: [3],
    area: 'Empowering migrants',
    links: [],
    begins: 'Conference of 17 October 2009',
    ends: 'accessible diverse communication.',
  },
  'californias-emergency-preparedness-efforts-culturally-diverse-communities-0': {
    title: "California's emergency preparedness efforts for culturally diverse communities",
    types: ['research-and-reports'],
    countries: ['US'],
    stakeholders: ['Drexel University School of Public Health'],
    kinds: ['academia'],
    crises: ['natural-disaster'],
    phases: ['crisis-preparedness', 'post-crisis-action'],
    guidelines: [2],
    area: 'Information on migrants',
    links: [],
    begins: 'Report prompted by',
    ends: 'reusable elsewhere.',
  },
  'special-assistance-measures-passports-and-travel-documents': {
    title: 'Special assistance measures: passports and travel documents',
    types: ['domestic-laws-and-policies'],
    countries: ['CA'],
    stakeholders: ['Government of Canada'],
    kinds: ['host-state'],
    crises: ['natural-disaster'],
    phases: ['post-crisis-action'],
    guidelines: [10],
    area: 'Facilitating movement to safety',
    links: [['Wildfires in Fort McMurray and surrounding areas: special measures', null]],
    begins: 'Special measures after the Alberta wildfires',
    ends: 'visitors, workers and students.',
  },
  'conflict-early-warning-and-response-mechanism-cewarn': {
    title: 'Conflict Early Warning and Response Mechanism (CEWARN)',
    types: ['early-warning-systems'],
    countries: ['DJ', 'ER', 'ET', 'KE', 'SD', 'SO', 'SS', 'UG'],
    stakeholders: ['Intergovernmental Authority on Development (IGAD)'],
    kinds: ['regional-institutions'],
    crises: ['conflict'],
    phases: ['crisis-preparedness'],
    guidelines: [1],
    area: 'Information on crises',
    links: [['Cewarn', null]],
    begins: 'Regional conflict early-warning network',
    ends: 'institutions who can act.',
  },
  'assistance-foreign-nationals-areas-hit-great-east-japan-earthquake-0': {
    title: 'Assistance to foreign nationals in areas hit by the Great East Japan Earthquake',
    types: ['assistance-programs'],
    countries: [],
    stakeholders: ['Government of Japan', iom],
    kinds: ['host-state', 'international-organizations'],
    crises: ['natural-disaster'],
    phases: ['emergency-response'],
    guidelines: [1],
    area: 'Information on crises',
    links: [],
    begins: "Measures of Japan's foreign ministry",
    ends: 'overstay handling.',
  },
  'hazard-exposure-and-vulnerability-migrants-thailand-0': {
    title: 'Hazard exposure and vulnerability of migrants in Thailand',
    types: ['research-and-reports'],
    countries: ['TH'],
    stakeholders: [iom],
    kinds: ['international-organizations'],
    crises: ['natural-disaster'],
    phases: ['crisis-preparedness', 'post-crisis-action'],
    guidelines: [1],
    area: 'Information on crises',
    links: [],
    begins: 'Desk study of',
    ends: 'particular vulnerabilities.',
  },
  'hyogo-e-net': {
    title: 'Hyogo E-net',
    types: ['mobile-and-internet-based-technologies'],
    countries: ['JP'],
    stakeholders: ['Government of Japan'],
    kinds: ['host-state'],
    crises: ['natural-disaster'],
    phases: ['crisis-preparedness', 'emergency-response'],
    guidelines: [1],
    area: 'Information on crises',
    links: [['http://bosai.net/e/en/page.do', 'http://bosai.net/e/en/page.do']],
    begins: 'Prefectural alert system',
    ends: 'Hanshin-Awaji Earthquake.',
  },
  'p2-billion-reintegration-program': {
    title: 'P2 billion reintegration program',
    types: ['funds'],
    countries: ['PH'],
    stakeholders: [
      'Government of the Philippines',
      'Development Bank of the Philippines (DBP)',
      'Landbank of the Philippines (LBP)',
    ],
    kinds: ['private-sector', 'state-of-origin'],
    crises: ['conflict', 'natural-disaster'],
    phases: ['post-crisis-action'],
    guidelines: [14],
    area: 'Support migrants’ recovery',
    links: [],
    begins: 'Special loan scheme',
    ends: 'on the principal.',
  },
  'domestic-workers-act-or-batas-kasambahay-2013-0': {
    title: 'Domestic Workers Act, or Batas Kasambahay (2013)',
    types: ['domestic-laws-and-policies'],
    countries: ['PH'],
    stakeholders: ['Government of the Philippines'],
    kinds: ['host-state'],
    crises: ['conflict', 'natural-disaster'],
    phases: ['crisis-preparedness'],
    guidelines: [3],
    area: 'Empowering migrants',
    links: [],
    begins: 'Republic Act 10361',
    ends: 'domestic workers abroad.',
  },
  'temporary-immigration-benefits-or-relief-0': {
    title: 'Temporary immigration benefits or relief after Hurricane Sandy',
    types: ['awareness-raising-and-communication-tools'],
    countries: ['US'],
    stakeholders: ['Government of the United States of America'],
    kinds: ['host-state'],
    crises: ['natural-disaster'],
    phases: ['post-crisis-action'],
    guidelines: [14],
    area: 'Support migrants’ recovery',
    links: [],
    begins: 'Relief by the US immigration service',
    ends: 'discretion for late filings.',
  },
  'temporary-immigration-relief-measures-0': {
    title: 'Temporary immigration relief measures',
    types: ['domestic-laws-and-policies'],
    countries: ['US'],
    stakeholders: ['Government of the United States of America'],
    kinds: ['host-state', 'state'],
    crises: ['natural-disaster'],
    phases: ['post-crisis-action'],
    guidelines: [8],
    area: 'Capacity building',
    links: [],
    begins: 'Relief that the US immigration service',
    ends: 'faster processing.',
  },
  'steering-committee-evacuation-vietnamese-workers-libya': {
    title: 'Steering committee for the evacuation of Vietnamese workers from Libya',
    types: ['government-bodies'],
    countries: ['LY', 'VN'],
    stakeholders: ['Government of Vietnam'],
    kinds: ['state-of-origin'],
    crises: ['conflict'],
    phases: ['emergency-response'],
    guidelines: [4],
    area: 'Preparedness and emergency response systems',
    links: [[cutOff, cutOff]],
    begins: 'In the 2011 Libya crisis',
    ends: 'reception and return.',
  },
  'c-man.txt': {
    title: 'Capacity-building on Crisis Management and Assistance to Migrant Nationals (C-MAN)',
    types: ['training-and-capacity-building'],
    countries: ['PH'],
    stakeholders: [iom, 'Government of the Philippines'],
    kinds: ['international-organizations', 'state-of-origin'],
    crises: ['conflict', 'natural-disaster'],
    phases: ['crisis-preparedness', 'emergency-response'],
    guidelines: [8],
    area: 'Capacity building',
    links: [[news, news]],
    begins: 'The Capacity-building on Crisis Management',
    ends: 'labour attaches and welfare officers.',
  },
}

const fieldsOf = ({ begins: _, ends: __, ...fields }: Expected) => fields

test.each(Object.entries(records))('the record %s has its fields', async (source, expected) => {
  const practice = await db.practice.findUniqueOrThrow({
    where: { sourceKey: source.endsWith('.txt') ? `file:${source}` : `micicinitiative.iom.int/${source}` },
    include: {
      context: { include: { crisisTypes: true, phases: true, countries: true, guidelines: true } },
      typesOfPractice: true,
      stakeholderTypes: true,
      stakeholders: { orderBy: { position: 'asc' } },
      links: { orderBy: { position: 'asc' } },
      unknownValues: true,
    },
  })
  expect({
    title: practice.title,
    types: practice.typesOfPractice.map((row) => row.typeOfPracticeSlug).sort(),
    countries: practice.context.countries.map((row) => row.country).sort(),
    stakeholders: practice.stakeholders.map((row) => row.name),
    kinds: practice.stakeholderTypes.map((row) => row.stakeholderTypeSlug).sort(),
    crises: practice.context.crisisTypes.map((row) => row.crisisTypeSlug).sort(),
    phases: practice.context.phases.map((row) => row.phaseSlug).sort(),
    guidelines: practice.context.guidelines.map((row) => row.guidelineNumber),
    area: practice.thematicAreas,
    links: practice.links.map((row) => [row.label, row.url]),
  }).toEqual(fieldsOf(expected))
  expect(practice.description.startsWith(expected.begins)).toBe(true)
  expect(practice.description.endsWith(expected.ends)).toBe(true)
  expect(practice.description).not.toContain('\n')
  expect(practice.unknownValues).toEqual([])
  expect(practice.sourceUrl).toBe(source.endsWith('.txt') ? null : `https://micicinitiative.iom.int/${source}`)
})

test('there are no others, and importing them from their folder changes none', async () => {
  expect(await db.practice.count()).toBe(Object.keys(records).length)
  const { totals, files } = await importPractices(['prisma/seed/reference/practices'])
  expect(totals).toEqual({ created: 0, updated: 0, unchanged: 13, refused: 0 })
  expect(files.flatMap(({ doubts }) => doubts).sort()).toEqual([
    'country missing',
    'link without an address: "Cewarn"',
    'link without an address: "Wildfires in Fort McMurray and surrounding areas: special measures"',
    `the address of a link is cut off: ${cutOff}`,
  ])
})
