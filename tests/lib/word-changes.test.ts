import { describe, expect, it } from 'vitest'
import { changesBetween } from '~/lib/word-changes'

const told = (before: string, after: string) =>
  changesBetween(before, after)
    .filter(({ kind }) => kind !== 'same')
    .map(({ kind, text }) => `${kind} ${text}`)

describe('what became of a text', () => {
  it.each([
    ['Boats came late.', 'Boats came early.', ['removed late', 'added early']],
    ['We don’t know 3.5 of it', 'We don’t know 4.5 of it', ['removed 3.5', 'added 4.5']],
    ['救援船来了', '救援车来了', ['removed 船', 'added 车']],
    ['ช่วยเรือ', 'ช่วยรถ', ['removed เรือ', 'added รถ']],
    ['one 👨‍👩‍👧‍👦', 'one 👩🏽‍🚒', ['removed 👨‍👩‍👧‍👦', 'added 👩🏽‍🚒']],
  ])('is told word by word, or letter by letter where there are no spaces: %s', (before, after, changes) => {
    expect(told(before, after)).toEqual(changes)
  })

  it('holds both texts whole, whatever signs stand in them', () => {
    const [before, after] = ['a\u0301 \u{1F3FD}\n\u200Dx\u0000', 'b\u{FE0F} ‮x']
    const parts = changesBetween(before, after)
    const without = (kind: string) => parts.filter((part) => part.kind !== kind).map((part) => part.text)
    expect([without('added').join(''), without('removed').join('')]).toEqual([before, after])
  })
})
