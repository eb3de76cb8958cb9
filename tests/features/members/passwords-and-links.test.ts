import { createHash } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { db } from '~/db.server'
import { banMember } from '~/features/members/ban-member.server'
import { changePassword } from '~/features/members/change-password.server'
import { endExpiredSignIns, endSignIns } from '~/features/members/end-sign-ins.server'
import { hashSessionId, luciaFor } from '~/features/members/lucia.server'
import { makeFirstAdministrator } from '~/features/members/make-first-administrator.server'
import {
  handOutNewPassword,
  offerFirstAdministrator,
  offerNewPassword,
  readLink,
} from '~/features/members/one-time-link.server'
import { resetPassword } from '~/features/members/reset-password.server'
import { signIn } from '~/features/members/sign-in.server'
import { startSignIn } from '~/features/members/start-sign-in.server'
import { type Cast, cast, emailOf, password } from '../../support/cast'
import { useDatabase } from '../../support/database'

useDatabase()
let people: Cast
beforeEach(async () => {
  await db.event.deleteMany()
  await db.member.deleteMany()
  await db.organization.deleteMany()
  people = await cast()
})

let hosts = 0
const elsewhere = () => `192.0.2.${++hosts}`
const isIn = async (signInId: string) => (await luciaFor(false).validateSession(signInId)).user !== null
const tokenOf = (link: string | null) => link?.split('/').at(-1) ?? ''
const fresh = 'eleven copper kettles at dawn'
const signedOut = async () =>
  (await db.event.findMany({ where: { type: 'member.signed-out' } })).map(({ payload }) => JSON.parse(payload))
const expire = (token: string) =>
  db.oneTimeLink.update({
    where: { tokenHash: createHash('sha256').update(token).digest('hex') },
    data: { expiresAt: new Date(Date.now() - 1) },
  })

describe('changing the password', () => {
  test('ends every sign-in with its sockets, and gives the present browser a new one', async () => {
    const ids = [await startSignIn(people.amina.id), await startSignIn(people.amina.id)]
    const stranger = await startSignIn(people.elif.id)
    const input = { currentPassword: password, newPassword: fresh }
    const answer = await changePassword(people.amina, input, elsewhere())
    if (!answer.ok) throw new Error('refused')
    expect(await Promise.all(ids.map(isIn))).toEqual([false, false])
    expect(await isIn(answer.signInId)).toBe(true)
    expect(await isIn(stranger)).toBe(true)
    const [event] = await signedOut()
    expect(event.memberId).toBe(people.amina.id)
    expect(new Set(event.signInIds)).toEqual(new Set(ids.map(hashSessionId)))
    expect(await signIn(emailOf('amina'), password, { address: elsewhere() })).toBeNull()
    expect(await signIn(emailOf('amina'), fresh, { address: elsewhere() })).not.toBeNull()
  })

  test('needs the present password', async () => {
    const present = await startSignIn(people.amina.id)
    const input = { currentPassword: 'something else entirely', newPassword: fresh }
    const answer = await changePassword(people.amina, input, elsewhere())
    expect(answer).toEqual({ ok: false, errors: { currentPassword: { key: 'members.password.currentWrong' } } })
    expect(await isIn(present)).toBe(true)
  })

  test('is no place to guess the present one', async () => {
    const address = elsewhere()
    const guess = () => changePassword(people.amina, { currentPassword: 'wrong', newPassword: fresh }, address)
    for (let i = 0; i < 10; i++) await guess()
    await expect(guess()).rejects.toMatchObject({ status: 429 })
  })

  test('refuses a weak one with the reason', async () => {
    const input = { currentPassword: password, newPassword: 'amina diallo amina' }
    const answer = await changePassword(people.amina, input, elsewhere())
    expect(answer).toMatchObject({ ok: false, errors: { newPassword: { key: 'members.password.personal' } } })
  })

  test('makes links for a new password useless', async () => {
    const token = tokenOf(await offerNewPassword(people.amina.id, 'http://localhost'))
    await changePassword(people.amina, { currentPassword: password, newPassword: fresh }, elsewhere())
    await expect(readLink('password', token)).rejects.toMatchObject({ status: 404 })
  })
})

describe('a link for a new password', () => {
  test('sets it once, and ends every sign-in of the member', async () => {
    const present = await startSignIn(people.amina.id)
    const token = tokenOf(await offerNewPassword(people.amina.id, 'http://localhost'))
    expect(await readLink('password', token)).toEqual({ name: 'Amina Diallo', email: emailOf('amina') })
    expect(await resetPassword(token, fresh)).toBeNull()
    expect(await isIn(present)).toBe(false)
    expect(await signedOut()).toHaveLength(1)
    expect(await signIn(emailOf('amina'), fresh, { address: elsewhere() })).not.toBeNull()
    await expect(resetPassword(token, 'another nine sleepy herons')).rejects.toMatchObject({ status: 404 })
  })

  test('is used by one of two who use it at once', async () => {
    const token = tokenOf(await offerNewPassword(people.amina.id, 'http://localhost'))
    const answers = await Promise.allSettled([resetPassword(token, fresh), resetPassword(token, fresh)])
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('is not used up by a weak password', async () => {
    const token = tokenOf(await offerNewPassword(people.amina.id, 'http://localhost'))
    expect(await resetPassword(token, 'short')).toMatchObject({ password: { key: 'members.password.tooShort' } })
    expect(await resetPassword(token, fresh)).toBeNull()
  })

  test('is of no use after 24 hours', async () => {
    const token = tokenOf(await offerNewPassword(people.amina.id, 'http://localhost'))
    const { expiresAt } = await db.oneTimeLink.findFirstOrThrow()
    const hours = (expiresAt.getTime() - Date.now()) / 3_600_000
    expect(Math.round(hours)).toBe(24)
    await expire(token)
    await expect(resetPassword(token, fresh)).rejects.toMatchObject({ status: 404 })
  })

  test('is of no use once there is a newer one', async () => {
    const older = tokenOf(await offerNewPassword(people.amina.id, 'http://localhost'))
    await offerNewPassword(people.amina.id, 'http://localhost')
    await expect(resetPassword(older, fresh)).rejects.toMatchObject({ status: 404 })
  })

  test('is of no use to a banned member', async () => {
    const token = tokenOf(await offerNewPassword(people.amina.id, 'http://localhost'))
    await banMember(people.dmitri, people.amina.id)
    await expect(resetPassword(token, fresh)).rejects.toMatchObject({ status: 404 })
  })

  test('is kept as a hash of at least 128 random bits', async () => {
    const token = tokenOf(await offerNewPassword(people.amina.id, 'http://localhost'))
    expect(Buffer.from(token, 'base64url').length).toBeGreaterThanOrEqual(16)
    const row = await db.oneTimeLink.findFirstOrThrow()
    expect(row.tokenHash).toBe(createHash('sha256').update(token).digest('hex'))
  })

  test('is handed out by administrators alone, and not for a banned member', async () => {
    const { name, link } = await handOutNewPassword(people.dmitri, people.amina.id, 'http://localhost')
    expect(name).toBe('Amina Diallo')
    expect(link).toMatch(/^http:\/\/localhost\/reset\/[\w-]{43}$/)
    for (const viewer of [people.amina, people.carmen]) {
      const asked = handOutNewPassword(viewer, people.dmitri.id, 'http://localhost')
      await expect(asked).rejects.toMatchObject({ status: 404 })
    }
    const banned = handOutNewPassword(people.dmitri, people.zed.id, 'http://localhost')
    await expect(banned).rejects.toMatchObject({ status: 409 })
  })
})

describe('the first administrator', () => {
  const olga = { name: 'Olga First', email: 'olga@example.org', password: fresh }
  const noAdministrator = () => db.member.updateMany({ where: { role: 'administrator' }, data: { role: 'member' } })

  test('is offered a link at each start until there is one', async () => {
    expect(await offerFirstAdministrator('http://localhost')).toBeNull()
    await noAdministrator()
    const first = await offerFirstAdministrator('https://exchange.example.org')
    const second = await offerFirstAdministrator('https://exchange.example.org')
    expect(first).toMatch(/^https:\/\/exchange\.example\.org\/first-administrator\/[\w-]{43}$/)
    expect(second).not.toBe(first)
    await expect(makeFirstAdministrator(tokenOf(first), olga)).rejects.toMatchObject({ status: 404 })
    const answer = await makeFirstAdministrator(tokenOf(second), olga)
    expect(answer.ok && (await isIn(answer.signInId))).toBe(true)
    expect((await db.member.findUnique({ where: { email: olga.email } }))?.role).toBe('administrator')
    expect(await offerFirstAdministrator('https://exchange.example.org')).toBeNull()
  })

  test('is one: two who use the link at once make one account', async () => {
    await noAdministrator()
    const token = tokenOf(await offerFirstAdministrator('http://localhost'))
    const answers = await Promise.allSettled([
      makeFirstAdministrator(token, olga),
      makeFirstAdministrator(token, { ...olga, email: 'second@example.org' }),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await db.member.count({ where: { role: 'administrator' } })).toBe(1)
  })

  test('cannot be made once there is an administrator', async () => {
    await noAdministrator()
    const token = tokenOf(await offerFirstAdministrator('http://localhost'))
    await db.member.update({ where: { id: people.dmitri.id }, data: { role: 'administrator' } })
    await expect(makeFirstAdministrator(token, olga)).rejects.toMatchObject({ status: 404 })
    expect(await db.member.count({ where: { email: olga.email } })).toBe(0)
  })

  test('takes over nobody’s account, and the link stays good', async () => {
    await noAdministrator()
    const token = tokenOf(await offerFirstAdministrator('http://localhost'))
    const answer = await makeFirstAdministrator(token, { ...olga, email: emailOf('amina') })
    expect(answer).toMatchObject({ ok: false, errors: { email: { key: 'members.firstAdministrator.taken' } } })
    expect((await makeFirstAdministrator(token, olga)).ok).toBe(true)
  })

  test('needs a link that is not 24 hours old, and of this purpose', async () => {
    await noAdministrator()
    const reset = tokenOf(await offerNewPassword(people.amina.id, 'http://localhost'))
    await expect(makeFirstAdministrator(reset, olga)).rejects.toMatchObject({ status: 404 })
    const token = tokenOf(await offerFirstAdministrator('http://localhost'))
    await expect(resetPassword(token, fresh)).rejects.toMatchObject({ status: 404 })
    await expire(token)
    await expect(makeFirstAdministrator(token, olga)).rejects.toMatchObject({ status: 404 })
  })
})

describe('sign-ins', () => {
  test('end everywhere but where they shall stay', async () => {
    const [one, two] = [await startSignIn(people.amina.id), await startSignIn(people.amina.id)]
    await endSignIns(people.amina.id, { except: two })
    expect(await isIn(one)).toBe(false)
    expect(await isIn(two)).toBe(true)
    expect(await signedOut()).toEqual([{ memberId: people.amina.id, signInIds: [hashSessionId(one)] }])
  })

  test('whose time is over are removed, with their sockets', async () => {
    const [idle, old, young] = [
      await startSignIn(people.amina.id),
      await startSignIn(people.elif.id),
      await startSignIn(people.elif.id),
    ]
    await db.signIn.update({ where: { id: hashSessionId(idle) }, data: { expiresAt: new Date(Date.now() - 1) } })
    const longAgo = new Date(Date.now() - 90 * 86_400_000)
    await db.signIn.update({ where: { id: hashSessionId(old) }, data: { createdAt: longAgo } })
    await endExpiredSignIns()
    expect((await db.signIn.findMany()).map(({ id }) => id)).toEqual([hashSessionId(young)])
    expect(await signedOut()).toEqual([
      { memberId: people.amina.id, signInIds: [hashSessionId(idle)] },
      { memberId: people.elif.id, signInIds: [hashSessionId(old)] },
    ])
  })
})
