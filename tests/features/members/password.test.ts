import { dictionary } from '@zxcvbn-ts/language-common'
import { describe, expect, test } from 'vitest'
import { hashPassword, passwordProblem, verifyPassword } from '~/features/members/password.server'

const amina = {
  email: 'amina.diallo@example.org',
  name: 'Amina Diallo',
  organization: 'Croissant Bleu',
  siteName: 'Peer Exchange',
}

describe('a password may be used', () => {
  test.each([
    ...Array.from({ length: 8 }, (_, n) => `correct horse battery ${n + 1}`),
    'two blue llamas 77',
    'alllowercaseletterswithoutanydigit',
    'ທ່ານສະບາຍດີບໍ່ມື້ນີ້ເດີ້',
    'مرحبا بالعالم العربي الجميل',
    '🐪 camels walk far 🐪',
    'a password with     spaces inside',
    'the ferry to Lampedusa left at noon '.repeat(20).trim(),
  ])('%s', (password) => {
    expect(passwordProblem(password, amina)).toBeNull()
  })
})

describe('a password is refused', () => {
  test.each([
    ['fourteen chars', 'tooShort'],
    ['', 'tooShort'],
    // Seven characters, however many bytes or UTF-16 units they are.
    ['🐪🐪🐫🐫🦙🦙🐄', 'tooShort'],
    ['x1'.repeat(513), 'tooLong'],
    ['passwordpassword', 'pattern'],
    ['aaaaaaaaaaaaaaaa', 'pattern'],
    ['abcdefghijklmnop', 'pattern'],
    ['123456789012345', 'common'],
    ['qwertyuiopasdfgh', 'common'],
    ['Passw0rd12345678', 'common'],
    ['peerexchange2026', 'personal'],
    ['PeerExchange2026!', 'personal'],
    ['amina.diallo2026', 'personal'],
    ['croissantbleu123', 'personal'],
  ])('%s: %s', (password, why) => {
    expect(passwordProblem(password, amina)?.key).toBe(`members.password.${why}`)
  })

  test('every common password that is long enough', () => {
    const common = dictionary['passwords-common'].filter((password) => [...password].length >= 15)
    expect(common.length).toBeGreaterThan(20)
    expect(common.filter((password) => passwordProblem(password, amina) === null)).toEqual([])
  })

  test('being short is told in characters as people count them', () => {
    expect(passwordProblem('ﬁve llamas', {})?.params).toEqual({ minimum: 15, count: 11 })
  })
})

describe('a kept password', () => {
  test('is known again, another is not', async () => {
    const kept = await hashPassword('correct horse battery 1')
    expect(kept).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(await verifyPassword(kept, 'correct horse battery 1')).toBe(true)
    expect(await verifyPassword(kept, 'correct horse battery 2')).toBe(false)
    expect(await verifyPassword(kept, 'Correct horse battery 1')).toBe(false)
  })

  test('is the same however its characters are composed', async () => {
    const kept = await hashPassword('caf\u00e9 \uff11\uff12 long enough')
    expect(await verifyPassword(kept, 'cafe\u0301 12 long enough')).toBe(true)
  })

  test('fits nothing where it cannot be read', async () => {
    expect(await verifyPassword('', 'correct horse battery 1')).toBe(false)
    expect(await verifyPassword('$argon2id$nonsense', 'correct horse battery 1')).toBe(false)
    expect(await verifyPassword('$argon2id$nonsense', 'x'.repeat(1_000_000))).toBe(false)
  })
})
