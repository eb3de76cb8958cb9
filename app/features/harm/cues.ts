import type { Readable } from './readable'
import { anyOf, personalWords, plainGivenNames, privateWords, publicWords } from './words'

/** Where in a text the words stand that tell an institution's number from a person's. Found once for a text. */
export interface Cues {
  /** Whether what stands from start to end belongs to an institution, by the words around it. */
  isPublic(start: number, end: number): boolean
}

const allOf = (words: string) => new RegExp(anyOf(words.replace(/\n/g, '')), 'gu')
const institution = allOf(publicWords)
const person = allOf(personalWords)
const someone = allOf(privateWords)
const given = allOf(plainGivenNames)
/** Ends of sentences, not the points of abbreviations. */
const sentenceEnd =
  /(?<!(?:^|[^\p{L}])(?:tel|no|nos|mr|mrs|ms|dr|st|sr|sra|prof|num|ext|mme|m|n|p|e|g|u|i|s|h))[.!?؟]+["')\]]?\s+(?=[\p{Lu}\p{Lo}¿¡"'(])|\n\s*\n|(?<![:,])\n/gu

const farthest = 140
const behind = 60

type Place = { start: number; end: number }

export function cuesOf({ text, low }: Readable): Cues {
  const found = new Map<RegExp, Place[]>()
  const placesOf = (words: RegExp): Place[] => {
    const known = found.get(words)
    if (known) return known
    const source = words === sentenceEnd ? text : low
    const places = Array.from(source.matchAll(words), ({ index, 0: match }) => ({
      start: index,
      end: index + match.length,
    })).filter(({ start }) => words !== given || !/\p{Ll}/u.test(text[start] as string))
    found.set(words, places)
    return places
  }
  /** Signs between the stretch and the nearest of the words, before it or close after it, within the bounds. */
  const distance = (words: RegExp, start: number, end: number, from: number, to: number): number => {
    const places = placesOf(words)
    const next = firstFrom(places, start)
    const before = places[next - 1]
    const after = places[firstFrom(places, end)]
    return Math.min(
      before && before.start >= from ? start - before.end : Number.POSITIVE_INFINITY,
      after && after.end <= to ? after.start - end + 15 : Number.POSITIVE_INFINITY,
    )
  }
  return {
    isPublic(start, end) {
      const ends = placesOf(sentenceEnd)
      const next = firstFrom(ends, start)
      const after = ends[firstFrom(ends, end)]?.start ?? text.length
      let from = Math.max(ends[next - 1]?.end ?? 0, start - farthest)
      const to = Math.min(after, end + behind)
      if (distance(someone, start, end, from, to) < Number.POSITIVE_INFINITY) return false
      let ofInstitution = distance(institution, start, end, from, to)
      let ofPerson = Math.min(distance(person, start, end, from, to), distance(given, start, end, from, to))
      if (ofInstitution === Number.POSITIVE_INFINITY && ofPerson === Number.POSITIVE_INFINITY) {
        from = Math.max(ends[next - 2]?.end ?? 0, start - farthest)
        if (distance(someone, start, end, from, to) < Number.POSITIVE_INFINITY) return false
        ofInstitution = distance(institution, start, end, from, to)
        ofPerson = Math.min(distance(person, start, end, from, to), distance(given, start, end, from, to))
      }
      return ofInstitution < ofPerson
    },
  }
}

/** The index of the first place that starts at or after a sign. Places are in their order. */
function firstFrom(places: Place[], at: number): number {
  let low = 0
  let high = places.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((places[middle] as Place).start < at) low = middle + 1
    else high = middle
  }
  return low
}
