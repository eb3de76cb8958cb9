import { describe, expect, it } from 'vitest'
import { csvLine } from '~/lib/csv'

describe('a line of CSV', () => {
  it.each([
    ['=1+1'],
    ['+1'],
    ['-1'],
    ['@SUM(A1)'],
    ['\t=1'],
    ['\r=1'],
    ['\ttext'],
    ['\rtext'],
    [' =1'],
    ['\u200B=1'],
    ['＝1'],
    ['＠x'],
  ])('has an apostrophe before %j, which a spreadsheet would take for a formula', (text) => {
    expect(csvLine([text])).toMatch(/^"?'/)
  })

  it.each([['a=b'], ['3 - 4'], [''], ['e-mail'], ['ລາວ'], ['حمد']])('leaves %j as it is', (text) => {
    expect(csvLine([text])).toBe(`${text}\r\n`)
  })

  it('quotes what holds commas, quotes and line ends, and leaves numbers numbers', () => {
    expect(csvLine(['a,b', 'say "so"', 'two\nlines', -3, null, undefined])).toBe(
      '"a,b","say ""so""","two\nlines",-3,,\r\n',
    )
  })
})
