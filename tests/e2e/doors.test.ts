import { request } from 'node:http'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Application, startApplication } from '../support/application'

let app: Application
beforeAll(async () => {
  app = await startApplication()
}, 120_000)
afterAll(() => app?.stop())

const handshake = (transport: 'polling' | 'websocket', headers: Record<string, string>) =>
  new Promise<number | undefined>((done, fail) => {
    const upgrade = { connection: 'upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' }
    const key = Buffer.alloc(16).toString('base64')
    const asked = request(`${app.url}/socket.io/?EIO=4&transport=${transport}`, {
      headers: { ...(transport === 'websocket' && { ...upgrade, 'sec-websocket-key': key }), ...headers },
    })
    const answered = (status: number | undefined) => {
      done(status)
      asked.destroy()
    }
    asked.on('response', ({ statusCode }) => answered(statusCode))
    asked.on('upgrade', ({ statusCode }, socket) => {
      socket.destroy()
      answered(statusCode)
    })
    asked.on('error', fail)
    asked.end()
  })

const raw = (bytes: string) =>
  new Promise<string>((done) => {
    const { hostname, port } = new URL(app.url)
    const line = connect(Number(port), hostname)
    let answer = ''
    line.on('data', (chunk) => {
      answer += chunk
    })
    line.on('error', () => {})
    line.on('close', () => done(answer.split('\r\n')[0] ?? ''))
    line.end(bytes)
  })

describe('the doors of the running application', () => {
  test.each(['polling', 'websocket'] as const)('a socket opens from own pages alone: %s', async (transport) => {
    const opens = transport === 'polling' ? 200 : 101
    expect(await handshake(transport, { origin: app.url })).toBe(opens)
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.invalid' },
      { origin: 'null' },
      { origin: `${app.url}.evil.invalid` },
      { 'sec-fetch-site': 'cross-site' },
    ]
    for (const headers of foreign) expect(await handshake(transport, headers)).not.toBe(opens)
  })

  test('what cannot be read is answered, and nobody else is disturbed', async () => {
    expect(await raw('FOO\r\n\r\n')).toBe('HTTP/1.1 400 Bad Request')
    expect(await raw(`GET /?${'x'.repeat(200_000)} HTTP/1.1\r\nHost: x\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431/)
    expect((await fetch(`${app.url}/health`)).status).toBe(200)
  })

  test('an address without a page says in words that there is nothing, or in JSON to whom asks for that', async () => {
    for (const path of ['/sessions/none.ics', '/lessons/none.md', '/sessions/none/state']) {
      const answer = await fetch(app.url + path)
      expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'text/plain; charset=utf-8'])
      expect(await answer.text()).toMatch(/^There is nothing at this address/)
      const asked = await fetch(app.url + path, { headers: { accept: 'application/json' } })
      expect(await asked.json()).toEqual({ error: expect.stringMatching(/^There is nothing at this address/) })
    }
  })

  test('a page for trouble repeats nothing of the address, and its sign-in leads back to it', async () => {
    const missing = `${app.url}/node_modules/.package-lock.json`
    const answer = await fetch(missing)
    expect(answer.status).toBe(404)
    expect(await answer.text()).not.toContain('node_modules')
    const signIn = await (await fetch(`${app.url}/sign-in`, { headers: { referer: missing } })).text()
    expect(signIn).toContain('name="redirectTo" value="/node_modules/.package-lock.json"')
  })

  test('data is handed out in pages alone', async () => {
    for (const path of ['/threads.data', '/_root.data', '/__manifest?p=%2F', '/threads?_data=root']) {
      expect((await fetch(app.url + path)).status).toBe(404)
    }
  })
})
