import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { db, inTransaction } from '~/db.server'
import {
  contextFields,
  contextKeysOfUrl,
  contextQuery,
  emptyContext,
  mostInContext,
  pickContextKeys,
  settleIntent,
} from '~/features/context/context'
import { contextPicker, findForContext } from '~/features/context/pick-context.server'
import { contextItemsOf, contextKeysOfId, contextSelect, readContext } from '~/features/context/queries.server'
import { checkContext, createContext, replaceContext } from '~/features/context/write-context.server'
import { parseForm } from '~/lib/forms'
import { useDatabase } from '../../support/database'
import { aPractice, guidelineEight } from '../../support/follow-world'

useDatabase()

beforeAll(async () => {
  await guidelineEight()
  await inTransaction(() => aPractice('evacuation-of-vietnamese-workers', 'Evacuation of Việt workers from Libya'))
})

const found = async (query: string, formats = 'en-GB') =>
  (await findForContext(query, formats)).map(({ kind, key }) => `${kind} ${key}`)

describe('the fields of a context', () => {
  it('are read from a form, each as often as it is repeated, and cleaned', () => {
    const form = new FormData()
    for (const code of ['ph', 'PH', 'GLOBAL', ' ']) form.append('country', code)
    form.append('guideline', '08')
    const parsed = parseForm(z.object(contextFields), form)
    expect(parsed).toMatchObject({ ok: true, value: { country: ['PH', 'global'], guideline: ['8'], practice: [] } })
  })

  it('are read no further than it takes to say that they are too many', () => {
    const crisisType = Array.from({ length: 500 }, (_, index) => `type-${index}`)
    expect(pickContextKeys({ crisisType }).crisisType).toHaveLength(mostInContext + 1)
  })

  it('come with an address and go back into one', () => {
    const keys = contextKeysOfUrl(new URLSearchParams('crisisType=flood&guideline=8&title=x'))
    expect(keys).toEqual({ ...emptyContext(), crisisType: ['flood'], guideline: ['8'] })
    expect(contextQuery(keys)).toBe('?crisisType=flood&guideline=8')
    expect(contextQuery(emptyContext())).toBe('')
  })

  it('are refused where they name what is not there, in words that say what', async () => {
    expect(await checkContext(pickContextKeys({ crisisType: ['flood'], country: ['PH'] }))).toEqual({})
    expect(await checkContext(pickContextKeys({ crisisType: ['flood', 'godzilla'], country: ['XX'] }))).toEqual({
      context: { key: 'context.errors.unknown', params: { keys: 'godzilla, XX' } },
    })
    expect(await checkContext(pickContextKeys({ guideline: ["8'; DROP", '1e3', '-1'] }))).toHaveProperty('context')
  })

  it('are refused where there are too many', async () => {
    const country = 'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS'
    const keys = pickContextKeys({ country: `${country} BT BV BW BY BZ CA CC CD CF CG`.split(' ') })
    expect(await checkContext(keys)).toMatchObject({ context: { key: 'context.errors.tooMany' } })
  })
})

describe('a context', () => {
  it('is kept as it was given and shown in order with addresses', async () => {
    const keys = pickContextKeys({
      crisisType: ['flood'],
      phase: ['emergency-response'],
      country: ['VN', 'global', 'PH'],
      guideline: ['8'],
      samplePractice: ['8.4'],
      practice: ['evacuation-of-vietnamese-workers'],
    })
    const id = await inTransaction(() => createContext(keys))
    expect(await contextKeysOfId(id)).toEqual({ ...keys, country: expect.arrayContaining(keys.country) })
    expect((await contextItemsOf(keys, 'en-GB')).map(({ href, label }) => [href, label])).toEqual([
      ['/crisis-types/flood', 'Flood'],
      ['/phases/emergency-response', 'Emergency Response'],
      ['/countries/global', 'Global'],
      ['/countries/PH', 'Philippines'],
      ['/countries/VN', 'Vietnam'],
      ['/guidelines/8', expect.stringMatching(/^8\. Build capacity/)],
      ['/guidelines/8#8.4', expect.stringMatching(/^8\.4 /)],
      ['/practices/evacuation-of-vietnamese-workers', 'Evacuation of Việt workers from Libya'],
    ])
  })

  it('names exactly the new things after it was replaced', async () => {
    const id = await inTransaction(() => createContext(pickContextKeys({ crisisType: ['flood'], country: ['PH'] })))
    const next = pickContextKeys({ crisisType: ['drought'], guideline: ['8'] })
    await inTransaction(() => replaceContext(id, next))
    expect(await contextKeysOfId(id)).toEqual(next)
    expect(await db.contextCountry.count({ where: { contextId: id } })).toBe(0)
  })
})

it('reads a context in one statement as Prisma reads it in seven', async () => {
  const keys = pickContextKeys({
    crisisType: ['flood', 'conflict'],
    phase: ['post-crisis-action', 'emergency-response'],
    country: ['LA', 'global'],
    guideline: ['8', '13'],
    samplePractice: ['8.4'],
    practice: ['evacuation-of-vietnamese-workers'],
  })
  const id = await inTransaction(() => createContext(keys))
  const { crisisTypes, ...rest } = readContext(id)
  const read = await db.context.findUniqueOrThrow({ where: { id }, select: contextSelect })
  const { crisisTypes: types, ...others } = read
  expect(rest).toEqual(others)
  expect(crisisTypes).toHaveLength(2)
  expect(crisisTypes).toEqual(expect.arrayContaining(types))
  await inTransaction(async () => {
    await replaceContext(id, { ...keys, country: ['TH'] })
    expect(readContext(id).countries).toHaveLength(1)
    expect(readContext(id)).toMatchObject({ phases: rest.phases })
  })
})

describe('the picker finds', () => {
  it('crisis types by the beginning of any word, the better match first', async () => {
    expect((await found('flood')).slice(0, 2)).toEqual(['crisisType flood', 'crisisType flash-flood'])
    expect(await found('CYCL')).toContain('crisisType tropical-cyclone')
  })

  it('countries in English, in the language of the reader, by other names, without accents', async () => {
    expect(await found('viet nam')).toContain('country VN')
    expect(await found('cote d’ivoire')).toContain('country CI')
    expect(await found('Deutschl', 'de')).toContain('country DE')
    expect(await found('Germany', 'de')).toContain('country DE')
    expect(await found('worldwide')).toContain('country global')
    expect(await found('ประเทศไทย', 'en-GB')).not.toContain('country TH')
    expect(await found('ไทย', 'th')).toContain('country TH')
  })

  it('guidelines and sample practices by number', async () => {
    const eight = await found('8')
    expect(eight[0]).toBe('guideline 8')
    expect(eight).toContain('samplePractice 8.4')
    expect(await found('Guideline 8')).toEqual(eight)
    expect(await found('8.4')).toEqual(['samplePractice 8.4'])
  })

  it('practices by words of their titles, whatever the accents', async () => {
    expect(await found('viet libya')).toContain('practice evacuation-of-vietnamese-workers')
  })

  it('at most twelve things, and nothing for rubbish', async () => {
    expect((await found('a')).length).toBeLessThanOrEqual(12)
    for (const rubbish of ['', '   ', '"\'%_*)(', '😀', 'x'.repeat(10_000)]) expect(await found(rubbish)).toEqual([])
  })
})

describe('the picker of a form that comes back', () => {
  it('shows what was ticked as chosen, and what was searched for without it', async () => {
    const picker = await contextPicker({ title: ['kept'], crisisType: ['flood'], contextQuery: ['flood'] }, 'en-GB')
    expect(picker.query).toBe('flood')
    expect(picker.selected).toMatchObject([{ key: 'flood', about: 'Natural Disaster', family: 'natural-disaster' }])
    expect(picker.found?.map(({ key }) => key)).not.toContain('flood')
    expect(picker.found?.map(({ key }) => key)).toContain('flash-flood')
  })

  it('has searched for nothing where nothing was typed', async () => {
    expect(await contextPicker(emptyContext(), 'en-GB')).toEqual({ selected: [], found: null, query: '' })
  })
})

describe('Enter in a field of a form with the picker', () => {
  const sent = (fields: Record<string, string>) => {
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.set(name, value)
    return settleIntent(form)
  }

  it.each([
    ['presses the button it stands for', { enter: 'draft', contextQuery: '' }, 'draft'],
    ['asks to search where something is typed to search', { enter: 'draft', contextQuery: 'flood' }, 'context'],
    ['does not search again', { enter: 'draft', contextQuery: 'flood', contextSearched: 'flood' }, 'draft'],
  ])('%s', (_rule, fields, intent) => {
    expect(sent(fields)).toBe(intent)
  })

  it('changes nothing where a button was pressed', () => {
    expect(sent({ intent: 'submit', contextQuery: 'flood' })).toBe('submit')
    expect(sent({})).toBe('')
  })
})
