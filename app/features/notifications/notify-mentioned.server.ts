import { db, inTransaction } from '~/db.server'
import type { AppEventOf, Telling } from '~/events.server'
import { raise } from './raise.server'

/**
 * Tells members that a message names them, without saying who wrote it, as long as it does and can be read. A reaction to
 * `message.mentioned`.
 */
export const notifyMentioned = (
  { sessionId, messageId, memberIds, byId }: AppEventOf<'message.mentioned'>,
  telling: Telling,
): Promise<void> =>
  inTransaction(async (announce) => {
    const rows = await db.roomMessageMention.findMany({
      where: { messageId, memberId: { in: memberIds }, message: { removedAt: null, heldAt: null } },
      select: { memberId: true },
    })
    const hearers = rows.map(({ memberId }) => ({ memberId, reason: null }))
    await raise(announce, {
      ...{ kind: 'session.mentioned', subjectId: sessionId, hearers, byId, postId: messageId },
      ...telling,
    })
  })
