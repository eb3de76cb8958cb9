import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '~/db.server'
import { emptyContext } from '~/features/context/context'
import { deletePost } from '~/features/threads/delete-post.server'
import { openThread } from '~/features/threads/open-thread.server'
import { postHistory } from '~/features/threads/post-history.server'
import { getPost, getQuote, getThread, listThreads } from '~/features/threads/queries.server'
import { reply } from '~/features/threads/reply.server'
import { restorePost } from '~/features/threads/restore-post.server'
import { revisePost } from '~/features/threads/revise-post.server'
import { reviseThread } from '~/features/threads/revise-thread.server'
import { newId } from '~/lib/ids'
import { type Cast, cast } from '../../support/cast'
import { useDatabase } from '../../support/database'

useDatabase()
const formats = 'en-GB'
let people: Cast

beforeAll(async () => {
  people = await cast()
})

const open = (by = people.amina, more: Partial<Parameters<typeof openThread>[1]> = {}) =>
  openThread(by, { title: 'Reaching farm workers', body: 'How?', clientId: newId(), ...emptyContext(), ...more })
const answer = (threadId: string, by = people.bounmy, more: Partial<Parameters<typeof reply>[2]> = {}) =>
  reply(by, threadId, { body: 'By radio', replyTo: '', clientId: newId(), ...more })
const eventsOf = async (threadId: string) =>
  (await db.event.findMany({ where: { payload: { contains: threadId } }, orderBy: { id: 'asc' } })).map(
    ({ type }) => type,
  )
const pageOf = async (threadId: string, viewer: Parameters<typeof getThread>[0] = null, after = 0) =>
  getThread(viewer, threadId, { after, formats })

describe('starting a thread', () => {
  it('makes it with its first post and its context, and announces it once', async () => {
    const { threadId } = await open(people.amina, {
      crisisType: ['flood'],
      phase: ['emergency-response'],
      country: ['LB'],
    })
    const thread = await pageOf(threadId)
    expect(thread.posts).toMatchObject([
      { number: 1, html: '<p dir="auto">How?</p>', author: { name: 'Amina Diallo' } },
    ])
    expect(thread.context.map(({ kind, key }) => `${kind} ${key}`)).toEqual([
      'crisisType flood',
      'phase emergency-response',
      'country LB',
    ])
    expect(await eventsOf(threadId)).toEqual(['thread.opened'])
  })

  it('sent twice with one client id makes one', async () => {
    const clientId = newId()
    const first = await open(people.amina, { clientId })
    const second = await open(people.amina, { clientId, title: 'Again' })
    expect(second).toEqual(first)
    expect(await db.thread.count({ where: { clientId } })).toBe(1)
  })

  it('sent twice at once makes one', async () => {
    const clientId = newId()
    const [first, second] = await Promise.all([open(people.amina, { clientId }), open(people.amina, { clientId })])
    expect(second).toEqual(first)
  })

  it('the client id of somebody else is no matter', async () => {
    const clientId = newId()
    const first = await open(people.amina, { clientId })
    const second = await open(people.elif, { clientId })
    expect(second.threadId).not.toBe(first.threadId)
  })
})

describe('replying', () => {
  it('gives each post the next number, also when many come at once', async () => {
    const { threadId } = await open()
    const sent = await Promise.all(
      Array.from({ length: 12 }, (_, n) => answer(threadId, n % 2 ? people.bounmy : people.elif)),
    )
    expect(sent.map(({ number }) => number).sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, n) => n + 2))
    expect((await pageOf(threadId)).replies).toBe(12)
  })

  it('sent twice with one client id makes one, though it goes to another thread', async () => {
    const { threadId } = await open()
    const other = await open()
    const clientId = newId()
    const first = await answer(threadId, people.bounmy, { clientId })
    expect(await answer(threadId, people.bounmy, { clientId, body: 'Changed' })).toEqual(first)
    expect(await answer(other.threadId, people.bounmy, { clientId })).toEqual(first)
    expect((await pageOf(other.threadId)).replies).toBe(0)
    expect(await eventsOf(threadId)).toEqual(['thread.opened', 'post.posted'])
  })

  it('with the client id that the same member started a thread with answers with that thread', async () => {
    const clientId = newId()
    const first = await open(people.amina, { clientId })
    expect(await answer(first.threadId, people.amina, { clientId })).toEqual(first)
    const replied = await answer(first.threadId, people.amina)
    const post = await db.post.findUniqueOrThrow({ where: { id: replied.id } })
    expect(await open(people.amina, { clientId: post.clientId })).toEqual(replied)
  })

  it('to a post quotes it in one line', async () => {
    const { id, threadId } = await open(people.amina, { body: `**How** do\nyou ${'reach '.repeat(400)}them?` })
    await answer(threadId, people.bounmy, { replyTo: id })
    const [, post] = (await pageOf(threadId)).posts
    expect(post?.answers).toMatchObject({ number: 1, author: 'Amina Diallo', href: `/threads/${threadId}#post-${id}` })
    expect(post?.answers?.excerpt).toMatch(/^How do you (?:reach )+reach…$/)
    expect(await getQuote(people.elif, threadId, id)).toMatchObject({ number: 1, excerpt: post?.answers?.excerpt })
  })

  it('to a post of another thread or a deleted one is refused', async () => {
    const { threadId } = await open()
    const elsewhere = await open()
    const gone = await answer(threadId)
    await deletePost(people.bounmy, gone.id)
    for (const replyTo of [elsewhere.id, gone.id, 'no-such-post']) {
      await expect(answer(threadId, people.elif, { replyTo })).rejects.toMatchObject({
        status: 400,
        key: 'threads.errors.replyToGone',
      })
      expect(await getQuote(people.elif, threadId, replyTo)).toBeNull()
    }
    expect((await pageOf(threadId)).replies).toBe(1)
  })

  it('to a thread that is not there is told so', async () => {
    await expect(answer('nosuchthread00')).rejects.toMatchObject({ status: 404 })
  })
})

describe('editing a post', () => {
  it('keeps what it said before, and everybody can read it', async () => {
    const { id, threadId } = await open(people.amina, { body: 'One two three' })
    await revisePost(people.amina, id, { body: 'One two four', version: 1 })
    await revisePost(people.amina, id, { body: 'One **two** four', version: 2 })
    const { versions } = await postHistory(null, id)
    expect(versions.map(({ number }) => number)).toEqual([3, 2, 1])
    expect(versions[1]?.changes).toEqual([
      { kind: 'same', text: 'One two ' },
      { kind: 'removed', text: 'three' },
      { kind: 'added', text: 'four' },
    ])
    expect(versions[2]?.changes).toEqual([{ kind: 'same', text: 'One two three' }])
    expect((await pageOf(threadId)).posts[0]?.html).toContain('<strong>two</strong>')
    expect(await eventsOf(threadId)).toEqual(['thread.opened', 'post.revised', 'post.revised'])
  })

  it('that was changed meanwhile is refused, and nothing is overwritten', async () => {
    const { id } = await open()
    await revisePost(people.amina, id, { body: 'From one window', version: 1 })
    await expect(revisePost(people.amina, id, { body: 'From another', version: 1 })).rejects.toMatchObject({
      status: 409,
    })
    expect(await getPost(people.amina, id)).toMatchObject({ body: 'From one window', version: 2 })
  })

  it('sent twice makes one version', async () => {
    const { id } = await open()
    await revisePost(people.amina, id, { body: 'Better', version: 1 })
    await revisePost(people.amina, id, { body: 'Better', version: 1 })
    expect((await getPost(null, id)).version).toBe(2)
  })

  it('is not for others, moderators included', async () => {
    const { id } = await open()
    for (const viewer of [people.bounmy, people.carmen, people.dmitri]) {
      await expect(revisePost(viewer, id, { body: 'Mine', version: 1 })).rejects.toMatchObject({ status: 403 })
    }
    expect((await getPost(null, id)).body).toBe('How?')
  })

  it('with a hundred versions shows ten at a time, none twice', async () => {
    const { id } = await open()
    await db.postVersion.createMany({
      data: Array.from({ length: 34 }, (_, n) => ({
        postId: id,
        number: n + 1,
        body: `${n}`,
        html: '',
        writtenAt: new Date(),
      })),
    })
    const seen: number[] = []
    let before: number | undefined
    do {
      const { versions, next } = await postHistory(null, id, before)
      seen.push(...versions.map(({ number }) => number))
      before = next ?? undefined
    } while (before)
    expect(seen).toEqual(Array.from({ length: 35 }, (_, n) => 35 - n))
  })
})

describe('deleting a post', () => {
  it('leaves its number and hides its text in the thread, in quotes and in its history', async () => {
    const { threadId } = await open()
    const secret = await answer(threadId, people.bounmy, { body: 'The secret word' })
    await revisePost(people.bounmy, secret.id, { body: 'The secret phrase', version: 1 })
    await answer(threadId, people.elif, { replyTo: secret.id })
    await deletePost(people.bounmy, secret.id)
    for (const viewer of [null, people.bounmy, people.elif, people.carmen]) {
      const thread = await pageOf(threadId, viewer)
      expect(JSON.stringify(thread)).not.toContain('secret')
      expect(thread.posts.map(({ number }) => number)).toEqual([1, 2, 3])
      expect(thread.posts[1]).toMatchObject({ deletedBy: 'author', html: '' })
      expect(thread.posts[2]?.answers).toMatchObject({ number: 2, excerpt: null })
      await expect(postHistory(viewer, secret.id)).rejects.toMatchObject({ status: 404 })
      expect(await getPost(viewer, secret.id)).toMatchObject({ body: '', html: '' })
    }
    expect(await eventsOf(threadId)).toContain('post.deleted')
  })

  it('is undone by whoever did it, with all that was there', async () => {
    const { id, threadId } = await open()
    await deletePost(people.amina, id)
    expect((await pageOf(threadId, people.amina)).posts[0]?.can).toEqual({
      revise: false,
      delete: false,
      restore: true,
    })
    await restorePost(people.amina, id)
    expect((await pageOf(threadId)).posts[0]).toMatchObject({ html: '<p dir="auto">How?</p>', deletedBy: null })
    expect(await eventsOf(threadId)).toEqual(['thread.opened', 'post.deleted', 'post.restored'])
  })

  it('by a moderator says so, and its author cannot undo it', async () => {
    const { id, threadId } = await open()
    await deletePost(people.carmen, id)
    expect((await pageOf(threadId, people.amina)).posts[0]).toMatchObject({
      deletedBy: 'moderator',
      can: { restore: false },
    })
    await expect(restorePost(people.amina, id)).rejects.toMatchObject({ status: 403 })
    await restorePost(people.carmen, id)
    expect((await pageOf(threadId)).posts[0]?.deletedBy).toBeNull()
  })

  it('is not for other members', async () => {
    const { id, threadId } = await open()
    await expect(deletePost(people.bounmy, id)).rejects.toMatchObject({ status: 403 })
    expect((await pageOf(threadId)).posts[0]?.deletedBy).toBeNull()
  })

  it('twice is the same as once', async () => {
    const { id, threadId } = await open()
    await deletePost(people.amina, id)
    await deletePost(people.amina, id)
    expect(await eventsOf(threadId)).toEqual(['thread.opened', 'post.deleted'])
  })

  it('leaves a thread whose first post is gone in its place', async () => {
    const { id, threadId } = await open(people.amina, { title: 'Still listed' })
    await deletePost(people.amina, id)
    const { rows } = await listThreads(null, {}, { formats })
    expect(rows.map((row) => row.id)).toContain(threadId)
    await expect(answer(threadId)).resolves.toMatchObject({ number: 2 })
  })
})

describe('changing a thread', () => {
  it('changes its title and what it is about', async () => {
    const { threadId } = await open(people.amina, { crisisType: ['flood'] })
    await reviseThread(people.amina, threadId, { ...emptyContext(), title: 'Better title', country: ['TH'] })
    expect(await pageOf(threadId)).toMatchObject({ title: 'Better title', context: [{ kind: 'country', key: 'TH' }] })
    expect(await eventsOf(threadId)).toEqual(['thread.opened', 'thread.revised'])
  })

  it('is for whoever started it alone', async () => {
    const { threadId } = await open()
    for (const viewer of [people.bounmy, people.carmen]) {
      await expect(reviseThread(viewer, threadId, { ...emptyContext(), title: 'Mine' })).rejects.toMatchObject({
        status: 403,
      })
    }
    expect((await pageOf(threadId)).title).toBe('Reaching farm workers')
  })
})

describe('the client id of a post', () => {
  it('is told to its author alone', async () => {
    const { threadId } = await open(people.amina, { clientId: 'only-for-amina' })
    expect((await pageOf(threadId, people.amina)).posts[0]?.clientId).toBe('only-for-amina')
    for (const viewer of [null, people.bounmy, people.carmen]) {
      expect(JSON.stringify(await pageOf(threadId, viewer))).not.toContain('only-for-amina')
    }
  })
})
