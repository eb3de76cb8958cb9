import { databaseVersion, db } from '~/db.server'
import { countryCodes, countryName, GLOBAL } from '~/features/taxonomy/country'
import { countryAliases } from '~/features/taxonomy/country-aliases'
import { foldName } from '~/features/taxonomy/fold'
import { type ContextItem, type ContextKeys, contextKinds, mostFound, type Picker, pickContextKeys } from './context'
import {
  briefContextSelect,
  contextItemsOf,
  contextSelect,
  countryItem,
  crisisTypeItem,
  guidelineItem,
  phaseItem,
  practiceItem,
  samplePracticeItem,
} from './queries.server'

const LONGEST_QUERY = 100
const MOST_OF_A_KIND = 6

/**
 * What the picker shows for a form that is opened or comes back: what is ticked becomes what is chosen, and what was
 * typed into `contextQuery` is searched for.
 * @param values all fields of the form, or the context to start from
 * @param formats the BCP 47 tag in which countries are named and found
 */
export async function contextPicker(
  values: { readonly [name: string]: string[] } | ContextKeys,
  formats: string,
): Promise<Picker> {
  const query = ('contextQuery' in values ? (values.contextQuery?.[0] ?? '') : '').trim().slice(0, LONGEST_QUERY)
  const selected = await contextItemsOf(pickContextKeys(values), formats)
  if (query === '') return { selected, found: null, query }
  const chosen = new Set(selected.map(({ kind, key }) => `${kind} ${key}`))
  const found = await findForContext(query, formats)
  return { selected, found: found.filter(({ kind, key }) => !chosen.has(`${kind} ${key}`)), query }
}

type Candidate = { item: ContextItem; names: string[]; words: string }

/**
 * What a few letters, words or numbers may mean: crisis types, phases, countries (in the reader's language, in English
 * and by other names), guidelines and sample practices by number ("8", "guideline 8", "8.4") or by their words, and
 * practices by their titles. Case and accents do not matter. At most 12, the best first within each kind.
 */
export async function findForContext(query: string, formats: string): Promise<ContextItem[]> {
  const text = query.trim().slice(0, LONGEST_QUERY)
  const candidates = [...(await thingsToName()), ...countriesToName(formats)]
  const number = /^(?:(?:g|gl|guidelines?|no|nr)\b\.?\s*)?(\d{1,3}(?:\.\d{0,3})?)$/iu.exec(text)?.[1]
  const numbered = number ? candidates.filter(({ item }) => hasNumber(item, number)) : []
  return inOrder(numbered.length > 0 ? numbered : ranked(candidates, foldName(text)))
}

const hasNumber = ({ kind, key }: ContextItem, number: string) =>
  kind === 'guideline'
    ? key === number
    : kind === 'samplePractice' && (key === number || key.startsWith(number.includes('.') ? number : `${number}.`))

function ranked(candidates: Candidate[], query: string): Candidate[] {
  if (query === '') return []
  const words = query.split(' ')
  return candidates
    .map((candidate) => ({ candidate, rank: rankOf(candidate, query, words) }))
    .filter(({ rank }) => rank < Number.POSITIVE_INFINITY)
    .sort((a, b) => a.rank - b.rank)
    .map(({ candidate }) => candidate)
}

/** 0 is the name itself, then what begins with the query, what has its words, what has its letters anywhere. */
function rankOf({ names, words: text }: Candidate, query: string, words: string[]): number {
  if (names.includes(query)) return 0
  if (names.some((name) => name.startsWith(query))) return 1
  if (names.some((name) => words.every((word) => ` ${name}`.includes(` ${word}`)))) return 2
  if (words.every((word) => ` ${text}`.includes(` ${word}`))) return 3
  // Thai, Chinese and others write no spaces between words.
  if (query.length > 1 && names.some((name) => name.includes(query))) return 4
  return Number.POSITIVE_INFINITY
}

/** The best of each kind, kind by kind, so that a page shows them in groups. */
function inOrder(best: Candidate[]): ContextItem[] {
  const counts = new Map<string, number>()
  const few = best.filter(({ item }) => {
    const count = (counts.get(item.kind) ?? 0) + 1
    counts.set(item.kind, count)
    return count <= MOST_OF_A_KIND
  })
  const found = few.slice(0, mostFound).map(({ item }) => item)
  return contextKinds.flatMap((kind) => found.filter((item) => item.kind === kind))
}

const candidate = (item: ContextItem, names: string[], more = ''): Candidate => {
  const folded = names.map(foldName)
  return { item, names: folded, words: foldName(`${names.join(' ')} ${more}`) }
}

let kept: { version: string; things: Promise<Candidate[]> } | undefined

/** All but the countries, read once for each state of the database. */
function thingsToName(): Promise<Candidate[]> {
  const version = databaseVersion()
  if (kept?.version !== version) {
    const things = readThings()
    kept = { version, things }
    things.catch(() => {
      kept = undefined
    })
  }
  return kept.things
}

async function readThings(): Promise<Candidate[]> {
  const { crisisTypes, phases } = briefContextSelect
  const { guidelines, samplePractices, practices } = contextSelect
  const [types, stages, rules, samples, records] = await Promise.all([
    db.crisisType.findMany({ select: crisisTypes.select.crisisType.select, orderBy: { position: 'asc' } }),
    db.crisisPhase.findMany({ select: phases.select.phase.select, orderBy: { position: 'asc' } }),
    db.guideline.findMany({ select: guidelines.select.guideline.select, orderBy: { number: 'asc' } }),
    db.samplePractice.findMany({
      select: samplePractices.select.samplePractice.select,
      orderBy: [{ guidelineNumber: 'asc' }, { number: 'asc' }],
    }),
    db.practice.findMany({ select: practices.select.practice.select, orderBy: { title: 'asc' } }),
  ])
  return [
    ...types.map((type) => candidate(crisisTypeItem(type), [type.label], type.parent?.label)),
    ...stages.map((phase) => candidate(phaseItem(phase), [phase.label])),
    ...rules.map((guideline) => candidate(guidelineItem(guideline), [guideline.title])),
    ...samples.map((sample) => candidate(samplePracticeItem(sample), [sample.text])),
    ...records.map((practice) => candidate(practiceItem(practice), [practice.title])),
  ]
}

const countries = new Map<string, Candidate[]>()

function countriesToName(formats: string): Candidate[] {
  let known = countries.get(formats)
  if (!known) {
    const aliases = Object.entries(countryAliases)
    const byName = new Intl.Collator(formats).compare
    const items = [GLOBAL, ...countryCodes()].map((code) => countryItem(code, formats))
    known = items
      .sort((a, b) => byName(a.label, b.label))
      .map((item) =>
        candidate(item, [
          item.label,
          countryName(item.key, 'en'),
          ...aliases.filter(([, code]) => code === item.key).map(([alias]) => alias),
        ]),
      )
    countries.set(formats, known)
  }
  return known
}
