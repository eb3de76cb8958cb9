import { describe, expect, test } from 'vitest'
import { readSearch } from '~/features/search/search-query'

describe('what is typed is read', () => {
  test.each([
    ['flood', '("flood" *)'],
    ['Flood  Relief', '("flood" AND "relief" *)'],
    ['"flood relief" camp', '("flood relief" AND "camp" *)'],
    ['camp "flood relief"', '("camp" AND "flood relief")'],
    ['“flood relief', '("flood relief")'],
    ['flood -relief', '("flood") NOT ("relief")'],
    ['-relief -"in kind" flood', '("flood" *) NOT ("relief" OR "in kind")'],
    ['flood - relief', '("flood" AND "relief" *)'],
    ['COVID-19', '("covid 19")'],
    ['8.4', '("8 4")'],
    ['info@example.org', '("info example org" *)'],
    ['a', '("a")'],
    ['flood OR NOT AND NEAR(relief, 5)', '("flood" AND "or" AND "not" AND "and" AND "near relief" AND "5")'],
    ['title:flood ^flood flood* {title}:x', '("title flood" AND "flood" AND "flood" AND "title x")'],
    ['น้ำท่วม', '("นํ้า ท่ ว ม")'],
    ['洪水', '("洪 水")'],
    ['المهاجرين', '("مهاجرين" *)'],
  ])('%s', (input, match) => {
    expect(readSearch(input)?.match).toBe(match)
  })

  test.each(['', '  ', '"', '""', '"""', "'", '*', '-', '-flood', '-"a b"', '🐪', '().:^{}', '\u0000', '\ud800'])(
    '%j asks for nothing',
    (input) => {
      expect(readSearch(input)).toBeNull()
    },
  )

  test('any of several words can be asked for too', () => {
    expect(readSearch('flood relief -camp')?.matchAny).toBe('("flood" OR "relief") NOT ("camp")')
    expect(readSearch('flood')?.matchAny).toBeNull()
  })

  test('ten thousand characters become a dozen words', () => {
    expect(readSearch('flood '.repeat(2_000))?.terms).toHaveLength(12)
    expect(readSearch('水'.repeat(10_000))?.terms[0]?.tokens).toHaveLength(40)
    expect(readSearch(`${'x'.repeat(10_000)}`)?.match.length).toBeLessThan(1_100)
    expect(readSearch('"'.repeat(10_000))).toBeNull()
  })
})
