import { describe, expect, test } from 'vitest'
import { excerpt, markHits, type Part } from '~/features/search/excerpt'
import { readSearch } from '~/features/search/search-query'

const termsOf = (search: string) => readSearch(search)?.terms ?? []
const shown = (parts: Part[]) => parts.map(({ text, hit }) => (hit ? `[${text}]` : text)).join('')
const marked = (text: string, search: string) => shown(markHits(text, termsOf(search)))

describe('what was looked for is marked', () => {
  test.each([
    ['A Café in Łódź', 'cafe lodz', 'A [Café] in [Łódź]'],
    ['migrant, Migrants, migration', 'migrants', '[migrant], [Migrants], migration'],
    ['migrant, Migrants, migration', 'migra', '[migrant], [Migrants], [migration]'],
    ['a flood relief, relief flood', '"flood relief"', 'a [flood relief], relief flood'],
    ['practice 8.4, not 8 and 14', '8.4', 'practice [8.4], not 8 and 14'],
    ['ช่วยน้ำท่วมใหญ่', 'น้ำท่วม', 'ช่วย[น้ำท่วม]ใหญ่'],
    ['长江洪水预警', '洪水', '长江[洪水]预警'],
    ['دعم المُهاجرين هنا', 'مهاجرين', 'دعم [المُهاجرين] هنا'],
    ['nothing here', 'flood', 'nothing here'],
    ['', 'flood', ''],
  ])('%s: %s', (text, search, result) => {
    expect(marked(text, search)).toBe(result)
  })
})

describe('an excerpt', () => {
  const filler = 'Lorem ipsum dolor sit amet consectetur. '

  test('is the beginning where nothing stands in the text', () => {
    const parts = excerpt(filler.repeat(20), termsOf('flood'))
    expect(shown(parts).startsWith('Lorem ipsum')).toBe(true)
    expect(shown(parts).endsWith(' …')).toBe(true)
    expect(shown(parts).length).toBeLessThanOrEqual(202)
  })

  test('is the place where most different words stand together', () => {
    const text = `flood flood flood ${filler.repeat(20)} the flood shelter opened ${filler.repeat(20)}`
    const result = shown(excerpt(text, termsOf('shelter flood')))
    expect(result).toContain('the [flood] [shelter] opened')
    expect(result.startsWith('… ')).toBe(true)
    expect(result.endsWith(' …')).toBe(true)
  })

  test('folds line ends and shows a short text whole', () => {
    expect(shown(excerpt('One\n\ntwo  flood', termsOf('flood')))).toBe('One two [flood]')
  })

  test.each([
    ['emoji', '👨‍👩‍👧‍👦'.repeat(300)],
    ['flags', '🇱🇦'.repeat(500)],
    ['Thai', 'น้ำท่วมใหญ่'.repeat(100)],
    ['Burmese', 'မြန်မာနိုင်ငံ'.repeat(100)],
    ['stacked accents', 'e\u0301\u0327\u0304'.repeat(300)],
    ['one long word', 'x'.repeat(2_000)],
    ['camels between words', `${'🐪'.repeat(400)} flood ${'🐪'.repeat(400)}`],
  ])('never cuts a visible character: %s', (_name, text) => {
    const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })
    const whole = new Set(Array.from(segmenter.segment(text), ({ segment }) => segment))
    const cut = shown(excerpt(text, termsOf('flood'))).replace(/^… | …$|[[\]]/g, '')
    expect(cut.length).toBeGreaterThan(50)
    expect(cut.isWellFormed()).toBe(true)
    const strange = Array.from(segmenter.segment(cut), ({ segment }) => segment).filter((one) => !whole.has(one))
    expect(strange).toEqual([])
  })

  test('of the longest text comes at once', () => {
    const text = `${filler.repeat(600)} flood`
    expect(shown(excerpt(text, termsOf('flood')))).toContain('[flood]')
  })
})
