import { countryCode } from '../taxonomy/country'
import { foldName } from '../taxonomy/fold'
import { splitOutsideParentheses } from './record-values'

/** Bodies that records name again and again; more come from other records and from the members' organizations. */
const wellKnown = [
  'International Organization for Migration (IOM)',
  'United Nations High Commissioner for Refugees (UNHCR)',
  'UN Refugee Agency',
  'International Labour Organization (ILO)',
  'International Federation of Red Cross and Red Crescent Societies (IFRC)',
  'International Committee of the Red Cross (ICRC)',
  "United Nations Children's Fund (UNICEF)",
  'Office for the Coordination of Humanitarian Affairs (OCHA)',
  'United Nations Office for the Coordination of Humanitarian Affairs (UNOCHA)',
  'World Health Organization (WHO)',
  'World Food Programme (WFP)',
  'United Nations Development Programme (UNDP)',
  'United Nations Population Fund (UNFPA)',
  'UN Women',
  'United Nations Office on Drugs and Crime (UNODC)',
  'Intergovernmental Authority on Development (IGAD)',
  'Association of Southeast Asian Nations (ASEAN)',
  'African Union (AU)',
  'European Union (EU)',
  'European Commission (EC)',
  'Economic Community of West African States (ECOWAS)',
  'Organization of American States (OAS)',
  'Organization for Security and Co-operation in Europe (OSCE)',
  'International Centre for Migration Policy Development (ICMPD)',
  'Save the Children',
  'Caritas',
  'Oxfam',
  'World Bank',
]

const withoutAbbreviation = (name: string) => name.replace(/\s*\([^()]*\)\s*$/u, '')

/**
 * Makes the test whether a text is the name of one stakeholder. It is when it (with or without the abbreviation after
 * it) is a name given, such as one that stands alone on another record; when it is "Government of" or "Embassy of" with
 * a country's name; or when it carries its own abbreviation in parentheses, whose letters stand in it in this order.
 */
export function nameTest(names: Iterable<string>): (name: string) => boolean {
  const known = new Set<string>()
  for (const name of [...wellKnown, ...names]) {
    known.add(foldName(name))
    known.add(foldName(withoutAbbreviation(name)))
    const abbreviation = /\(([A-Z][A-Za-z-]{1,9})\)\s*$/u.exec(name)?.[1]
    if (abbreviation) known.add(foldName(abbreviation))
  }
  return (name) =>
    known.has(foldName(name)) ||
    known.has(foldName(withoutAbbreviation(name))) ||
    isGovernment(name) ||
    carriesAbbreviation(name)
}

function isGovernment(name: string): boolean {
  const country = /^(?:the\s+)?(?:(?:federal|royal|national)\s+)?(?:government|embassy)\s+of\s+(?:the\s+)?(.+)$/iu.exec(
    name,
  )
  const code = country && countryCode(withoutAbbreviation(country[1] ?? ''))
  return code !== null && code !== 'global'
}

function carriesAbbreviation(name: string): boolean {
  const parts = /^(.+?)\s*\(([A-Z][A-Za-z-]{1,9})\)$/u.exec(name)
  if (!parts || splitOutsideParentheses(parts[1] ?? '').length !== 1) return false
  const letters = foldName(parts[1] ?? '').replaceAll(' ', '')
  const wanted = foldName(parts[2] ?? '').replaceAll(' ', '')
  let at = 0
  for (const letter of letters) if (letter === wanted[at]) at++
  return letters[0] === wanted[0] && at === wanted.length
}

/**
 * Splits the line of stakeholders at commas outside parentheses, if every part is a known name; a name may hold a comma
 * or "and" itself. @returns the names, or null where the line cannot be told apart
 */
export function splitStakeholders(line: string, isName: (name: string) => boolean): string[] | null {
  const parts = splitOutsideParentheses(line).map((part) => part.replace(/^and\s+/iu, '').replace(/\.$/u, ''))
  if (parts.length <= 1) {
    const single = parts[0] ?? line
    const joined = single.split(/\s+and\s+/iu)
    if (joined.length > 1 && !isName(single)) return joined.every(isName) ? joined : [single]
    return [single]
  }
  const names: string[] = []
  for (let at = 0; at < parts.length; ) {
    let length = Math.min(parts.length - at, 4)
    while (length > 0 && !isName(parts.slice(at, at + length).join(', '))) length--
    if (length > 0) {
      names.push(parts.slice(at, at + length).join(', '))
      at += length
      continue
    }
    const joined = (parts[at] ?? '').split(/\s+and\s+/iu)
    if (joined.length < 2 || !joined.every(isName)) return null
    names.push(...joined)
    at++
  }
  return names
}
