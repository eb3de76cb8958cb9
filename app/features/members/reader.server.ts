import Negotiator from 'negotiator'
import type { Reader } from '~/i18n/locale'
import { settings } from '~/lib/settings.server'
import { viewerOf } from './viewer.server'

/** The kinds of English whose habits for dates and numbers differ; the first is the default. */
const englishes = ['en-GB', 'en-US', 'en-AU', 'en-CA', 'en-IN', 'en-ZA']

/**
 * In which language and zone somebody reads: the member's zone, UTC for a guest; dates after the habits of the
 * browser's kind of English. Further languages join with their catalogues.
 */
export async function readerOf(request: Request): Promise<Reader> {
  const viewer = await viewerOf(request)
  const header = request.headers.get('accept-language') ?? undefined
  const [formats] = new Negotiator({ headers: { 'accept-language': header } }).languages(englishes)
  return { locale: settings().LOCALE, formats: formats ?? 'en-GB', timeZone: viewer?.timeZone ?? 'UTC' }
}
