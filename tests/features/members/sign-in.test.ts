import { beforeAll, describe, expect, test, vi } from 'vitest'
import { db } from '~/db.server'
import { networkOf } from '~/features/members/guessing.server'
import { hashSessionId, luciaFor } from '~/features/members/lucia.server'
import * as passwords from '~/features/members/password.server'
import { signIn } from '~/features/members/sign-in.server'
import { signOut } from '~/features/members/sign-out.server'
import { type Cast, cast, emailOf, password } from '../../support/cast'
import { useDatabase } from '../../support/database'

useDatabase()
let people: Cast
beforeAll(async () => {
  people = await cast()
})

let hosts = 0
/** A network of its own for each test, so that one test's wrong guesses are not another's. */
const elsewhere = () => `192.0.2.${++hosts}`
const viewerBy = async (signInId: string | null) => (await luciaFor(false).validateSession(signInId ?? '')).user

describe('signing in', () => {
  test('the right password signs in, with the address in any case of letters', async () => {
    const signInId = await signIn(emailOf('amina'), password, { address: elsewhere() })
    expect(await viewerBy(signInId)).toMatchObject({ id: people.amina.id, role: 'member' })
  })

  test('the database holds a hash of the cookie, never the cookie', async () => {
    const signInId = (await signIn(emailOf('amina'), password, { address: elsewhere() })) as string
    const ids = (await db.signIn.findMany()).map(({ id }) => id)
    expect(ids).toContain(hashSessionId(signInId))
    expect(JSON.stringify(ids)).not.toContain(signInId)
  })

  test('each sign-in has a new id, and the one that the browser had before ends', async () => {
    const former = (await signIn(emailOf('bounmy'), password, { address: elsewhere() })) as string
    const next = await signIn(emailOf('bounmy'), password, { address: elsewhere(), former })
    expect(next).not.toBe(former)
    expect(await viewerBy(former)).toBeNull()
    expect(await viewerBy(next)).not.toBeNull()
  })

  test('a sign-in elsewhere leaves those of other browsers alone', async () => {
    const here = await signIn(emailOf('elif'), password, { address: elsewhere() })
    await signIn(emailOf('elif'), password, { address: elsewhere() })
    expect(await viewerBy(here)).not.toBeNull()
  })

  test.each([
    ['a wrong password', emailOf('amina'), 'the wrong lantern by the river'],
    ['an unknown address', 'nobody@example.org', password],
    ['a banned member with the right password', emailOf('zed'), password],
    ['an address that is none', 'not an address', password],
  ])('%s signs nobody in, after one password check like any other', async (_, email, tried) => {
    const check = vi.spyOn(passwords, 'verifyPassword')
    expect(await signIn(email, tried, { address: elsewhere() })).toBeNull()
    expect(check).toHaveBeenCalledTimes(1)
    expect(check.mock.calls[0]?.[0]).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    check.mockRestore()
  })

  test('an account without a password lets nobody in', async () => {
    await db.member.create({
      data: { id: 'nopassword0000', email: 'new@example.org', name: 'New', passwordHash: '', createdAt: new Date() },
    })
    expect(await signIn('new@example.org', '', { address: elsewhere() })).toBeNull()
  })
})

describe('guessing', () => {
  const wrong = 'not the password at all'

  test('is stopped after ten failures for one account from one network', async () => {
    const address = elsewhere()
    for (let i = 0; i < 10; i++) expect(await signIn(emailOf('farid'), wrong, { address })).toBeNull()
    await expect(signIn(emailOf('farid'), wrong, { address })).rejects.toMatchObject({ status: 429 })
  })

  test('is counted for accounts that do not exist too', async () => {
    const address = elsewhere()
    for (let i = 0; i < 10; i++) await signIn('ghost@example.org', wrong, { address })
    await expect(signIn('ghost@example.org', wrong, { address })).rejects.toMatchObject({ status: 429 })
  })

  test('is counted when all guesses are sent at once', async () => {
    const address = elsewhere()
    const answers = await Promise.allSettled(
      Array.from({ length: 30 }, () => signIn('rush@example.org', wrong, { address })),
    )
    expect(answers.filter(({ status }) => status === 'rejected')).toHaveLength(20)
  })

  test('at many accounts from one network is stopped', async () => {
    const address = elsewhere()
    const answers = await Promise.allSettled(
      Array.from({ length: 70 }, (_, i) => signIn(`person${i}@example.org`, wrong, { address })),
    )
    expect(answers.filter(({ status }) => status === 'rejected')).toHaveLength(10)
  })

  test('by strangers everywhere does not lock its owner out', async () => {
    for (let i = 0; i < 60; i++) await signIn(emailOf('carmen'), wrong, { address: `198.51.100.${i}` })
    const stranger = elsewhere()
    for (let i = 0; i < 3; i++) expect(await signIn(emailOf('carmen'), wrong, { address: stranger })).toBeNull()
    await expect(signIn(emailOf('carmen'), wrong, { address: stranger })).rejects.toMatchObject({ status: 429 })

    const home = elsewhere()
    expect(await signIn(emailOf('carmen'), wrong, { address: home })).toBeNull()
    expect(await signIn(emailOf('carmen'), password, { address: home })).not.toBeNull()
  })

  test('that ends well costs nothing', async () => {
    const address = elsewhere()
    for (let i = 0; i < 70; i++) expect(await signIn(emailOf('dmitri'), password, { address })).not.toBeNull()
  })

  test.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:0db8:0001:0002::1', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['unknown', 'unknown'],
  ])('%s is the network %s', (address, network) => expect(networkOf(address)).toBe(network))
})

describe('a sign-in', () => {
  test('ends on the server at sign-out, and its sockets are told', async () => {
    const signInId = (await signIn(emailOf('amina'), password, { address: elsewhere() })) as string
    await signOut(signInId)
    expect(await viewerBy(signInId)).toBeNull()
    const event = await db.event.findFirst({ where: { type: 'member.signed-out' }, orderBy: { id: 'desc' } })
    expect(JSON.parse(event?.payload ?? '')).toEqual({
      memberId: people.amina.id,
      signInIds: [hashSessionId(signInId)],
    })
  })

  test('ends after 90 days, however often it is used', async () => {
    const signInId = (await signIn(emailOf('amina'), password, { address: elsewhere() })) as string
    const day = 86_400_000
    const age = (days: number) =>
      db.signIn.update({
        where: { id: hashSessionId(signInId) },
        data: { createdAt: new Date(Date.now() - days * day) },
      })
    await age(89.9)
    expect(await viewerBy(signInId)).not.toBeNull()
    await age(90)
    expect(await viewerBy(signInId)).toBeNull()
  })

  test('ends after 30 days without a visit', async () => {
    const signInId = (await signIn(emailOf('amina'), password, { address: elsewhere() })) as string
    await db.signIn.update({
      where: { id: hashSessionId(signInId) },
      data: { expiresAt: new Date(Date.now() - 1) },
    })
    expect(await viewerBy(signInId)).toBeNull()
  })
})
