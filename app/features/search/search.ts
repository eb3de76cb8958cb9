import type { Part } from './excerpt'

/** What can be found, in the order in which it is offered. */
export const searchKinds = ['guideline', 'practice', 'lesson', 'thread', 'session'] as const
export type SearchKind = (typeof searchKinds)[number]

export const isSearchKind = (value: string | null): value is SearchKind =>
  (searchKinds as readonly (string | null)[]).includes(value)

export type SearchResult = {
  kind: SearchKind
  /** The number of a guideline, which its title does not hold. */
  number: number | null
  title: Part[]
  excerpt: Part[]
  href: string
  /** When a post was sent, a lesson verified, a session starts. */
  when: string | null
  /** Somebody says that the lesson did not hold, and nobody has answered. */
  contested: boolean
}

export type SearchPage = {
  /** 'nothing': there was no word to look for. */
  state: 'nothing' | 'none' | 'found'
  /** No text holds all the words: these hold some. */
  isWider: boolean
  /** So many posts match that only the newest of them were ranked and counted. */
  isPartial: boolean
  results: SearchResult[]
  /** How many of each kind there are for this viewer, threads counted once. */
  counts: Record<SearchKind, number>
  /** The cursor of the next page. */
  next: string | null
}

/** The address of a search. */
export function searchUrl({ q, kind, after }: { q: string; kind?: SearchKind | null; after?: string | null }): string {
  const params = new URLSearchParams({ q })
  if (kind) params.set('kind', kind)
  if (after) params.set('after', after)
  return `/search?${params}`
}
