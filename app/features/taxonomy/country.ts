import { countryAliases, isoCountries } from './country-aliases'
import { foldName } from './fold'

/** The value beside the codes of ISO 3166-1: something that is not about single countries. */
export const GLOBAL = 'global'

const codes = new Set(isoCountries)
const displayNames = new Map<string, Intl.DisplayNames>()
let byName: Map<string, string> | undefined

/** Every officially assigned code of ISO 3166-1 alpha-2, in order of the alphabet; "global" is not among them. */
export const countryCodes = (): string[] => [...isoCountries]

/** Whether a value is what a context may hold as country: an assigned code in capitals, or "global". */
export const isCountry = (value: string): boolean => value === GLOBAL || codes.has(value)

/**
 * Finds the country that a text names in English, however it spells it: case, accents, punctuation and "the" do not
 * matter; "Korea, Republic of", "Korea (Republic of)" and "Republic of Korea" are one; a code in capitals is taken.
 * @returns the code of ISO 3166-1 alpha-2, "global", or null where the name is not known or stands for several.
 */
export function countryCode(text: string): string | null {
  const trimmed = text.trim()
  if (trimmed === '' || trimmed.length > 120) return null
  if (codes.has(trimmed)) return trimmed
  const names = knownNames()
  for (const spelling of spellings(trimmed)) {
    const code = names.get(foldName(spelling)) ?? names.get(withoutForm(foldName(spelling)))
    if (code) return code
  }
  return null
}

/** A country's name in the reader's language. @param code of ISO 3166-1 alpha-2, or "global" @param locale BCP 47 */
export function countryName(code: string, locale = 'en'): string {
  if (code === GLOBAL) return 'Global'
  if (!codes.has(code)) return code
  return displayNamesIn(locale).of(code) ?? code
}

function displayNamesIn(locale: string): Intl.DisplayNames {
  let names = displayNames.get(locale)
  if (!names) {
    names = new Intl.DisplayNames([locale, 'en'], { type: 'region' })
    displayNames.set(locale, names)
  }
  return names
}

function knownNames(): Map<string, string> {
  if (byName) return byName
  byName = new Map()
  const english = displayNamesIn('en')
  for (const code of isoCountries) {
    const name = english.of(code)
    if (name) byName.set(foldName(name), code)
  }
  for (const [name, code] of Object.entries(countryAliases)) {
    for (const spelling of spellings(name)) byName.set(foldName(spelling), code)
  }
  return byName
}

/** The text, and where it is "Base (form of)" or "Base, form of", also "form of Base". */
function spellings(text: string): string[] {
  const turned = /^([^(),]+)[(,]\s*([^()]+?)\)?$/u.exec(text)
  return turned ? [text, `${turned[2]} ${turned[1]}`] : [text]
}

// "Republic of the Philippines" is the Philippines; names that mean another country without their form are aliases.
const withoutForm = (folded: string) =>
  folded.replace(
    /^(?:(?:federal|democratic|islamic|socialist|arab|people|peoples|oriental|independent|bolivarian|plurinational|sultanate|cooperative|united) )*(?:republic|kingdom|state|states|commonwealth|federation|principality|grand duchy|sultanate|union) of /u,
    '',
  )
