import type { HarmKind } from './harm'

/** A finding in the text as `readable` gives it. */
export interface Stretch {
  kind: HarmKind
  start: number
  end: number
}

/** Matches of a pattern, or of one of its groups (with the flag d), as stretches. */
export function stretches(kind: HarmKind, pattern: RegExp, text: string, group?: string): Stretch[] {
  return Array.from(text.matchAll(pattern), (match) => {
    const [start, end] = (group ? match.indices?.groups?.[group] : undefined) ?? [
      match.index,
      match.index + match[0].length,
    ]
    return { kind, start, end }
  })
}

export const overlaps = (a: { start: number; end: number }, b: { start: number; end: number }): boolean =>
  a.start < b.end && b.start < a.end
