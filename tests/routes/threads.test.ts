import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '~/db.server'
import * as permalink from '~/routes/posts.$id'
import * as deletion from '~/routes/posts.$id_.delete'
import * as edit from '~/routes/posts.$id_.edit'
import * as history from '~/routes/posts.$id_.history'
import * as restoration from '~/routes/posts.$id_.restore'
import * as threads from '~/routes/threads._index'
import * as thread from '~/routes/threads.$id'
import * as revision from '~/routes/threads.$id_.edit'
import * as replies from '~/routes/threads.$id_.posts'
import * as start from '~/routes/threads.new'
import { type Cast, cast } from '../support/cast'
import { useDatabase } from '../support/database'
import { get, post, run } from '../support/request'

useDatabase()
let people: Cast

beforeAll(async () => {
  people = await cast()
})

type Fields = Record<string, string | string[]>
const opening = { title: 'Reaching farm workers', body: 'How?' }
const open = async (fields: Fields = {}, by = people.amina) =>
  run(start.action, post('/threads/new', { ...opening, ...fields }, by))
const openId = async (fields: Fields = {}) => (await open(fields)).location?.split('/').pop() ?? ''
const send = (id: string, fields: Fields, by: Cast['amina'] | null = people.bounmy) =>
  run(replies.action, post(`/threads/${id}/posts`, fields, by), { id })
const sendId = async (id: string, fields: Fields) => (await send(id, fields)).location?.split('#post-')[1] ?? ''
const read = (id: string, query = '', by: Cast['amina'] | null = null) =>
  run(thread.loader, get(`/threads/${id}${query}`, by), { id })

describe('POST /threads/new', () => {
  it('answers 303 with the thread, linked to what the form named', async () => {
    const { status, location } = await open({
      crisisType: ['flood', 'earthquake'],
      guideline: '8',
      samplePractice: '8.4',
    })
    expect(status).toBe(303)
    expect(location).toMatch(/^\/threads\/\w{14}$/)
    const { data } = await read(location?.split('/').pop() ?? '')
    expect(data.thread.context.map(({ key }: { key: string }) => key)).toEqual(
      expect.arrayContaining(['flood', 'earthquake', '8', '8.4']),
    )
  })

  it('answers a second post with the same client id as the first', async () => {
    const first = await open({ clientId: 'sent-twice' })
    expect(await open({ clientId: 'sent-twice' })).toMatchObject({ status: 303, location: first.location })
  })

  it('answers 400 with the sentences and all that was typed', async () => {
    const { status, data } = await open({ title: '', body: 'Typed', country: 'LB', clientId: 'kept-client-id' })
    expect(status).toBe(400)
    expect(data.errors).toEqual({ title: { key: 'threads.errors.titleMissing', params: expect.anything() } })
    expect(data.values).toMatchObject({ body: ['Typed'], country: ['LB'], clientId: ['kept-client-id'] })
    expect(data.picker.selected).toMatchObject([{ kind: 'country', key: 'LB' }])
  })

  it('refuses a context that is not there', async () => {
    const { status, data } = await open({ crisisType: 'rain-of-frogs' })
    expect(status).toBe(400)
    expect(data.errors.context.key).toBe('context.errors.unknown')
  })

  it('searches for context without losing what was typed, and starts nothing', async () => {
    const before = await db.thread.count()
    const { status, data } = await open({ intent: 'context', contextQuery: 'flood', title: '', body: 'Half a' })
    expect(status).toBe(200)
    expect(data.values.body).toEqual(['Half a'])
    expect(data.picker.found).toEqual(expect.arrayContaining([expect.objectContaining({ key: 'flood' })]))
    expect(await db.thread.count()).toBe(before)
  })

  it('leads guests and banned members to sign in, and starts nothing', async () => {
    const before = await db.thread.count()
    for (const nobody of [null, people.zed]) {
      const answer = await run(start.action, post('/threads/new', opening, nobody))
      expect(answer).toMatchObject({ status: 303, location: '/sign-in?redirectTo=%2Fthreads%2Fnew' })
    }
    expect(await db.thread.count()).toBe(before)
  })
})

describe('GET /threads/new', () => {
  it('takes the context of the address along', async () => {
    const { data } = await run(start.loader, get('/threads/new?crisisType=flood&guideline=8', people.amina))
    expect(data.picker.selected.map(({ key }: { key: string }) => key)).toEqual(['flood', '8'])
  })
})

describe('POST /threads/:id/posts', () => {
  it('answers 303 with the page that holds the post', async () => {
    const id = await openId()
    const { status, location } = await send(id, { body: 'By radio' })
    expect(status).toBe(303)
    expect(location).toMatch(new RegExp(`^/threads/${id}#post-\\w{14}$`))
    for (let n = 3; n <= 50; n++) await send(id, { body: `${n}` })
    expect((await send(id, { body: 'On the second page' })).location).toMatch(
      new RegExp(`^/threads/${id}\\?after=50#post-`),
    )
  })

  it('answers a second post with the same client id as the first, whatever it says and wherever it goes', async () => {
    const [id, other] = [await openId(), await openId()]
    const first = await send(id, { body: 'Once', clientId: 'one-reply-id' })
    const second = await send(id, { body: 'Twice', clientId: 'one-reply-id' })
    const third = await send(other, { body: 'Elsewhere', clientId: 'one-reply-id' })
    expect([second.location, third.location]).toEqual([first.location, first.location])
    expect((await read(id)).data.thread.posts).toHaveLength(2)
    expect((await read(other)).data.thread.posts).toHaveLength(1)
  })

  it('answers 400 with what was typed and what it answers', async () => {
    const id = await openId()
    const replyTo = await sendId(id, { body: 'Ask them' })
    const { status, data } = await send(id, { body: '', replyTo, clientId: 'kept-client-id' })
    expect(status).toBe(400)
    expect(data.errors.body.key).toBe('threads.errors.bodyMissing')
    expect(data.values.clientId).toEqual(['kept-client-id'])
    expect(data.answers).toMatchObject({ id: replyTo, excerpt: 'Ask them' })
  })

  it('keeps the text where the post that it answers was deleted meanwhile', async () => {
    const id = await openId()
    const replyTo = await sendId(id, { body: 'Soon gone' })
    await run(deletion.action, post(`/posts/${replyTo}/delete`, {}, people.bounmy), { id: replyTo })
    const { status, data } = await send(id, { body: 'My long reply', replyTo })
    expect(status).toBe(400)
    expect(data.errors.body.key).toBe('threads.errors.replyToGone')
    expect(data).toMatchObject({ answers: null, values: { body: ['My long reply'] } })
  })

  it('ignores fields that it does not know', async () => {
    const id = await openId()
    const sent = await sendId(id, { body: 'Mine', authorId: people.carmen.id, number: '99', html: '<b>x</b>' })
    expect(await db.post.findUnique({ where: { id: sent } })).toMatchObject({
      authorId: people.bounmy.id,
      number: 2,
      html: '<p dir="auto">Mine</p>',
    })
  })

  it('leads guests and banned members to sign in, and posts nothing', async () => {
    const id = await openId()
    for (const nobody of [null, people.zed]) {
      const answer = await send(id, { body: 'Let me in' }, nobody)
      expect(answer).toMatchObject({ status: 303, location: `/sign-in?redirectTo=%2Fthreads%2F${id}%2Fposts` })
    }
    expect((await read(id)).data.thread.posts).toHaveLength(1)
  })

  it('to a thread that is not there is 404', async () => {
    expect((await send('nosuchthread00', { body: 'Hello' })).status).toBe(404)
  })

  it('is a page of its own for whoever signs in again', async () => {
    const id = await openId()
    const { status, data } = await run(replies.loader, get(`/threads/${id}/posts`, people.elif), { id })
    expect(status).toBe(200)
    expect(data).toMatchObject({ id, title: 'Reaching farm workers' })
  })
})

describe('GET /threads/:id', () => {
  it('is open to guests, who may do nothing to it', async () => {
    const { status, data } = await read(await openId())
    expect(status).toBe(200)
    expect(data.thread.can).toEqual({ reply: false, revise: false })
    expect(data.thread.posts[0].can).toEqual({ revise: false, delete: false, restore: false })
  })

  it('shows whom a reply would answer, and nobody where that stands elsewhere', async () => {
    const [id, other] = [await openId(), await openId()]
    const replyTo = await sendId(id, { body: 'Ask them' })
    expect((await read(id, `?replyTo=${replyTo}`, people.elif)).data.answers).toMatchObject({ number: 2 })
    expect((await read(other, `?replyTo=${replyTo}`, people.elif)).data.answers).toBeNull()
  })

  it('is 404 without such a thread', async () => {
    expect((await read('nosuchthread00')).status).toBe(404)
  })

  it('holds no script of anybody, in texts, titles and quotes', async () => {
    const attack = '<img src=x onerror=alert(1)><script>alert(1)</script> [x](javascript:alert(1))'
    const id = await openId({ body: attack, title: attack })
    const replyTo = (await read(id)).data.thread.posts[0].id
    await send(id, { body: attack, replyTo })
    const { posts } = (await read(id)).data.thread
    for (const { html } of posts) {
      expect(html).not.toMatch(/<(?:img|script)/i)
      expect(html).not.toMatch(/href="javascript/i)
    }
    // Shown as text: React escapes it.
    expect(posts[1].answers.excerpt).toContain('<img')
  })
})

describe('GET /posts/:id', () => {
  it('leads to the page that holds the post', async () => {
    const id = await openId()
    const sent = await sendId(id, { body: 'By radio' })
    expect(await run(permalink.loader, get(`/posts/${sent}`), { id: sent })).toMatchObject({
      status: 302,
      location: `/threads/${id}#post-${sent}`,
    })
  })

  it('is 404 without such a post', async () => {
    expect((await run(permalink.loader, get('/posts/nosuchpost0000'), { id: 'nosuchpost0000' })).status).toBe(404)
  })
})

describe('POST /posts/:id/edit', () => {
  const revise = (id: string, fields: Fields, by: Cast['amina'] | null = people.bounmy) =>
    run(edit.action, post(`/posts/${id}/edit`, fields, by), { id })

  it('answers 303 with the post, and 409 with both texts where it was changed meanwhile', async () => {
    const id = await openId()
    const sent = await sendId(id, { body: 'First' })
    expect(await revise(sent, { body: 'Second', version: '1' })).toMatchObject({
      status: 303,
      location: `/threads/${id}#post-${sent}`,
    })
    const { status, data } = await revise(sent, { body: 'Other', version: '1' })
    expect(status).toBe(409)
    expect(data.values).toEqual({ body: ['Other'] })
    const now = await run(edit.loader, get(`/posts/${sent}/edit`, people.bounmy), { id: sent })
    expect(now.data.post).toMatchObject({ body: 'Second', version: 2 })
  })

  it('answers 400 where the text is missing', async () => {
    const sent = await sendId(await openId(), { body: 'First' })
    expect((await revise(sent, { body: ' ', version: '1' })).data.errors.body.key).toBe('threads.errors.bodyMissing')
  })

  it('refuses others, and leads guests to sign in', async () => {
    const sent = await sendId(await openId(), { body: 'First' })
    expect((await revise(sent, { body: 'Mine', version: '1' }, people.carmen)).status).toBe(403)
    expect((await run(edit.loader, get(`/posts/${sent}/edit`, people.elif), { id: sent })).status).toBe(403)
    expect((await revise(sent, { body: 'Mine', version: '1' }, null)).location).toMatch(/^\/sign-in/)
  })
})

describe('deleting and undoing it', () => {
  it('asks before, deletes by a post, and is undone by a post', async () => {
    const id = await openId()
    const sent = await sendId(id, { body: 'Oh no' })
    const back = `/threads/${id}#post-${sent}`
    const asked = await run(deletion.loader, get(`/posts/${sent}/delete`, people.bounmy), { id: sent })
    expect(asked).toMatchObject({ status: 200, data: { own: true } })
    const deleted = await run(deletion.action, post(`/posts/${sent}/delete`, {}, people.bounmy), { id: sent })
    expect(deleted).toMatchObject({ status: 303, location: back })
    expect((await run(history.loader, get(`/posts/${sent}/history`), { id: sent })).status).toBe(404)
    const restored = await run(restoration.action, post(`/posts/${sent}/restore`, {}, people.bounmy), { id: sent })
    expect(restored).toMatchObject({ status: 303, location: back })
    expect((await read(id)).data.thread.posts[1].html).toContain('Oh no')
  })

  it('is refused to other members', async () => {
    const sent = await sendId(await openId(), { body: 'Stays' })
    expect((await run(deletion.loader, get(`/posts/${sent}/delete`, people.elif), { id: sent })).status).toBe(403)
    expect((await run(deletion.action, post(`/posts/${sent}/delete`, {}, people.elif), { id: sent })).status).toBe(403)
  })
})

describe('POST /threads/:id/edit', () => {
  it('changes title and links for whoever started it, and for nobody else', async () => {
    const id = await openId({ crisisType: 'flood' })
    const revise = (by: Cast['amina']) =>
      run(revision.action, post(`/threads/${id}/edit`, { title: 'Better', country: 'TH' }, by), { id })
    expect((await revise(people.bounmy)).status).toBe(403)
    expect((await read(id)).data.thread.title).toBe('Reaching farm workers')
    expect(await revise(people.amina)).toMatchObject({ status: 303, location: `/threads/${id}` })
    expect((await read(id)).data.thread).toMatchObject({ title: 'Better', context: [{ key: 'TH' }] })
  })
})

describe('GET /threads', () => {
  const list = (query: string) => run(threads.loader, get(`/threads${query}`))

  it('narrows by the address, with what was chosen and how to go on', async () => {
    for (let n = 0; n < 21; n++) await openId({ title: `Water ${n}`, crisisType: 'flood', country: 'FJ' })
    const { data } = await list('?crisisType=flood&country=FJ')
    expect(data.rows).toHaveLength(20)
    expect(data.chosen.map(({ key }: { key: string }) => key)).toEqual(['flood', 'FJ'])
    expect(data.facets.country).toMatchObject([{ value: 'FJ', label: 'Fiji', count: 21, chosen: true }])
    expect(data.next).toMatch(/^\/threads\?crisisType=flood&country=FJ&after=\d+-\w+$/)
    const rest = await list(data.next.slice('/threads'.length))
    expect(rest.data.rows).toHaveLength(1)
    expect(rest.data).toMatchObject({ next: null, newest: '/threads?crisisType=flood&country=FJ' })
  })

  it('answers any address', async () => {
    for (const query of ['?after=x', '?guideline=abc', '?country=%00', `?crisisType=${'a'.repeat(3000)}`]) {
      expect((await list(query)).status).toBe(200)
    }
  })
})
