import { data, redirect } from '@remix-run/node'
import type { FormErrors, FormValues } from './forms'

/**
 * Answers a form post that worked: 303 to the new thing's address, so that reloading sends nothing twice. What no header
 * may hold, as in an id that somebody made up, is percent-encoded.
 */
export const seeOther = (url: string, headers?: HeadersInit) =>
  redirect(url.toWellFormed().replace(/[^!-~]+/gu, encodeURIComponent), { status: 303, headers })

/** The `headers` of a route whose page no browser or proxy may keep, also for a guest. */
export const privatePage = () => ({ 'Cache-Control': 'no-store' })

/** Answers a form post with something wrong in it: 400, with what is wrong and all that was typed. */
export const invalid = <T extends { errors: FormErrors; values: FormValues }>(answer: T) =>
  data(answer, { status: 400 })

/**
 * An address inside this site, for a redirect that a form or a URL asked for.
 * @returns the path with its query and fragment, or the fallback for anything that leads elsewhere
 */
export function localPath(value: unknown, fallback = '/'): string {
  if (typeof value !== 'string' || !/^\/(?![/\\])/.test(value)) return fallback
  if (/[\u0000-\u001F\u007F\\]/.test(value)) return fallback
  const base = 'http://local.invalid'
  const url = URL.canParse(value, base) ? new URL(value, base) : null
  // `/..//host` is a path of ours to a parser, and what is left of it another host to a browser.
  return url && url.origin === base && !url.pathname.startsWith('//') ? url.pathname + url.search + url.hash : fallback
}

/** Whether a request asks for JSON and not for a page. */
export const asksForJson = (request: Request): boolean => {
  const accept = request.headers.get('accept') ?? ''
  return /\bapplication\/json\b/.test(accept) && !/\btext\/html\b/.test(accept)
}

/** The page of this site that led to another one, by what the browser says; "/" where it says nothing. */
export function cameFrom(request: Request): string {
  const referer = request.headers.get('referer') ?? ''
  const { origin, pathname } = new URL(request.url)
  const from = URL.canParse(referer) ? new URL(referer) : null
  return from?.origin === origin && from.pathname !== pathname ? localPath(from.pathname + from.search) : '/'
}
