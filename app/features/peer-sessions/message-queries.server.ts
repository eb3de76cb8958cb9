import { preparedRead } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { translate } from '~/i18n/translate'
import { forbidden, notFound } from '~/lib/errors'
import { fewestOfKind } from './gate'
import { neutralName } from './pseudonym'
import { type SessionStanding, sessionFor, shownOf } from './queries.server'
import { liveMessages, type RoomMessageView } from './room-message'

/** Most messages that one answer brings; whoever is behind further asks on. */
export const mostMessages = 200

type MessageRow = {
  id: string
  number: number
  body: string
  html: string
  clientId: string
  createdAt: string
  heldAt: string | null
  authorId: string | null
  name: string | null
  organization: string | null
  stakeholderType: string | null
  /** 1 under the Chatham House Rule. */
  neutral: 0 | 1
  pseudonymId: string | null
  neutralNumber: number | null
  neutralKind: string | null
}

/** The hottest read of a room, once for each message and each page: one prepared statement. */
const messageColumns = `
  SELECT r.id, r.number, r.body, r.html, r.clientId, r.createdAt, r.heldAt, r.authorId, m.name,
    o.name AS organization, s.label AS stakeholderType,
    (ps.chathamHouse OR ps.unlinkedAt IS NOT NULL) AS neutral, n.id AS pseudonymId, n.number AS neutralNumber,
    CASE WHEN n.id IS NOT NULL AND (
      SELECT count(*) FROM SessionPseudonym k
      WHERE k.sessionId = r.sessionId AND k.stakeholderTypeSlug = n.stakeholderTypeSlug) >= ${fewestOfKind}
      THEN (SELECT label FROM StakeholderType WHERE slug = n.stakeholderTypeSlug) END AS neutralKind
  FROM RoomMessage r
    JOIN PeerSession ps ON ps.id = r.sessionId
    LEFT JOIN SessionPseudonym n ON n.id = r.pseudonymId
    LEFT JOIN Member m ON m.id = r.authorId
    LEFT JOIN Organization o ON o.id = m.organizationId
    LEFT JOIN StakeholderType s ON s.slug = m.stakeholderTypeSlug`
const messageById = preparedRead<MessageRow>(`${messageColumns} WHERE r.id = ?`)
const messagesOf = preparedRead<MessageRow>(`
  ${messageColumns} WHERE r.sessionId = ? AND r.number > ? ORDER BY r.number LIMIT ?`)

const t = translate('en')

/** Under the Chatham House Rule a neutral name, and nothing by which the member could be found. */
const authorOf = (row: MessageRow): RoomMessageView['author'] => {
  if (!row.neutral) {
    return {
      id: row.authorId ?? '',
      name: row.name ?? '',
      ...(row.organization ? { organization: row.organization } : {}),
      ...(row.stakeholderType ? { stakeholderType: row.stakeholderType } : {}),
    }
  }
  const known = row.neutralNumber === null ? null : { number: row.neutralNumber, stakeholderType: row.neutralKind }
  return { id: row.pseudonymId ?? '', name: neutralName(t, known), neutral: true }
}

/** A message that waits for a reviewer says so to everybody but its author; one that was removed says that to all. */
function textOf(row: MessageRow, viewerId: string | undefined): { body: string; html: string } {
  const isOwn = row.authorId !== null && row.authorId === viewerId
  if (!row.heldAt || (isOwn && row.body !== '')) return { body: row.body, html: row.html }
  const said = t(row.body === '' ? 'harm.held.messageRemoved' : 'harm.held.message')
  return { body: said, html: `<p>${said}</p>` }
}

const toView = (row: MessageRow, viewerId: string | undefined): RoomMessageView => ({
  id: row.id,
  number: row.number,
  ...textOf(row, viewerId),
  author: authorOf(row),
  at: new Date(row.createdAt).toISOString(),
  ...(row.authorId !== null && row.authorId === viewerId ? { clientId: row.clientId } : {}),
})

/** @throws AppError 404 where it does not exist for the viewer, 403 where the label keeps what is said from him or her */
async function readable(viewer: Viewer | null, sessionId: string): Promise<SessionStanding> {
  const session = await sessionFor(viewer, sessionId)
  if (!shownOf(session, 'messages').messages) throw forbidden('peerSessions.sharing.kept')
  return session
}

export type Messages = { messages: RoomMessageView[]; more: boolean; last: number }

/**
 * What was written in a session after a number, in order.
 * @returns at most `limit` messages, whether there are more, and the number of the newest in the session
 * @throws AppError 404 where the session does not exist for the viewer, 403 where its label keeps what is said
 */
export async function messagesAfter(
  viewer: Viewer | null,
  sessionId: string,
  after: number,
  limit = mostMessages,
): Promise<Messages> {
  const { lastMessageNumber } = await readable(viewer, sessionId)
  const rows = messagesOf(sessionId, after, limit + 1)
  const messages = rows.slice(0, limit).map((row) => toView(row, viewer?.id))
  return {
    messages,
    more: rows.length > limit,
    last: Math.max(lastMessageNumber, messages.at(-1)?.number ?? 0),
  }
}

/**
 * The newest messages of a session, or those before a number, in order.
 * @throws AppError 404 where the session does not exist for the viewer, 403 where its label keeps what is said
 */
export async function messagesBefore(
  viewer: Viewer | null,
  sessionId: string,
  before: number = Number.MAX_SAFE_INTEGER,
  limit = liveMessages,
): Promise<Messages> {
  const { lastMessageNumber } = await readable(viewer, sessionId)
  const newest = Math.min(before - 1, lastMessageNumber)
  return messagesAfter(viewer, sessionId, Math.max(0, newest - limit), limit)
}

/** Bytes of text in one answer to a program that reads a whole record. */
const mostCharacters = 4_000_000
const mostInRecord = 5_000

/**
 * As much of a session's record after a number as one answer may hold: all of it for any usual session.
 * @throws AppError 404 where the session does not exist for the viewer, 403 where its label keeps what is said
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
export function ownMessage(viewer: Viewer, id: string): RoomMessageView {
  const [row] = messageById(id)
  if (!row || row.authorId !== viewer.id) throw notFound()
  return toView(row, viewer.id)
}

/**
 * A message for the channel of its room, where the gateway lets in only those who may see the session.
 * @returns null where it is gone; `clientId` is for the author alone
 */
export function messageForRoom(id: string): { message: RoomMessageView; clientId: string } | null {
  const [row] = messageById(id)
  return row ? { message: toView(row, undefined), clientId: row.clientId } : null
}
