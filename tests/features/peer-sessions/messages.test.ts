import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '~/db.server'
import { reviewHarm } from '~/features/harm/review-harm.server'
import { harvestSession } from '~/features/harvest/harvest-session.server'
import { notifyMentioned } from '~/features/notifications/notify-mentioned.server'
import { listNotifications } from '~/features/notifications/queries.server'
import { editMessage } from '~/features/peer-sessions/edit-message.server'
import { endSession } from '~/features/peer-sessions/end-session.server'
import { sessionState } from '~/features/peer-sessions/facilitation.server'
import { joinSession } from '~/features/peer-sessions/join-session.server'
import { markInsight } from '~/features/peer-sessions/mark-insight.server'
import { markRead, unreadIn } from '~/features/peer-sessions/mark-read.server'
import { messageHistory } from '~/features/peer-sessions/message-history.server'
import {
  changesFrom,
  markedMessages,
  messageForRoom,
  messagesAfter,
  messagesChangedSince,
  oneMessage,
} from '~/features/peer-sessions/message-queries.server'
import { pinMessage } from '~/features/peer-sessions/pin-message.server'
import { reactToMessage } from '~/features/peer-sessions/react-to-message.server'
import { removeMessage } from '~/features/peer-sessions/remove-message.server'
import { restoreMessage } from '~/features/peer-sessions/restore-message.server'
import { sendRoomMessage } from '~/features/peer-sessions/send-room-message.server'
import { stepSession } from '~/features/peer-sessions/step-session.server'
import { unlinkAuthors } from '~/features/peer-sessions/unlink-authors.server'
import { newId } from '~/lib/ids'
import { type Cast, cast } from '../../support/cast'
import { useDatabase } from '../../support/database'
import { liveSession } from '../../support/sessions'

useDatabase()
let people: Cast
const says = (body: string, other = {}) => ({ body, clientId: newId(), ...other })

beforeAll(async () => {
  people = await cast()
})

/** A session with a message of Bounmy's, in which Elif takes part too. */
async function spoken(other = {}, body = 'We called the foremen.') {
  const id = await liveSession(people.amina, { access: 'members', ...other })
  const message = await sendRoomMessage(people.bounmy, id, says(body))
  await joinSession(people.elif, id)
  return { id, message, messageId: message.id }
}
const seenBy = async (viewer: Cast['amina'] | null, id: string) => (await messagesAfter(viewer, id, 0)).messages

/** What each verb does with a message, as somebody in the room would do it. */
const verbs = {
  edit: (viewer, id, messageId) => editMessage(viewer, id, messageId, { body: 'Other words', version: 1 }),
  remove: removeMessage,
  insight: (viewer, id, messageId) => markInsight(viewer, id, messageId, true),
  pin: (viewer, id, messageId) => pinMessage(viewer, id, messageId, true),
  react: (viewer, id, messageId) => reactToMessage(viewer, id, messageId, { kind: 'agree', intent: 'add' }),
  reply: (viewer, id, messageId) => sendRoomMessage(viewer, id, says('Which ones?', { replyTo: messageId })),
} satisfies Record<string, (viewer: Cast['amina'], id: string, messageId: string) => Promise<unknown>>
type Verb = keyof typeof verbs
const names = Object.keys(verbs) as Verb[]

describe('every verb about a message', () => {
  it.each(names)('%s: there is nothing to do it to in a session that does not exist for one', async (verb) => {
    const { id, messageId } = await spoken({ access: 'invited' }).catch(async () => {
      const closed = await liveSession(people.amina, { access: 'invited' })
      return { id: closed, messageId: (await sendRoomMessage(people.amina, closed, says('Hello'))).id }
    })
    await expect(verbs[verb](people.farid, id, messageId)).rejects.toMatchObject({ status: 404 })
  })

  it.each(names)('%s: a message of another session is none of this one', async (verb) => {
    const { messageId } = await spoken()
    const other = await liveSession(people.amina)
    await expect(verbs[verb](people.amina, other, messageId)).rejects.toMatchObject({ status: 404 })
    await expect(verbs[verb](people.amina, other, 'nonesuch')).rejects.toMatchObject({ status: 404 })
  })

  it.each(['edit', 'react', 'insight', 'reply'] as const)('%s: not for who was muted', async (verb) => {
    const { id, messageId } = await spoken()
    await db.sessionParticipant.updateMany({
      where: { sessionId: id, memberId: people.bounmy.id },
      data: { mutedAt: new Date() },
    })
    await expect(verbs[verb](people.bounmy, id, messageId)).rejects.toMatchObject({ status: 403 })
  })

  it.each(['edit', 'react', 'insight', 'reply'] as const)('%s: not in a phase in which others write', async (verb) => {
    const { id, messageId } = await spoken({ format: 'troika-consulting' })
    await stepSession(people.amina, id, { type: 'give', role: 'client', member: people.bounmy.id })
    await stepSession(people.amina, id, { type: 'start' })
    for (let number = 1; number < 8; number++) {
      const { phase } = await sessionState(people.amina, id)
      if (phase && !['all', 'client'].includes(phase.mayWrite)) {
        await expect(verbs[verb](people.bounmy, id, messageId)).rejects.toMatchObject({
          ...{ status: 403, key: 'peerSessions.phase.notYours' },
        })
        return
      }
      await stepSession(people.amina, id, { type: 'next', number })
    }
    expect.unreachable('some phase turns the client away')
  })

  it.each(['edit', 'react', 'pin', 'reply'] as const)('%s: not after the session', async (verb) => {
    const { id, messageId } = await spoken()
    await endSession(people.amina, id)
    const viewer = verb === 'pin' ? people.amina : people.bounmy
    await expect(verbs[verb](viewer, id, messageId)).rejects.toMatchObject({ status: 409 })
  })
})

describe('an answer', () => {
  it('quotes the first words of what it answers, by name and number', async () => {
    const { id, messageId } = await spoken({}, `**Foremen** ${'know every dormitory of theirs '.repeat(8)}`)
    const answer = await sendRoomMessage(people.elif, id, says('Which ones?', { replyTo: messageId }))
    expect(answer.replyTo).toMatchObject({ id: messageId, number: 1, name: 'Bounmy Keo' })
    expect(answer.replyTo?.text).toMatch(/^Foremen know every dormitory.*…$/)
    expect(answer.replyTo?.text?.length).toBeLessThanOrEqual(81)
  })

  it('says nothing of what was removed', async () => {
    const { id, messageId } = await spoken()
    const answer = await sendRoomMessage(people.elif, id, says('Which ones?', { replyTo: messageId }))
    await removeMessage(people.bounmy, id, messageId)
    expect((await oneMessage(people.elif, id, answer.id)).replyTo).toEqual({
      id: messageId,
      number: 1,
      name: 'Bounmy Keo',
    })
  })

  it('names its neutral author under the Chatham House Rule', async () => {
    const { id, messageId } = await spoken({ chathamHouse: true })
    const answer = await sendRoomMessage(people.elif, id, says('Which ones?', { replyTo: messageId }))
    expect(answer.replyTo?.name).toMatch(/^Participant \d+$/)
  })
})

describe('an edit', () => {
  it('keeps what was said before as a version, and says that there was one', async () => {
    const { id, messageId } = await spoken()
    await editMessage(people.bounmy, id, messageId, { body: 'We called *all* foremen.', version: 1 })
    const [message] = await seenBy(people.elif, id)
    expect(message).toMatchObject({ body: 'We called *all* foremen.', version: 2, edited: expect.any(String) })
    expect(message?.html).toContain('<em>all</em>')
    const { versions } = await messageHistory(people.elif, id, messageId)
    expect(versions.map(({ number }) => number)).toEqual([2, 1])
    expect(versions[0]?.changes.some(({ kind, text }) => kind === 'added' && text.includes('all'))).toBe(true)
  })

  it('is refused with what it says now where it was changed meanwhile, and changes nothing the second time', async () => {
    const { id, messageId } = await spoken()
    const edit = { body: 'Once', version: 1 }
    await editMessage(people.bounmy, id, messageId, edit)
    await editMessage(people.bounmy, id, messageId, edit)
    expect(await db.roomMessageVersion.count({ where: { messageId } })).toBe(1)
    await expect(editMessage(people.bounmy, id, messageId, { body: 'Twice', version: 1 })).rejects.toMatchObject({
      status: 409,
      now: { body: 'Once', version: 2 },
    })
  })

  it('is of one’s own words alone, for leads too', async () => {
    const { id, messageId } = await spoken()
    for (const other of [people.elif, people.amina, people.dmitri]) {
      await expect(verbs.edit(other, id, messageId)).rejects.toMatchObject({ status: 403 })
    }
    expect((await seenBy(people.elif, id))[0]).not.toHaveProperty('version')
  })

  it('is looked at by the do-no-harm check, waits in an open session, and is shown by its verdict', async () => {
    const { id, messageId } = await spoken({ access: 'open' })
    const body = 'Call Somchai at +66 81 234 5678.'
    const refused = await editMessage(people.bounmy, id, messageId, { body, version: 1 }).catch((error) => error)
    expect(refused.report.confirmable).toBe(true)
    const since = changesFrom()
    await editMessage(people.bounmy, id, messageId, { body, version: 1, harmConfirmed: refused.report.digest })
    expect((await seenBy(people.bounmy, id))[0]).toMatchObject({ body, waits: true })
    const [others] = await seenBy(people.elif, id)
    expect(JSON.stringify(others)).not.toContain('Somchai')
    await expect(messageHistory(people.elif, id, messageId)).rejects.toMatchObject({ status: 404 })
    await expect(verbs.react(people.elif, id, messageId)).rejects.toMatchObject({ status: 409 })

    const { id: reviewId } = await db.harmReview.findFirstOrThrow({ where: { messageId } })
    await reviewHarm(people.carmen, reviewId, 'shown')
    expect((await seenBy(people.elif, id))[0]).toMatchObject({ body, version: 2 })
    expect(await messagesChangedSince(people.elif, id, since, 1)).toMatchObject([{ id: messageId, body }])
    const told = await db.event.findMany({ where: { type: 'message.changed', payload: { contains: messageId } } })
    expect(told).toHaveLength(2)
  })

  it('of what waits leaves no version', async () => {
    const id = await liveSession(people.amina, { access: 'open' })
    const body = 'Call Somchai at +66 81 234 5678.'
    const refused = await sendRoomMessage(people.bounmy, id, says(body)).catch((error) => error)
    const held = await sendRoomMessage(people.bounmy, id, says(body, { harmConfirmed: refused.report.digest }))
    await editMessage(people.bounmy, id, held.id, { body: 'Call the foreman.', version: 1 })
    expect(await db.roomMessageVersion.count({ where: { messageId: held.id } })).toBe(0)
    expect((await seenBy(people.elif, id))[0]).toMatchObject({ waits: true })
  })
})

describe('a removal', () => {
  it('by its author takes the text from everybody, and can be undone by the author alone', async () => {
    const { id, messageId } = await spoken({}, 'Zwetext')
    await editMessage(people.bounmy, id, messageId, { body: 'Zwetext again', version: 1 })
    await markInsight(people.elif, id, messageId, true)
    await pinMessage(people.amina, id, messageId, true)
    await removeMessage(people.bounmy, id, messageId)
    await removeMessage(people.bounmy, id, messageId)
    for (const viewer of [people.elif, people.amina, people.bounmy]) {
      const out = [await seenBy(viewer, id), await markedMessages(viewer, id), messageForRoom(messageId)]
      expect(JSON.stringify(out)).not.toContain('Zwetext')
      expect(out[0]).toMatchObject([{ removed: 'author' }])
    }
    await expect(messageHistory(people.elif, id, messageId)).rejects.toMatchObject({ status: 404 })
    await expect(messageHistory(people.amina, id, messageId)).rejects.toMatchObject({ status: 404 })
    expect((await messageHistory(people.bounmy, id, messageId)).versions).toHaveLength(2)
    for (const verb of ['insight', 'react'] as const) {
      await expect(verbs[verb](people.elif, id, messageId)).rejects.toMatchObject({ status: 409 })
    }
    await expect(verbs.edit(people.bounmy, id, messageId)).rejects.toMatchObject({ status: 403 })
    await expect(restoreMessage(people.amina, id, messageId)).rejects.toMatchObject({ status: 403 })
    await restoreMessage(people.bounmy, id, messageId)
    expect(await seenBy(people.elif, id)).toMatchObject([{ body: 'Zwetext again', insight: true, pinned: true }])
  })

  it('by a lead is undone by leads, not by the author; others may not remove at all', async () => {
    const { id, messageId } = await spoken()
    await expect(removeMessage(people.elif, id, messageId)).rejects.toMatchObject({ status: 403 })
    await expect(removeMessage(people.dmitri, id, messageId)).rejects.toMatchObject({ status: 403 })
    await removeMessage(people.amina, id, messageId)
    expect(await seenBy(people.elif, id)).toMatchObject([{ removed: 'lead' }])
    await expect(restoreMessage(people.bounmy, id, messageId)).rejects.toMatchObject({ status: 403 })
    await restoreMessage(people.amina, id, messageId)
    expect((await seenBy(people.elif, id))[0]).not.toHaveProperty('removed')
  })

  it('is possible after the session and for who is muted, since it takes away', async () => {
    const { id, messageId } = await spoken()
    await db.sessionParticipant.updateMany({
      where: { sessionId: id, memberId: people.bounmy.id },
      data: { mutedAt: new Date() },
    })
    await endSession(people.amina, id)
    await removeMessage(people.bounmy, id, messageId)
    expect(await seenBy(people.elif, id)).toMatchObject([{ removed: 'author' }])
  })
})

describe('insights and pins', () => {
  it('are listed without what was removed; marking twice is marking once', async () => {
    const { id, messageId } = await spoken()
    await markInsight(people.elif, id, messageId, true)
    const at = (await db.roomMessage.findUniqueOrThrow({ where: { id: messageId } })).insightAt
    await markInsight(people.bounmy, id, messageId, true)
    expect((await db.roomMessage.findUniqueOrThrow({ where: { id: messageId } })).insightAt).toEqual(at)
    expect((await markedMessages(people.elif, id)).insights).toMatchObject([{ id: messageId }])
    await markInsight(people.bounmy, id, messageId, false)
    expect((await markedMessages(people.elif, id)).insights).toEqual([])
  })

  it('an insight is marked after the session by who leads it alone', async () => {
    const { id, messageId } = await spoken()
    await endSession(people.amina, id)
    await expect(verbs.insight(people.bounmy, id, messageId)).rejects.toMatchObject({ status: 409 })
    await markInsight(people.amina, id, messageId, true)
    expect((await markedMessages(people.elif, id)).insights).toHaveLength(1)
  })

  it('only leads pin, and ten at most', async () => {
    const { id, messageId } = await spoken()
    await expect(verbs.pin(people.bounmy, id, messageId)).rejects.toMatchObject({ status: 403 })
    for (let number = 0; number < 10; number++) {
      await pinMessage(people.amina, id, (await sendRoomMessage(people.elif, id, says(`${number}`))).id, true)
    }
    await expect(verbs.pin(people.amina, id, messageId)).rejects.toMatchObject({ status: 409 })
    const { pinned } = await markedMessages(people.elif, id)
    expect(pinned).toHaveLength(10)
    await pinMessage(people.amina, id, pinned[0]!.id, false)
    await pinMessage(people.amina, id, messageId, true)
  })
})

describe('a harvest', () => {
  const observed = async (id: string) => {
    const { id: lessonId } = await harvestSession(people.amina, id, { title: 'Foremen', clientId: newId() })
    return (await db.lesson.findUniqueOrThrow({ where: { id: lessonId }, select: { observation: true } })).observation
  }
  const over = async (sharing: 'green' | 'red') => {
    const { id } = await spoken({ sharing })
    for (const body of ['@Elif Kaya called **all** foremen.\nTwice.', 'Zweremoved']) {
      const message = await sendRoomMessage(people.bounmy, id, says(body))
      await markInsight(people.elif, id, message.id, true)
      if (body === 'Zweremoved') await removeMessage(people.bounmy, id, message.id)
    }
    await endSession(people.amina, id)
    return id
  }

  it('takes the insights as quotes and names nobody', async () => {
    expect(await observed(await over('green'))).toBe(
      'Insights from the session:\n\n> Somebody called **all** foremen.\n> Twice.',
    )
  })

  it('leaves them where the label keeps them', async () => {
    expect(await observed(await over('red'))).toBe('')
  })
})

describe('reactions', () => {
  it('count each member once for each kind, and tell nobody who', async () => {
    const { id, messageId } = await spoken()
    for (const viewer of [people.elif, people.amina, people.elif]) await verbs.react(viewer, id, messageId)
    await reactToMessage(people.elif, id, messageId, { kind: 'question', intent: 'add' })
    const [forElif] = await seenBy(people.elif, id)
    expect(forElif).toMatchObject({ reactions: { agree: 2, question: 1 } })
    expect(forElif?.mine?.sort()).toEqual(['agree', 'question'])
    const [forBounmy] = await seenBy(people.bounmy, id)
    expect(forBounmy).not.toHaveProperty('mine')
    expect(JSON.stringify(forBounmy)).not.toContain(people.elif.id)
    for (const _ of [1, 2]) await reactToMessage(people.elif, id, messageId, { kind: 'agree', intent: 'remove' })
    expect((await seenBy(people.bounmy, id))[0]).toMatchObject({ reactions: { agree: 1, question: 1 } })
  })
})

describe('a mention', () => {
  const mentioned = (messageId: string) =>
    db.roomMessageMention.findMany({ where: { messageId }, select: { memberId: true } })

  it('names a member of the session by the longest name, in a link to him or her; the text stays as typed', async () => {
    const { id } = await spoken()
    const body = '@elif kaya, see `@Bounmy Keo` and mail@Bounmy Keo. @Nobody Here'
    const message = await sendRoomMessage(people.amina, id, says(body))
    expect(message.body).toBe(body)
    expect(message.html).toContain(`<a href="/members/${people.elif.id}"`)
    expect(message.html).not.toContain(people.bounmy.id)
    expect(await mentioned(message.id)).toEqual([{ memberId: people.elif.id }])
  })

  it('under the Chatham House Rule is of a neutral name, leads nowhere, and a real name names nobody', async () => {
    const { id, message } = await spoken({ chathamHouse: true })
    const body = `@${message.author.name} and @Bounmy Keo and @Elif Kaya`
    const answer = await sendRoomMessage(people.amina, id, says(body))
    expect(answer.html).toContain(`<strong>@${message.author.name}</strong>`)
    expect(answer.html).not.toContain('/members/')
    expect(await mentioned(answer.id)).toEqual([{ memberId: people.bounmy.id }])
  })

  it('raises a notice that leads to the message and says nothing of who wrote it, unless it was removed', async () => {
    const { id, message } = await spoken({ chathamHouse: true })
    const answer = await sendRoomMessage(people.amina, id, says(`@${message.author.name}, thank you`))
    const event = {
      ...({ type: 'message.mentioned', sessionId: id, messageId: answer.id, byId: people.amina.id } as const),
      memberIds: [people.bounmy.id],
    }
    await notifyMentioned(event, { eventId: 1_000_001, at: new Date() })
    const notices = async () =>
      (await listNotifications(people.bounmy, { formats: 'en' })).rows.filter(({ href }) => href.includes(id))
    const [notice] = await notices()
    expect(notice).toMatchObject({ kind: 'session.mentioned', href: `/sessions/${id}/messages/${answer.id}` })
    expect(JSON.stringify(notice)).not.toContain('Amina')
    await db.notification.deleteMany({ where: { sessionId: id } })
    await removeMessage(people.amina, id, answer.id)
    await notifyMentioned(event, { eventId: 1_000_002, at: new Date() })
    expect(await notices()).toEqual([])
  })

  it('follows an edit, and tells only who was not named before', async () => {
    const { id } = await spoken()
    const message = await sendRoomMessage(people.amina, id, says('@Elif Kaya, who called?'))
    await editMessage(people.amina, id, message.id, { body: '@Elif Kaya and @Bounmy Keo, who called?', version: 1 })
    const events = await db.event.findMany({
      where: { type: 'message.mentioned', payload: { contains: message.id } },
      orderBy: { id: 'asc' },
    })
    expect(events.map(({ payload }) => JSON.parse(payload).memberIds)).toEqual([[people.elif.id], [people.bounmy.id]])
    await editMessage(people.amina, id, message.id, { body: 'Who called?', version: 2 })
    expect(await mentioned(message.id)).toEqual([])
  })
})

describe('what is new', () => {
  it('is what others wrote since one has read, for who takes part', async () => {
    const { id } = await spoken()
    await sendRoomMessage(people.elif, id, says('Which ones?'))
    await sendRoomMessage(people.bounmy, id, says('All.'))
    expect(unreadIn(people.elif, id)).toEqual({ first: 1, count: 2, last: 3 })
    await markRead(people.elif, id, 1)
    expect(unreadIn(people.elif, id)).toEqual({ first: 3, count: 1, last: 3 })
    await markRead(people.elif, id, 99)
    expect(unreadIn(people.elif, id)).toBeNull()
    await markRead(people.elif, id, 1)
    expect(unreadIn(people.elif, id)).toBeNull()
    expect(
      (await db.sessionParticipant.findFirst({ where: { sessionId: id, memberId: people.elif.id } }))?.readUntil,
    ).toBe(3)
    expect(unreadIn(people.farid, id)).toBeNull()
    expect(unreadIn(null, id)).toBeNull()
  })
})

describe('after the Chatham House Rule has removed the links', () => {
  it('nothing tells who reacted, who was named or who had read; counts and versions stay', async () => {
    const { id, message, messageId } = await spoken({ chathamHouse: true, unlinkAfterDays: 0 })
    await editMessage(people.bounmy, id, messageId, { body: 'Other words', version: 1 })
    await verbs.react(people.elif, id, messageId)
    await sendRoomMessage(people.amina, id, says(`@${message.author.name}, thank you`))
    await db.notification.create({
      data: {
        ...{ id: newId(), memberId: people.bounmy.id, kind: 'session.mentioned', sessionId: id, eventId: 1 },
        ...{ createdAt: new Date(), raisedAt: new Date() },
      },
    })
    await markRead(people.elif, id, 2)
    await endSession(people.amina, id)
    await db.event.updateMany({ data: { toldAt: new Date() } })
    await unlinkAuthors(new Date(Date.now() + 86_400_000))
    expect(await db.roomMessageReaction.findMany({ where: { messageId } })).toMatchObject([{ memberId: null }])
    expect(await db.roomMessageMention.count({ where: { message: { sessionId: id } } })).toBe(0)
    expect(await db.notification.count({ where: { sessionId: id, kind: 'session.mentioned' } })).toBe(0)
    const read = await db.sessionParticipant.findMany({ where: { sessionId: id }, select: { readUntil: true } })
    expect(read.every(({ readUntil }) => readUntil === 0)).toBe(true)
    expect((await seenBy(people.farid, id))[0]).toMatchObject({ version: 2, reactions: { agree: 1 } })
    expect((await messageHistory(people.farid, id, messageId)).versions).toHaveLength(2)
  })
})
