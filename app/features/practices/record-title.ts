import { countryCode } from '../taxonomy/country'

export const LONGEST_TITLE = 200

const generic =
  /^(?:node|index|default|home|page|pages|view|show|record|practices?|field-practices?|content|article|en|fr|es)$/iu
const extension = /\.(?:txt|text|md|html?|php|aspx?|jsp|do|pdf|docx?)$/iu

/**
 * What surely is one address, written one way: without scheme, "www.", default port, fragment and last slash, the
 * host in lower case. A query goes where the path names the page in words; else only what tracks readers goes.
 * @returns null for what is no address
 */
export function sourceKeyOf(address: string): string | null {
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null
  const host = url.host
    .replace(/^www\./u, '')
    .replace(/:(?:80|443)$/u, '')
    .replace(/\.$/u, '')
  const path = decode(url.pathname)
    .replace(/\/{2,}/gu, '/')
    .replace(/\/+$/u, '')
  if (/[^/]-[^/]*$/u.test(path)) return host + path
  const query = [...url.searchParams]
    .filter(([name]) => !/^(?:utm_.*|fbclid|gclid|mc_[ce]id|ref)$/iu.test(name))
    .sort(([a, x], [b, y]) => (a === b ? (x < y ? -1 : 1) : a < b ? -1 : 1))
  return host + path + (query.length > 0 ? `?${new URLSearchParams(query)}` : '')
}

/** A title from the last part of an address, without a trailing number, in sentence case; null where it says nothing. */
export function titleFromAddress(address: string): string | null {
  if (!URL.canParse(address)) return null
  const segment = decode(new URL(address).pathname).split('/').filter(Boolean).at(-1) ?? ''
  return titleFromName(segment.replace(extension, ''))
}

/** A title from a file's name, as from an address. */
export function titleFromFile(file: string): string | null {
  return titleFromName((file.split(/[\\/]/u).at(-1) ?? '').replace(extension, '').replace(/\s*\(\d+\)$/u, ''))
}

function titleFromName(name: string): string | null {
  if (generic.test(name) || isNumberOrHash(name)) return null
  const words = name
    .replace(/(?:^|[\s_+-]+)\d+$/u, '')
    .replace(/^\d{1,6}[\s_.+-]+(?=\D)/u, '')
    .replace(/[\s_+-]+/gu, ' ')
    .trim()
  if (generic.test(words) || isNumberOrHash(words) || !/\p{L}{2}/u.test(words)) return null
  return sentenceCase(words)
}

/** Nothing but digits, or hexadecimal digits that make no word, or a UUID. */
function isNumberOrHash(name: string): boolean {
  const bare = name.replace(/[\s_.+-]/gu, '')
  if (/^\d*$/u.test(bare)) return true
  if (/^[0-9a-f]+$/iu.test(bare) && bare.length >= 6 && /\d/u.test(bare) && /[a-f]/iu.test(bare)) return true
  if (/^[a-f]{16,}$/iu.test(bare)) return true
  // A random name: letters and digits mixed throughout, without a word in it.
  return bare.length >= 16 && !/[\s_+-]/u.test(name) && (bare.match(/\d+/gu)?.length ?? 0) >= 3
}

const small = new Set(
  'a an the of on for and to in at by from with de la le les du des da del el los las y et di e'.split(' '),
)
const calendar =
  /^(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)$/u

/**
 * The first named thing of a text: what stands in quotation marks, or a run of words with capitals ("Republic Act
 * 10361") that is more than a sentence's first word, a country or a month. Else the text's first words.
 */
export function firstNamedThing(text: string): string | null {
  const start = text.slice(0, 2000)
  const quoted = /["“«]([^"”»\n]{3,100})["”»]/u.exec(start)
  const named = firstRun(start)
  if (quoted && (!named || quoted.index < named.at)) return shorten(sentenceCase((quoted[1] ?? '').trim()))
  if (named) return shorten(sentenceCase(named.text))
  const words = start.trim().split(/\s+/u).slice(0, 10).join(' ')
  return words === '' ? null : sentenceCase(words.replace(/[.,;:]+$/u, ''))
}

function firstRun(text: string): { text: string; at: number } | null {
  const tokens = [...text.matchAll(/\([^()\n]{1,40}\)|[\p{L}\p{N}][\p{L}\p{N}'’&./-]*|[^\s]/gu)]
  for (let at = 0; at < tokens.length; at++) {
    if (!isCapital(tokens[at]?.[0])) continue
    const begins = at === 0 || /[.!?:]$/u.test(tokens[at - 1]?.[0] ?? '')
    if (begins && small.has((tokens[at]?.[0] ?? '').toLowerCase())) continue
    // The first word of a sentence has its capital anyway.
    if (begins && !isCapital(tokens[at + 1]?.[0]) && !/^[A-Z0-9-]{3,}$/u.test(tokens[at]?.[0] ?? '')) continue
    let end = at
    for (let next = at + 1; next < tokens.length; next++) {
      if (/[.!?]$/u.test(tokens[next - 1]?.[0] ?? '') && (tokens[next - 1]?.[0].length ?? 0) > 3) break
      const word = tokens[next]?.[0] ?? ''
      if (isCapital(word) || /^\d[\d/-]*$/u.test(word)) end = next
      else if (/^\([A-Z][A-Z0-9-]+\)$/u.test(word)) {
        end = next
        break
      } else if (!small.has(word)) break
    }
    const run = tokens.slice(at, end + 1)
    const from = run[0]?.index ?? 0
    const last = run.at(-1)
    const name = text.slice(from, (last?.index ?? 0) + (last?.[0].length ?? 0)).replace(/[.,;:]+$/u, '')
    const capitals = run.filter(([word]) => isCapital(word))
    const words = run.map(([word]) => word).filter((word) => !calendar.test(word) && !/^\d+$/u.test(word))
    const rest = words.join(' ').replace(/^(?:[a-z]+ )+|(?: [a-z]+)+$/gu, '')
    const telling =
      (capitals.length > 1 || !begins || /^[A-Z0-9-]{3,}$/u.test(name)) &&
      /\p{Lu}/u.test(rest) &&
      countryCode(rest) === null &&
      countryCode(name) === null
    if (telling) return { text: name, at: from }
    at = end
  }
  return null
}

const isCapital = (word: string | undefined): boolean => word !== undefined && /^\p{Lu}/u.test(word)

const sentenceCase = (words: string) => words.replace(/^\P{L}*\p{Ll}/u, (first) => first.toUpperCase())

/** At most 200 characters, cut between words. */
export function shorten(title: string): string {
  if (title.length <= LONGEST_TITLE) return title
  return `${title.slice(0, LONGEST_TITLE - 1).replace(/\s+\S*$/u, '')}…`
}

/** A title as a piece of an address: ASCII words joined by hyphens, at most 80 characters; may be ''. */
export function slugOf(title: string): string {
  const words = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/['’]/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-+|-+$/gu, '')
  return words.length <= 80 ? words : words.slice(0, 80).replace(/-[^-]*$/u, '')
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
