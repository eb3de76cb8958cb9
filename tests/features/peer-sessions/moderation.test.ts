import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '~/db.server'
import { admitMember } from '~/features/peer-sessions/admit-member.server'
import { endSession } from '~/features/peer-sessions/end-session.server'
import { facilitationFor, sessionState } from '~/features/peer-sessions/facilitation.server'
import { inviteMember } from '~/features/peer-sessions/invite-member.server'
import { joinSession } from '~/features/peer-sessions/join-session.server'
import { recordAfter } from '~/features/peer-sessions/message-queries.server'
import { decisionOn, moderationFor } from '~/features/peer-sessions/moderation-queries.server'
import { muteMember, unmuteMember } from '~/features/peer-sessions/mute-member.server'
import { nameFacilitator } from '~/features/peer-sessions/name-facilitator.server'
import { getSession, sessionFor } from '~/features/peer-sessions/queries.server'
import { removeMember } from '~/features/peer-sessions/remove-member.server'
import { reviseSession } from '~/features/peer-sessions/revise-session.server'
import { sendRoomMessage } from '~/features/peer-sessions/send-room-message.server'
import { slowSession } from '~/features/peer-sessions/slow-session.server'
import { stepSession } from '~/features/peer-sessions/step-session.server'
import { unlinkAuthors } from '~/features/peer-sessions/unlink-authors.server'
import { agreeingIn } from '~/features/session-actions/queries.server'
import { newId } from '~/lib/ids'
import { type Cast, cast, emailOf } from '../../support/cast'
import { useDatabase } from '../../support/database'
import { comingSession, liveSession, sessionFields } from '../../support/sessions'

useDatabase()
let people: Cast
const says = (body = 'We called the foremen.') => ({ body, clientId: newId() })
const missing = { status: 404 }
const notLeading = { status: 403, key: 'peerSessions.errors.notLeading' }
const muted = { status: 403, key: 'peerSessions.moderation.muted' }
const removed = { status: 403, key: 'peerSessions.moderation.removed' }
const lead = () => people.amina
const neutralOf = async (sessionId: string, memberId: string) =>
  (await db.sessionPseudonym.findFirstOrThrow({ where: { sessionId, memberId }, select: { id: true } })).id

/** A session that runs, with bounmy and elif in it. */
async function running(other = {}) {
  const id = await liveSession(lead(), other)
  for (const one of [people.bounmy, people.elif]) {
    if ('access' in other) await inviteMember(lead(), id, emailOf(one.id.startsWith('b') ? 'bounmy' : 'elif'))
    await joinSession(one, id)
  }
  return id
}

beforeAll(async () => {
  people = await cast()
})

describe('who is muted', () => {
  it('writes no more and raises no hand, but reads on; and writes again when let', async () => {
    const id = await running()
    await stepSession(people.bounmy, id, { type: 'raise', member: '' })
    await muteMember(lead(), id, people.bounmy.id)
    await muteMember(lead(), id, people.bounmy.id)
    await expect(sendRoomMessage(people.bounmy, id, says())).rejects.toMatchObject(muted)
    await expect(stepSession(people.bounmy, id, { type: 'raise', member: '' })).rejects.toMatchObject(muted)
    expect((await sessionState(people.bounmy, id)).hands).toEqual([])
    expect(await recordAfter(people.bounmy, id, 0)).toEqual([])
    await sendRoomMessage(people.elif, id, says())

    await unmuteMember(lead(), id, people.bounmy.id)
    await sendRoomMessage(people.bounmy, id, says())
    const told = await db.event.findMany({
      where: { payload: { contains: id }, type: { startsWith: 'session.member' } },
    })
    expect(told.map(({ type }) => type)).toEqual(['session.member-muted', 'session.member-unmuted'])
  })

  it('is decided by the organizer, facilitators and who is seated as one, and by nobody else', async () => {
    const id = await running({ format: 'peer-assist' })
    await joinSession(people.farid, id)
    for (const one of [people.elif, people.carmen, people.dmitri]) {
      await expect(muteMember(one, id, people.bounmy.id)).rejects.toMatchObject(notLeading)
      await expect(unmuteMember(one, id, people.bounmy.id)).rejects.toMatchObject(notLeading)
    }
    await nameFacilitator(lead(), id, people.elif.id)
    await muteMember(people.elif, id, people.bounmy.id)
    await stepSession(lead(), id, { type: 'give', role: 'facilitator', member: people.farid.id })
    await unmuteMember(people.farid, id, people.bounmy.id)
  })

  it('is never the organizer or oneself, and a facilitator only by the organizer', async () => {
    const id = await running()
    await nameFacilitator(lead(), id, people.elif.id)
    await joinSession(people.farid, id)
    await nameFacilitator(lead(), id, people.farid.id)
    const notLeads = { status: 403, key: 'peerSessions.moderation.notLeads' }
    await expect(muteMember(people.elif, id, lead().id)).rejects.toMatchObject(notLeads)
    await expect(removeMember(people.elif, id, lead().id)).rejects.toMatchObject(notLeads)
    await expect(muteMember(people.elif, id, people.farid.id)).rejects.toMatchObject(notLeads)
    await expect(muteMember(people.elif, id, people.elif.id)).rejects.toMatchObject({ status: 403 })
    await expect(removeMember(lead(), id, lead().id)).rejects.toMatchObject({ status: 403 })
    await muteMember(lead(), id, people.farid.id)
    await expect(sendRoomMessage(people.farid, id, says())).rejects.toMatchObject(muted)
  })

  it('is somebody of the session, which runs or is to come', async () => {
    const id = await running()
    await expect(muteMember(lead(), id, people.farid.id)).rejects.toMatchObject(missing)
    await expect(muteMember(lead(), 'nosuchsession0', people.bounmy.id)).rejects.toMatchObject(missing)
    await endSession(lead(), id)
    await expect(muteMember(lead(), id, people.bounmy.id)).rejects.toMatchObject({ status: 409 })
    await expect(removeMember(lead(), id, people.bounmy.id)).rejects.toMatchObject({ status: 409 })
  })

  it('stands on the page as muted for who leads, and for nobody else', async () => {
    const id = await running()
    await muteMember(lead(), id, people.bounmy.id)
    const shown = async (viewer: typeof people.amina) =>
      (await getSession(viewer, id, 'en')).participants.find((one) => one.id === people.bounmy.id)?.muted
    expect(await shown(lead())).toBe(true)
    expect(await shown(people.elif)).toBe(false)
    expect(await facilitationFor(people.bounmy, id)).toMatchObject({ standingRefusal: muted.key })
    expect(await facilitationFor(people.elif, id)).toMatchObject({ standingRefusal: null })
  })
})

describe('who is put out', () => {
  it('leaves seats, hand and word, and takes part and writes no more until let in again', async () => {
    const id = await running({ format: 'peer-assist' })
    await stepSession(people.bounmy, id, { type: 'take', role: 'host', member: '' })
    await stepSession(people.bounmy, id, { type: 'raise', member: '' })
    await sendRoomMessage(people.bounmy, id, says('It stays.'))
    await stepSession(lead(), id, { type: 'call', member: people.bounmy.id })
    await removeMember(lead(), id, people.bounmy.id)
    await removeMember(lead(), id, people.bounmy.id)

    const state = await sessionState(lead(), id)
    expect(state.roles.find(({ slug }) => slug === 'host')?.members).toEqual([])
    expect([state.hands, state.speaker]).toEqual([[], null])
    for (const tries of [
      () => sendRoomMessage(people.bounmy, id, says()),
      () => joinSession(people.bounmy, id),
      () => stepSession(people.bounmy, id, { type: 'raise', member: '' }),
      () => stepSession(people.bounmy, id, { type: 'take', role: 'host', member: '' }),
    ])
      await expect(tries()).rejects.toMatchObject(removed)
    expect((await recordAfter(people.bounmy, id, 0)).map(({ body }) => body)).toEqual(['It stays.'])
    expect((await moderationFor(lead(), id)).removed).toMatchObject([{ id: people.bounmy.id }])

    await admitMember(lead(), id, people.bounmy.id)
    await admitMember(lead(), id, people.bounmy.id)
    await sendRoomMessage(people.bounmy, id, says())
    expect((await moderationFor(lead(), id)).removed).toEqual([])
  })

  it('finds an invited session no more, and one of members as every member does', async () => {
    const closed = await running({ access: 'invited' })
    await removeMember(lead(), closed, people.bounmy.id)
    await expect(sessionFor(people.bounmy, closed)).rejects.toMatchObject(missing)
    await expect(recordAfter(people.bounmy, closed, 0)).rejects.toMatchObject(missing)
    const label = await running({ access: 'members', sharing: 'red' })
    await removeMember(lead(), label, people.bounmy.id)
    expect((await getSession(people.bounmy, label, 'en')).shown.messages).toBe(false)
  })

  it('is not put out by who does not lead', async () => {
    const id = await running()
    await expect(removeMember(people.elif, id, people.bounmy.id)).rejects.toMatchObject(notLeading)
    await expect(admitMember(people.elif, id, people.bounmy.id)).rejects.toMatchObject(notLeading)
    await expect(moderationFor(people.elif, id)).rejects.toMatchObject(notLeading)
    await expect(decisionOn(people.elif, id, people.bounmy.id)).rejects.toMatchObject(notLeading)
  })

  it('gives the place before the session to who waits for one', async () => {
    const id = await comingSession(lead(), { capacity: 2 })
    await joinSession(people.bounmy, id)
    await joinSession(people.elif, id)
    await removeMember(lead(), id, people.bounmy.id)
    expect((await sessionFor(people.elif, id)).joinedAt).not.toBeNull()
    await expect(joinSession(people.bounmy, id)).rejects.toMatchObject(removed)
  })

  it('may come again when invited again', async () => {
    const id = await running()
    await removeMember(lead(), id, people.bounmy.id)
    await inviteMember(lead(), id, emailOf('bounmy'))
    await joinSession(people.bounmy, id)
    await sendRoomMessage(people.bounmy, id, says())
  })
})

describe('under the Chatham House Rule', () => {
  const held = () => running({ chathamHouse: true })

  it('who leads decides by neutral names, and learns no name from it', async () => {
    const id = await held()
    await sendRoomMessage(people.bounmy, id, says())
    const neutral = (await recordAfter(lead(), id, 0))[0]!.author
    const before = (await getSession(lead(), id, 'en')).participants.map(({ name }) => name).sort()
    await muteMember(lead(), id, neutral.id)
    await expect(sendRoomMessage(people.bounmy, id, says())).rejects.toMatchObject(muted)
    expect((await moderationFor(lead(), id)).muted).toEqual([{ id: neutral.id, name: neutral.name }])
    expect((await getSession(lead(), id, 'en')).participants.some((one) => one.muted)).toBe(false)

    await removeMember(lead(), id, neutral.id)
    const { removed: out, people: rest } = await moderationFor(lead(), id)
    expect(out).toEqual([{ id: neutral.id, name: neutral.name }])
    expect(JSON.stringify([out, rest])).not.toContain(people.bounmy.name)
    expect((await getSession(lead(), id, 'en')).participants.map(({ name }) => name).sort()).toEqual(before)
    await admitMember(lead(), id, neutral.id)
    expect(await neutralOf(id, people.bounmy.id)).toBe(neutral.id)
  })

  it('nobody is decided about, or given a seat, by the name of the member', async () => {
    const id = await held()
    const byName = { status: 403, key: 'peerSessions.moderation.byNeutralName' }
    for (const decide of [muteMember, removeMember]) {
      await expect(decide(lead(), id, people.bounmy.id)).rejects.toMatchObject(byName)
    }
    await expect(
      stepSession(lead(), id, { type: 'give', role: 'participant', member: people.bounmy.id }),
    ).rejects.toMatchObject(byName)
    await removeMember(lead(), id, await neutralOf(id, people.bounmy.id))
    await expect(admitMember(lead(), id, people.bounmy.id)).rejects.toMatchObject(byName)
  })

  it('nothing that lasts is done by name to somebody whose neutral name is still to come', async () => {
    const id = await liveSession(lead(), { chathamHouse: true, format: 'fishbowl' })
    await inviteMember(lead(), id, emailOf('bounmy'))
    const byName = { status: 403, key: 'peerSessions.moderation.byNeutralName' }
    await expect(muteMember(lead(), id, people.bounmy.id)).rejects.toMatchObject(byName)
    expect((await decisionOn(lead(), id, people.bounmy.id)).person).toMatchObject({ state: 'there', canMute: false })
    await expect(
      stepSession(lead(), id, { type: 'give', role: 'facilitator', member: people.bounmy.id }),
    ).rejects.toMatchObject(byName)
  })

  it('seats, and who is muted, are decided anew where the rule comes or goes, and so are the neutral names', async () => {
    const id = await comingSession(lead(), { format: 'fishbowl' })
    await joinSession(people.bounmy, id)
    await muteMember(lead(), id, people.bounmy.id)
    await stepSession(lead(), id, { type: 'give', role: 'facilitator', member: people.bounmy.id })
    const startsAt = new Date(Date.now() + 86_400_000).toISOString().slice(0, 16)
    const form = { startsAt, timeZone: 'UTC', intent: 'schedule', format: 'fishbowl' } as const
    await reviseSession(lead(), id, sessionFields({ ...form, chathamHouse: true }))
    expect((await moderationFor(lead(), id)).muted).toEqual([])
    const seated = async () => (await sessionState(lead(), id)).roles.flatMap(({ members }) => members)
    expect(await seated()).toEqual([])

    const neutral = await neutralOf(id, people.bounmy.id)
    await stepSession(lead(), id, { type: 'give', role: 'fish', member: neutral })
    await reviseSession(lead(), id, sessionFields(form))
    expect(await seated()).toEqual([])
    await reviseSession(lead(), id, sessionFields({ ...form, chathamHouse: true }))
    expect(await neutralOf(id, people.bounmy.id)).not.toBe(neutral)
  })

  it('offers no neutral name before it was heard, since it would come as its bearer joins', async () => {
    const id = await liveSession(lead(), { chathamHouse: true, format: 'fishbowl' })
    await joinSession(people.bounmy, id)
    const { number, id: neutral } = await db.sessionPseudonym.findFirstOrThrow({
      where: { sessionId: id, memberId: people.bounmy.id },
    })
    const offered = async () => [
      ...(await moderationFor(lead(), id)).people,
      ...((await facilitationFor(lead(), id)).people ?? []),
      ...((await agreeingIn(lead(), id))?.people ?? []),
    ]
    const mentions = async () => (await sendRoomMessage(lead(), id, says(`@Participant ${number}, yes?`))).html
    expect((await offered()).map((one) => one.id)).not.toContain(neutral)
    expect(await mentions()).not.toContain('<strong>')
    await stepSession(people.bounmy, id, { type: 'raise', member: '' })
    expect((await offered()).filter((one) => one.id === neutral)).toHaveLength(3)
    expect(await mentions()).toContain('<strong>')
  })

  it('who is put out stands in the list of names where his or her name has its place', async () => {
    const id = await held()
    const names = async () => (await getSession(lead(), id, 'en')).participants.map(({ name }) => name)
    const before = await names()
    await removeMember(lead(), id, await neutralOf(id, people.bounmy.id))
    expect(await names()).toEqual(before)
  })

  it('inviting or naming facilitators tells nobody who was put out', async () => {
    const id = await held()
    const neutral = await neutralOf(id, people.bounmy.id)
    await removeMember(lead(), id, neutral)
    for (const who of ['bounmy', 'elif'] as const) {
      expect(await inviteMember(lead(), id, emailOf(who))).toMatchObject({ ok: true })
      expect((await moderationFor(lead(), id)).removed).toMatchObject([{ id: neutral }])
      await expect(nameFacilitator(lead(), id, people[who].id)).rejects.toMatchObject({ status: 409 })
    }
    await admitMember(lead(), id, neutral)
    await nameFacilitator(lead(), id, people.elif.id)
  })

  it('names no more who came once the links are removed, since a missing name would tell who was put out', async () => {
    const id = await held()
    await removeMember(lead(), id, await neutralOf(id, people.bounmy.id))
    await endSession(lead(), id)
    await unlinkAuthors(new Date(Date.now() + 31 * 86_400_000))
    expect((await getSession(lead(), id, 'en')).participants).toEqual([])
    expect(await moderationFor(lead(), id)).toMatchObject({ people: [], muted: [], removed: [] })
    await expect(decisionOn(lead(), id, people.elif.id)).rejects.toMatchObject(missing)
  })

  it('forgets who was muted or put out when it forgets who wrote what', async () => {
    const id = await held()
    await muteMember(lead(), id, await neutralOf(id, people.elif.id))
    await removeMember(lead(), id, await neutralOf(id, people.bounmy.id))
    await endSession(lead(), id)
    await db.event.updateMany({ data: { toldAt: new Date() } })
    await unlinkAuthors(new Date(Date.now() + 31 * 86_400_000))
    expect(await db.sessionAdmission.count({ where: { sessionId: id } })).toBe(0)
    expect(await db.sessionParticipant.count({ where: { sessionId: id, mutedAt: { not: null } } })).toBe(0)
    expect(await db.event.count({ where: { payload: { contains: id } } })).toBe(0)
  })
})

describe('slow mode', () => {
  it('lets a participant wait between two messages, and leads never', async () => {
    const id = await running()
    await slowSession(lead(), id, 300)
    await sendRoomMessage(people.bounmy, id, says())
    await expect(sendRoomMessage(people.bounmy, id, says())).rejects.toMatchObject({
      status: 429,
      key: 'peerSessions.slow.wait',
    })
    await sendRoomMessage(people.elif, id, says())
    for (let n = 0; n < 2; n++) await sendRoomMessage(lead(), id, says())
    expect((await sessionState(people.elif, id)).slowModeSeconds).toBe(300)

    await db.roomMessage.updateMany({
      where: { sessionId: id, authorId: people.bounmy.id },
      data: { createdAt: new Date(Date.now() - 301_000) },
    })
    await sendRoomMessage(people.bounmy, id, says())
    await slowSession(lead(), id, 0)
    await sendRoomMessage(people.bounmy, id, says())
  })

  it('takes the same client id twice as one message, without a wait', async () => {
    const id = await running()
    await slowSession(lead(), id, 300)
    const message = says()
    const first = await sendRoomMessage(people.bounmy, id, message)
    expect((await sendRoomMessage(people.bounmy, id, message)).id).toBe(first.id)
  })

  it('is set by leads only, while there is something to slow down', async () => {
    const id = await running()
    await expect(slowSession(people.bounmy, id, 30)).rejects.toMatchObject(notLeading)
    await expect(slowSession(people.farid, 'nosuchsession0', 30)).rejects.toMatchObject(missing)
    await endSession(lead(), id)
    await expect(slowSession(lead(), id, 30)).rejects.toMatchObject({ status: 409 })
  })
})
