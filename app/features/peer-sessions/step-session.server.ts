import { db, inTransaction } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { AppError, conflict, forbidden, notFound } from '~/lib/errors'
import { actorOf, facilitationOf } from './facilitation.server'
import { type Actor, type FormatEvent, type FormatState, phaseOf, stepFormat } from './format-engine'
import { takePart } from './join-session.server'
import { statusAt } from './peer-session'
import { memberNamed } from './pseudonyms.server'
import { sessionFor } from './queries.server'

type WithoutActor<E> = E extends unknown ? Omit<E, 'by'> : never
/** What a member asks of a session's format. `member` is '' for oneself. */
export type SessionStep = WithoutActor<FormatEvent>

/**
 * Moves a running session: its phase, its seats or its hands. The rules are the format engine's; here the state is read
 * and kept in one transaction, so that two who press at once make one step.
 *
 * @throws AppError 404 where the session does not exist for the viewer or the other member is not in it, 403 for who may
 * not, 409 for when it cannot be
 */
export const stepSession = (viewer: Viewer, sessionId: string, step: SessionStep): Promise<void> =>
  inTransaction(async (announce) => {
    const now = new Date()
    const session = await sessionFor(viewer, sessionId)
    const status = statusAt(session, now)
    if (status === 'past') throw conflict('peerSessions.errors.over')
    const seats = step.type === 'take' || step.type === 'give' || step.type === 'leave'
    if (status === 'upcoming' && !seats) throw conflict('peerSessions.errors.notBegun')

    if (session.mutedAt && (step.type === 'raise' || step.type === 'take')) {
      throw forbidden('peerSessions.moderation.muted')
    }

    const { format, state } = await facilitationOf(session.id)
    const by = actorOf(viewer, session, state)
    const named =
      'member' in step && step.member && step.member !== viewer.id
        ? { ...step, member: await memberNamed(session, step.member, { lasting: true }) }
        : step
    const event = eventOf(named, by)
    if ('member' in event && event.member && event.member !== viewer.id) await mustTakePart(session.id, event.member)
    const result = stepFormat(format, state, event, now.getTime())
    if (!result.ok) throw new AppError(result.refusal.status, result.refusal.key, result.refusal.params)
    if (result.state === state) return

    await takePart(viewer, session, announce)
    await db.peerSession.update({
      where: { id: session.id },
      data: { formatState: JSON.stringify(result.state) },
      select: { id: true },
    })
    await recordPhases(session.id, state, result.state, now, phaseOf(format, result.state)?.slug ?? '')
    await announce({ type: 'session.stepped', sessionId: session.id, byId: viewer.id })
  })

function eventOf(step: SessionStep, by: Actor): FormatEvent {
  if (step.type === 'call') return { ...step, by, member: step.member || undefined }
  return 'member' in step ? { ...step, by, member: step.member || by.id } : { ...step, by }
}

async function mustTakePart(sessionId: string, memberId: string): Promise<void> {
  const there = await db.sessionParticipant.findUnique({
    where: { sessionId_memberId: { sessionId, memberId } },
    select: { memberId: true },
  })
  if (!there) throw notFound()
}

/** Keeps when each phase began and ended, for the record. */
async function recordPhases(sessionId: string, before: FormatState, after: FormatState, now: Date, slug: string) {
  const begun = after.number !== before.number
  if (begun || after.stage === 'finished') {
    await db.sessionPhaseRecord.updateMany({ where: { sessionId, endedAt: null }, data: { endedAt: now } })
  }
  if (begun && slug) {
    await db.sessionPhaseRecord.create({
      data: { sessionId, number: after.number, round: after.round, slug, startedAt: now },
      select: { number: true },
    })
  }
}
