import { z } from 'zod'
import { countryCodes, GLOBAL } from '~/features/taxonomy/country'

/** What a thread, lesson, session or practice can be about, in the order in which pages name it. */
export const contextKinds = ['crisisType', 'phase', 'country', 'guideline', 'samplePractice', 'practice'] as const
export type ContextKind = (typeof contextKinds)[number]

/**
 * A context as addresses and forms name it: slugs of crisis types, phases and practices, ISO 3166-1 alpha-2 codes or
 * "global", "8" for Guideline 8, "8.4" for its fourth sample practice.
 */
export type ContextKeys = Record<ContextKind, string[]>

/**
 * One thing of a context, ready to show: `label` is in the reader's language where there is one, and begins with the
 * number of a guideline or sample practice; a crisis type has its parent's label in `about` and the slug of its first
 * level, by which it is coloured, in `family`.
 */
export type ContextItem = {
  kind: ContextKind
  key: string
  label: string
  href: string
  about?: string
  family?: string
}

/** What the picker shows: what is chosen, what the last search found (null where none was made) and its words. */
export type Picker = { selected: ContextItem[]; found: ContextItem[] | null; query: string }

/** The most things that one context can name, so that "about everything" is not a choice. */
export const mostInContext = 40
/** The most that one search of the picker shows. */
export const mostFound = 12

/** What a member should at least say before something is published; the forms suggest it and do not force it. */
export const emptyContext = (): ContextKeys => ({
  crisisType: [],
  phase: [],
  country: [],
  guideline: [],
  samplePractice: [],
  practice: [],
})

const clean: Partial<Record<ContextKind, (key: string) => string>> = {
  country: (key) => (key.toLowerCase() === GLOBAL ? GLOBAL : key.toUpperCase()),
  guideline: (key) => key.replace(/^0+(?=\d)/, ''),
}

const cleanKeys = (kind: ContextKind, keys: readonly unknown[]): string[] => {
  const texts = keys.filter((key): key is string => typeof key === 'string').map((key) => key.trim().slice(0, 200))
  // One more than may be, so that it is told.
  return [...new Set(texts.filter(Boolean).map((key) => clean[kind]?.(key) ?? key))].slice(0, mostInContext + 1)
}

const keysInput = (kind: ContextKind) => z.array(z.string()).transform((keys) => cleanKeys(kind, keys))

/** The repeated fields of a form that bears the picker, to spread into its schema. `checkContext` asks if they exist. */
export const contextFields = {
  crisisType: keysInput('crisisType'),
  phase: keysInput('phase'),
  country: keysInput('country'),
  guideline: keysInput('guideline'),
  samplePractice: keysInput('samplePractice'),
  practice: keysInput('practice'),
}

/** The context among other fields: of a parsed form, of what was typed, or of an address as an object. */
export function pickContextKeys(fields: { readonly [name: string]: unknown }): ContextKeys {
  const keys = emptyContext()
  for (const kind of contextKinds) {
    const value = fields[kind]
    keys[kind] = cleanKeys(kind, Array.isArray(value) ? value : value === undefined ? [] : [value])
  }
  return keys
}

/** The context that an address names, such as `/threads/new?crisisType=flood&guideline=8`. */
export const contextKeysOfUrl = (searchParams: URLSearchParams): ContextKeys =>
  pickContextKeys(Object.fromEntries(contextKinds.map((kind) => [kind, searchParams.getAll(kind)])))

/** The other way: the query of an address that brings a context along; '' for an empty one, else with its "?". */
export function contextQuery(keys: Partial<ContextKeys>): string {
  const params = new URLSearchParams()
  for (const kind of contextKinds) for (const key of keys[kind] ?? []) params.append(kind, key)
  return params.size > 0 ? `?${params}` : ''
}

/** How many things a context names. */
export const contextSize = (keys: ContextKeys): number => contextKinds.reduce((sum, kind) => sum + keys[kind].length, 0)

const numbered = /^(\d{1,3})\.\d{1,3}$/

/** The address of what a context names. */
export const contextHref: Record<ContextKind, (key: string) => string> = {
  crisisType: (key) => `/crisis-types/${encodeURIComponent(key)}`,
  phase: (key) => `/phases/${encodeURIComponent(key)}`,
  country: (key) => `/countries/${encodeURIComponent(key)}`,
  guideline: (key) => `/guidelines/${encodeURIComponent(key)}`,
  samplePractice: (key) => `/guidelines/${numbered.exec(key)?.[1] ?? ''}#${encodeURIComponent(key)}`,
  practice: (key) => `/practices/${encodeURIComponent(key)}`,
}

const countries = new Set([...countryCodes(), GLOBAL])

/** Whether a key can be one of its kind by its shape; whether there is such a thing is asked of the database. */
export const couldBe: Record<ContextKind, (key: string) => boolean> = {
  crisisType: Boolean,
  phase: Boolean,
  country: (key) => countries.has(key),
  guideline: (key) => /^[1-9]\d{0,2}$/.test(key),
  samplePractice: (key) => numbered.test(key),
  practice: Boolean,
}

/**
 * What a form with the picker was sent for: its `intent`, which Enter in a field sends as `enter` (see `<EnterButton>`).
 * Enter in the picker's own field asks it to search, unless that is what was searched for last. The form then says the
 * same as if the button itself had been pressed.
 */
export function settleIntent(form: FormData): string {
  const enter = form.get('enter')
  if (typeof enter === 'string') {
    const query = String(form.get('contextQuery') ?? '').trim()
    form.set('intent', query && query !== form.get('contextSearched') ? 'context' : enter)
  }
  return String(form.get('intent') ?? '')
}
