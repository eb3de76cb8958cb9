import { type Token, tokenize } from './fold'
import type { Term } from './search-query'

/** A piece of a text; `hit` where it is what was looked for. */
export type Part = { text: string; hit: boolean }

type Range = { start: number; end: number; term: number }

const clusters = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** The whole text with what was looked for marked. */
export const markHits = (text: string, terms: Term[]): Part[] =>
  partsOf(text, 0, text.length, hitsIn(tokenize(text), terms))

/**
 * The piece of a text that holds most of what was looked for, about `length` characters of it, marked; the beginning
 * where nothing of it stands there. It begins and ends between words, and never cuts a visible character.
 */
export function excerpt(text: string, terms: Term[], length = 200): Part[] {
  const tokens = tokenize(text)
  const hits = hitsIn(tokens, terms)
  const best = bestOf(hits, length)
  const start = best ? startBefore(text, tokens, best.start, length) : 0
  const end = endAfter(text, tokens, start, length)
  const parts = partsOf(text, start, end, hits)
  if (start > 0) parts.unshift({ text: '… ', hit: false })
  if (end < text.trimEnd().length) parts.push({ text: ' …', hit: false })
  return parts
}

/** Where the terms stand, in the order of the text, without overlaps. */
function hitsIn(tokens: Token[], terms: Term[]): Range[] {
  const hits: Range[] = []
  for (let at = 0; at < tokens.length; at++) {
    const term = terms.findIndex((one) => standsAt(tokens, at, one))
    if (term < 0) continue
    const last = at + terms[term]!.tokens.length - 1
    hits.push({ start: tokens[at]!.start, end: tokens[last]!.end, term })
    at = last
  }
  return hits
}

const standsAt = (tokens: Token[], at: number, { tokens: words, isPrefix }: Term) =>
  words.every((word, index) => {
    const text = tokens[at + index]?.text
    return text === word || (isPrefix && index === words.length - 1 && text?.startsWith(word))
  })

/** The hit from which most different terms, then most hits, are within reach. */
function bestOf(hits: Range[], length: number): Range | undefined {
  let best: Range | undefined
  let most = 0
  for (const [index, hit] of hits.slice(0, 500).entries()) {
    const near = hits.slice(index, index + 20).filter((other) => other.end <= hit.start + length * 0.7)
    const worth = new Set(near.map((other) => other.term)).size * 100 + near.length
    if (worth > most) [best, most] = [hit, worth]
  }
  return best
}

function startBefore(text: string, tokens: Token[], hit: number, length: number): number {
  const wish = hit - Math.floor(length * 0.3)
  if (wish <= 0) return 0
  return tokens.find((token) => token.start >= wish)?.start ?? clusterStart(text, wish)
}

function endAfter(text: string, tokens: Token[], start: number, length: number): number {
  const wish = start + length
  if (wish >= text.length) return text.length
  const end = tokens.findLast((token) => token.end <= wish)?.end ?? 0
  return end > start + length / 2 ? end : clusterStart(text, wish)
}

/** The beginning of the visible character that stands at an offset. */
function clusterStart(text: string, offset: number): number {
  const from = Math.max(0, offset - 100)
  return from + (clusters.segment(text.slice(from, offset + 100)).containing(offset - from)?.index ?? 0)
}

function partsOf(text: string, start: number, end: number, hits: Range[]): Part[] {
  const parts: Part[] = []
  let at = start
  const add = (to: number, hit: boolean) => {
    const piece = text.slice(at, to).replace(/\s+/gu, ' ')
    if (piece) parts.push({ text: piece, hit })
    at = to
  }
  for (const hit of hits) {
    if (hit.start < at || hit.end > end) continue
    add(hit.start, false)
    add(hit.end, true)
  }
  add(end, false)
  return parts
}
