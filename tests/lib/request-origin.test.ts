import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { arrivalOf, isFromOwnPages } from '~/lib/request-origin.server'

const request = (headers: Record<string, string>) =>
  ({ headers, socket: { remoteAddress: '10.0.0.9' } }) as unknown as IncomingMessage
const forwarded = {
  host: 'inside:3000',
  'x-forwarded-host': 'exchange.example.org',
  'x-forwarded-proto': 'https',
  'x-forwarded-for': '6.6.6.6, 198.51.100.7',
}

describe('where a request comes from', () => {
  it('is the request’s own host and address while no proxy is trusted', () => {
    expect(arrivalOf(request(forwarded), { TRUST_PROXY: false })).toEqual({
      origin: 'http://inside:3000',
      secure: false,
      address: '10.0.0.9',
    })
  })

  it('is what a trusted proxy says, and of a list only what that proxy added itself', () => {
    expect(arrivalOf(request(forwarded), { TRUST_PROXY: true })).toEqual({
      origin: 'https://exchange.example.org',
      secure: true,
      address: '198.51.100.7',
    })
  })

  it('is ORIGIN where that is set, whatever the Host header claims', () => {
    const arrival = arrivalOf(request({ host: 'evil.invalid' }), {
      ORIGIN: 'https://exchange.example.org',
      TRUST_PROXY: false,
    })
    expect(arrival).toMatchObject({ origin: 'https://exchange.example.org', secure: true })
  })

  it.each(['', 'a b', 'x/y', 'user@host', 'host:port', '<script>', '999.1.1.1', 'host:99999', '[:::]'])(
    'is nowhere for the Host header %j',
    (host) => {
      expect(arrivalOf(request({ host }), { TRUST_PROXY: false }).origin).toBeNull()
    },
  )
})

describe('a write from another site', () => {
  const origin = 'http://localhost:3000'

  it.each([
    { origin: 'https://evil.invalid' },
    { origin: 'null' },
    { origin: 'http://localhost:3000.evil.invalid' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site', origin },
    { referer: 'https://evil.invalid/x' },
    { referer: 'nonsense' },
  ])('is known by %j', (headers) => {
    expect(isFromOwnPages(headers, origin)).toBe(false)
  })

  it.each([
    { origin },
    { origin, 'sec-fetch-site': 'same-origin' },
    { referer: 'http://localhost:3000/threads/new' },
    {},
  ])('is not suspected in %j', (headers) => {
    expect(isFromOwnPages(headers, origin)).toBe(true)
  })
})
