import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db, inTransaction } from '~/db.server'
import { pickContextKeys } from '~/features/context/context'
import { createContext } from '~/features/context/write-context.server'
import type { FollowKind } from '~/features/following/follow'
import { follow } from '~/features/following/follow.server'
import { followersOf, isFollowing, listFollows } from '~/features/following/queries.server'
import { unfollow } from '~/features/following/unfollow.server'
import { action, loader } from '~/routes/follows'
import { type Cast, cast } from '../../support/cast'
import { useDatabase } from '../../support/database'
import { aPractice, guidelineEight, startThread } from '../../support/follow-world'
import { get, post, run } from '../../support/request'

useDatabase()

let people: Cast
beforeAll(async () => {
  people = await cast()
  await guidelineEight()
  await inTransaction(() => aPractice('radio-for-migrants', 'Radio for migrants'))
})
beforeEach(async () => {
  await db.follow.deleteMany()
})

const contextOf = (context: Parameters<typeof pickContextKeys>[0]) =>
  inTransaction(() => createContext(pickContextKeys(context)))
const reasonsFor = async (context: Parameters<typeof pickContextKeys>[0]) => {
  const followers = await followersOf({ contextId: await contextOf(context) })
  return Object.fromEntries(followers.map(({ memberId, reason }) => [memberId, `${reason.kind} ${reason.key}`]))
}

describe('following', () => {
  it('is done once however often it is asked for, and undone once', async () => {
    const flood = { kind: 'crisisType', key: 'flood' } as const
    await follow(people.amina, flood)
    await follow(people.amina, flood)
    expect(await db.follow.count()).toBe(1)
    expect(await isFollowing(people.amina, 'crisisType', 'flood')).toBe(true)
    expect(await isFollowing(people.elif, 'crisisType', 'flood')).toBe(false)
    await unfollow(people.amina, flood)
    await unfollow(people.amina, flood)
    expect(await isFollowing(people.amina, 'crisisType', 'flood')).toBe(false)
  })

  it('is possible for all six kinds, which the list shows with their names', async () => {
    const thread = await startThread(people.bounmy, 'Boats for the delta')
    const targets: [FollowKind, string][] = [
      ['thread', thread.threadId],
      ['practice', 'radio-for-migrants'],
      ['guideline', '8'],
      ['crisisType', 'flood'],
      ['phase', 'emergency-response'],
      ['country', 'PH'],
    ]
    for (const [kind, key] of targets) await follow(people.amina, { kind, key })
    expect((await listFollows(people.amina, 'en-GB')).map(({ kind, label, href }) => [kind, label, href])).toEqual([
      ['thread', 'Boats for the delta', `/threads/${thread.threadId}`],
      ['practice', 'Radio for migrants', '/practices/radio-for-migrants'],
      ['guideline', expect.stringMatching(/^8\. Build capacity/), '/guidelines/8'],
      ['crisisType', 'Flood', '/crisis-types/flood'],
      ['phase', 'Emergency Response', '/phases/emergency-response'],
      ['country', 'Philippines', '/countries/PH'],
    ])
    expect(await listFollows(people.elif, 'en-GB')).toEqual([])
  })

  it('of what is not there answers that it does not exist', async () => {
    const missing: [FollowKind, string][] = [
      ['thread', 'nothing0000000'],
      ['practice', 'nothing'],
      ['guideline', '99'],
      ['guideline', '8; DROP TABLE Follow'],
      ['crisisType', 'godzilla'],
      ['phase', 'nothing'],
      ['country', 'XX'],
    ]
    for (const [kind, key] of missing) {
      await expect(follow(people.amina, { kind, key })).rejects.toMatchObject({ status: 404 })
    }
    expect(await db.follow.count()).toBe(0)
  })
})

describe('those who hear of something', () => {
  it('follow a parent crisis type and hear of its children, but not the other way round', async () => {
    await follow(people.amina, { kind: 'crisisType', key: 'natural-disaster' })
    await follow(people.elif, { kind: 'crisisType', key: 'flood' })
    expect(await reasonsFor({ crisisType: ['flood'] })).toEqual({
      [people.amina.id]: 'crisisType natural-disaster',
      [people.elif.id]: 'crisisType flood',
    })
    expect(await reasonsFor({ crisisType: ['natural-disaster'] })).toEqual({
      [people.amina.id]: 'crisisType natural-disaster',
    })
    expect(await reasonsFor({ crisisType: ['civil-unrest'] })).toEqual({})
  })

  it('are each there once, with the most specific reason', async () => {
    for (const [kind, key] of [
      ['country', 'PH'],
      ['phase', 'emergency-response'],
      ['crisisType', 'natural-disaster'],
      ['crisisType', 'flood'],
      ['guideline', '8'],
    ] as const) {
      await follow(people.amina, { kind, key })
    }
    const all = { country: ['PH'], phase: ['emergency-response'], crisisType: ['flood'] }
    expect(await reasonsFor(all)).toEqual({ [people.amina.id]: 'crisisType flood' })
    expect(await reasonsFor({ ...all, guideline: ['8'] })).toEqual({ [people.amina.id]: 'guideline 8' })
    await follow(people.amina, { kind: 'practice', key: 'radio-for-migrants' })
    expect(await reasonsFor({ ...all, guideline: ['8'], practice: ['radio-for-migrants'] })).toEqual({
      [people.amina.id]: 'practice radio-for-migrants',
    })
  })

  it('follow a guideline and hear of its sample practices', async () => {
    await follow(people.amina, { kind: 'guideline', key: '8' })
    expect(await reasonsFor({ samplePractice: ['8.4'] })).toEqual({ [people.amina.id]: 'guideline 8' })
  })

  it('are not banned', async () => {
    await follow(people.zed, { kind: 'country', key: 'PH' })
    expect(await reasonsFor({ country: ['PH'] })).toEqual({})
  })
})

describe('POST /follows', () => {
  const flood = { kind: 'crisisType', key: 'flood' }

  it('follows and leads back to where the member was', async () => {
    const answer = await run(
      action,
      post('/follows', { ...flood, intent: 'follow', back: '/threads?crisisType=flood' }, people.amina),
    )
    expect(answer).toMatchObject({ status: 303, location: '/threads?crisisType=flood' })
    expect(await isFollowing(people.amina, 'crisisType', 'flood')).toBe(true)
  })

  it('leads to what is followed where no page of this site is named', async () => {
    for (const back of ['', 'https://evil.example/', '//evil.example']) {
      const answer = await run(action, post('/follows', { ...flood, intent: 'unfollow', back }, people.amina))
      expect(answer).toMatchObject({ status: 303, location: '/crisis-types/flood' })
    }
  })

  it('asks a guest to sign in and changes nothing', async () => {
    const answer = await run(action, post('/follows', { ...flood, intent: 'follow' }))
    expect(answer.location).toBe('/sign-in?redirectTo=%2Ffollows')
    expect(await db.follow.count()).toBe(0)
  })

  it('refuses what it cannot read, in words', async () => {
    const bad = [
      { ...flood, kind: 'member' },
      { ...flood, key: '' },
      { ...flood, intent: 'toggle' },
    ]
    for (const fields of bad) expect((await run(action, post('/follows', fields, people.amina))).status).toBe(400)
    const missing = await run(action, post('/follows', { ...flood, key: 'godzilla' }, people.amina))
    expect(missing.status).toBe(404)
  })

  it('has a page that lists only what the viewer follows', async () => {
    await follow(people.amina, { kind: 'country', key: 'LB' })
    await follow(people.elif, { kind: 'country', key: 'PH' })
    const { data } = await run(loader, get('/follows', people.amina))
    expect(data.follows).toMatchObject([{ key: 'LB', label: 'Lebanon' }])
    expect((await run(loader, get('/follows'))).location).toContain('/sign-in')
  })
})
