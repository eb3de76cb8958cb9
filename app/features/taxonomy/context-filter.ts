import { isCountry } from './country'

/** What a list is narrowed to. Several values of one facet widen it (or), several facets narrow it (and). */
export type ContextFilter = {
  crisisType?: string[]
  phase?: string[]
  /** ISO 3166-1 alpha-2 in capitals, or "global". */
  country?: string[]
  guideline?: number[]
  /** Ids such as "8.4". */
  samplePractice?: string[]
  /** Slugs of practices. */
  practice?: string[]
  stakeholderType?: string[]
  typeOfPractice?: string[]
  q?: string
  /** Ids of what holds the words of `q`, where the search has found them. No address bears them. */
  among?: string[]
}

export type Facet = Exclude<keyof ContextFilter, 'q' | 'among'>

/** The facets of a list's address, in the order in which addresses name them. */
export const facets = [
  'crisisType',
  'phase',
  'country',
  'guideline',
  'samplePractice',
  'practice',
  'stakeholderType',
  'typeOfPractice',
] as const satisfies Facet[]

const MOST_VALUES = 20
const LONGEST_QUERY = 200
const slug = /^[a-z0-9]+(?:-[a-z0-9]+)*$/

const readValue: Record<Facet, (value: string) => string | number | null> = {
  crisisType: slugValue,
  phase: slugValue,
  stakeholderType: slugValue,
  typeOfPractice: slugValue,
  practice: slugValue,
  country: countryValue,
  guideline: (value) => (/^[1-9]\d{0,2}$/.test(value) ? Number(value) : null),
  samplePractice: (value) => (/^[1-9]\d{0,2}\.[1-9]\d{0,2}$/.test(value) ? value : null),
}

/**
 * Reads a list's filter from its address. Values that cannot be are ignored, repeated ones counted once, at most 20 a
 * facet; whether a slug is anything's slug is not asked here.
 */
export function parseContextFilter(searchParams: URLSearchParams): ContextFilter {
  const filter: ContextFilter = {}
  for (const facet of facets) {
    const values = new Set<string | number>()
    for (const given of searchParams.getAll(facet).slice(0, MOST_VALUES * 2)) {
      const value = given.length <= 200 ? readValue[facet](given.trim()) : null
      if (value !== null && values.size < MOST_VALUES) values.add(value)
    }
    if (values.size > 0) Object.assign(filter, { [facet]: [...values] })
  }
  const q = cleanQuery(searchParams.get('q') ?? '')
  if (q) filter.q = q
  return filter
}

/** Whether a filter narrows anything. */
export const isFiltered = (filter: ContextFilter): boolean =>
  Boolean(filter.q) || facets.some((facet) => (filter[facet]?.length ?? 0) > 0)

/** What to change in a filter: a value to add to or remove from a facet, or the text `q` (empty removes it). */
export type FilterChange =
  | { add: Facet; value: string | number }
  | { remove: Facet; value: string | number }
  | { q: string }

/**
 * The address of a list under a filter, after a change where one is given. The order of facets is fixed, so that one
 * filter has one address; the page of the list is not kept, since another filter has other pages.
 */
export function filterUrl(path: string, filter: ContextFilter, change?: FilterChange): string {
  const params = new URLSearchParams()
  for (const facet of facets) {
    let values: (string | number)[] = filter[facet] ?? []
    if (change && 'add' in change && change.add === facet && !values.includes(change.value)) {
      values = [...values, change.value]
    }
    if (change && 'remove' in change && change.remove === facet) {
      values = values.filter((value) => value !== change.value)
    }
    for (const value of values) params.append(facet, String(value))
  }
  const q = change && 'q' in change ? cleanQuery(change.q) : filter.q
  if (q) params.set('q', q)
  return params.size > 0 ? `${path}?${params}` : path
}

function slugValue(value: string): string | null {
  const lower = value.toLowerCase()
  return lower.length <= 120 && slug.test(lower) ? lower : null
}

function countryValue(value: string): string | null {
  if (value.toLowerCase() === 'global') return 'global'
  const code = value.toUpperCase()
  return isCountry(code) ? code : null
}

const cleanQuery = (q: string) =>
  q
    .toWellFormed()
    .replace(/[\u0000-\u001F\u007F\s]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_QUERY)
