import { db } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import type { Prisma } from '~/generated/prisma/client'
import { sessionFor } from './queries.server'
import { liveMessages, type RoomMessageView } from './room-message'

/** Most messages that one answer brings; whoever is behind further asks on. */
export const mostMessages = 200

const messageSelect = {
  id: true,
  number: true,
  body: true,
  html: true,
  clientId: true,
  createdAt: true,
  author: {
    select: {
      id: true,
      name: true,
      organization: { select: { name: true } },
      stakeholderType: { select: { label: true } },
    },
  },
} satisfies Prisma.RoomMessageSelect

type MessageRow = Prisma.RoomMessageGetPayload<{ select: typeof messageSelect }>

const toView = (row: MessageRow, viewerId: string | undefined): RoomMessageView => ({
  id: row.id,
  number: row.number,
  body: row.body,
  html: row.html,
  author: authorOf(row.author),
  at: row.createdAt.toISOString(),
  ...(row.author && row.author.id === viewerId ? { clientId: row.clientId } : {}),
})

/** Nobody's name where the link to the member was removed. */
const authorOf = (author: MessageRow['author']): RoomMessageView['author'] => ({
  id: author?.id ?? '',
  name: author?.name ?? '',
  ...(author?.organization ? { organization: author.organization.name } : {}),
  ...(author?.stakeholderType ? { stakeholderType: author.stakeholderType.label } : {}),
})

export type Messages = { messages: RoomMessageView[]; more: boolean; last: number }

/**
 * What was written in a session after a number, in order.
 * @returns at most `limit` messages, whether there are more, and the number of the newest in the session
 * @throws AppError 404 where the session does not exist for the viewer
 */
export async function messagesAfter(
  viewer: Viewer | null,
  sessionId: string,
  after: number,
  limit = mostMessages,
): Promise<Messages> {
  const { lastMessageNumber } = await sessionFor(viewer, sessionId)
  const rows = await db.roomMessage.findMany({
    where: { sessionId, number: { gt: after } },
    orderBy: { number: 'asc' },
    take: limit + 1,
    select: messageSelect,
  })
  const messages = rows.slice(0, limit).map((row) => toView(row, viewer?.id))
  return {
    messages,
    more: rows.length > limit,
    last: Math.max(lastMessageNumber, messages.at(-1)?.number ?? 0),
  }
}

/**
 * The newest messages of a session, or those before a number, in order.
 * @throws AppError 404 where the session does not exist for the viewer
 */
export async function messagesBefore(
  viewer: Viewer | null,
  sessionId: string,
  before: number = Number.MAX_SAFE_INTEGER,
  limit = liveMessages,
): Promise<Messages> {
  const { lastMessageNumber } = await sessionFor(viewer, sessionId)
  const newest = Math.min(before - 1, lastMessageNumber)
  return messagesAfter(viewer, sessionId, Math.max(0, newest - limit), limit)
}

/** Bytes of text in one answer to a program that reads a whole record. */
const mostCharacters = 4_000_000
const mostInRecord = 5_000

/**
 * As much of a session's record after a number as one answer may hold: all of it for any usual session.
 * @throws AppError 404 where the session does not exist for the viewer
 */
export async function recordAfter(viewer: Viewer | null, sessionId: string, after: number): Promise<RoomMessageView[]> {
  const record: RoomMessageView[] = []
  let characters = 0
  let more = true
  while (more && record.length < mostInRecord && characters < mostCharacters) {
    const part = await messagesAfter(viewer, sessionId, record.at(-1)?.number ?? after)
    for (const message of part.messages) {
      record.push(message)
      characters += message.body.length + message.html.length
    }
    more = part.more
  }
  return record
}

/** A message that the viewer has just written or once wrote, as its author sees it. */
export async function ownMessage(viewer: Viewer, id: string): Promise<RoomMessageView> {
  const row = await db.roomMessage.findUniqueOrThrow({ where: { id, authorId: viewer.id }, select: messageSelect })
  return toView(row, viewer.id)
}

/**
 * A message for the channel of its room, where the gateway lets in only those who may see the session.
 * @returns null where it is gone; `clientId` is for the author alone
 */
export async function messageForRoom(id: string): Promise<{ message: RoomMessageView; clientId: string } | null> {
  const row = await db.roomMessage.findUnique({ where: { id }, select: messageSelect })
  return row && { message: toView(row, undefined), clientId: row.clientId }
}
