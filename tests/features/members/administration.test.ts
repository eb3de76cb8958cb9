import { beforeEach, describe, expect, test } from 'vitest'
import { db } from '~/db.server'
import { banMember } from '~/features/members/ban-member.server'
import { changeRole } from '~/features/members/change-role.server'
import { hashSessionId, luciaFor } from '~/features/members/lucia.server'
import { profileInput } from '~/features/members/member'
import { memberCommand } from '~/features/members/member-command.server'
import { getMember, listMembers, ownProfile } from '~/features/members/queries.server'
import { resetPassword } from '~/features/members/reset-password.server'
import { reviseProfile } from '~/features/members/revise-profile.server'
import { signIn } from '~/features/members/sign-in.server'
import { startSignIn } from '~/features/members/start-sign-in.server'
import { unbanMember } from '~/features/members/unban-member.server'
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

const roleOf = async (id: string) => (await db.member.findUniqueOrThrow({ where: { id } })).role
const isIn = async (signInId: string) => (await luciaFor(false).validateSession(signInId)).user !== null

describe('roles', () => {
  test('are given by administrators', async () => {
    await changeRole(people.dmitri, people.amina.id, 'moderator')
    expect(await roleOf(people.amina.id)).toBe('moderator')
  })

  test('are given by nobody else, not even to oneself', async () => {
    for (const viewer of [people.amina, people.carmen]) {
      await expect(changeRole(viewer, viewer.id, 'administrator')).rejects.toMatchObject({ status: 404 })
      expect(await roleOf(viewer.id)).toBe(viewer.role)
    }
  })

  test('the last administrator stays one', async () => {
    await expect(changeRole(people.dmitri, people.dmitri.id, 'member')).rejects.toMatchObject({ status: 409 })
    await changeRole(people.dmitri, people.carmen.id, 'administrator')
    await changeRole(people.dmitri, people.dmitri.id, 'member')
    expect(await roleOf(people.dmitri.id)).toBe('member')
  })

  test('two administrators cannot dismiss each other at once', async () => {
    await changeRole(people.dmitri, people.carmen.id, 'administrator')
    const carmen = { ...people.carmen, role: 'administrator' as const }
    await changeRole(people.dmitri, carmen.id, 'member')
    await expect(changeRole(carmen, people.dmitri.id, 'member')).rejects.toMatchObject({ status: 404 })
    await expect(banMember(carmen, people.dmitri.id)).rejects.toMatchObject({ status: 404 })
    await expect(unbanMember(carmen, people.zed.id)).rejects.toMatchObject({ status: 404 })
    expect(await roleOf(people.dmitri.id)).toBe('administrator')
  })

  test('a banned administrator does not count as another one', async () => {
    await changeRole(people.dmitri, people.zed.id, 'administrator')
    await expect(changeRole(people.dmitri, people.dmitri.id, 'member')).rejects.toMatchObject({ status: 409 })
  })
})

describe('a ban', () => {
  test('ends every sign-in, tells the sockets, and lets nobody in until it is lifted', async () => {
    const present = await startSignIn(people.amina.id)
    await banMember(people.dmitri, people.amina.id)
    expect(await isIn(present)).toBe(false)
    const events = await db.event.findMany({ orderBy: { id: 'asc' } })
    expect(events.map(({ type, payload }) => [type, JSON.parse(payload)])).toEqual([
      ['member.signed-out', { memberId: people.amina.id, signInIds: [hashSessionId(present)] }],
      ['member.banned', { memberId: people.amina.id }],
    ])
    expect(await signIn(emailOf('amina'), password, { address: '192.0.2.1' })).toBeNull()
    await unbanMember(people.dmitri, people.amina.id)
    expect(await signIn(emailOf('amina'), password, { address: '192.0.2.1' })).not.toBeNull()
  })

  test('is spoken and lifted by administrators alone', async () => {
    for (const viewer of [people.elif, people.carmen]) {
      await expect(banMember(viewer, people.amina.id)).rejects.toMatchObject({ status: 404 })
      await expect(unbanMember(viewer, people.zed.id)).rejects.toMatchObject({ status: 404 })
    }
    expect(await isIn(await startSignIn(people.amina.id))).toBe(true)
  })

  test('cannot be spoken over oneself, nor over nobody', async () => {
    await expect(banMember(people.dmitri, people.dmitri.id)).rejects.toMatchObject({ status: 409 })
    await expect(banMember(people.dmitri, 'nobody')).rejects.toMatchObject({ status: 404 })
  })
})

describe('a profile', () => {
  const input = profileInput.parse({
    name: 'Amina D.',
    organization: 'Consular directorate',
    stakeholderType: 'state',
    country: ['SN', 'ML', 'SN', ''],
    language: ['fr', 'ar'],
    expertise: 'Evacuation by sea',
    timeZone: 'Africa/Bamako',
  })

  test('is changed by its owner, and read by everyone, without the address', async () => {
    expect(await reviseProfile(people.amina, input)).toBeNull()
    for (const viewer of [null, people.elif, people.dmitri]) {
      const profile = await getMember(viewer, people.amina.id)
      expect(profile).toMatchObject({
        ...{ name: 'Amina D.', organization: 'Consular Directorate', countries: ['ML', 'SN'], languages: ['ar', 'fr'] },
      })
      expect(JSON.stringify(profile)).not.toContain('@')
    }
    expect(await ownProfile(people.amina)).toMatchObject({ email: emailOf('amina'), timeZone: 'Africa/Bamako' })
  })

  test('of a banned member is there for reviewers alone', async () => {
    expect(await getMember(people.carmen, people.zed.id)).toMatchObject({ banned: true })
    for (const viewer of [null, people.amina]) {
      await expect(getMember(viewer, people.zed.id)).rejects.toMatchObject({ status: 404 })
    }
  })

  test.each([
    ['country', { country: ['XX'] }],
    ['language', { language: ['klingon'] }],
    ['timeZone', { timeZone: 'Moon/Crater' }],
    ['name', { name: '  ' }],
    ['expertise', { expertise: 'x'.repeat(501) }],
  ])('with a %s that cannot be is refused', (field, wrong) => {
    const result = profileInput.safeParse({ ...input, ...wrong })
    expect(result.error?.issues[0]?.path[0]).toBe(field)
  })
})

describe('the list of members', () => {
  test('is for administrators, found by name, address or organization', async () => {
    const names = async (q: string) => (await listMembers(people.dmitri, { q })).rows.map(({ name }) => name)
    expect(await names('keo')).toEqual(['Bounmy Keo'])
    expect(await names('FARID@')).toEqual(['Farid Nasser'])
    expect(await names('consular')).toEqual(['Amina Diallo'])
    expect((await names('')).length).toBe(7)
    await expect(listMembers(people.carmen, {})).rejects.toMatchObject({ status: 404 })
  })

  test('pages without a gap or a double', async () => {
    await db.member.createMany({
      data: Array.from({ length: 60 }, (_, i) => ({
        ...{ id: `crowd${String(i).padStart(9, '0')}`, email: `crowd${i}@example.org`, name: `Crowd ${i}` },
        ...{ passwordHash: '', createdAt: new Date(1_700_000_000_000 + (i % 3)) },
      })),
    })
    const first = await listMembers(people.dmitri, { q: 'crowd' })
    const second = await listMembers(people.dmitri, { q: 'crowd', after: first.next })
    expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(60)
    expect(second.next).toBeNull()
  })
})

describe('npm run member', () => {
  async function member(...words: string[]) {
    const lines: string[] = []
    const errors: string[] = []
    const code = await memberCommand(words, { print: (line) => lines.push(line), error: (line) => errors.push(line) })
    return { code, lines, errors }
  }

  test('add makes an account and prints the link for its password', async () => {
    const { code, lines } = await member('add', 'Hana@Example.org', '--role', 'moderator', '--name', 'Hana Sato')
    expect(code).toBe(0)
    const token = /\/reset\/([\w-]+)$/.exec(lines[0] ?? '')?.[1] ?? ''
    expect(await resetPassword(token, 'eleven copper kettles at dawn')).toBeNull()
    const hana = await db.member.findUniqueOrThrow({ where: { email: 'hana@example.org' } })
    expect(hana).toMatchObject({ name: 'Hana Sato', role: 'moderator' })
  })

  test('add changes the role of a known address, even of the last administrator', async () => {
    expect((await member('add', emailOf('amina'), '--role', 'administrator')).code).toBe(0)
    expect(await roleOf(people.amina.id)).toBe('administrator')
    expect((await member('add', emailOf('amina'))).code).toBe(1)
    expect((await member('add', emailOf('amina'), '--role', 'member')).code).toBe(0)
    expect((await member('add', emailOf('dmitri'), '--role', 'member')).code).toBe(0)
  })

  test('ban and unban do what they say', async () => {
    const present = await startSignIn(people.amina.id)
    expect(await member('ban', emailOf('amina'))).toMatchObject({ code: 0, errors: [] })
    expect(await isIn(present)).toBe(false)
    expect((await member('unban', emailOf('amina'))).code).toBe(0)
    expect((await db.member.findUniqueOrThrow({ where: { id: people.amina.id } })).bannedAt).toBeNull()
  })

  test('reset prints a link, but not for a banned member', async () => {
    const { lines } = await member('reset', emailOf('amina'))
    expect(lines[0]).toMatch(/http:\/\/localhost:3000\/reset\/[\w-]{43}$/)
    expect((await member('reset', emailOf('zed'))).code).toBe(1)
  })

  test('list prints every member', async () => {
    const { lines } = await member('list')
    expect(lines).toHaveLength(7)
    expect(lines.find((line) => line.startsWith('zed@'))).toContain('banned')
  })

  test.each([
    [['ban', 'nobody@example.org'], 1],
    [['reset', 'not-an-address'], 1],
    [['add', 'new@example.org', '--role', 'king'], 1],
    [['add'], 2],
    [['ban'], 2],
    [['ban', 'a@example.org', 'b@example.org'], 2],
    [['ban', 'a@example.org', '--role', 'member'], 2],
    [['dance'], 2],
    [[], 2],
    [['add', 'a@example.org', '--unknown'], 2],
  ])('%j is refused with a sentence and code %i', async (words, code) => {
    const answer = await member(...words)
    expect(answer).toMatchObject({ code, lines: [] })
    expect(answer.errors).toHaveLength(1)
  })

  test('--help tells how to use it', async () => {
    expect(await member('--help')).toMatchObject({ code: 0, errors: [] })
  })
})
