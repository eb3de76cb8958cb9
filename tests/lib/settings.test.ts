import { describe, expect, it } from 'vitest'
import { readSettings } from '~/lib/settings.server'

describe('settings', () => {
  it('have a default each, also where a variable is there and empty', () => {
    expect(readSettings({ PORT: '', ORIGIN: '' } as unknown as NodeJS.ProcessEnv)).toMatchObject({
      PORT: 3000,
      HOST: '127.0.0.1',
      TRUST_PROXY: false,
      DATABASE_URL: 'file:./data/exchange.db',
      SITE_NAME: 'Peer Exchange',
      RATE_LIMIT_SCALE: 1,
    })
  })

  it('keep only the origin of ORIGIN', () => {
    expect(readSettings({ ORIGIN: 'https://exchange.example.org/' } as unknown as NodeJS.ProcessEnv).ORIGIN).toBe(
      'https://exchange.example.org',
    )
  })

  it.each([
    ['PORT', 'many'],
    ['PORT', '70000'],
    ['ORIGIN', 'exchange.example.org'],
    ['ORIGIN', 'ftp://exchange.example.org'],
    ['ORIGIN', 'https://example.org/exchange'],
    ['TRUST_PROXY', 'yes'],
    ['DATABASE_URL', 'postgres://somewhere'],
    ['RATE_LIMIT_SCALE', '0'],
    ['LOG_LEVEL', 'loud'],
  ])('stop the start with one sentence that names %s when it is %j', (name, value) => {
    expect(() => readSettings({ [name]: value } as unknown as NodeJS.ProcessEnv)).toThrow(
      new RegExp(`^The setting ${name} is "${value}"; it must be .+\\.$`),
    )
  })
})
