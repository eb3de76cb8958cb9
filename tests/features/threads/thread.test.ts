import { describe, expect, it } from 'vitest'
import type { Viewer } from '~/features/members/viewer'
import {
  canDeletePost,
  canReply,
  canRestorePost,
  canRevisePost,
  canReviseThread,
  pageStart,
  postInput,
  postUrl,
  readAfter,
  revisePostInput,
  sentUrl,
  threadInput,
} from '~/features/threads/thread'
import { excerptOf } from '~/lib/excerpt'
import { parseForm } from '~/lib/forms'

const member = (id: string, role: Viewer['role'] = 'member'): Viewer => ({
  id,
  name: id,
  role,
  timeZone: 'UTC',
  organizationId: null,
  stakeholderTypeSlug: null,
})
const amina = member('amina')
const bounmy = member('bounmy')
const carmen = member('carmen', 'moderator')
const post = { authorId: 'amina', deletedAt: null, deletedById: null }
const deletedBy = (id: string) => ({ ...post, deletedAt: new Date(), deletedById: id })

describe('who may do what', () => {
  it('members reply, guests do not', () => {
    expect(canReply(bounmy)).toBe(true)
    expect(canReply(null)).toBe(false)
  })

  it('the author alone edits a post or a thread, moderators do not', () => {
    expect(canRevisePost(amina, post)).toBe(true)
    expect([bounmy, carmen, null].map((viewer) => canRevisePost(viewer, post))).toEqual([false, false, false])
    expect(canReviseThread(amina, post)).toBe(true)
    expect([bounmy, carmen, null].map((viewer) => canReviseThread(viewer, post))).toEqual([false, false, false])
  })

  it('a deleted post is not edited and not deleted again', () => {
    expect(canRevisePost(amina, deletedBy('amina'))).toBe(false)
    expect(canDeletePost(amina, deletedBy('amina'))).toBe(false)
  })

  it('the author and moderators delete a post, others do not', () => {
    expect([amina, carmen].map((viewer) => canDeletePost(viewer, post))).toEqual([true, true])
    expect([bounmy, null].map((viewer) => canDeletePost(viewer, post))).toEqual([false, false])
  })

  it('whoever deleted a post restores it, and nobody else', () => {
    expect(canRestorePost(amina, deletedBy('amina'))).toBe(true)
    expect(canRestorePost(carmen, deletedBy('carmen'))).toBe(true)
    expect(canRestorePost(amina, deletedBy('carmen'))).toBe(false)
    expect(canRestorePost(carmen, deletedBy('amina'))).toBe(false)
    expect(canRestorePost(null, deletedBy('amina'))).toBe(false)
    expect(canRestorePost(amina, post)).toBe(false)
  })

  it('a moderator who is one no more cannot take a deletion back', () => {
    expect(canRestorePost(member('carmen'), deletedBy('carmen'))).toBe(false)
  })
})

describe('addresses', () => {
  it('a page holds 50 posts', () => {
    expect([1, 50, 51, 100, 101].map(pageStart)).toEqual([0, 0, 50, 50, 100])
  })

  it('a post stands on the page that holds it', () => {
    expect(postUrl('t', 50, 'p')).toBe('/threads/t#post-p')
    expect(postUrl('t', 51, 'p')).toBe('/threads/t?after=50#post-p')
  })

  it('the first post leads to the thread itself', () => {
    expect(sentUrl({ threadId: 't', number: 1, id: 'p' })).toBe('/threads/t')
    expect(sentUrl({ threadId: 't', number: 2, id: 'p' })).toBe('/threads/t#post-p')
  })

  it('a place that is no number is the beginning', () => {
    expect([null, '', 'x', '-1', '1e3', '9'.repeat(30)].map(readAfter)).toEqual([0, 0, 0, 0, 0, 0])
    expect(readAfter('40')).toBe(40)
  })
})

describe('input', () => {
  const form = (fields: Record<string, string>) => {
    const data = new FormData()
    for (const [name, value] of Object.entries(fields)) data.append(name, value)
    return data
  }
  const errorsOf = (parsed: ReturnType<typeof parseForm>) =>
    parsed.ok ? {} : Object.fromEntries(Object.entries(parsed.errors).map(([field, { key }]) => [field, key]))

  it('a thread needs a title and a text', () => {
    expect(errorsOf(parseForm(threadInput, form({ title: '  ', body: ' \n' })))).toEqual({
      title: 'threads.errors.titleMissing',
      body: 'threads.errors.bodyMissing',
    })
  })

  it('a title has at most 200 characters, a text 20,000', () => {
    const most = parseForm(threadInput, form({ title: 't'.repeat(200), body: 'b'.repeat(20_000) }))
    expect(most.ok).toBe(true)
    const more = parseForm(threadInput, form({ title: 't'.repeat(201), body: 'b'.repeat(20_001) }))
    expect(errorsOf(more)).toEqual({ title: 'site.errors.tooLong', body: 'site.errors.tooLong' })
  })

  it('a form without a client id gets one; one that cannot be is refused', () => {
    const parsed = parseForm(postInput, form({ body: 'Yes' }))
    expect(parsed.ok && parsed.value.clientId).toMatch(/^\w{14}$/)
    expect(errorsOf(parseForm(postInput, form({ body: 'Yes', clientId: 'a b' })))).toEqual({
      clientId: 'site.errors.clientId',
    })
  })

  it('an edit says which version it began with', () => {
    expect(errorsOf(parseForm(revisePostInput, form({ body: 'Yes' })))).toEqual({
      version: 'threads.errors.versionMissing',
    })
    expect(parseForm(revisePostInput, form({ body: 'Yes', version: '2' }))).toEqual({
      ok: true,
      value: { body: 'Yes', version: 2, harmConfirmed: '' },
    })
  })
})

describe('a quote', () => {
  it('is one line, cut at a word', () => {
    expect(excerptOf('Two\n\n lines')).toBe('Two lines')
    expect(excerptOf('word '.repeat(40))).toMatch(/^(?:word ){19}word…$/)
  })

  it('never ends within a character', () => {
    const cut = excerptOf('👩🏽‍🚒'.repeat(60))
    expect(cut.isWellFormed()).toBe(true)
    expect(cut).toMatch(/…$/)
  })
})
