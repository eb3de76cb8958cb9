import { countryCode } from '../taxonomy/country'
import { foldLabel } from '../taxonomy/fold'
import type { Term } from '../taxonomy/vocabulary.server'
import { isNothing, withoutMark } from './record-labels'

/** Finds what a written value stands for: a slug or a code, or null. */
export type Lookup = (text: string) => string | null
export type Values = { known: string[]; unknown: string[] }

/** Other words for the labels of the vocabularies, as records and officials use them. */
const otherWords: Record<string, string> = {
  'non governmental organizations': 'NGOs',
  'nongovernmental organizations': 'NGOs',
  'civil society organizations': 'Civil Society',
  'international organizations ios': 'International Organizations',
  'academic institutions': 'Academia',
  'diaspora associations': 'Diaspora and Migrant Associations',
  'migrant associations': 'Diaspora and Migrant Associations',
  'states of origin': 'State of Origin',
  'country of origin': 'State of Origin',
  'host country': 'Host State',
  'transit state': 'State of Transit',
  'private sector actors': 'Private Sector',
  preparedness: 'Crisis Preparedness',
  'pre crisis': 'Crisis Preparedness',
  response: 'Emergency Response',
  'post crisis': 'Post-Crisis Action',
  'post crisis recovery': 'Post-Crisis Action',
  'websites and portals': 'Website',
}

/** A lookup in a vocabulary by label, in any case, number and spelling. */
export function termLookup(terms: Term[]): Lookup {
  const byLabel = new Map(terms.map(({ slug, label }) => [foldLabel(label), slug]))
  for (const [other, label] of Object.entries(otherWords)) {
    const slug = byLabel.get(foldLabel(label))
    if (slug && !byLabel.has(foldLabel(other))) byLabel.set(foldLabel(other), slug)
  }
  return (text) => {
    if (text.length > 200) return null
    const folded = foldLabel(text)
    return byLabel.get(folded) ?? byLabel.get(folded.replace(/ (?:phase|stage)$/u, '')) ?? null
  }
}

export const countryLookup: Lookup = countryCode

/** Reads the values of lines: one a line, or several on a line. */
export function readValues(lines: string[], lookup: Lookup): Values {
  const known = new Set<string>()
  const unknown = new Set<string>()
  for (const line of lines) {
    const values = readLine(line, lookup)
    for (const value of values.known) known.add(value)
    for (const value of values.unknown) unknown.add(value)
  }
  return { known: [...known], unknown: [...unknown] }
}

/** Splits at commas and semicolons outside parentheses. */
export function splitOutsideParentheses(text: string, separators = ',;|'): string[] {
  const parts: string[] = []
  let depth = 0
  let part = ''
  for (const character of text) {
    if (character === '(' || character === '[') depth++
    if (character === ')' || character === ']') depth = Math.max(0, depth - 1)
    if (depth === 0 && separators.includes(character)) {
      parts.push(part.trim())
      part = ''
    } else part += character
  }
  parts.push(part.trim())
  return parts.filter((each) => each !== '')
}

const unchecked = /^\s*(?:☐|□|◻|\[ ?\]|\( \))/u
const checked = /^\s*(?:[☑☒✓✔✗✘]|\[[xX✓✔]\]|\([xX]\))\s*/u

function readLine(line: string, lookup: Lookup): Values {
  // A box that nobody ticked.
  if (unchecked.test(line)) return { known: [], unknown: [] }
  const text = withoutMark(line.replace(checked, ''))
  if (isNothing(text)) return { known: [], unknown: [] }
  if (text.length > 4000) return { known: [], unknown: [text] }
  const whole = lookup(text)
  if (whole) return { known: [whole], unknown: [] }

  const values: Values = { known: [], unknown: [] }
  const parts = splitOutsideParentheses(text)
  for (let at = 0; at < parts.length; ) {
    // "Korea, Republic of" is one value: the longest run of parts that is known wins.
    let length = Math.min(parts.length - at, 4)
    while (length > 0 && !lookup(clean(parts.slice(at, at + length).join(', ')))) length--
    if (length > 0) {
      values.known.push(lookup(clean(parts.slice(at, at + length).join(', ')))!)
      at += length
      continue
    }
    const part = readPart(clean(parts[at] ?? ''), lookup)
    values.known.push(...part.known)
    values.unknown.push(...part.unknown)
    at++
  }
  return values
}

const clean = (part: string) =>
  part
    .replace(checked, '')
    .replace(/^(?:and|or|&)\s+/iu, '')
    .replace(/[.;,]+$/u, (end) => (end.startsWith('.') && /\b\p{L}\.\p{L}$/u.test(part.slice(0, -1)) ? end : ''))
    .trim()

/** One part without commas: several known values joined by "and" or "/", or a known value with something more said. */
function readPart(part: string, lookup: Lookup): Values {
  if (isNothing(part)) return { known: [], unknown: [] }
  const joined = readJoined(part.split(/\s+(?:and|&)\s+|\s*\/\s*/iu), part, lookup)
  if (joined) return { known: joined, unknown: [] }
  if (part.length > 300) return { known: [], unknown: [part] }
  const base = /^([^(:–]+?)\s*(?:[(:]|\s[–-]\s)\s*(.+?)\)?$/u.exec(part)
  if (!base) return { known: [], unknown: [part] }
  const known = lookup(base[1] ?? '')
  if (!known) return { known: [], unknown: [part] }
  const more = splitOutsideParentheses(base[2] ?? '').map((each) => lookup(clean(each)))
  // What is said beside a known value is kept as it was written.
  return more.every((each) => each !== null)
    ? { known: [known, ...more], unknown: [] }
    : { known: [known], unknown: [part] }
}

function readJoined(words: string[], part: string, lookup: Lookup): string[] | null {
  if (words.length < 2 || words.length > 40) return null
  const known: string[] = []
  let from = 0
  for (let at = 0; at < words.length; ) {
    let length = Math.min(3, words.length - at)
    for (; length > 0; length--) {
      // The original joint ("and" or "/") is looked up too: "Trinidad and Tobago".
      const start = part.indexOf(words[at] ?? '', from)
      const last = words[at + length - 1] ?? ''
      const end = part.indexOf(last, length > 1 ? start + (words[at]?.length ?? 0) : start) + last.length
      const value = lookup(part.slice(start, end).trim())
      if (!value) continue
      known.push(value)
      from = end
      break
    }
    if (length === 0) return null
    at += length
  }
  return known
}
