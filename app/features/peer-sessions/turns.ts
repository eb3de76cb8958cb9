import { fewestOfKind } from './gate'

/** Somebody who took the word: how often, and of which kind of stakeholder (null: not said). */
export type Voice = { kind: string | null; turns: number }
/** How many turns the people of a kind took; kind null: of all other kinds together. */
export type KindTurns = { kind: string | null; turns: number }

/** So many people of one kind must be there before its number stands by itself. */
const fewestToShow = (neutral: boolean): number => (neutral ? fewestOfKind : 2)

/**
 * The turns of messages: what one person writes without a break is one.
 * @param authors of the messages in their order
 */
export function turnsOfMessages(authors: readonly string[]): Map<string, number> {
  const turns = new Map<string, number>()
  authors.forEach((author, index) => {
    if (author !== authors[index - 1]) turns.set(author, (turns.get(author) ?? 0) + 1)
  })
  return turns
}

/**
 * How the turns are shared among kinds of stakeholder, by the name of the kind: never a ranking, and no number that is
 * about one person. Kinds with too few people (one; under the Chatham House Rule fewer than three) are put together, and
 * left out where that would be one person.
 * @param people all who are or were there, also those who said nothing
 */
export function shareTurns(people: readonly Voice[], neutral: boolean): KindTurns[] {
  const kinds = new Map<string, Voice[]>()
  const others: Voice[] = []
  for (const one of people) {
    if (one.kind === null) others.push(one)
    else kinds.set(one.kind, [...(kinds.get(one.kind) ?? []), one])
  }
  const sum = (list: readonly Voice[]) => list.reduce((all, { turns }) => all + turns, 0)
  const shown: KindTurns[] = []
  for (const [kind, list] of [...kinds].sort(([a], [b]) => a.localeCompare(b, 'en'))) {
    if (list.length >= fewestToShow(neutral)) shown.push({ kind, turns: sum(list) })
    else others.push(...list)
  }
  return others.length > 1 ? [...shown, { kind: null, turns: sum(others) }] : shown
}
