import type { IncomingMessage } from 'node:http'
import type { Settings } from './settings.server'

/** Where a request comes from and under which address it reached us. */
export type Arrival = {
  /** Such as `https://exchange.example.org`; null where the Host header is nonsense. */
  origin: string | null
  secure: boolean
  /** The network address of the client. */
  address: string
}

const last = (header: string | string[] | undefined) => header?.toString().split(',').at(-1)?.trim()

/**
 * Reads scheme, host and client address. `X-Forwarded-*` counts only behind a trusted proxy, and then its last value,
 * which that proxy wrote itself.
 */
export function arrivalOf(request: IncomingMessage, settings: Pick<Settings, 'ORIGIN' | 'TRUST_PROXY'>): Arrival {
  const { headers, socket } = request
  const trusted = settings.TRUST_PROXY
  const address = (trusted && last(headers['x-forwarded-for'])) || socket.remoteAddress || 'unknown'
  const scheme =
    (trusted && last(headers['x-forwarded-proto'])) || (settings.ORIGIN?.startsWith('https:') ? 'https' : 'http')
  const secure = scheme === 'https'
  if (settings.ORIGIN)
    return { origin: settings.ORIGIN, secure: secure || settings.ORIGIN.startsWith('https:'), address }
  const host = (trusted && last(headers['x-forwarded-host'])) || headers.host
  const valid = host && /^[a-z0-9.-]{1,253}(:\d{1,5})?$|^\[[0-9a-f:.]{2,45}\](:\d{1,5})?$/i.test(host)
  const origin = `${secure ? 'https' : 'http'}://${host}`
  return { origin: valid && URL.canParse(origin) ? new URL(origin).origin : null, secure, address }
}

/**
 * Whether a browser sends this from our own pages: by `Sec-Fetch-Site`, by `Origin`, else by `Referer` (OWASP
 * Cross-Site Request Forgery cheat sheet). A program that sends none of them is no browser and carries no stolen cookie.
 */
export function isFromOwnPages(headers: IncomingMessage['headers'], origin: string | null): boolean {
  const site = headers['sec-fetch-site']
  if (site && site !== 'same-origin' && site !== 'none') return false
  if (headers.origin) return headers.origin === origin
  const referrer = headers.referer
  return !referrer || (URL.canParse(referrer) && new URL(referrer).origin === origin)
}
