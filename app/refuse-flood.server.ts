import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { networkOf } from './features/members/guessing.server'
import { translate } from './i18n/translate'
import { readCookie, signInCookies } from './lib/cookies'
import { AppError } from './lib/errors'
import type { Refusal } from './lib/http-handler.server'
import { rateLimit } from './lib/rate-limit.server'
import type { Arrival } from './lib/request-origin.server'
import { settings } from './lib/settings.server'

/** Writing: by sign-in, and wider by address, since an office shares one. */
const writesBySignIn = rateLimit('write-sign-in', 120, 60)
const writesByAddress = rateLimit('write-address', 600, 60)
/** Reading: only against a flood, since a page of a guest costs little. A member's is made anew each time. */
const readsByAddress = rateLimit('read-address', 1_500, 10)
const readsBySignIn = rateLimit('read-sign-in', 300, 10)
/** Reading what costs more than a page: searches, filters, comparisons. */
const askedByAddress = rateLimit('ask-address', 200, 10)
/** Whole lists and records as files, which read everything that they hold. */
const filesByAddress = rateLimit('file-address', 30, 60)
const files = /^\/(?:lessons|practices|threads|sessions\/[^/]+)\.(?:csv|json|md)(?:\?|$)/
const costly =
  /^\/(?:search|context|practices|lessons|threads|sessions|coverage|similar)\?|^\/(?:posts\/[^/]+\/history|sessions\/[^/]+\/(?:messages|notes|record)|lessons\/[^/]+\/versions)/

/** Sockets that open: a full hall behind one address may come back at once. */
const socketsByAddress = rateLimit('socket-address', 1_200, 60)

/** Refuses who sends more than a person, or an office of persons, can. @returns null for everybody else */
export async function refuseFlood(
  request: IncomingMessage,
  { address }: Arrival,
  asks: 'page' | 'socket' = 'page',
): Promise<Refusal | null> {
  try {
    const network = networkOf(address)
    const signIn = signInOf(request)
    if (asks === 'socket') await socketsByAddress.take(network)
    else if (request.method !== 'POST') {
      await readsByAddress.take(network)
      if (signIn) await readsBySignIn.take(signIn)
      if (costly.test(request.url ?? '')) await askedByAddress.take(network)
      if (files.test(request.url ?? '')) await filesByAddress.take(network)
    } else {
      await writesByAddress.take(network)
      if (signIn) await writesBySignIn.take(signIn)
    }
    return null
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return {
      status: error.status,
      sentence: translate(settings().LOCALE)(error.key, error.params),
      retryAfter: Number(error.params.seconds),
    }
  }
}

/** The sign-in that a request names, valid or not, so that it is not kept as it is. */
function signInOf({ headers: { cookie } }: IncomingMessage): string | null {
  const value = readCookie(cookie, signInCookies.secure) ?? readCookie(cookie, signInCookies.plain)
  return value && createHash('sha256').update(value).digest('base64url')
}
