import { beforeAll, describe, expect, test } from 'vitest'
import { type PracticeRecord, parsePracticeRecord, type RecordKnowledge } from '~/features/practices/practice-record'
import { recordKnowledge } from '~/features/practices/record-knowledge.server'
import { translate } from '~/i18n/translate'
import { useDatabase } from '../../support/database'

useDatabase()

let knowledge: RecordKnowledge
beforeAll(async () => {
  knowledge = await recordKnowledge()
})

const t = translate('en')

/** A record with what its doubts say. */
function read(text: string, file = 'a-record.txt'): PracticeRecord & { doubts: string[] } {
  const parsed = parsePracticeRecord(text, file, knowledge)
  if (!parsed.ok) throw new Error(t(parsed.reason.key, parsed.reason.params))
  return { ...parsed.record, doubts: parsed.doubts.map(({ key, params }) => t(key, params)) }
}

/** A record with every field in the layout of one line each, so that a test says only what is odd. */
const lines = (odd: Record<string, string> = {}, text = 'A text that says what was done for whom.', after = '') =>
  `${Object.entries({
    'Type of practice': 'Funds',
    Country: 'Kenya',
    'Name of Stakeholder': 'Government of Kenya',
    'Type of Stakeholder Implementing the Practice': 'Host State',
    'Type of crisis': 'Conflict',
    'Crisis phase': 'Emergency Response',
    ...odd,
  })
    .filter(([, value]) => value !== '-leave out-')
    .map(([label, value]) => `${label}: ${value}`)
    .join(
      '\n',
    )}\n\n\n${text}\n\nGuidelines/Thematic Areas\n\nCapacity building\n\nGUIDELINE 8: Build capacity and learn lessons for emergency response and post-crisis action\n${after}`

const form = `Type of practice
Website

Country (Check all that apply)
Congo, Democratic Republic of the
Iran (Islamic Republic of)


Viet Nam

Name of Stakeholder Implementing the Practice
Government of Viet Nam

Type of Stakeholder Implementing the Practice (Check all that apply)
Diaspora and Migrant Associations
NGOs

Type of crisis (Check all that apply)
Conflict
Natural Disaster

Crisis phase (Check all that apply)
Crisis Preparedness

Description of the practice
First paragraph.

Second paragraph.

Guideline(s)/Thematic area(s) (Check all that apply)
Capacity building
Information on crises

GUIDELINE 8: Build capacity and learn lessons for emergency response and post-crisis action
GUIDELINE 1: Track information on conflicts and natural disasters
`

describe('both layouts', () => {
  test('one line each: the text without a label is the description', () => {
    expect(read(lines())).toMatchObject({
      typesOfPractice: ['funds'],
      countries: ['KE'],
      stakeholders: ['Government of Kenya'],
      stakeholderTypes: ['host-state'],
      crisisTypes: ['conflict'],
      phases: ['emergency-response'],
      guidelines: [8],
      thematicAreas: ['Capacity building'],
      description: 'A text that says what was done for whom.',
      doubts: [],
    })
  })

  test('the labels of the form with values below, one a line', () => {
    expect(read(form)).toMatchObject({
      typesOfPractice: ['website'],
      countries: ['CD', 'IR', 'VN'],
      stakeholderTypes: ['diaspora-and-migrant-associations', 'ngos'],
      crisisTypes: ['conflict', 'natural-disaster'],
      phases: ['crisis-preparedness'],
      guidelines: [1, 8],
      description: 'First paragraph.\n\nSecond paragraph.',
      doubts: [],
    })
  })

  test.each([
    ['capitals and no-break spaces', 'TYPE OF PRACTICE\u00a0:\u00a0Funds\nCOUNTRY :Kenya'],
    ['bold marks', '**Type of practice:** Funds\n**Country:** Kenya'],
    ['list marks and numbers', '1. Type of practice: Funds\n2. Country: Kenya'],
    ['a tab', 'Type of practice\tFunds\nCountry\tKenya'],
    ['a dash', 'Type of practice – Funds\nCountry – Kenya'],
    ['a hint before the value', 'Type of practice (check all that apply): Funds\nCountry (Please select) Kenya'],
    ['the value on the next line', 'Type of practice:\nFunds\nCountry:\n\n  • Kenya  '],
    ['other words', 'Practice type: Funds\nCountry/ies: Kenya'],
    ['a wide colon', 'Types of practice：funds\nCountry(ies)：KENYA'],
  ])('labels are found with %s', (_, text) => {
    expect(read(text.replaceAll('\u00a0', ' '))).toMatchObject({ typesOfPractice: ['funds'], countries: ['KE'] })
  })

  test('a label’s words inside the description are text', () => {
    const text =
      'A first sentence that is long enough to be text.\nCountry: the text goes on.\n\nType of crisis: see above.\nLast.'
    expect(read(lines({}, text))).toMatchObject({ description: text, countries: ['KE'], crisisTypes: ['conflict'] })
  })

  test('a label that stands twice gives both values and is told', () => {
    const record = read(`Country: Japan\n${lines()}`)
    expect(record.countries).toEqual(['JP', 'KE'])
    expect(record.doubts).toEqual(['the label of the country stands twice; both were read'])
  })
})

describe('values', () => {
  test.each([
    ['Kenya, Uganda, and South Sudan', ['KE', 'UG', 'SS']],
    ['Sudan and South Sudan', ['SD', 'SS']],
    ['Trinidad and Tobago and Antigua & Barbuda', ['TT', 'AG']],
    ['Bolivia (Plurinational State of), Korea, Republic of; Côte d’Ivoire', ['BO', 'KR', 'CI']],
    ['Bonaire, Sint Eustatius and Saba, Aruba', ['BQ', 'AW']],
    ['Japan/China', ['JP', 'CN']],
    ['Kenya,\nUganda', ['KE', 'UG']],
    ['Global', ['global']],
  ])('countries: %s', (written, countries) => {
    expect(read(lines({ Country: written }))).toMatchObject({ countries, unknownValues: [] })
  })

  test.each([
    ['natural disasters', ['natural-disaster']],
    ['Conflict and Natural Disaster', ['conflict', 'natural-disaster']],
    ['Floods, Civil unrest', ['flood', 'civil-unrest']],
    ['Natural Disaster (earthquake, tsunami)', ['natural-disaster', 'earthquake', 'tsunami']],
  ])('crisis types of both levels, in any number and case: %s', (written, crisisTypes) => {
    expect(read(lines({ 'Type of crisis': written }))).toMatchObject({ crisisTypes, unknownValues: [] })
  })

  test('spellings on both sides of the ocean are one', () => {
    expect(
      read(
        lines({
          'Type of practice': 'Assistance programmes; Mobile and internet‑based technologies',
          'Type of Stakeholder': 'International Organisation, Civil society organisations',
          'Crisis phase': 'Post crisis action',
        }),
      ),
    ).toMatchObject({
      typesOfPractice: ['assistance-programs', 'mobile-and-internet-based-technologies'],
      stakeholderTypes: ['host-state', 'international-organizations', 'civil-society'],
      phases: ['post-crisis-action'],
    })
  })

  test('a box that nobody ticked is no value', () => {
    const record = read('Country (Check all that apply)\n☒ Japan\n☐ China\nType of crisis\n[x] Conflict\n[ ] Other\n')
    expect(record).toMatchObject({ countries: ['JP'], crisisTypes: ['conflict'], unknownValues: [] })
  })

  test('a value that no list knows is kept as it was written, and told', () => {
    const record = read(
      lines({ 'Type of practice': 'Funds, Puppet theatre', Country: 'Atlantis', 'Type of crisis': 'Other: piracy' }),
    )
    expect(record).toMatchObject({
      typesOfPractice: ['funds'],
      countries: [],
      crisisTypes: ['other'],
      unknownValues: [
        { field: 'typeOfPractice', value: 'Puppet theatre' },
        { field: 'country', value: 'Atlantis' },
        { field: 'crisisType', value: 'Other: piracy' },
      ],
    })
    expect(record.doubts).toEqual([
      'unknown type of practice "Puppet theatre"',
      'unknown country "Atlantis"',
      'unknown type of crisis "Other: piracy"',
    ])
  })

  test('every missing field is told, also one that says N/A', () => {
    expect(read('Type of practice: N/A\nCountry: -\nTitle: A thing\n').doubts).toEqual([
      'type of practice missing',
      'country missing',
      'stakeholder missing',
      'type of stakeholder missing',
      'type of crisis missing',
      'crisis phase missing',
      'description missing',
      'guideline missing',
    ])
  })
})

describe('stakeholders', () => {
  test.each([
    [
      'Government of Japan, International Organization for Migration (IOM)',
      ['Government of Japan', 'International Organization for Migration (IOM)'],
    ],
    [
      'Government of Bolivia (Plurinational State of), UNHCR and IOM',
      ['Government of Bolivia (Plurinational State of)', 'UNHCR', 'IOM'],
    ],
    [
      'Drexel University School of Public Health, Government of the United States of America',
      ['Drexel University School of Public Health', 'Government of the United States of America'],
    ],
    [
      'Workers Welfare Board (WWB), Government of the Philippines',
      ['Workers Welfare Board (WWB)', 'Government of the Philippines'],
    ],
    ['Centre for Peace and Justice', ['Centre for Peace and Justice']],
  ])('a line of known names is split: %s', (line, names) => {
    expect(read(lines({ 'Name of Stakeholder': line }))).toMatchObject({
      stakeholderLine: line,
      stakeholders: names,
      doubts: [],
    })
  })

  test.each([
    'Ministry of Labour, Employment and Youth, Government of Kenya',
    'Institute (of law, and of order), Someone Else',
    'Government of Atlantis, UNHCR',
  ])('a line with a name that is not known stays whole, and the doubt is told: %s', (line) => {
    const record = read(lines({ 'Name of Stakeholder': line }))
    expect(record).toMatchObject({ stakeholderLine: line, stakeholders: [] })
    expect(record.doubts).toEqual([`stakeholders not told apart, the line is kept as it is: "${line}"`])
  })

  test('names on lines of their own are apart', () => {
    const record = read(form.replace('Government of Viet Nam', 'Hope for Migrants\nThe Law Clinic'))
    expect(record).toMatchObject({ stakeholders: ['Hope for Migrants', 'The Law Clinic'], doubts: [] })
  })
})

describe('related links', () => {
  const linksOf = (text: string) => read(lines({}, text)).links

  test.each([
    ['an address alone', 'Related Links: https://a.example/x.', [['https://a.example/x', 'https://a.example/x']]],
    [
      'labels with addresses on one line',
      'Related Links: One: https://a.example/1, Two (https://b.example/2)',
      [
        ['One', 'https://a.example/1'],
        ['Two', 'https://b.example/2'],
      ],
    ],
    [
      'labels and addresses on lines of their own',
      'Related links\n\nThe report\nhttps://a.example/1\n2. Other – www.b.example',
      [
        ['The report', 'https://a.example/1'],
        ['Other', 'https://www.b.example'],
      ],
    ],
    [
      'text after an address',
      'Related link: https://a.example/1 (the report)',
      [['the report', 'https://a.example/1']],
    ],
    ['Markdown', 'Related Links: [One](https://a.example/1)', [['One', 'https://a.example/1']]],
    [
      'brackets in an address',
      'Links: https://a.example/a_(b)',
      [['https://a.example/a_(b)', 'https://a.example/a_(b)']],
    ],
    ['none', 'Related Links: N/A', []],
  ])('%s', (_, text, links) => {
    expect(
      linksOf(`The description that stands before the links.\n\n${text}`).map(({ label, url }) => [label, url]),
    ).toEqual(links)
  })

  test('may stand before the text', () => {
    const record = read(
      lines({ 'Related Links': 'Some page' }, 'The text that comes after its links, as on some records.'),
    )
    expect(record).toMatchObject({
      links: [{ label: 'Some page', url: null }],
      description: 'The text that comes after its links, as on some records.',
      doubts: ['link without an address: "Some page"'],
    })
  })

  test('an address that was cut off is kept and told', () => {
    const record = read(lines({}, 'The text of this record.\n\nRelated Links: https://a.example/files/...'))
    expect(record.links).toEqual([{ label: 'https://a.example/files/...', url: 'https://a.example/files/...' }])
    expect(record.doubts).toEqual(['the address of a link is cut off: https://a.example/files/...'])
  })
})

describe('guidelines', () => {
  const below = (text: string) =>
    read(`Type of practice: Funds\nCountry: Kenya\n\nThe text of this record, which is here.\n\n${text}`)

  test.each([
    ['Guideline 8 – Build capacity and learn lessons', [8]],
    ['GUIDELINE 8 :\nBuild capacity and learn lessons for emergency response and post-crisis action', [8]],
    ['GUIDELINE 8: Build capacity and learn lessons for emergency response and post-crisis\n\naction', [8]],
    ['Guideline(s): 8, 14', [8, 14]],
    [
      'Guidelines/Thematic Areas: Capacity building; GUIDELINE 8: Build capacity and learn lessons for emergency response and post-crisis action',
      [8],
    ],
    ['Guidelines 3 and 8', [3, 8]],
    ['Guidelines\nBuild capacity and learn lessons for emergency response and post-crisis action', [8]],
  ])('are known by their numbers, else by their titles: %s', (text, guidelines) => {
    expect(below(text)).toMatchObject({ guidelines, description: 'The text of this record, which is here.' })
  })

  test('a number that no guideline has is kept and told', () => {
    expect(below('GUIDELINE 77: Fly to the moon')).toMatchObject({
      guidelines: [],
      unknownValues: [{ field: 'guideline', value: '77: Fly to the moon' }],
    })
  })

  test('without a guideline the thematic area tells which, and the doubt is told', () => {
    const record = below('Thematic area(s)\nReferral procedures\nMoon travel')
    expect(record).toMatchObject({ guidelines: [12], thematicAreas: ['Referral procedures', 'Moon travel'] })
    expect(record.doubts).toContain(
      'guideline missing; Guideline 12 was taken from the thematic area "Referral procedures"',
    )
    expect(record.doubts).toContain('unknown thematic area "Moon travel"')
  })

  test('the whole text of Guideline 8 below its title is left out in silence', () => {
    const eighth = knowledge.guidelines.find(({ number }) => number === 8)
    const text = `GUIDELINE 8: ${eighth?.title}\n\n${eighth?.text?.split('\n').slice(1).join('\n\n')}`
    const record = below(
      `${text}\n\nSample Practices\n » Training for consular officials, such as on collecting information on citizens.`,
    )
    expect(record.description).toBe('The text of this record, which is here.')
    expect(record.unknownValues).toEqual([])
    expect(record.doubts.filter((doubt) => /Guideline 8/.test(doubt))).toEqual([])
  })

  test('text below another guideline is taken for its own, and the doubt is told', () => {
    const record = below(
      'GUIDELINE 5: Involve migrants in contingency planning\n\nPlans must be made.\n\nSample Practices\n• One',
    )
    expect(record.description).toBe('The text of this record, which is here.')
    expect(record.doubts).toContain('the text below Guideline 5 was taken for the guideline’s own and left out')
  })

  test('text below Guideline 8 that is not its own is kept beside the record', () => {
    const record = below('GUIDELINE 8: Build capacity\n\nOur own closing words about the fund.')
    expect(record.unknownValues).toEqual([{ field: 'text', value: 'Our own closing words about the fund.' }])
  })
})

describe('the source', () => {
  test.each([
    'https://micicinitiative.iom.int/some-practice-0',
    'http://micicinitiative.iom.int/some-practice-0/',
    'https://www.MICICINITIATIVE.iom.int:443/some-practice-0?utm_source=x#top',
    '<https://micicinitiative.iom.int/some-practice-0>.',
  ])('is the same however its address is spelled: %s', (source) => {
    expect(read(lines({}, undefined, `\nSource: ${source}\n`)).sourceKey).toBe(
      'micicinitiative.iom.int/some-practice-0',
    )
  })

  test('is not the same for another path, another query of a page without words, or another host', () => {
    const key = (source: string) => read(lines({}, undefined, `\nSource: ${source}`)).sourceKey
    expect(
      new Set(
        [
          'https://a.example/p-1',
          'https://a.example/p-2',
          'https://a.example/p?id=1',
          'https://a.example/p?id=2',
          'https://b.example/p-1',
        ].map(key),
      ).size,
    ).toBe(5)
  })

  test('is the file’s name where no address is given', () => {
    expect(read(lines(), 'folder/My Record.txt').sourceKey).toBe('file:My Record.txt')
  })

  test('an address that the text cites is no source', () => {
    const text =
      'A long text of the record which cites something.\nSource: https://news.example/1\n\nAnd it goes on after that.'
    expect(read(lines({}, text))).toMatchObject({ sourceUrl: null, description: text })
  })

  test('a last line that is no address is kept and told', () => {
    expect(read(lines({}, undefined, '\nSource: the ministry')).doubts).toEqual([
      'the source is no web address: "the ministry"',
    ])
  })
})

describe('a title', () => {
  const title = (text: string, file?: string) => read(text, file).title
  const source = '\nSource: https://micicinitiative.iom.int/some-good-practice-0'

  test('is the Title line first', () => {
    expect(title(`Title: “A fund for Kenya”\n${lines({}, undefined, source)}`)).toBe('A fund for Kenya')
  })

  test('is the edited one for a record that the site comes with', () => {
    expect(title(lines({}, undefined, '\nSource: http://www.micicinitiative.iom.int/hyogo-e-net/'), 'x.txt')).toBe(
      'Hyogo E-net',
    )
  })

  test('is made from the source address, without its trailing number, in sentence case', () => {
    expect(title(`Title:\n${lines({}, undefined, source)}`)).toBe('Some good practice')
  })

  test.each([
    ['https://a.example/node/1234', 'my-record.txt', 'My record'],
    ['https://a.example/', '012_My_record (2).txt', 'My record'],
  ])('is made from the file’s name where the address says nothing: %s %s', (address, file, expected) => {
    expect(title(lines({}, undefined, `\nSource: ${address}`), file)).toBe(expected)
  })

  test.each([
    [
      '8.txt',
      'The Capacity-building on Crisis Management and Assistance to Migrant Nationals (C-MAN) launched by the IOM.',
      'Capacity-building on Crisis Management and Assistance to Migrant Nationals (C-MAN)',
    ],
    ['77.txt', 'Relief by the US service after Hurricane Sandy, in 2012.', 'Hurricane Sandy'],
    ['12345.txt', 'The Domestic Workers Act was signed.', 'Domestic Workers Act'],
    ['3f2a9c7be01d.txt', 'In the year 2013 the Republic Act 10361, or “Batas”, was signed.', 'Republic Act 10361'],
    [
      'b5bb9d8014a0f9b1d61e21e796d78dcc.txt',
      'On 17 October in Japan an alert system called "Hyogo net" began.',
      'Hyogo net',
    ],
    [
      '0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d.txt',
      'they helped migrants to get home from there.',
      'They helped migrants to get home from there',
    ],
  ])(
    'is the first named thing of the description where the file’s name is a number or a hash: %s',
    (file, text, expected) => {
      expect(title(lines({}, text), file)).toBe(expected)
    },
  )
})

describe('what is no record', () => {
  test.each([
    'Hello.\nCountry music is good.\n',
    'name;country\nA;Kenya\n',
    '{"country": "Kenya"}',
    '# Readme\n\nSome text.',
    'GUIDELINE 8: Build capacity and learn lessons for emergency response and post-crisis action\n\nLimited resources.',
  ])('is refused: %s', (text) => {
    expect(parsePracticeRecord(text, 'a.txt', knowledge)).toEqual({
      ok: false,
      reason: { key: 'practices.import.refused.noRecord' },
    })
  })

  test.each([
    ['a list without end', `Country: ${'a and '.repeat(100_000)}\nType of practice: Funds`],
    ['one long line', `Type of practice: Funds\nCountry: ${'x '.repeat(300_000)}`],
    ['labels again and again', `Type of practice: Funds\n${'Country - '.repeat(20)}\n`.repeat(2_000)],
    ['links without end', `Type of practice: Funds\nLinks:\n${'https://a.example/x '.repeat(20_000)}`],
    ['brackets without end', `Type of practice: Funds\nCountry: ${'('.repeat(200_000)}`],
    ['spaces without end', `Type of practice: Funds\n${' '.repeat(500_000)}x`],
  ])('a hostile record ends: %s', (_, text) => {
    expect(parsePracticeRecord(text, 'a.txt', knowledge).ok).toBe(true)
  })
})
