import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '~/db.server'
import { emptyContext } from '~/features/context/context'
import { hashSessionId, luciaFor } from '~/features/members/lucia.server'
import { offerFirstAdministrator, offerNewPassword } from '~/features/members/one-time-link.server'
import { openThread } from '~/features/threads/open-thread.server'
import * as adminMembers from '~/routes/admin.members'
import * as adminOrganizations from '~/routes/admin.organizations'
import * as firstAdministrator from '~/routes/first-administrator.$token'
import * as me from '~/routes/me'
import * as memberPage from '~/routes/members.$id'
import * as organizations from '~/routes/organizations'
import * as profile from '~/routes/profile'
import * as changePassword from '~/routes/profile_.password'
import * as reset from '~/routes/reset.$token'
import * as signIn from '~/routes/sign-in'
import * as signOut from '~/routes/sign-out'
import * as signUp from '~/routes/sign-up'
import { type Cast, cast, emailOf, password } from '../support/cast'
import { useDatabase } from '../support/database'
import { anObservation } from '../support/lessons'
import { type Answer, get, origin, post, run } from '../support/request'

useDatabase()
let people: Cast
beforeAll(async () => {
  people = await cast()
})

const cookieOf = (answer: Answer) => /auth_session=([^;]*)/.exec(answer.headers.get('set-cookie') ?? '')?.[1] ?? ''
const isIn = async (id: string) => id !== '' && (await luciaFor(false).validateSession(id)).user !== null
const fresh = 'eleven copper kettles at dawn'
const gulnara = {
  name: 'Gulnara Sadykova',
  email: 'gulnara@example.org',
  password: fresh,
  organization: 'Migrant Rights Desk',
  stakeholderType: 'ngos',
}

describe('POST /sign-up', () => {
  test('answers 303 with a cookie that scripts cannot read and other sites cannot use', async () => {
    const answer = await run(signUp.action, post('/sign-up', gulnara))
    expect([answer.status, answer.location]).toEqual([303, '/'])
    expect(await isIn(cookieOf(answer))).toBe(true)
    expect(answer.headers.get('set-cookie')).toMatch(/HttpOnly/)
    expect(answer.headers.get('set-cookie')).toMatch(/SameSite=Lax/)
  })

  test('answers 400 with the sentences and all that was typed but the password', async () => {
    const answer = await run(signUp.action, post('/sign-up', { ...gulnara, email: 'gulnara', name: '' }))
    expect(answer.status).toBe(400)
    expect(Object.keys(answer.data.errors).sort()).toEqual(['email', 'name'])
    expect(answer.data.values).toMatchObject({ email: ['gulnara'], organization: ['Migrant Rights Desk'] })
    expect(JSON.stringify(answer.data)).not.toContain(fresh)
  })

  test('tells all that is wrong at once, with the password and the kind of stakeholder', async () => {
    const wrong = { ...gulnara, name: '', password: 'short', stakeholderType: 'no-such-kind' }
    const answer = await run(signUp.action, post('/sign-up', wrong))
    expect(Object.keys(answer.data.errors).sort()).toEqual(['name', 'password', 'stakeholderType'])
  })

  test('sends somebody who is signed in home', async () => {
    expect(await run(signUp.loader, get('/sign-up', people.amina))).toMatchObject({ status: 303, location: '/' })
    expect(await run(signUp.action, post('/sign-up', gulnara, people.amina))).toMatchObject({ status: 303 })
  })
})

describe('POST /sign-in', () => {
  const fields = { email: emailOf('amina'), password }

  test('signs in and leads on', async () => {
    const answer = await run(signIn.action, post('/sign-in', { ...fields, redirectTo: '/threads/new?guideline=8' }))
    expect([answer.status, answer.location]).toEqual([303, '/threads/new?guideline=8'])
    expect(await isIn(cookieOf(answer))).toBe(true)
  })

  test.each(['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/\t/evil.example'])(
    'leads to no other site: %s',
    async (redirectTo) => {
      const answer = await run(signIn.action, post('/sign-in', { ...fields, redirectTo }))
      expect([answer.status, answer.location]).toEqual([303, '/'])
      const page = await run(signIn.loader, get(`/sign-in?redirectTo=${encodeURIComponent(redirectTo)}`))
      expect(page.data.redirectTo).toBe('/')
    },
  )

  test('answers a wrong password, an unknown address and a banned member with the same words', async () => {
    const tries = [
      { email: emailOf('elif'), password: 'the wrong lantern by the river' },
      { email: 'nobody@example.org', password },
      { email: emailOf('zed'), password },
    ]
    const answers = await Promise.all(tries.map((fields) => run(signIn.action, post('/sign-in', fields))))
    for (const answer of answers) {
      expect(answer.status).toBe(400)
      expect(answer.data.errors).toEqual({ email: { key: 'members.signIn.wrong' } })
      expect(answer.headers.get('set-cookie')).toBeNull()
    }
  })

  test('gives the cookie its __Host- name and Secure behind TLS', async () => {
    const request = new Request('https://exchange.example.org/sign-in', {
      method: 'POST',
      body: new URLSearchParams(fields),
    })
    const cookie = (await run(signIn.action, request)).headers.get('set-cookie')
    expect(cookie).toMatch(/^__Host-auth_session=/)
    expect(cookie).toMatch(/Secure/)
    expect(cookie).toMatch(/Path=\//)
    expect(cookie).not.toMatch(/Domain/)
  })

  test('ends the sign-in that the browser had', async () => {
    const first = cookieOf(await run(signIn.action, post('/sign-in', fields)))
    const request = new Request(`${origin}/sign-in`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { cookie: `auth_session=${first}` },
    })
    const second = cookieOf(await run(signIn.action, request))
    expect(await isIn(first)).toBe(false)
    expect(await isIn(second)).toBe(true)
  })
})

test('POST /sign-out ends the sign-in on the server and empties the cookie', async () => {
  const request = await post('/sign-out', {}, people.amina)
  const id = /auth_session=(\w+)/.exec(request.headers.get('cookie') ?? '')?.[1] ?? ''
  const answer = await run(signOut.action, request)
  expect([answer.status, answer.location]).toEqual([303, '/'])
  expect(cookieOf(answer)).toBe('')
  expect(await isIn(id)).toBe(false)
  expect((await run(signOut.action, post('/sign-out'))).status).toBe(303)
})

test('GET /sign-out signs nobody out', async () => {
  const before = await db.signIn.count()
  const request = await get('/sign-out', people.amina)
  expect((await run(signOut.loader, request)).data).toEqual({ signedIn: true })
  expect(await db.signIn.count()).toBe(before + 1)
})

test('GET /me tells who is signed in, and answers 401 to a guest and a banned member', async () => {
  const { data, status } = await run(me.loader, get('/me', people.carmen))
  expect([status, data]).toEqual([200, { id: people.carmen.id, name: 'Carmen Ruiz', role: 'moderator' }])
  expect((await run(me.loader, get('/me'))).status).toBe(401)
  expect((await run(me.loader, get('/me', people.zed))).status).toBe(401)
})

test('GET /organizations suggests names', async () => {
  const { data } = await run(organizations.loader, get('/organizations?q=harb'))
  expect(data).toEqual({ names: ['Harbour Builders'] })
})

describe('/profile', () => {
  const fields = {
    ...{ name: 'Amina Diallo', organization: 'Consular Directorate', stakeholderType: 'state-of-origin' },
    ...{ country: ['SN', ''], language: ['fr'], expertise: 'Sea', timeZone: 'Africa/Dakar' },
  }

  test('is changed by its owner', async () => {
    expect(await run(profile.action, post('/profile', fields, people.amina))).toMatchObject({ status: 303 })
    const { data } = await run(profile.loader, get('/profile?done=saved', people.amina))
    expect(data.profile).toMatchObject({ country: ['SN'], language: ['fr'], expertise: 'Sea' })
    expect(data.notice).toBe('members.profile.saved')
  })

  test('keeps what was typed where something is wrong', async () => {
    const answer = await run(profile.action, post('/profile', { ...fields, name: '' }, people.amina))
    expect(answer).toMatchObject({ status: 400, data: { values: { expertise: ['Sea'], country: ['SN', ''] } } })
  })

  test('sends a guest to sign in', async () => {
    const answers = [
      await run(profile.loader, get('/profile')),
      await run(profile.action, post('/profile', fields)),
      await run(changePassword.loader, get('/profile/password')),
      await run(changePassword.action, post('/profile/password', {})),
    ]
    for (const { location } of answers) expect(location).toMatch(/^\/sign-in\?redirectTo=%2Fprofile/)
  })
})

test('POST /profile/password signs out everywhere else and keeps the present browser in', async () => {
  const elsewhere = await luciaFor(false).createSession(people.farid.id, { createdAt: new Date() })
  const request = await post('/profile/password', { currentPassword: password, newPassword: fresh }, people.farid)
  const before = /auth_session=(\w+)/.exec(request.headers.get('cookie') ?? '')?.[1] ?? ''
  const answer = await run(changePassword.action, request)
  expect(answer).toMatchObject({ status: 303, location: '/profile?done=password' })
  expect([await isIn(before), await isIn(elsewhere.id), await isIn(cookieOf(answer))]).toEqual([false, false, true])
  const ids = (await db.signIn.findMany({ where: { memberId: people.farid.id } })).map(({ id }) => id)
  expect(ids).toEqual([hashSessionId(cookieOf(answer))])
})

test('GET /members/:id shows no address, and nothing of a banned member', async () => {
  const { data } = await run(memberPage.loader, get('/members/x'), { id: people.elif.id })
  expect(data.member.name).toBe('Elif Kaya')
  expect(JSON.stringify(data)).not.toContain('@')
  for (const id of [people.zed.id, 'nobody', '']) {
    expect((await run(memberPage.loader, get('/members/x', people.amina), { id })).status).toBe(404)
  }
})

test('GET /members/:id lists the threads and the lessons under this name, and no lesson without it', async () => {
  const named = await anObservation(people.bounmy, people.carmen, { title: 'Under my name' })
  await anObservation(people.bounmy, people.carmen, { title: 'For my organization', attribution: 'organization' })
  await anObservation(people.elif, people.carmen, { title: 'Of somebody else' })
  const input = { title: 'A thread', body: 'Text', clientId: 'abcdefghij', ...emptyContext() }
  await openThread(people.bounmy, input)
  const { data } = await run(memberPage.loader, get('/members/x'), { id: people.bounmy.id })
  expect(data.lessons.map(({ id }: { id: string }) => id)).toEqual([named])
  expect(data.threads.map(({ title }: { title: string }) => title)).toEqual(['A thread'])
})

describe('one-time links', () => {
  test('/reset sets the password and leads to sign in', async () => {
    const token = (await offerNewPassword(people.bounmy.id, origin)).split('/').at(-1) ?? ''
    expect((await run(reset.loader, get('/reset/x'), { token })).data).toMatchObject({ name: 'Bounmy Keo' })
    expect((await run(reset.action, post('/reset/x', { password: 'short' }), { token })).status).toBe(400)
    const answer = await run(reset.action, post('/reset/x', { password: fresh }), { token })
    expect(answer).toMatchObject({ status: 303, location: '/sign-in?done=password' })
    expect((await run(reset.loader, get('/reset/x'), { token })).status).toBe(404)
    expect((await run(reset.action, post('/reset/x', { password: fresh }), { token })).status).toBe(404)
    expect(reset.headers()).toEqual({ 'Cache-Control': 'no-store' })
  })

  test('/first-administrator makes one and signs in', async () => {
    await db.member.update({ where: { id: people.dmitri.id }, data: { role: 'member' } })
    const token = (await offerFirstAdministrator(origin))?.split('/').at(-1) ?? ''
    expect((await run(firstAdministrator.loader, get('/x'), { token: 'guess' })).status).toBe(404)
    expect((await run(firstAdministrator.loader, get('/x'), { token })).status).toBe(200)
    const fields = { name: 'Olga First', email: 'olga@example.org', password: fresh }
    const answer = await run(firstAdministrator.action, post('/x', fields), { token })
    expect([answer.status, answer.location]).toEqual([303, '/admin'])
    expect(await isIn(cookieOf(answer))).toBe(true)
    expect((await run(firstAdministrator.loader, get('/x'), { token })).status).toBe(404)
    await db.member.update({ where: { id: people.dmitri.id }, data: { role: 'administrator' } })
  })
})

describe('administrators', () => {
  const act = (fields: Record<string, string>) =>
    run(adminMembers.action, post('/admin/members?q=elif', fields, people.dmitri))
  const memberId = 'elif'.padEnd(14, '0')

  test('change a role, ban, lift the ban, and hand out a link for a new password', async () => {
    expect((await act({ intent: 'role', memberId, role: 'moderator' })).location).toBe(
      '/admin/members?q=elif&done=role',
    )
    expect((await act({ intent: 'ban', memberId })).status).toBe(303)
    expect((await act({ intent: 'reset', memberId })).status).toBe(409)
    expect((await act({ intent: 'unban', memberId })).status).toBe(303)
    expect((await act({ intent: 'reset', memberId })).data).toMatchObject({ name: 'Elif Kaya' })
    const elif = await db.member.findUniqueOrThrow({ where: { id: memberId } })
    expect(elif).toMatchObject({ role: 'moderator', bannedAt: null })
  })

  test('are told nothing where they ask for nonsense', async () => {
    for (const fields of [
      {},
      { intent: 'role', memberId },
      { intent: 'role', memberId, role: 'king' },
      { intent: 'x' },
    ]) {
      expect((await act(fields as Record<string, string>)).status).toBe(404)
    }
    expect((await db.member.findUniqueOrThrow({ where: { id: memberId } })).role).toBe('moderator')
  })

  test('merge organizations by name', async () => {
    const merge = (from: string, into: string) =>
      run(adminOrganizations.action, post('/admin/organizations', { from, into }, people.dmitri))
    expect((await merge('Harbour Builders', 'No such office')).status).toBe(400)
    expect((await merge('Harbour Builders', 'Exchange Office')).status).toBe(303)
  })
})
