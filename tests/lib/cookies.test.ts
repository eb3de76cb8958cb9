import { describe, expect, it } from 'vitest'
import { bearsSignIn, readCookie } from '~/lib/cookies'

describe('a cookie', () => {
  it('is found among others, the first of its name', () => {
    expect(readCookie('a=1; auth_session=abc; auth_session=def', 'auth_session')).toBe('abc')
    expect(readCookie('a=1;auth_session=abc', 'auth_session')).toBe('abc')
  })

  it('is found beside one that cannot be decoded', () => {
    expect(readCookie('discount=100%; auth_session=abc', 'auth_session')).toBe('abc')
    expect(readCookie('%E0%A4=1', 'auth_session')).toBeNull()
  })

  it('has one spelling, so that what signs somebody in is known for a sign-in', () => {
    for (const header of ['auth%5Fsession=abc', 'AUTH_SESSION=abc', 'xauth_session=abc', 'auth_session', null]) {
      expect(readCookie(header, 'auth_session')).toBeNull()
      expect(bearsSignIn(header)).toBe(false)
    }
    for (const header of [
      'auth_session=',
      ' auth_session=abc',
      'a=1; __Host-auth_session=abc',
      '\u00A0auth_session=x',
    ]) {
      expect(bearsSignIn(header)).toBe(true)
    }
  })
})
