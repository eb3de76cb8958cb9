import { readCookie } from './cookies'

/** How the site looks: light, dark, or as the device is set ("device", without a cookie). */
export const schemes = ['device', 'light', 'dark'] as const
export type Scheme = (typeof schemes)[number]

const cookieName = 'scheme'
const yearInSeconds = 365 * 86_400

/** The scheme that a browser chose; what is no choice of ours is none. */
export function schemeOf(header: string | null | undefined): Scheme {
  const value = readCookie(header, cookieName)
  return value === 'light' || value === 'dark' ? value : 'device'
}

/** The `Set-Cookie` that keeps a choice for a year, or forgets it. It holds nothing about the person. */
export const schemeCookie = (scheme: Scheme): string =>
  scheme === 'device'
    ? `${cookieName}=; Path=/; Max-Age=0; SameSite=Lax; HttpOnly`
    : `${cookieName}=${scheme}; Path=/; Max-Age=${yearInSeconds}; SameSite=Lax; HttpOnly`
