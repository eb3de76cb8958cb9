import { tokenize } from './fold'

/** Words that stand one after the other; of the last one perhaps only the beginning. */
export type Term = { tokens: string[]; isPrefix: boolean }

export type SearchQuery = {
  /** For FTS5: all words, none of the excluded. */
  match: string
  /** For FTS5: any of the words, where there are several; null otherwise. */
  matchAny: string | null
  /** What to mark in what was found. */
  terms: Term[]
}

/** What one search may hold; the rest is left out. */
const mostCharacters = 1_000
const mostTerms = 12
const mostTokens = 40

/** "a phrase", a word, and either with a minus before it. */
const part = /(-)?(?:"([^"]*)(?:"|$)|([^\s"]+))/gu

/**
 * Reads what somebody typed: words, all of which must be there, the last one perhaps unfinished; "phrases"; what begins
 * with a minus must not be there. Nothing else has a meaning, and every input is safe to hand to FTS5.
 * @returns null where there is nothing to look for
 */
export function readSearch(input: string): SearchQuery | null {
  const text = input.slice(0, mostCharacters).replace(/[“”„‟«»]/gu, '"')
  const wanted: Term[] = []
  const unwanted: Term[] = []
  let lastIsWord = false
  for (const [, minus, phrase, word] of text.matchAll(part)) {
    if (wanted.length + unwanted.length === mostTerms) break
    const tokens = tokenize(phrase ?? word ?? '').slice(0, mostTokens)
    const last = tokens.at(-1)
    if (!last) continue
    const isPrefix =
      !minus && phrase === undefined && !last.isCluster && last.text.length > 1 && !/^\d+$/.test(last.text)
    const list = minus ? unwanted : wanted
    list.push({ tokens: tokens.map((token) => token.text), isPrefix })
    lastIsWord = !minus
  }
  if (wanted.length === 0) return null
  const terms = wanted.map((term, index) => ({
    ...term,
    isPrefix: term.isPrefix && lastIsWord && index === wanted.length - 1,
  }))
  const without = unwanted.length ? ` NOT (${unwanted.map(expression).join(' OR ')})` : ''
  const joined = (operator: string) => `(${terms.map(expression).join(operator)})${without}`
  return { match: joined(' AND '), matchAny: terms.length > 1 ? joined(' OR ') : null, terms }
}

/** Everything stands in quotes; the tokens are letters, digits and marks only. */
const expression = ({ tokens, isPrefix }: Term) => `"${tokens.join(' ').replaceAll('"', '')}"${isPrefix ? ' *' : ''}`
