import { en } from '~/i18n/en'
import type { Finding } from './harm'

/** A text with each place replaced by what stood there, in words: "▮▮▮ [phone number removed]". */
export function masked(text: string, findings: Finding[]): string {
  let result = ''
  let at = 0
  for (const { kind, start, end } of findings) {
    result += `${text.slice(at, start)}▮▮▮ [${en.harm.masks[kind]}]`
    at = end
  }
  return result + text.slice(at)
}

/** A text cut at its findings, in order, for showing them marked. */
export function cutAt<Place extends { start: number; end: number }>(text: string, places: Place[]) {
  const parts: { text: string; place: Place | null }[] = []
  let at = 0
  for (const place of [...places].sort((a, b) => a.start - b.start)) {
    if (place.start < at || place.end > text.length) continue
    if (place.start > at) parts.push({ text: text.slice(at, place.start), place: null })
    parts.push({ text: text.slice(place.start, place.end), place })
    at = place.end
  }
  if (at < text.length) parts.push({ text: text.slice(at), place: null })
  return parts
}
