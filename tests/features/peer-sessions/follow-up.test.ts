import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '~/db.server'
import { startTelling, type Teller } from '~/events.server'
import {
  askWhatCameOfIt,
  notifyActionGiven,
  remindActionOwner,
} from '~/features/notifications/notify-after-session.server'
import { listNotifications } from '~/features/notifications/queries.server'
import { endSession } from '~/features/peer-sessions/end-session.server'
import { announceFollowUps } from '~/features/peer-sessions/follow-up.server'
import { inviteMember } from '~/features/peer-sessions/invite-member.server'
import { joinSession } from '~/features/peer-sessions/join-session.server'
import { agreeAction } from '~/features/session-actions/agree-action.server'
import { closeAction } from '~/features/session-actions/close-action.server'
import { announceDueSessionActions } from '~/features/session-actions/remind-action-owners.server'
import { newId } from '~/lib/ids'
import { type Cast, cast, emailOf } from '../../support/cast'
import { useDatabase } from '../../support/database'
import { liveSession } from '../../support/sessions'

useDatabase()
let people: Cast
let teller: Teller
beforeAll(async () => {
  people = await cast()
  teller = startTelling({
    'action.given': [notifyActionGiven],
    'session.action-due': [remindActionOwner],
    'session.followed-up': [askWhatCameOfIt],
  })
})
afterAll(() => teller.stop())

const at = (days: number) => new Date(Date.now() + days * 86_400_000)

async function heard(viewer: Cast['amina'], sessionId: string) {
  await teller.settled()
  const { rows } = await listNotifications(viewer, { limit: 100, formats: 'en' })
  return rows.filter(({ href }) => href.includes(sessionId))
}
const kinds = async (viewer: Cast['amina'], sessionId: string) =>
  (await heard(viewer, sessionId)).map(({ kind }) => kind)

/** A session that is over, in which Bounmy was and to which Elif was invited. */
async function held() {
  const id = await liveSession(people.amina)
  await joinSession(people.bounmy, id)
  await inviteMember(people.amina, id, emailOf('elif'))
  await endSession(people.amina, id)
  return id
}

describe('after a session', () => {
  it('all who were there are asked after 30 and 90 days what came of it, each once, and nobody else', async () => {
    const id = await held()
    expect(await announceFollowUps(at(29.9))).toBe(0)
    expect(await announceFollowUps(at(30.1))).toBe(1)
    expect(await announceFollowUps(at(30.2))).toBe(0)
    expect(await heard(people.bounmy, id)).toMatchObject([
      { kind: 'session.after-30', href: `/sessions/${id}#outcomes`, unread: true },
    ])
    expect(await announceFollowUps(at(89.9))).toBe(0)
    expect(await announceFollowUps(at(90.1))).toBe(1)
    expect(await announceFollowUps(at(200))).toBe(0)
    for (const one of [people.amina, people.bounmy]) {
      expect((await kinds(one, id)).toSorted()).toEqual(['session.after-30', 'session.after-90'])
    }
    for (const one of [people.elif, people.farid]) expect(await kinds(one, id)).toEqual([])
  })

  it('a time in which nothing ran is made good, with the later question alone', async () => {
    const id = await held()
    expect(await announceFollowUps(at(120))).toBe(1)
    expect(await kinds(people.bounmy, id)).toEqual(['session.after-90'])
  })

  it('two processes at once ask once, and an event that is told again asks nobody again', async () => {
    const id = await held()
    const counts = await Promise.all([announceFollowUps(at(31)), announceFollowUps(at(31))])
    expect(counts[0] + counts[1]).toBe(1)
    await teller.settled()
    const { id: eventId } = await db.event.findFirstOrThrow({
      where: { type: 'session.followed-up' },
      orderBy: { id: 'desc' },
    })
    await askWhatCameOfIt({ type: 'session.followed-up', sessionId: id, days: 30 }, { eventId, at: at(31) })
    expect(await kinds(people.bounmy, id)).toEqual(['session.after-30'])
    expect(await db.notification.count({ where: { sessionId: id, memberId: people.bounmy.id } })).toBe(1)
  })

  it('one that nobody ended is over twelve hours after its start, and one that was cancelled is left out', async () => {
    const id = await liveSession(people.amina)
    await db.peerSession.update({ where: { id }, data: { startsAt: at(-30.6) } })
    const cancelled = await held()
    await db.peerSession.update({ where: { id: cancelled }, data: { cancelledAt: new Date(), endedAt: at(-200) } })
    expect(await announceFollowUps(at(0))).toBe(1)
    expect((await db.peerSession.findUniqueOrThrow({ where: { id } })).followedUpAfter).toBe(30)
    expect((await db.peerSession.findUniqueOrThrow({ where: { id: cancelled } })).followedUpAfter).toBe(0)
  })
})

describe('the owner of an action', () => {
  const dueDate = at(9).toISOString().slice(0, 10)
  const agree = async (by: Cast['amina'], id: string, owner: string) => {
    const made = await agreeAction(by, id, { what: 'Call', with: '', owner, dueDate, clientId: newId() })
    return made.ok ? made.id : ''
  }

  it('is told when somebody else gives it to him or her, and reminded as the day comes', async () => {
    const id = await liveSession(people.amina)
    await joinSession(people.bounmy, id)
    await agree(people.amina, id, people.bounmy.id)
    await agree(people.amina, id, people.amina.id)
    expect(await heard(people.bounmy, id)).toMatchObject([
      { kind: 'session.action-given', href: `/sessions/${id}#actions`, why: { kind: 'owner' } },
    ])
    expect(await kinds(people.amina, id)).toEqual([])
    await announceDueSessionActions(at(3))
    expect((await kinds(people.bounmy, id)).toSorted()).toEqual(['session.action-due', 'session.action-given'])
  })

  it('is not reminded of what was closed meanwhile', async () => {
    const id = await liveSession(people.amina)
    const made = await agree(people.amina, id, people.amina.id)
    await closeAction(people.amina, id, made, { result: 'Done.', state: 'done', version: 1, harmConfirmed: undefined })
    await announceDueSessionActions(at(3))
    const telling = { eventId: 1_000_000, at: new Date() }
    await remindActionOwner({ type: 'session.action-due', sessionId: id, actionId: made, day: dueDate }, telling)
    expect(await kinds(people.amina, id)).toEqual([])
  })
})
