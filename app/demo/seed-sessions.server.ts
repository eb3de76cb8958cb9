import { db } from '~/db.server'
import { harvestSession } from '~/features/harvest/harvest-session.server'
import { dayOf } from '~/features/lessons/life-cycle'
import { endSession } from '~/features/peer-sessions/end-session.server'
import { facilitationOf } from '~/features/peer-sessions/facilitation.server'
import { inviteMember } from '~/features/peer-sessions/invite-member.server'
import { joinSession } from '~/features/peer-sessions/join-session.server'
import { markInsight } from '~/features/peer-sessions/mark-insight.server'
import { nameFacilitator } from '~/features/peer-sessions/name-facilitator.server'
import { roomMessageInput, sessionInput } from '~/features/peer-sessions/peer-session'
import { reactToMessage } from '~/features/peer-sessions/react-to-message.server'
import { scheduleSession } from '~/features/peer-sessions/schedule-session.server'
import { sendRoomMessage } from '~/features/peer-sessions/send-room-message.server'
import { localTime } from '~/features/peer-sessions/start-time.server'
import { stepSession } from '~/features/peer-sessions/step-session.server'
import { writeSummary } from '~/features/peer-sessions/write-summary.server'
import { agreeAction } from '~/features/session-actions/agree-action.server'
import { closeAction } from '~/features/session-actions/close-action.server'
import { saveNote } from '~/features/session-notes/write-note.server'
import type { Step } from './as-of.server'
import { type ComingSession, type DemoContent, type HeldSession, text } from './content.server'
import { knownContext } from './known-context.server'
import { daysBefore, hoursAfter, minutesAfter } from './moments'
import type { People } from './seed-people.server'

/** Sessions that are over, live and to come. */
export const sessionSteps = (content: DemoContent, who: People, now: Date): Step[] =>
  content.sessions.flatMap((session) =>
    'startedAgo' in session ? heldSteps(session, who, now) : comingSteps(session, content, who, now),
  )

function heldSteps(session: HeldSession, who: People, now: Date): Step[] {
  const start = minutesAfter(now, -session.startedAgo)
  const organizer = who(session.by)
  let id = ''
  const hold = async () => {
    id = await schedule(session, who, { intent: 'now', startsAt: '' })
    if (session.facilitator) {
      await joinSession(who(session.facilitator), id)
      await nameFacilitator(organizer, id, who(session.facilitator).id)
    }
    for (const [index, { by, body }] of session.messages.entries()) {
      const message = { body: text(body), clientId: `demo-${session.key}-${index + 1}` }
      await sendRoomMessage(who(by), id, roomMessageInput.parse(message))
    }
    await facilitate(session, who, id)
    await mark(session, who, id)
    await note(session, who, id)
    await agree(session, who, id, now)
    if (session.endsAtMinute !== undefined) await endSession(organizer, id)
  }
  const steps: Step[] = [
    { at: start, take: hold },
    { at: minutesAfter(start, 1), take: () => spread(session, who, id, start) },
    { at: minutesAfter(start, 2), take: () => spreadPhases(session, id, start) },
  ]
  if (session.endsAtMinute === undefined) return steps
  const { summary, harvest, title, key } = session
  const later = hoursAfter(minutesAfter(start, session.endsAtMinute), 3)
  if (summary) steps.push({ at: later, take: () => writeSummary(organizer, id, text(summary)) })
  if (harvest) {
    const draft = { title, clientId: `demo-${key}-lesson` }
    steps.push({ at: minutesAfter(later, 10), take: () => harvestSession(organizer, id, draft) })
  }
  return steps
}

/** Goes through the phases, with people in their seats. */
async function facilitate({ by, phases = [], roles = {}, hands = [] }: HeldSession, who: People, sessionId: string) {
  const organizer = who(by)
  for (const [role, members] of Object.entries(roles)) {
    for (const member of members) {
      await stepSession(organizer, sessionId, { type: 'give', role, member: who(member).id })
    }
  }
  for (const [number] of phases.entries()) {
    await stepSession(organizer, sessionId, { type: number === 0 ? 'start' : 'next', number })
  }
  for (const member of hands) await stepSession(who(member), sessionId, { type: 'raise', member: '' })
}

async function mark({ by, insights = [], reactions = [] }: HeldSession, who: People, sessionId: string) {
  const written = await db.roomMessage.findMany({ where: { sessionId }, select: { id: true, number: true } })
  const idOf = new Map(written.map(({ id, number }) => [number, id]))
  for (const number of insights) await markInsight(who(by), sessionId, idOf.get(number) ?? '', true)
  for (const { message, by: reader, kind } of reactions) {
    await reactToMessage(who(reader), sessionId, idOf.get(message) ?? '', { kind, intent: 'add' })
  }
}

async function note({ key, notes = {} }: HeldSession, who: People, sessionId: string) {
  for (const [section, { by, text: lines }] of Object.entries(notes)) {
    const clientId = `demo-${key}-${section}`
    await saveNote(who(by), sessionId, section, { text: text(lines), version: 0, clientId })
  }
}

/** Writes down what a session agreed, and what came of it. */
async function agree({ actions = [], key }: HeldSession, who: People, sessionId: string, now: Date): Promise<void> {
  for (const [index, { what, owner, with: others = '', dueIn, result }] of actions.entries()) {
    const dueDate = dayOf(daysBefore(now, -dueIn))
    const action = { what, with: others, owner: who(owner).id, dueDate, clientId: `demo-${key}-action-${index + 1}` }
    const agreed = await agreeAction(who(owner), sessionId, action)
    if (!agreed.ok) throw new Error(`${key}: ${what}: ${JSON.stringify(agreed.errors)}`)
    if (result) await closeAction(who(owner), sessionId, agreed.id, { result, state: 'done', version: 1 })
  }
}

/** Gives the messages of a session, written in one go, their minutes; people came with their first one. */
async function spread({ messages, endsAtMinute }: HeldSession, who: People, sessionId: string, start: Date) {
  const came = new Map<string, Date>()
  for (const [index, { by, minute }] of messages.entries()) {
    const createdAt = minutesAfter(start, minute)
    const sessionId_number = { sessionId, number: index + 1 }
    await db.roomMessage.update({ where: { sessionId_number }, data: { createdAt }, select: { id: true } })
    if (!came.has(by)) came.set(by, createdAt)
  }
  for (const [name, joinedAt] of came) {
    await db.sessionParticipant.updateMany({
      where: { sessionId, memberId: who(name).id, role: 'participant' },
      data: { joinedAt },
    })
  }
  if (endsAtMinute === undefined) return
  await db.peerSession.update({ where: { id: sessionId }, data: { endedAt: minutesAfter(start, endsAtMinute) } })
}

/** Gives the phases of a session, gone through in one go, their minutes; the clock of one that runs is right. */
async function spreadPhases({ phases = [], endsAtMinute }: HeldSession, sessionId: string, start: Date) {
  for (const [index, minute] of phases.entries()) {
    const until = phases[index + 1] ?? endsAtMinute
    await db.sessionPhaseRecord.updateMany({
      where: { sessionId, number: index + 1 },
      data: {
        startedAt: minutesAfter(start, minute),
        endedAt: until === undefined ? null : minutesAfter(start, until),
      },
    })
  }
  const last = phases.at(-1)
  if (last === undefined || endsAtMinute !== undefined) return
  const { state } = await facilitationOf(sessionId)
  const startedAt = minutesAfter(start, last).getTime()
  const endsAt = state.endsAt === null ? null : startedAt + state.endsAt - (state.startedAt ?? 0)
  const formatState = JSON.stringify({ ...state, startedAt, endsAt })
  await db.peerSession.update({ where: { id: sessionId }, data: { formatState }, select: { id: true } })
}

function comingSteps(session: ComingSession, { people }: DemoContent, who: People, now: Date): Step[] {
  const { startsIn, timeZone, joined = [], invited = [] } = session
  const at = daysBefore(now, 2)
  let id = ''
  const announce = async () => {
    const day = localTime(daysBefore(now, -startsIn.days), timeZone).slice(0, 10)
    id = await schedule(session, who, { intent: '', startsAt: `${day}T${startsIn.time}` })
  }
  return [
    { at, take: announce },
    ...invited.map((name, index) => ({
      at: hoursAfter(at, 1 + index),
      take: () => inviteMember(who(session.by), id, people[name]?.email ?? ''),
    })),
    ...joined.map((name, index) => ({ at: hoursAfter(at, 5 + index), take: () => joinSession(who(name), id) })),
  ]
}

async function schedule(
  { key, by, title, purpose, format, access, timeZone, about }: HeldSession | ComingSession,
  who: People,
  start: { intent: string; startsAt: string },
): Promise<string> {
  const input = { title, purpose: text(purpose), format, access, timeZone, clientId: `demo-${key}` }
  const parsed = sessionInput.parse({ ...input, ...start, ...(await knownContext(about)) })
  const scheduled = await scheduleSession(who(by), parsed)
  if (!scheduled.ok) throw new Error(`The session "${title}" cannot be: ${JSON.stringify(scheduled.errors)}`)
  return scheduled.id
}
