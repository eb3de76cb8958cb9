import { foldName } from '../taxonomy/fold'

const wordsOf = (text: string) =>
  new Set(
    foldName(text)
      .split(' ')
      .filter((word) => word.length > 2),
  )

/** How alike two texts are by their words, from 0 (nothing in common) to 1 (the same words). */
export function likeness(a: string, b: string): number {
  const left = wordsOf(a)
  const right = wordsOf(b)
  if (left.size === 0 || right.size === 0) return 0
  let both = 0
  for (const word of left) if (right.has(word)) both++
  return both / (left.size + right.size - both)
}

/** Which share of a text's pairs of neighbouring words stands in another text, from 0 to 1. */
export function contained(part: string, whole: string): number {
  const pairs = pairsOf(part)
  if (pairs.length === 0) return foldName(whole).includes(foldName(part)) ? 1 : 0
  const all = new Set(pairsOf(whole))
  return pairs.filter((pair) => all.has(pair)).length / pairs.length
}

function pairsOf(text: string): string[] {
  const words = foldName(text).split(' ')
  return words.slice(1).map((word, index) => `${words[index]} ${word}`)
}
