import { z } from 'zod'
import { countryCode, GLOBAL } from '~/features/taxonomy/country'
import type { Translate } from '~/i18n/translate'
import { isCalendarDate, latestDay } from '~/lib/calendar-date'
import { lineInput, textInput } from '~/lib/forms'
import { clientIdInput } from '~/lib/ids'

/** Did it help? */
export const helpedAnswers = ['yes', 'partly', 'no'] as const
export type Helped = (typeof helpedAnswers)[number]

/** The fields of the form that others read. */
export const reuseTexts = ['crisis', 'changed', 'why']

export const longestCrisis = 150
export const longestAnswer = 2_000

/** The form of "I used this". Where it did not help it has to say why: that is what the next one needs to know. */
export const reuseInput = z
  .object({
    /** ISO 3166-1 alpha-2; a name of a country in English is taken for its code. */
    country: z
      .string()
      .transform((value) => countryCode(value) ?? countryCode(value.trim().toUpperCase()) ?? '')
      .refine((code) => code !== '' && code !== GLOBAL, 'reuses.errors.country'),
    crisis: lineInput(longestCrisis, 'reuses.errors.crisis'),
    when: z
      .string()
      .trim()
      .refine(isCalendarDate, 'reuses.errors.when')
      .refine((value) => !isCalendarDate(value) || value <= latestDay(), 'reuses.errors.whenFuture'),
    changed: textInput(longestAnswer),
    helped: z.enum(helpedAnswers, 'reuses.errors.helped'),
    why: textInput(longestAnswer),
    clientId: clientIdInput,
  })
  .refine(({ helped, why }) => helped !== 'no' || why.trim() !== '', { path: ['why'], message: 'reuses.errors.why' })
export type ReuseInput = z.output<typeof reuseInput>

/** What was used: a lesson or a practice, by its id. */
export type ReuseSubject = { lessonId: string } | { practiceId: string }

/** The uses of one thing, counted. */
export type UseCounts = {
  used: number
  helped: number
  helpedPartly: number
  failed: number
  countries: number
  /** The labels of the kinds of stakeholder who used it, in the order of their list. */
  kinds: string[]
}

/** A sentence names this many kinds of stakeholder, or one more, and counts the others. */
const mostKinds = 3

/**
 * The uses of a thing as a sentence, in two parts so that a page can link the second: "used 4 times in 3 countries by
 * State of Origin and NGOs" and "failed once".
 * @param formats the BCP 47 tag in which lists are joined
 * @returns null where nobody has used it; `failed` is null where it never failed
 */
export function reuseSummary(
  t: Translate,
  { used, failed, countries, kinds }: UseCounts,
  formats: string,
): { used: string; failed: string | null } | null {
  if (used === 0) return null
  const others = kinds.length - mostKinds
  const shown = others > 1 ? [...kinds.slice(0, mostKinds), t('reuses.summary.otherKinds', { count: others })] : kinds
  const params = {
    times: t('reuses.summary.times', { count: used }),
    where: t('reuses.summary.countries', { count: countries }),
    kinds: new Intl.ListFormat(formats, { type: 'conjunction' }).format(shown),
  }
  return {
    used: t(kinds.length > 0 ? 'reuses.summary.used' : 'reuses.summary.usedBySomebody', params),
    failed: failed > 0 ? t('reuses.summary.failed', { count: failed }) : null,
  }
}
