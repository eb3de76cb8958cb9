import { describe, expect, it } from 'vitest'
import { schemeCookie, schemeOf } from '~/lib/appearance'
import { action, loader } from '~/routes/appearance'
import { useDatabase } from '../support/database'
import { get, post, run } from '../support/request'

useDatabase()

const choose = (fields: Record<string, string>) => run(action, post('/appearance', fields))

describe('light or dark', () => {
  it.each(['light', 'dark'])('is kept by the browser of whoever chooses %s, also of a guest', async (scheme) => {
    const { status, headers } = await choose({ scheme, back: '/threads?q=a' })
    expect([status, headers.get('location')]).toEqual([303, '/threads?q=a'])
    expect(headers.get('set-cookie')).toMatch(new RegExp(`^scheme=${scheme}; Path=/; Max-Age=31536000; SameSite=Lax`))
  })

  it('follows the device again, and the browser forgets the choice', async () => {
    expect((await choose({ scheme: 'device' })).headers.get('set-cookie')).toContain('Max-Age=0')
  })

  it('needs a choice, and knows no other', async () => {
    for (const scheme of ['', 'sepia']) expect((await choose({ scheme })).status).toBe(400)
    expect(schemeOf('scheme=<script>')).toBe('device')
    expect(schemeOf(null)).toBe('device')
    expect(schemeOf(schemeCookie('dark'))).toBe('dark')
  })

  it('leads back to the page from which somebody came, and to no other site', async () => {
    const asked = await get('/appearance')
    const from = (referer: string) => new Request(asked, { headers: { referer } })
    const { origin } = new URL(asked.url)
    expect((await run(loader, from(`${origin}/lessons?q=a`))).data.back).toBe('/lessons?q=a')
    for (const referer of ['https://evil.example/lessons', 'no address', `${origin}/appearance`]) {
      expect((await run(loader, from(referer))).data.back).toBe('/')
    }
    expect((await choose({ scheme: 'dark', back: 'https://evil.example' })).headers.get('location')).toBe('/')
  })
})
