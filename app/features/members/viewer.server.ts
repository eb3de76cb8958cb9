import { redirect } from '@remix-run/node'
import { readCookie, signInCookies } from '~/lib/cookies'
import { notFound } from '~/lib/errors'
import { answerWithCookie, onceFor } from '~/lib/request.server'
import { luciaFor } from './lucia.server'
import { isAdministrator, isReviewer, type Viewer } from './viewer'

/** A viewer with the id of the sign-in that vouches for him or her; `signInId` is the cookie's secret value. */
export type SignedIn = { viewer: Viewer; signInId: string; fresh: boolean }

/**
 * Finds who a cookie header belongs to.
 * @param secure whether the line is TLS, which decides the cookie's name
 * @returns null for guests, ended sign-ins and banned members
 */
export async function signedInBy(cookies: string | null, secure: boolean): Promise<SignedIn | null> {
  // A line that is not TLS may come from a proxy that does not say so; a browser never sends a `__Host-` cookie on one.
  const signInId =
    readCookie(cookies, signInCookies.secure) || (secure ? null : readCookie(cookies, signInCookies.plain))
  if (!signInId || !/^[a-z0-9]{20,80}$/.test(signInId)) return null
  const { user, session } = await luciaFor(secure).validateSession(signInId)
  return user ? { viewer: user, signInId, fresh: session.fresh } : null
}

const isSecure = (request: Request) => request.url.startsWith('https:')

/** The sign-in that a request comes with, looked up once a request. */
export const signInOf = (request: Request): Promise<SignedIn | null> =>
  onceFor('signIn', async () => {
    const signedIn = await signedInBy(request.headers.get('cookie'), isSecure(request))
    if (signedIn?.fresh) answerWithCookie(signInCookie(request, signedIn.signInId))
    return signedIn
  })

/** Who is looking, or null for a guest. For routes only: queries and verbs take the viewer. */
export const viewerOf = async (request: Request): Promise<Viewer | null> => (await signInOf(request))?.viewer ?? null

/**
 * The member who is looking.
 * @throws a redirect to the sign-in page, which leads back here
 */
export async function requireViewer(request: Request): Promise<Viewer> {
  const viewer = await viewerOf(request)
  if (viewer) return viewer
  const url = new URL(request.url)
  const back = request.method === 'GET' ? url.pathname + url.search : url.pathname
  throw redirect(`/sign-in?redirectTo=${encodeURIComponent(back)}`, { status: request.method === 'GET' ? 302 : 303 })
}

/** A moderator or administrator. For others the page does not exist. @throws AppError 404 */
export async function requireReviewer(request: Request): Promise<Viewer> {
  const viewer = await viewerOf(request)
  if (!viewer || !isReviewer(viewer)) throw notFound()
  return viewer
}

/** An administrator. For others the page does not exist. @throws AppError 404 */
export async function requireAdministrator(request: Request): Promise<Viewer> {
  const viewer = await viewerOf(request)
  if (!viewer || !isAdministrator(viewer)) throw notFound()
  return viewer
}

/** The Set-Cookie value that signs a browser in, for the line the request came on. */
export const signInCookie = (request: Request, signInId: string): string =>
  luciaFor(isSecure(request)).createSessionCookie(signInId).serialize()

/** The Set-Cookie value that makes a browser forget its sign-in. */
export const signOutCookie = (request: Request): string =>
  luciaFor(isSecure(request)).createBlankSessionCookie().serialize()
