import { db, inTransaction } from '~/db.server'
import type { AppEventOf, Telling } from '~/events.server'
import { raise } from './raise.server'

/** Tells a member that he or she is invited, if that still stands. A reaction to `session.invited`. */
export const notifyInvited = (
  { sessionId, memberId, byId }: AppEventOf<'session.invited'>,
  telling: Telling,
): Promise<void> =>
  inTransaction(async (announce) => {
    const invited = await db.sessionParticipant.findUnique({
      where: { sessionId_memberId: { sessionId, memberId } },
      select: { memberId: true },
    })
    if (!invited) return
    const hearers = [{ memberId, reason: null }]
    await raise(announce, { kind: 'session.invited', subjectId: sessionId, hearers, byId, ...telling })
  })
