import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream as WebStream } from 'node:stream/web'
import { schemeOf } from './appearance'
import { bearsSignIn } from './cookies'
import { encode, encoder, encodingOf, etagOf, type pageCache, type StoredPage } from './page-cache.server'
import { readBody } from './request-body.server'
import { type Arrival, arrivalOf, isFromOwnPages } from './request-origin.server'
import type { securityHeaders } from './security-headers.server'
import type { Settings } from './settings.server'

export type HttpParts = {
  settings: Settings
  development: boolean
  headers: ReturnType<typeof securityHeaders>
  /** Files of the build; calls back where there is none of that name. */
  files: (request: IncomingMessage, response: ServerResponse, next: () => void) => void
  cache: ReturnType<typeof pageCache>
  /** Refuses a flood: throws an answer's sentence, or returns. */
  refuse: (request: IncomingMessage, arrival: Arrival) => Promise<Refusal | null>
  /** The application. */
  respond: (request: Request, arrival: Arrival) => Promise<Response>
  sentences: Record<'badRequest' | 'crossSite' | 'tooLarge' | 'method' | 'notFound' | 'unexpected', string>
  report: (error: unknown) => void
}
export type Refusal = { status: number; sentence: string; retryAfter?: number }

/** Pages with a longer address, of which no two are alike, are not kept. */
const longestKept = 2_000

const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`)

/** Ends a request that never reaches the application with a short page of its own. */
function answerPlainly(response: ServerResponse, { status, sentence, retryAfter }: Refusal) {
  if (response.headersSent || response.destroyed) return
  if (retryAfter) response.setHeader('Retry-After', String(retryAfter))
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    ...(status === 413 ? { Connection: 'close' } : {}),
  })
  response.end(
    `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(sentence)}</title><main><h1>${escapeHtml(sentence)}</h1></main></html>`,
  )
}

const hasSession = (request: IncomingMessage) => bearsSignIn(request.headers.cookie)
const isText = (type: string | null) =>
  /^(?:text\/|application\/(?:json|javascript|xml|.*\+json|.*\+xml))/.test(type ?? '')

/**
 * The way of every HTTP request through the process: headers, refusals, files, guests' kept pages, and only then the
 * application. It answers each request, whatever its bytes.
 */
export function httpHandler(parts: HttpParts) {
  const { settings, cache, sentences } = parts

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      await answer(request, response)
    } catch (error) {
      if (response.destroyed || request.destroyed) return
      parts.report(error)
      answerPlainly(response, { status: 500, sentence: sentences.unexpected })
    }
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const arrival = arrivalOf(request, settings)
    parts.headers(request, response, arrival.secure)
    const refusal = await refusalOf(request, arrival)
    if (refusal) return answerPlainly(response, refusal)

    const reads = request.method === 'GET' || request.method === 'HEAD'
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
    if (reads && /\.[a-z0-9]{2,5}$/.test(path)) {
      if (await new Promise<boolean>((done) => servedFile(request, response, done))) return
    }
    const keyOfPage =
      reads && !hasSession(request) && (request.url ?? '').length <= longestKept ? cacheKey(request, arrival) : null
    const kept = keyOfPage && cache.get(keyOfPage)
    if (kept) return send(request, response, kept)
    return fromApplication(request, response, arrival, keyOfPage)
  }

  function servedFile(request: IncomingMessage, response: ServerResponse, done: (served: boolean) => void) {
    response.once('finish', () => done(true))
    response.once('close', () => done(true))
    // A file that went away, or no file handle that is free, ends this answer and not the process.
    response.once('pipe', (file) => {
      file.once('error', (error) => {
        parts.report(error)
        response.destroy()
      })
    })
    parts.files(request, response, () => done(false))
  }

  async function refusalOf(request: IncomingMessage, arrival: Arrival): Promise<Refusal | null> {
    if (!['GET', 'HEAD', 'POST'].includes(request.method ?? '')) return { status: 405, sentence: sentences.method }
    if (!arrival.origin || !isAddress(request.url)) return { status: 400, sentence: sentences.badRequest }
    if (request.method === 'POST' && !isFromOwnPages(request.headers, arrival.origin)) {
      return { status: 403, sentence: sentences.crossSite }
    }
    if (asksForData(request.url ?? '')) return { status: 404, sentence: sentences.notFound }
    return parts.refuse(request, arrival)
  }

  function cacheKey(request: IncomingMessage, { origin }: Arrival): string {
    const { 'accept-encoding': encodings, 'accept-language': languages, cookie } = request.headers
    const form = `${encodingOf(encodings)} ${schemeOf(cookie)} ${String(languages ?? '').slice(0, 40)}`
    return `${origin} ${request.url} ${form}`
  }

  async function fromApplication(
    request: IncomingMessage,
    response: ServerResponse,
    arrival: Arrival,
    keyOfPage: string | null,
  ): Promise<void> {
    const body = request.method === 'POST' ? await readBody(request) : undefined
    if (body === null) return answerPlainly(response, { status: 413, sentence: sentences.tooLarge })
    if (body && !(await isForm(request, body)))
      return answerPlainly(response, { status: 400, sentence: sentences.badRequest })

    const madeAt = cache.version()
    const result = await parts.respond(toRequest(request, arrival, body), arrival)
    if (isFile(result)) return sendFile(request, response, result)
    const page = await toPage(request, result)
    if (
      keyOfPage &&
      result.status === 200 &&
      page.headers['cache-control'] === 'no-cache' &&
      !page.headers['set-cookie']
    ) {
      cache.set(keyOfPage, page, madeAt)
    }
    send(request, response, page)
  }

  /** A file is sent as it is written, since it may be long, and only as fast as it is taken. */
  async function sendFile(request: IncomingMessage, response: ServerResponse, result: Response): Promise<void> {
    const { headers } = headersOf(request, result)
    const encoding = encodingOf(request.headers['accept-encoding'])
    if (encoding !== 'identity') headers['content-encoding'] = encoding
    response.writeHead(200, headers)
    if (request.method === 'HEAD' || !result.body) {
      await result.body?.cancel()
      response.end()
      return
    }
    const body = Readable.fromWeb(result.body as WebStream<Uint8Array>)
    const packed = encoder(encoding)
    try {
      await (packed ? pipeline(body, packed, response) : pipeline(body, response))
    } catch (error) {
      // What was begun cannot be taken back: the line is cut, so that nobody takes a part for the whole.
      if (!request.destroyed) parts.report(error)
      response.destroy()
    }
  }

  function headersOf(request: IncomingMessage, result: Response) {
    const headers: StoredPage['headers'] = {}
    for (const [name, value] of result.headers) if (name !== 'set-cookie') headers[name] = value
    const cookies = result.headers.getSetCookie()
    if (cookies.length) headers['set-cookie'] = cookies

    const open = result.status === 200 && !hasSession(request) && !cookies.length
    headers['cache-control'] = open ? (headers['cache-control'] ?? 'no-cache') : 'private, no-store'
    headers.vary = 'Cookie, Accept-Encoding, Accept-Language'
    return { headers, open }
  }

  async function toPage(request: IncomingMessage, result: Response): Promise<StoredPage> {
    const { headers, open } = headersOf(request, result)
    const raw = Buffer.from(await result.arrayBuffer())
    if (open && headers['cache-control'] === 'no-cache') headers.etag = etagOf(raw)
    const type = String(headers['content-type'] ?? '')
    if (type === 'application/json') headers['content-type'] = 'application/json; charset=utf-8'
    const encoding = raw.length > 800 && isText(type) ? encodingOf(request.headers['accept-encoding']) : 'identity'
    if (encoding !== 'identity') headers['content-encoding'] = encoding
    const body = await encode(raw, encoding)
    headers['content-length'] = String(body.length)
    return { status: result.status, headers, body }
  }

  function send(request: IncomingMessage, response: ServerResponse, { status, headers, body }: StoredPage): void {
    if (headers.etag && request.headers['if-none-match'] === headers.etag) {
      const { 'content-length': _, 'content-encoding': __, ...rest } = headers
      response.writeHead(304, rest)
      response.end()
      return
    }
    response.writeHead(status, headers)
    response.end(request.method === 'HEAD' ? undefined : body)
  }
}

/** Whether an answer is a file to keep, rather than a page or picture to show. */
const isFile = (result: Response) =>
  result.status === 200 && /^attachment\b/.test(result.headers.get('content-disposition') ?? '')

/** Whether a framework's browser half would ask this: no page has that half, and what pages do not show stays inside. */
function asksForData(address: string): boolean {
  const { pathname, searchParams } = new URL(address.replace(/^\/{2,}/, '/'), 'http://local.invalid')
  return /\.data$|^\/__manifest$/i.test(pathname) || searchParams.has('_data') || searchParams.has('_routes')
}

function isAddress(url: string | undefined): boolean {
  if (!url?.startsWith('/') || url.length > 128 * 1024) return false
  try {
    decodeURIComponent(url.replaceAll('+', ' '))
    return !/%00/.test(url) && URL.canParse(url.replace(/^\/{2,}/, '/'), 'http://local.invalid')
  } catch {
    return false
  }
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true })

/** Whether a body is a form, as browsers send it, of text in UTF-8. */
async function isForm(request: IncomingMessage, body: Buffer<ArrayBuffer>): Promise<boolean> {
  const type = request.headers['content-type'] ?? ''
  try {
    const text = strictUtf8.decode(body)
    if (/^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(type)) decodeURIComponent(text.replaceAll('+', ' '))
    else if (/^multipart\/form-data\b/i.test(type)) {
      await new Response(body, { headers: { 'content-type': type } }).formData()
    } else return body.length === 0
    return true
  } catch {
    return false
  }
}

function toRequest(request: IncomingMessage, arrival: Arrival, body: Buffer<ArrayBuffer> | undefined): Request {
  const headers = new Headers()
  // As Node has read them: of headers that may stand once only, such as Content-Type, the first counts.
  for (const [name, value] of Object.entries(request.headers)) {
    if (value === undefined || /^(?:connection|transfer-encoding|x-forwarded-.*)$/.test(name)) continue
    headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  headers.set('host', new URL(arrival.origin ?? '').host)
  // A post without a body is a form without fields.
  if (body?.length === 0) headers.set('content-type', 'application/x-www-form-urlencoded')
  const url = arrival.origin + (request.url ?? '/').replace(/^\/{2,}/, '/')
  return new Request(url, { method: request.method === 'HEAD' ? 'GET' : request.method, headers, body })
}
