import { createReadStream } from 'node:fs'
import { createServer, request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { httpHandler } from '~/lib/http-handler.server'
import { pageCache } from '~/lib/page-cache.server'
import { readSettings } from '~/lib/settings.server'

/** The application behind the door, as far as these tests need one: it tells how often and with what it was asked. */
let asked: Request[] = []
const reported: unknown[] = []
const respond = async (request: Request) => {
  asked.push(request)
  const fields = request.method === 'POST' ? [...(await request.formData()).keys()].join() : ''
  return new Response(`page ${asked.length} ${fields}`, { headers: { 'Content-Type': 'text/html' } })
}
const sentence = 'sentence'
const handle = httpHandler({
  settings: readSettings({ NODE_ENV: 'test' }),
  development: false,
  headers: () => {},
  files: (request, response, next) => {
    if (request.url === '/gone.css') createReadStream('/gone.css').pipe(response)
    else next()
  },
  cache: pageCache(() => '1'),
  refuse: async () => null,
  respond,
  sentences: {
    badRequest: sentence,
    crossSite: sentence,
    tooLarge: sentence,
    method: sentence,
    notFound: sentence,
    unexpected: sentence,
  },
  report: (error) => reported.push(error),
})
const server = createServer((request, response) => void handle(request, response))
beforeAll(() => new Promise<void>((done) => server.listen(0, '127.0.0.1', done)))
afterAll(() => new Promise<void>((done) => void server.close(() => done())))
beforeEach(() => {
  asked = []
  expect(reported.splice(0)).toEqual([])
})

type Asking = { method?: string; headers?: OutgoingHttpHeaders; body?: string }
const ask = (path: string, { method = 'GET', headers = {}, body }: Asking = {}) =>
  new Promise<{ status: number | undefined; headers: IncomingMessage['headers']; text: string }>((done, fail) => {
    const { port } = server.address() as AddressInfo
    const request = httpRequest({ host: '127.0.0.1', port, path, method, headers }, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (piece: string) => {
        text += piece
      })
      answer.on('end', () => done({ status: answer.statusCode, headers: answer.headers, text }))
    })
    request.on('error', fail)
    request.end(body)
  })

describe('the door', () => {
  it.each(['/threads.data', '/_root.data?_routes=root', '/__manifest?p=/admin', '/threads?_data=root', '/?a=1&_data'])(
    'hands out no data but in pages: %s',
    async (path) => {
      expect((await ask(path)).status).toBe(404)
      expect(asked).toHaveLength(0)
    },
  )

  it('outlives a file that went away, or that cannot be opened now', async () => {
    await expect(ask('/gone.css')).rejects.toThrow()
    expect(reported.splice(0)).toMatchObject([{ code: 'ENOENT' }])
    expect((await ask('/there')).status).toBe(200)
  })

  it('keeps the page of a guest, whatever other cookies the browser has', async () => {
    await ask('/kept')
    expect((await ask('/kept', { headers: { cookie: 'discount=100%' } })).text).toBe('page 1 ')
  })

  it('keeps a light page apart from a dark one', async () => {
    await ask('/looks')
    expect((await ask('/looks', { headers: { cookie: 'scheme=dark' } })).text).toBe('page 2 ')
    expect((await ask('/looks', { headers: { cookie: 'a=1; scheme=dark' } })).text).toBe('page 2 ')
    expect((await ask('/looks')).text).toBe('page 1 ')
  })

  it('keeps no page with a very long address', async () => {
    const path = `/search?q=${'a'.repeat(2_000)}`
    await ask(path)
    expect((await ask(path)).text).toBe('page 2 ')
  })

  it.each(['auth_session=x', 'a=1; __Host-auth_session=x', 'a=1;auth_session='])(
    'keeps no page of who brings a sign-in: %s',
    async (cookie) => {
      const path = `/own?${encodeURIComponent(cookie)}`
      const { headers, text } = await ask(path, { headers: { cookie } })
      expect(headers['cache-control']).toBe('private, no-store')
      expect((await ask(path)).text).not.toBe(text)
    },
  )

  it.each(['999.1.1.1', 'host:99999', '[:::]', 'a b'])('refuses a Host that is none: %s', async (host) => {
    expect((await ask('/', { headers: { host } })).status).toBe(400)
    expect(asked).toHaveLength(0)
  })

  const form = 'application/x-www-form-urlencoded'
  it.each([
    [form, 200],
    [`${form};charset=UTF-8`, 200],
    [`${form}-not`, 400],
    [`${form}, text/plain`, 400],
    ['text/plain', 400],
    ['multipart/form-data', 400],
  ])('reads a form only as what it says it is: %s', async (type, status) => {
    const answer = await ask('/', { method: 'POST', body: 'a=b', headers: { 'content-type': type } })
    expect(answer.status).toBe(status)
  })

  it('reads a form by the first of two types', async () => {
    const headers = { 'content-type': [form, 'text/plain'] }
    expect((await ask('/', { method: 'POST', body: 'a=b', headers })).text).toBe('page 1 a')
  })
})
