import { db } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { notFound } from '~/lib/errors'
import { type Change, changesBetween } from '~/lib/word-changes'
import { messageFor } from './find-message.server'
import { canReadHistory } from './message-rules'
import { shownOf } from './queries.server'

/** What a message said from `writtenAt` on, as changes of what it had said before. */
export type MessageVersion = { number: number; writtenAt: Date; changes: Change[] }

const versionsPerPage = 10

/**
 * The versions of a message, the newest first, each beside the one before it, word by word.
 * @param before the number of the version before which to go on
 * @returns also the number to go on with, where there is more
 * @throws AppError 404, also where the text waits for a reviewer or was removed, but for who may have it
 */
export async function messageHistory(viewer: Viewer | null, sessionId: string, messageId: string, before?: number) {
  const { session, message, leads } = await messageFor(viewer, sessionId, messageId)
  if (!shownOf(session, 'history').messages || !canReadHistory(viewer, { leads }, message)) throw notFound()
  const older = await db.roomMessageVersion.findMany({
    where: { messageId, ...(before ? { number: { lt: before } } : {}) },
    orderBy: { number: 'desc' },
    take: versionsPerPage + 1,
    select: { number: true, body: true, writtenAt: true },
  })
  const now = { number: message.version, body: message.body, writtenAt: message.editedAt ?? message.createdAt }
  const texts = before ? older : [now, ...older]
  const versions = texts.slice(0, versionsPerPage).map(
    ({ number, writtenAt, body }, index): MessageVersion => ({
      number,
      writtenAt,
      changes: changesBetween(texts[index + 1]?.body ?? null, body),
    }),
  )
  const next = texts.length > versionsPerPage ? (versions.at(-1)?.number ?? null) : null
  return { number: message.number, versions, next }
}
