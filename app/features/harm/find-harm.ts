import { cuesOf } from './cues'
import { exemptStretches } from './exempt'
import { findAccounts, findBirths, findIdentities, findVehicles, findVessels } from './find-identities'
import { findMails } from './find-mails'
import { findFates, findNames } from './find-names'
import { findPhones } from './find-phones'
import { findMovements, findPlaces } from './find-places'
import type { Circumstances, Finding } from './harm'
import { readable } from './readable'
import { overlaps, type Stretch } from './stretch'

/**
 * What in a text may identify or endanger a person: phone numbers, mail addresses, numbers of passports, identities and
 * cases, dates of birth, spots on the map, accounts, names after honorifics, plates, vessels. Public lines of
 * institutions and officials in their role pass. In a conflict also bare names beside what was done to somebody, and
 * when and where people will move. The time grows in proportion to the length.
 * @returns places in the text as written, in their order, none overlapping
 */
export function findHarm(text: string, { conflict = false }: Circumstances = {}): Finding[] {
  const read = readable(text)
  const cues = cuesOf(read)
  const exempt = exemptStretches(read)
  const isExempt = (start: number, end: number) => exempt.some((one) => overlaps(one, { start, end }))
  const certain = [
    ...findPlaces(read, cues, conflict),
    ...findMails(read, cues),
    ...findAccounts(read, cues),
    ...findVessels(read),
    ...findBirths(read),
    ...findIdentities(read, cues, isExempt),
    ...findVehicles(read, conflict, isExempt),
  ]
  const found = [
    ...certain,
    ...findPhones(read, cues, exempt),
    ...findNames(read),
    ...(conflict ? [...findFates(read), ...findMovements(read)] : []),
  ]
  return distinct(found).map(({ kind, start, end }) => ({ kind, ...read.original(start, end) }))
}

/** In their order; of those that overlap, the one found first counts and grows over the other. */
function distinct(found: Stretch[]): Stretch[] {
  const rank = new Map(found.map((one, at) => [one, at]))
  const kept: Stretch[] = []
  for (const one of [...found].sort((a, b) => a.start - b.start)) {
    const last = kept.at(-1)
    if (!last || !overlaps(last, one)) {
      kept.push({ ...one })
      rank.set(kept.at(-1) as Stretch, rank.get(one) ?? 0)
      continue
    }
    if ((rank.get(one) ?? 0) < (rank.get(last) ?? 0)) {
      last.kind = one.kind
      rank.set(last, rank.get(one) ?? 0)
    }
    last.end = Math.max(last.end, one.end)
  }
  return kept
}
