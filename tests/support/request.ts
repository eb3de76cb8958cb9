import { luciaFor } from '~/features/members/lucia.server'
import type { Viewer } from '~/features/members/viewer'
import { AppError } from '~/lib/errors'
import { handlingRequest } from '~/lib/request.server'

/** Where the requests of tests seem to go. */
export const origin = 'http://localhost:3000'

/** A GET as a browser sends it; signed in as `viewer`, by a real row and its cookie, where one is given. */
export const get = async (path: string, viewer?: Viewer | null): Promise<Request> =>
  new Request(origin + path, { headers: await cookieOf(viewer) })

/** A form post as a browser sends it. A list is a repeated field. */
export async function post(
  path: string,
  fields: Record<string, string | string[]> = {},
  viewer?: Viewer | null,
): Promise<Request> {
  const body = new URLSearchParams()
  for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one)
  return new Request(origin + path, { method: 'POST', body, headers: { ...(await cookieOf(viewer)), origin } })
}

async function cookieOf(viewer?: Viewer | null): Promise<Record<string, string>> {
  if (!viewer) return {}
  const session = await luciaFor(false).createSession(viewer.id, { createdAt: new Date() })
  return { cookie: `auth_session=${session.id}` }
}

/** What a route answered, however it did: by a value, data(), a Response or something thrown. */
export type Answer = {
  status: number
  /** The path of a redirect, with its query and fragment. */
  location: string | null
  headers: Headers
  /** What the page is rendered from; the parsed JSON or the text of a Response; {key, params} of an AppError. */
  // biome-ignore lint/suspicious/noExplicitAny: each test knows what its route answers
  data: any
}

// biome-ignore lint/suspicious/noExplicitAny: loaders and actions differ in what they answer
type RouteFunction = (args: any) => unknown

/** Runs a route's loader or action on a request, as the server does. Faults that are no answer are thrown. */
export async function run(
  route: RouteFunction,
  request: Request | Promise<Request>,
  params: Record<string, string> = {},
): Promise<Answer> {
  const asked = await request
  let answer: Answer | undefined
  const { headers } = await handlingRequest('127.0.0.1', async () => {
    answer = await answerOf(() => route({ request: asked, params, context: {} }))
    return new Response()
  })
  for (const cookie of headers.getSetCookie()) answer?.headers.append('Set-Cookie', cookie)
  return answer as Answer
}

async function answerOf(work: () => unknown): Promise<Answer> {
  try {
    return await unwrap(await work())
  } catch (thrown) {
    if (thrown instanceof AppError) {
      return {
        status: thrown.status,
        location: null,
        headers: new Headers(),
        data: { key: thrown.key, params: thrown.params },
      }
    }
    if (thrown instanceof Response || isData(thrown)) return unwrap(thrown)
    throw thrown
  }
}

type WithInit = { type: 'DataWithResponseInit'; data: unknown; init: ResponseInit | null }

const isData = (value: unknown): value is WithInit =>
  (value as WithInit | null | undefined)?.type === 'DataWithResponseInit'

async function unwrap(value: unknown): Promise<Answer> {
  if (value instanceof Response) {
    const text = await value.text()
    const isJson = value.headers.get('content-type')?.includes('json')
    return {
      status: value.status,
      location: value.headers.get('location'),
      headers: value.headers,
      data: isJson ? JSON.parse(text) : text,
    }
  }
  if (isData(value)) {
    const headers = new Headers(value.init?.headers)
    return { status: value.init?.status ?? 200, location: headers.get('location'), headers, data: value.data }
  }
  return { status: 200, location: null, headers: new Headers(), data: value }
}
