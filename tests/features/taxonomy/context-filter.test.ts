import { describe, expect, test } from 'vitest'
import { filterUrl, isFiltered, parseContextFilter } from '~/features/taxonomy/context-filter'

const parse = (query: string) => parseContextFilter(new URLSearchParams(query))

describe('a filter is read from an address', () => {
  test('with repeated values of every facet', () => {
    expect(
      parse(
        'crisisType=flood&crisisType=conflict&phase=emergency-response&country=la&country=GLOBAL&guideline=8&samplePractice=8.4&practice=hyogo-e-net&stakeholderType=ngos&typeOfPractice=funds&q=%20early%20%20warning%20',
      ),
    ).toEqual({
      crisisType: ['flood', 'conflict'],
      phase: ['emergency-response'],
      country: ['LA', 'global'],
      guideline: [8],
      samplePractice: ['8.4'],
      practice: ['hyogo-e-net'],
      stakeholderType: ['ngos'],
      typeOfPractice: ['funds'],
      q: 'early warning',
    })
  })

  test('without what cannot be a value', () => {
    expect(
      parse(
        "crisisType=%00&crisisType='; DROP TABLE&country=EU&country=XX&guideline=-1&guideline=8.5&samplePractice=8&q=%20&page=3",
      ),
    ).toEqual({})
    expect(isFiltered(parse('other=1'))).toBe(false)
  })

  test('with each value once and at most twenty of a facet', () => {
    expect(parse('guideline=8&guideline=8').guideline).toEqual([8])
    const many = Array.from({ length: 500 }, (_, index) => `crisisType=a${index}`).join('&')
    expect(parse(many).crisisType).toHaveLength(20)
    expect(parse(`q=${'a'.repeat(10_000)}`).q).toHaveLength(200)
  })
})

describe('the address of a filter', () => {
  const filter = { crisisType: ['flood'], country: ['LA', 'global'], q: 'río' }

  test('gives the same filter back', () => {
    expect(parse(filterUrl('/practices', filter).split('?')[1] ?? '')).toEqual(filter)
  })

  test('adds a value, takes one away, and changes the words', () => {
    expect(filterUrl('/practices', {}, { add: 'guideline', value: 8 })).toBe('/practices?guideline=8')
    expect(filterUrl('/practices', { guideline: [8] }, { add: 'guideline', value: 8 })).toBe('/practices?guideline=8')
    expect(filterUrl('/practices', { guideline: [8, 3] }, { remove: 'guideline', value: 8 })).toBe(
      '/practices?guideline=3',
    )
    expect(filterUrl('/practices', { guideline: [8] }, { remove: 'guideline', value: 8 })).toBe('/practices')
    expect(filterUrl('/practices', { q: 'a' }, { q: '' })).toBe('/practices')
  })
})
