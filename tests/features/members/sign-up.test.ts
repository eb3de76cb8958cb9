import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '~/db.server'
import { hashSessionId } from '~/features/members/lucia.server'
import { emailInput, organizationKey, signUpInput } from '~/features/members/member'
import { mergeOrganizations } from '~/features/members/merge-organizations.server'
import { listOrganizations } from '~/features/members/queries.server'
import { signUp } from '~/features/members/sign-up.server'
import { suggestOrganizations } from '~/features/members/suggest-organizations.server'
import { type Cast, cast, emailOf } from '../../support/cast'
import { useDatabase } from '../../support/database'

useDatabase()
let people: Cast
beforeAll(async () => {
  people = await cast()
})

let hosts = 0
const elsewhere = () => `192.0.2.${++hosts}`
const gulnara = {
  name: 'Gulnara Sadykova',
  email: 'gulnara@example.org',
  password: 'eleven copper kettles at dawn',
  organization: 'Migrant Rights Desk',
  stakeholderType: 'ngos',
  timeZone: 'Asia/Bishkek',
}
const memberWith = (email: string) =>
  db.member.findUnique({ where: { email }, include: { organization: true, signIns: true } })

describe('signing up', () => {
  test('makes a member with an organization, and signs in', async () => {
    const answer = await signUp(gulnara, elsewhere())
    const member = await memberWith(gulnara.email)
    expect(member).toMatchObject({
      ...{ name: gulnara.name, role: 'member', stakeholderTypeSlug: 'ngos', timeZone: 'Asia/Bishkek' },
      organization: { name: 'Migrant Rights Desk', key: 'migrant rights desk' },
    })
    expect(member?.passwordHash).toMatch(/^\$argon2id\$/)
    expect(answer).toMatchObject({ ok: true })
    if (answer.ok) expect(member?.signIns.map(({ id }) => id)).toEqual([hashSessionId(answer.signInId)])
  })

  test('twice with the same form makes one account and signs in again', async () => {
    const twice = { ...gulnara, email: 'twice@example.org' }
    const answers = await Promise.all([signUp(twice, elsewhere()), signUp(twice, elsewhere())])
    expect(answers.map(({ ok }) => ok)).toEqual([true, true])
    expect(await db.member.count({ where: { email: twice.email } })).toBe(1)
  })

  test('with an address that has an account and another password is refused beside the address', async () => {
    const answer = await signUp({ ...gulnara, email: emailOf('amina') }, elsewhere())
    expect(answer).toEqual({ ok: false, errors: { email: { key: 'members.email.taken' } } })
    expect((await memberWith(emailOf('amina')))?.name).toBe('Amina Diallo')
  })

  test.each([
    ['short', 'fourteen chars', 'members.password.tooShort'],
    ['made of what is known about the person', 'gulnara gulnara gulnara', 'members.password.personal'],
  ])('with a password that is %s is refused beside the password', async (_, weak, key) => {
    const answer = await signUp({ ...gulnara, email: 'weak@example.org', password: weak }, elsewhere())
    expect(answer).toMatchObject({ ok: false, errors: { password: { key } } })
    expect(await memberWith('weak@example.org')).toBeNull()
  })

  test('with a kind of stakeholder that is on no list is refused', async () => {
    const answer = await signUp({ ...gulnara, email: 'kind@example.org', stakeholderType: 'pirates' }, elsewhere())
    expect(answer).toMatchObject({ ok: false, errors: { stakeholderType: { key: 'members.stakeholderType.unknown' } } })
  })

  test('is limited for one network', async () => {
    const address = elsewhere()
    const attempts = Array.from({ length: 42 }, (_, i) =>
      signUp({ ...gulnara, email: `flood${i}@example.org` }, address),
    )
    const refused = (await Promise.allSettled(attempts)).filter(({ status }) => status === 'rejected')
    expect(refused).toHaveLength(2)
  })

  test('never gives a role that the form asks for', () => {
    const parsed = signUpInput.parse({ ...gulnara, role: 'administrator' })
    expect(parsed).not.toHaveProperty('role')
  })

  test('reads an address trimmed and in lower case, and refuses what is none', () => {
    expect(emailInput.parse('  Amina.Diallo@Example.ORG ')).toBe('amina.diallo@example.org')
    for (const wrong of ['', 'amina', 'a@b c.org', 'amina@', `${'a'.repeat(250)}@example.org`, 'a@b\n.org']) {
      expect(emailInput.safeParse(wrong).success).toBe(false)
    }
  })

  test('reads a time zone that does not exist as UTC', () => {
    expect(signUpInput.parse({ ...gulnara, timeZone: 'Moon/Crater' }).timeZone).toBe('UTC')
  })
})

describe('an organization', () => {
  test.each([
    ['Disaster Management Authority', 'DISASTER  MANAGEMENT AUTHORITY.'],
    ['Ministère des Affaires étrangères', 'Ministere des affaires etrangeres'],
    ['Croix-Rouge', 'croix rouge'],
    ['กรมการกงสุล', ' กรมการกงสุล '],
  ])('is one in two spellings: %s and %s', (one, other) => expect(organizationKey(one)).toBe(organizationKey(other)))

  test.each([
    ['กงสุล', 'กงสิล'],
    ['Ministry of Labour', 'Ministry of Health'],
    ['★★★', '!!!'],
  ])('is two in two names: %s and %s', (one, other) => expect(organizationKey(one)).not.toBe(organizationKey(other)))

  test('is joined under another spelling by whoever signs up', async () => {
    await signUp({ ...gulnara, email: 'spelling@example.org', organization: 'MEKONG migrant-network' }, elsewhere())
    expect((await memberWith('spelling@example.org'))?.organizationId).toBe(people.bounmy.organizationId)
  })

  test('is suggested by the beginning of any of its words', async () => {
    expect(await suggestOrganizations('mana', elsewhere())).toEqual(['Disaster Management Authority'])
    expect(await suggestOrganizations('anagement', elsewhere())).toEqual([])
    expect(await suggestOrganizations('  ', elsewhere())).toEqual([])
  })

  test('is merged by an administrator: its members, and its name from then on, are the other’s', async () => {
    await signUp({ ...gulnara, email: 'one@example.org', organization: 'Labour Bureau' }, elsewhere())
    await signUp({ ...gulnara, email: 'two@example.org', organization: 'Bureau of Labour' }, elsewhere())
    expect(await mergeOrganizations(people.dmitri, { from: 'bureau of labour', into: 'Labour Bureau' })).toBeNull()
    const kept = (await memberWith('one@example.org'))?.organizationId
    expect((await memberWith('two@example.org'))?.organizationId).toBe(kept)

    await signUp({ ...gulnara, email: 'three@example.org', organization: 'Bureau of Labour' }, elsewhere())
    expect((await memberWith('three@example.org'))?.organizationId).toBe(kept)
    expect(await suggestOrganizations('bureau', elsewhere())).toEqual(['Labour Bureau'])
    const { rows } = await listOrganizations(people.dmitri, { q: 'bureau' })
    expect(rows).toMatchObject([{ name: 'Labour Bureau', members: 3, alsoNamed: ['Bureau of Labour'] }])
  })

  test('that was merged before goes along when the other is merged', async () => {
    for (const [i, organization] of ['Alpha Desk', 'Beta Desk', 'Gamma Desk'].entries()) {
      await signUp({ ...gulnara, email: `chain${i}@example.org`, organization }, elsewhere())
    }
    await mergeOrganizations(people.dmitri, { from: 'Alpha Desk', into: 'Beta Desk' })
    await mergeOrganizations(people.dmitri, { from: 'Beta Desk', into: 'Gamma Desk' })
    await signUp({ ...gulnara, email: 'chain@example.org', organization: 'alpha desk' }, elsewhere())
    expect((await memberWith('chain@example.org'))?.organization?.name).toBe('Gamma Desk')
  })

  test('is not merged with itself, nor with one that does not exist, nor by anyone else', async () => {
    expect(await mergeOrganizations(people.dmitri, { from: 'Harbour Builders', into: 'harbour builders' })).toEqual({
      into: { key: 'members.organization.same' },
    })
    expect(await mergeOrganizations(people.dmitri, { from: 'Harbour Builders', into: 'Nowhere' })).toEqual({
      into: { key: 'admin.organizations.unknown' },
    })
    for (const viewer of [people.amina, people.carmen]) {
      const names = { from: 'Harbour Builders', into: 'Exchange Office' }
      await expect(mergeOrganizations(viewer, names)).rejects.toMatchObject({ status: 404 })
      await expect(listOrganizations(viewer)).rejects.toMatchObject({ status: 404 })
    }
  })
})
