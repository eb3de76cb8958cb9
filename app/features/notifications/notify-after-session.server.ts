import { db, inTransaction } from '~/db.server'
import type { AppEventOf, Telling } from '~/events.server'
import { raise } from './raise.server'

/** Tells a member who was made the owner of an action, if he or she still is. A reaction to `action.given`. */
export const notifyActionGiven = (
  { sessionId, actionId, memberId, byId }: AppEventOf<'action.given'>,
  telling: Telling,
): Promise<void> =>
  inTransaction(async (announce) => {
    const action = await db.sessionAction.findFirst({
      where: { id: actionId, state: 'open', ownerId: memberId },
      select: { id: true },
    })
    if (!action) return
    const hearers = [{ memberId, reason: { kind: 'owner' } as const }]
    await raise(announce, { kind: 'session.action-given', subjectId: sessionId, hearers, byId, ...telling })
  })

/** Reminds the owner of an action that its day comes, has come or has passed. A reaction to `session.action-due`. */
export const remindActionOwner = (
  { sessionId, actionId }: AppEventOf<'session.action-due'>,
  telling: Telling,
): Promise<void> =>
  inTransaction(async (announce) => {
    const action = await db.sessionAction.findFirst({
      where: { id: actionId, state: 'open' },
      select: { ownerId: true },
    })
    if (!action?.ownerId) return
    const hearers = [{ memberId: action.ownerId, reason: { kind: 'owner' } as const }]
    await raise(announce, { kind: 'session.action-due', subjectId: sessionId, hearers, ...telling })
  })

/** Asks all who were there what came of a session. A reaction to `session.followed-up`. */
export const askWhatCameOfIt = (
  { sessionId, days }: AppEventOf<'session.followed-up'>,
  telling: Telling,
): Promise<void> =>
  inTransaction(async (announce) => {
    const people = await db.sessionParticipant.findMany({
      where: { sessionId, joinedAt: { not: null }, session: { cancelledAt: null } },
      select: { memberId: true },
    })
    const hearers = people.map(({ memberId }) => ({ memberId, reason: null }))
    await raise(announce, { kind: `session.after-${days}`, subjectId: sessionId, hearers, ...telling })
  })
