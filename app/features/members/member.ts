import { z } from 'zod'
import type { MessageKey } from '~/i18n/translate'
import { beginning, type FormValues, lineInput } from '~/lib/forms'
import { roles, type Viewer } from './viewer'

/** Who acts on members: an administrator's viewer, or whoever runs commands on the server itself. */
export type Actor = Viewer | 'operator'

/** Whether someone may change other people's accounts and the site's lists. */
export const canAdminister = (by: Actor | null): boolean => by === 'operator' || by?.role === 'administrator'

/** An e-mail address: trimmed, in lower case, of the shape that HTML's own e-mail field allows, 254 characters at most (RFC 5321). */
export const emailInput = z
  .string()
  .transform((value) => beginning(value, 254).normalize('NFC').trim().toLowerCase())
  .pipe(
    z
      .string()
      .min(1, 'members.email.missing')
      .max(254, 'members.email.wrong')
      .regex(z.regexes.html5Email, 'members.email.wrong'),
  )

export const nameInput = lineInput(100, 'members.name.missing')
export const organizationInput = lineInput(200, 'members.organization.missing')
const stakeholderTypeInput = z
  .string()
  .min(1, 'members.stakeholderType.missing')
  .max(120, 'members.stakeholderType.unknown')
/** As typed: spaces belong to a password. How long and how common it may be is the matter of password.server.ts. */
const secretInput = (missing: MessageKey) => z.string().min(1, missing)
export const roleInput = z.enum(roles, 'members.role.unknown')

export const signUpInput = z.object({
  name: nameInput,
  email: emailInput,
  password: secretInput('members.password.missing'),
  organization: organizationInput,
  stakeholderType: stakeholderTypeInput,
  /** The browser's own, where a script could ask it. */
  timeZone: z.string().transform((name) => (isTimeZone(name) ? name : 'UTC')),
})

/** What is no address belongs to nobody: it is answered like a wrong password, not with a lesson on addresses. */
export const signInInput = z.object({
  email: z
    .string()
    .transform((value) => beginning(value, 254).normalize('NFC').trim().toLowerCase())
    .pipe(z.string().min(1, 'members.email.missing')),
  password: secretInput('members.password.missing'),
  redirectTo: z.string(),
})

/** A person names at most this many countries and languages. */
export const mostCountries = 5
export const mostLanguages = 5

const several = (most: number) =>
  z.array(z.string()).transform((values) => [...new Set(values.filter((value) => value !== ''))].slice(0, most))

export const profileInput = z.object({
  name: nameInput,
  organization: organizationInput,
  stakeholderType: stakeholderTypeInput,
  country: several(mostCountries).refine((codes) => codes.every(isCountryCode), 'members.country.unknown'),
  language: several(mostLanguages).refine(
    (tags) => tags.every((tag) => languageTags.includes(tag)),
    'members.language.unknown',
  ),
  expertise: z
    .string()
    .transform((value) => value.toWellFormed().trim())
    .pipe(z.string().max(500, 'site.errors.tooLong')),
  timeZone: z.string().refine(isTimeZone, 'members.timeZone.unknown'),
})
export type ProfileInput = z.output<typeof profileInput>

export const passwordInput = z.object({
  currentPassword: secretInput('members.password.currentMissing'),
  newPassword: secretInput('members.password.missing'),
})

export const newPasswordInput = z.object({ password: secretInput('members.password.missing') })

export const mergeInput = z.object({
  from: organizationInput,
  into: organizationInput,
})

/** What an administrator does to one member; `role` counts for the first. */
export const memberActInput = z.object({
  intent: z.enum(['role', 'ban', 'unban', 'reset']),
  memberId: z.string().max(64),
  role: z.enum([...roles, '']),
})

export const firstAdministratorInput = z.object({
  name: nameInput,
  email: emailInput,
  password: secretInput('members.password.missing'),
})

/** The languages that a profile offers: those of the United Nations and of the regions that the Guidelines speak of. */
export const languageTags = [
  ...[
    'am',
    'ar',
    'az',
    'bn',
    'bg',
    'my',
    'ca',
    'zh',
    'ceb',
    'nl',
    'en',
    'tl',
    'fr',
    'ka',
    'de',
    'el',
    'ha',
    'hi',
    'id',
  ],
  ...['it', 'ja', 'km', 'ko', 'ku', 'ky', 'lo', 'ms', 'ne', 'om', 'ps', 'fa', 'pl', 'pt', 'pa', 'ro', 'ru', 'si', 'so'],
  ...['es', 'sw', 'ta', 'tg', 'te', 'th', 'ti', 'tr', 'uk', 'ur', 'uz', 'vi', 'yo'],
]

const regionNames = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
const isCountryCode = (code: string) => /^[A-Z]{2}$/.test(code) && regionNames.of(code) !== undefined

/** Whether a text is the name of a time zone that times can be shown in. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z0-9_+\-/]{2,60}$/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/**
 * What two spellings of an organization's name have in common: lower case, without accents, punctuation and repeated
 * spaces. A name of signs alone is its own key.
 */
export function organizationKey(name: string): string {
  const key = name
    .normalize('NFKD')
    .replace(/(?<=\p{Script=Latin})\p{M}+/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim()
  return key || name.trim()
}

/** What was typed, without the passwords: a form that comes back shows none. */
export const withoutPasswords = (values: FormValues): FormValues =>
  Object.fromEntries(Object.entries(values).filter(([name]) => !/password/i.test(name)))

/** The languages to choose from, named and sorted in the reader's language. @param formats BCP 47 */
export function languageChoices(formats: string): { value: string; label: string }[] {
  const names = new Intl.DisplayNames([formats, 'en'], { type: 'language' })
  return languageTags
    .map((value) => ({ value, label: names.of(value) ?? value }))
    .sort((a, b) => a.label.localeCompare(b.label, formats))
}

/** The time zones to choose from, by name. @param present one that is in use and so among them, whatever its spelling */
export const timeZoneChoices = (present: string): { value: string; label: string }[] =>
  [...new Set(['UTC', present, ...Intl.supportedValuesOf('timeZone')])].map((value) => ({
    value,
    label: value.replaceAll('_', ' '),
  }))
