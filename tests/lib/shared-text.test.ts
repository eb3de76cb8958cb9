import { describe, expect, it } from 'vitest'
import { cutBetween, docOf, freshState, placeAfter, textIn } from '~/lib/shared-text'
import { random } from '../support/random'

const signs = ['a', 'b', ' ', '\n', 'é', '🚤', '🚣', 'ก', '字']

function texts(seed: number): { before: string; after: string } {
  const next = random(seed)
  const before = Array.from({ length: next(12) }, () => signs[next(signs.length)])
  const after = [...before]
  after.splice(next(before.length + 1), next(4), ...Array.from({ length: next(4) }, () => signs[next(signs.length)]))
  return { before: before.join(''), after: after.join('') }
}

describe('the change between two texts', () => {
  it('makes the one of the other, and cuts no sign in two', () => {
    for (let seed = 1; seed < 3_000; seed++) {
      const { before, after } = texts(seed)
      const { at, remove, insert } = cutBetween(before, after)
      expect(before.slice(0, at) + insert + before.slice(at + remove), `seed ${seed}`).toBe(after)
      const parts = [before.slice(0, at), before.slice(at, at + remove), before.slice(at + remove), insert]
      expect(
        parts.every((part) => part.isWellFormed()),
        `seed ${seed}`,
      ).toBe(true)
    }
  })

  it('is nothing between equal texts, and as small as it can be', () => {
    expect(cutBetween('Boats', 'Boats')).toEqual({ at: 5, remove: 0, insert: '' })
    expect(cutBetween('Boats came', 'Boats never came')).toEqual({ at: 6, remove: 0, insert: 'never ' })
    expect(cutBetween('🚤', '🚣')).toEqual({ at: 0, remove: 2, insert: '🚣' })
  })

  it('moves the places behind it', () => {
    const cut = cutBetween('one three', 'one and three')
    expect([0, 4, 5, 9].map((place) => placeAfter(place, cut))).toEqual([0, 4, 9, 13])
    const gone = cutBetween('one and three', 'one three')
    expect([4, 6, 9, 13].map((place) => placeAfter(place, gone))).toEqual([4, 4, 5, 9])
  })
})

describe('a document of a text', () => {
  it('says it, and an empty state says nothing', () => {
    expect(textIn(docOf(freshState('Boats 🚤')))).toBe('Boats 🚤')
    expect(textIn(docOf(new Uint8Array()))).toBe('')
  })
})
