import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '~/db.server'
import { emptyContext } from '~/features/context/context'
import { type HarmReport, harmIn } from '~/features/harm/check-harm.server'
import { harmToReview, reviewHarm } from '~/features/harm/review-harm.server'
import { postLesson } from '~/features/lessons/post-lesson.server'
import { notifyFollowers } from '~/features/notifications/notify-followers.server'
import { notifyOfHeld, notifyOfVerdict } from '~/features/notifications/notify-of-harm.server'
import { listNotifications } from '~/features/notifications/queries.server'
import { recordAfter } from '~/features/peer-sessions/message-queries.server'
import { sendRoomMessage } from '~/features/peer-sessions/send-room-message.server'
import { indexPost } from '~/features/search/index-documents.server'
import { search } from '~/features/search/search.server'
import { openThread } from '~/features/threads/open-thread.server'
import { postHistory } from '~/features/threads/post-history.server'
import { getPost, getQuote, getThread, listThreads } from '~/features/threads/queries.server'
import { reply } from '~/features/threads/reply.server'
import { revisePost } from '~/features/threads/revise-post.server'
import { newId } from '~/lib/ids'
import * as lessonsNew from '~/routes/lessons.new'
import * as reviewRoute from '~/routes/review_.harm.$id'
import * as postsRoute from '~/routes/threads.$id_.posts'
import * as newThread from '~/routes/threads.new'
import { type Cast, cast } from '../../support/cast'
import { useDatabase } from '../../support/database'
import { aContent } from '../../support/lessons'
import { post, run } from '../../support/request'
import { liveSession } from '../../support/sessions'

useDatabase()
let people: Cast
beforeAll(async () => {
  people = await cast()
})

const risky = 'Call her on +44 7700 900 123 tonight.'
const formats = 'en-GB'

/** What the author is shown of something that was not taken. */
async function foundBy(work: Promise<unknown>): Promise<HarmReport> {
  const report = await work.then(
    () => null,
    (error) => harmIn(error),
  )
  if (!report) throw new Error('Nothing was found.')
  return report
}

const thread = (more: Partial<Parameters<typeof openThread>[1]> = {}) =>
  openThread(people.amina, {
    title: 'Reaching farm workers',
    body: 'How?',
    clientId: newId(),
    ...emptyContext(),
    ...more,
  })
const answer = (threadId: string, body: string, harmConfirmed?: string) =>
  reply(people.bounmy, threadId, { body, replyTo: '', clientId: newId(), harmConfirmed })

/** A reply that its author confirmed and that waits. */
async function heldReply() {
  const { threadId } = await thread()
  const { digest } = await foundBy(answer(threadId, risky))
  return answer(threadId, risky, digest)
}
const reviewOf = (postId: string) =>
  db.harmReview.findFirstOrThrow({ where: { postId }, orderBy: { confirmedAt: 'desc' } })
const telling = () => ({ eventId: Math.floor(Math.random() * 1e9), at: new Date() })

describe('a form with something that may identify somebody', () => {
  test('comes back with 400, all that was typed, the places and both ways on', async () => {
    const { threadId } = await thread()
    const fields = { body: risky, clientId: newId(), replyTo: '' }
    const { status, data } = await run(postsRoute.action, post('/', fields, people.bounmy), { id: threadId })
    expect(status).toBe(400)
    expect(data.values.body).toEqual([risky])
    expect(data.errors.body.key).toBe('harm.found.error')
    expect(data.harm).toMatchObject({ confirmable: true, waits: true, places: [{ kind: 'phone', field: 'body' }] })
    expect(await db.post.count({ where: { threadId } })).toBe(1)
  })

  test('is sent at once where it is harmless', async () => {
    const { threadId } = await thread()
    const fields = { body: 'The hotline of the embassy is +856 21 000 100.', clientId: newId(), replyTo: '' }
    expect((await run(postsRoute.action, post('/', fields, people.bounmy), { id: threadId })).status).toBe(303)
  })

  test('comes back masked where that was asked for, and is harmless then', async () => {
    const fields = { title: 'About Mr Bekele Haile', body: risky, clientId: newId(), intent: 'mask', country: 'LB' }
    const { status, data } = await run(newThread.action, post('/', fields, people.amina))
    expect(status).toBe(200)
    expect(data.masked).toBe(true)
    expect(data.values.title).toEqual(['About Mr ▮▮▮ [name removed]'])
    expect(data.values.body).toEqual(['Call her on ▮▮▮ [phone number removed] tonight.'])
    expect(data.values.country).toEqual(['LB'])
    await thread({ title: data.values.title[0], body: data.values.body[0] })
  })

  test('is taken with the confirmation of exactly what was found, and with no other', async () => {
    const { threadId } = await thread()
    const { digest } = await foundBy(answer(threadId, risky))
    await foundBy(answer(threadId, `${risky} Or write to karim.h@example.org`, digest))
    await foundBy(answer(threadId, risky, 'true'))
    await answer(threadId, `Once more: ${risky}`, digest)
  })

  test('is looked at more strictly where the crisis is a conflict, or a kind of it', async () => {
    const body = 'Samuel Tesfaye was detained at the checkpoint.'
    await thread({ body, crisisType: ['flood'] })
    const child = await db.crisisType.findFirstOrThrow({ where: { parentSlug: 'conflict' }, select: { slug: true } })
    await foundBy(thread({ body, crisisType: [child.slug] }))
    const { threadId } = await thread({ crisisType: ['conflict'] })
    await foundBy(answer(threadId, body))
  })
})

describe('what was confirmed in a thread', () => {
  test('waits: others see that it waits and no word of it, on no way out', async () => {
    const { threadId, id } = await heldReply()
    await indexPost(id)
    for (const viewer of [null, people.elif]) {
      const { posts } = await getThread(viewer, threadId, { formats })
      expect(posts[1]).toMatchObject({ held: 'other', html: '' })
      expect((await getPost(viewer, id)).body).toBe('')
      await expect(postHistory(viewer, id)).rejects.toMatchObject({ status: 404 })
      expect(await getQuote(viewer, threadId, id)).toBeNull()
      expect(JSON.stringify(search(viewer, { q: 'tonight' }))).not.toContain(id)
    }
    await expect(reply(people.elif, threadId, { body: 'Yes', replyTo: id, clientId: newId() })).rejects.toMatchObject({
      status: 400,
    })
    await notifyFollowers({ type: 'post.posted', postId: id, threadId, byId: people.bounmy.id }, telling())
    expect((await listNotifications(people.amina, { formats })).rows).toEqual([])
  })

  test('is seen by its author and by reviewers', async () => {
    const { threadId } = await heldReply()
    for (const [viewer, held] of [[people.bounmy, 'own'] as const, [people.carmen, 'reviewer'] as const]) {
      const { posts } = await getThread(viewer, threadId, { formats })
      expect(posts[1]).toMatchObject({ held, html: expect.stringContaining('7700') })
    }
  })

  test('as a first post makes the whole thread wait, its title too', async () => {
    const title = 'What about Mrs Salma Haddad'
    const { digest } = await foundBy(thread({ title }))
    const { threadId } = await thread({ title, harmConfirmed: digest })
    for (const viewer of [null, people.elif]) {
      await expect(getThread(viewer, threadId, { formats })).rejects.toMatchObject({ status: 404 })
      expect((await listThreads(viewer, {}, { formats })).rows.map(({ id }) => id)).not.toContain(threadId)
    }
    for (const viewer of [people.amina, people.carmen]) {
      expect((await getThread(viewer, threadId, { formats })).title).toBe(title)
    }
  })

  test('is told to the reviewers, and stands in their list with its places', async () => {
    const { id, threadId } = await heldReply()
    const review = await reviewOf(id)
    await notifyOfHeld({ type: 'harm.held', harmReviewId: review.id, byId: people.bounmy.id }, telling())
    const [notice] = (await listNotifications(people.carmen, { formats })).rows
    expect(notice).toMatchObject({ kind: 'post.held', href: '/review/harm' })
    const { cases } = await harmToReview(people.carmen)
    const found = cases.find(({ id }) => id === review.id)
    expect(found?.parts.filter(({ kind }) => kind)).toEqual([{ kind: 'phone', text: '+44 7700 900 123' }])
    expect(await db.event.count({ where: { type: 'post.posted', payload: { contains: threadId } } })).toBe(0)
    await expect(harmToReview(people.elif)).rejects.toMatchObject({ status: 404 })
  })

  test('shown by a reviewer is there for everybody, told to followers now and to its author', async () => {
    const { id, threadId } = await heldReply()
    const review = await reviewOf(id)
    await expect(reviewHarm(people.elif, review.id, 'shown')).rejects.toMatchObject({ status: 404 })
    const fields = { verdict: 'shown' }
    const { status } = await run(reviewRoute.action, post('/', fields, people.carmen), { id: review.id })
    expect(status).toBe(303)
    const { posts } = await getThread(null, threadId, { formats })
    expect(posts[1]).toMatchObject({ held: null, html: expect.stringContaining('7700') })
    expect(await db.event.count({ where: { type: 'post.posted', payload: { contains: id } } })).toBe(1)
    await notifyOfVerdict({ type: 'harm.reviewed', harmReviewId: review.id, byId: people.carmen.id }, telling())
    const [notice] = (await listNotifications(people.bounmy, { formats })).rows
    expect(notice?.kind).toBe('post.shown')
    await expect(reviewHarm(people.dmitri, review.id, 'removed')).rejects.toMatchObject({ status: 409 })
  })

  test('removed by a reviewer is deleted', async () => {
    const { id, threadId } = await heldReply()
    await reviewHarm(people.dmitri, (await reviewOf(id)).id, 'removed')
    const { posts } = await getThread(people.bounmy, threadId, { formats })
    expect(posts[1]).toMatchObject({ deletedBy: 'moderator', html: '' })
  })

  test('is never reviewed by its author', async () => {
    const { threadId } = await thread()
    const send = (harmConfirmed?: string) =>
      reply(people.carmen, threadId, { body: risky, replyTo: '', clientId: newId(), harmConfirmed })
    const { digest } = await foundBy(send())
    const { id } = await send(digest)
    await expect(reviewHarm(people.carmen, (await reviewOf(id)).id, 'shown')).rejects.toMatchObject({ status: 403 })
  })

  test('an edit is looked at too, waits, and leaves no version of what nobody else has seen', async () => {
    const { id } = await thread()
    const { digest } = await foundBy(revisePost(people.amina, id, { body: risky, version: 1 }))
    await revisePost(people.amina, id, { body: risky, version: 1, harmConfirmed: digest })
    expect((await getPost(people.amina, id)).heldAt).not.toBeNull()
    await revisePost(people.amina, id, { body: 'By radio.', version: 2 })
    expect((await getPost(people.amina, id)).heldAt).not.toBeNull()
    const texts = JSON.stringify((await postHistory(people.amina, id)).versions)
    expect(texts).not.toContain('7700')
  })
})

describe('a room message', () => {
  const send = (sessionId: string, harmConfirmed?: string) =>
    sendRoomMessage(people.amina, sessionId, { body: risky, clientId: newId(), harmConfirmed })

  test('confirmed in an open session waits: others read that it does', async () => {
    const session = await liveSession(people.amina)
    const { digest } = await foundBy(send(session))
    await send(session, digest)
    for (const viewer of [null, people.elif]) {
      expect(JSON.stringify(await recordAfter(viewer, session, 0))).not.toContain('7700')
    }
    expect((await recordAfter(people.amina, session, 0))[0]?.body).toBe(risky)
    const review = await db.harmReview.findFirstOrThrow({ where: { message: { sessionId: session } } })
    await reviewHarm(people.carmen, review.id, 'shown')
    expect((await recordAfter(null, session, 0))[0]?.body).toBe(risky)
  })

  test('removed by a reviewer says so, to its author too', async () => {
    const session = await liveSession(people.amina)
    const { digest } = await foundBy(send(session))
    await send(session, digest)
    const review = await db.harmReview.findFirstOrThrow({ where: { message: { sessionId: session } } })
    await reviewHarm(people.carmen, review.id, 'removed')
    for (const viewer of [null, people.amina]) {
      expect((await recordAfter(viewer, session, 0))[0]?.body).toBe('A reviewer removed this message.')
    }
  })

  test('confirmed in a session of members is sent', async () => {
    const session = await liveSession(people.amina, { access: 'members' })
    const { digest } = await foundBy(send(session))
    await send(session, digest)
    expect((await recordAfter(people.elif, session, 0))[0]?.body).toBe(risky)
  })

  test('cannot be confirmed where a review would name who spoke under the Chatham House Rule', async () => {
    const session = await liveSession(people.amina, { chathamHouse: true })
    const { digest, confirmable } = await foundBy(send(session))
    expect(confirmable).toBe(false)
    await foundBy(send(session, digest))
  })
})

describe('a session', () => {
  test('of members is scheduled with the confirmation, an open one only without what was found', async () => {
    const title = 'With Mrs Salma Haddad'
    const { digest } = await foundBy(liveSession(people.amina, { title, access: 'members' }))
    await liveSession(people.amina, { title, access: 'members', harmConfirmed: digest })
    const { confirmable } = await foundBy(liveSession(people.amina, { title, harmConfirmed: digest }))
    expect(confirmable).toBe(false)
  })
})

describe('a lesson', () => {
  const content = aContent({ observation: risky })

  test('is kept as a draft whatever it says, and looked at when it is handed in', async () => {
    const draft = { content, clientId: newId(), version: 0 }
    expect(await postLesson(people.amina, { ...draft, intent: 'draft' })).toMatchObject({ ok: true })
    const handIn = { ...draft, clientId: newId(), intent: 'submit' as const }
    const { digest, waits } = await foundBy(postLesson(people.amina, handIn))
    expect(waits).toBe(false)
    expect(await postLesson(people.amina, { ...handIn, harmConfirmed: digest })).toMatchObject({ ok: true })
  })

  test('comes back from its form with all that was typed', async () => {
    const fields = {
      title: 'Phones',
      observation: risky,
      intent: 'submit',
      clientId: newId(),
      sourceKind: 'first-hand',
      attribution: 'named',
    }
    const { status, data } = await run(lessonsNew.action, post('/', fields, people.amina))
    expect(status).toBe(400)
    expect(data.values.observation).toEqual([risky])
    expect(data.harm.places).toMatchObject([{ kind: 'phone', field: 'observation' }])
  })
})
