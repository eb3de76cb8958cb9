import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { countryCode, countryCodes, countryName, isCountry } from '~/features/taxonomy/country'
import { projectRoot } from '~/lib/project-root.server'

describe('the countries', () => {
  test('are the 249 assigned codes of ISO 3166-1 and nothing that looks like one', () => {
    expect(new Set(countryCodes()).size).toBe(249)
    for (const code of ['EU', 'UN', 'ZZ', 'AN', 'SU', 'YU', 'XK', 'UK', 'QO', 'global', 'jp']) {
      expect(countryCodes()).not.toContain(code)
    }
    expect(countryCodes()).toEqual(expect.arrayContaining(['AQ', 'BQ', 'CW', 'SS', 'SX', 'TL', 'VN']))
  })

  test('have names of their own in every language, so that no code is shown as its own name', () => {
    for (const code of countryCodes()) expect(countryName(code, 'en')).not.toBe(code)
    expect(countryName('VN', 'fr')).toBe('Viêt Nam')
    expect(countryName('global', 'en')).toBe('Global')
  })

  test('"global" is a country of a context, a region is not', () => {
    expect(isCountry('global')).toBe(true)
    expect(isCountry('LA')).toBe(true)
    expect(isCountry('EU')).toBe(false)
  })
})

describe('a country is found by its name', () => {
  test('every English name of the list is found', () => {
    for (const code of countryCodes()) expect(countryCode(countryName(code, 'en'))).toBe(code)
  })

  test('every alias of the vocabularies is found', () => {
    const file = join(projectRoot(), 'prisma/seed/reference/vocabularies.json')
    const { aliases } = JSON.parse(readFileSync(file, 'utf8')).countryAliases
    for (const [alias, code] of Object.entries(aliases)) expect([alias, countryCode(alias)]).toEqual([alias, code])
  })

  test.each([
    ['viet nam', 'VN'],
    ['VIETNAM', 'VN'],
    ['the Philippines', 'PH'],
    ['Republic of the Philippines', 'PH'],
    ['Cote d’Ivoire', 'CI'],
    ['Türkiye'.normalize('NFD'), 'TR'],
    ['Korea, Republic of', 'KR'],
    ['Korea (the Republic of)', 'KR'],
    ["Korea, Democratic People's Republic of", 'KP'],
    ['Congo, Democratic Republic of the', 'CD'],
    ['Republic of the Congo', 'CG'],
    ['Tanzania, United Republic of', 'TZ'],
    ['Iran, Islamic Republic of', 'IR'],
    ['Trinidad & Tobago', 'TT'],
    ['St. Lucia', 'LC'],
    ['Virgin Islands (U.S.)', 'VI'],
    ['Guinea-Bissau', 'GW'],
    ['U.S.A.', 'US'],
    ['JP', 'JP'],
    ['GLOBAL', 'global'],
  ])('%s is %s', (name, code) => {
    expect(countryCode(name)).toBe(code)
  })

  test.each(['Korea', 'Kosovo', 'European Union', 'EU', 'UN', 'ZZ', 'Atlantis', '', ' ', 'Africa', 'x'.repeat(10_000)])(
    'what is no country, or stands for several, is not found: %.20s',
    (name) => {
      expect(countryCode(name)).toBeNull()
    },
  )
})
