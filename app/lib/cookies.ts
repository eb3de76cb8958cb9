/** The names of the sign-in's cookie: behind TLS, and on a plain line. */
export const signInCookies = { secure: '__Host-auth_session', plain: 'auth_session' } as const

/**
 * The value of a cookie as the browser sent it, the first of that name. Nothing is decoded: a stray % in another cookie
 * is no concern of ours, and a name has one spelling.
 * @returns null where there is none
 */
export function readCookie(header: string | null | undefined, name: string): string | null {
  for (const pair of header?.split(';') ?? []) {
    const at = pair.indexOf('=')
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim()
  }
  return null
}

/** Whether a request brings a sign-in, valid or not: its page is nobody else's. */
export const bearsSignIn = (header: string | null | undefined): boolean =>
  Object.values(signInCookies).some((name) => readCookie(header, name) !== null)
