import { db, preparedRead } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { translate } from '~/i18n/translate'
import { forbidden, notFound } from '~/lib/errors'
import { excerptOf } from '~/lib/excerpt'
import { plainText } from '~/lib/markdown.server'
import { fewestOfKind } from './gate'
import { isShown, mostPinned, quoteLength } from './message-rules'
import { neutralName } from './pseudonym'
import { type SessionStanding, sessionFor, shownOf } from './queries.server'
import { liveMessages, type ReactionKind, type RoomMessageView } from './room-message'

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
  version: number
  editedAt: string | null
  removedBy: 'author' | 'lead' | null
  insight: 0 | 1
  pinned: 0 | 1
  replyId: string | null
  replyNumber: number | null
  /** The beginning of the HTML; null where it is not before everybody. */
  replyHtml: string | null
  replyName: string | null
  replyNeutral: number | null
  /** JSON: {"agree": 2}. */
  reactions: string
  /** Kinds with commas between them. */
  mine: string | null
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

/**
 * The hottest read of a room, once for each message and each page: one prepared statement. Its first parameter is the
 * member whose own reactions are told.
 */
const messageColumns = `
  SELECT r.id, r.number, r.body, r.html, r.clientId, r.createdAt, r.heldAt, r.authorId, m.name,
    r.version, r.editedAt, r.removedBy, r.insightAt IS NOT NULL AS insight, r.pinnedAt IS NOT NULL AS pinned,
    q.id AS replyId, q.number AS replyNumber, qm.name AS replyName, qn.number AS replyNeutral,
    CASE WHEN q.heldAt IS NULL AND q.removedBy IS NULL THEN substr(q.html, 1, ${quoteLength * 8}) END AS replyHtml,
    (SELECT json_group_object(kind, count) FROM (
      SELECT x.kind, count(*) AS count FROM RoomMessageReaction x WHERE x.messageId = r.id GROUP BY x.kind)) AS reactions,
    (SELECT group_concat(x.kind) FROM RoomMessageReaction x WHERE x.messageId = r.id AND x.memberId = ?) AS mine,
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
    LEFT JOIN StakeholderType s ON s.slug = m.stakeholderTypeSlug
    LEFT JOIN RoomMessage q ON q.id = r.replyToId
    LEFT JOIN SessionPseudonym qn ON qn.id = q.pseudonymId
    LEFT JOIN Member qm ON qm.id = q.authorId`
const messageById = preparedRead<MessageRow>(`${messageColumns} WHERE r.id = ?`)
const messagesOf = preparedRead<MessageRow>(`
  ${messageColumns} WHERE r.sessionId = ? AND r.number > ? ORDER BY r.number LIMIT ?`)
const messagesChanged = preparedRead<MessageRow>(`
  ${messageColumns} WHERE r.sessionId = ? AND r.changedAt >= ? AND r.number <= ? ORDER BY r.changedAt DESC LIMIT ?`)
// What is marked has changed, and few messages have: the index of the changes finds them.
const shownWhere = 'r.sessionId = ? AND r.changedAt IS NOT NULL AND r.removedBy IS NULL AND r.heldAt IS NULL'
const pinnedOf = preparedRead<MessageRow>(`
  ${messageColumns} WHERE ${shownWhere} AND r.pinnedAt IS NOT NULL ORDER BY r.pinnedAt LIMIT ?`)
const insightsOf = preparedRead<MessageRow>(`
  ${messageColumns} WHERE ${shownWhere} AND r.insightAt IS NOT NULL ORDER BY r.number LIMIT ?`)

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

const isOwn = (row: MessageRow, viewerId: string | undefined): boolean =>
  row.authorId !== null && row.authorId === viewerId

/** A message that waits for a reviewer says so to everybody but its author; one that was removed says that to all. */
function textOf(row: MessageRow, viewerId: string | undefined): { body: string; html: string } {
  if (row.removedBy) return sentence(t(`peerSessions.marks.removedBy.${row.removedBy}`))
  if (!row.heldAt || (isOwn(row, viewerId) && row.body !== '')) return { body: row.body, html: row.html }
  return sentence(t(row.body === '' ? 'harm.held.messageRemoved' : 'harm.held.message'))
}

const sentence = (said: string) => ({ body: said, html: `<p dir="auto">${said}</p>` })

/** The first words of rendered text that may be cut anywhere. */
const firstWords = (html: string): string => excerptOf(plainText(html.replace(/<[^>]*$/, '')), quoteLength)

const replyOf = (row: MessageRow): Pick<RoomMessageView, 'replyTo'> => {
  if (row.replyId === null || row.removedBy) return {}
  const neutral = row.replyNeutral === null ? null : { number: row.replyNeutral, stakeholderType: null }
  const name = row.neutral ? neutralName(t, neutral) : (row.replyName ?? '')
  const text = row.replyHtml === null ? {} : { text: firstWords(row.replyHtml) }
  return { replyTo: { id: row.replyId, number: row.replyNumber ?? 0, name, ...text } }
}

/** What became of a message: what is not so is left out. */
const marksOf = (row: MessageRow): Partial<RoomMessageView> => ({
  ...(row.insight ? { insight: true } : {}),
  ...(row.pinned ? { pinned: true } : {}),
  ...(row.reactions !== '{}' ? { reactions: JSON.parse(row.reactions) } : {}),
  ...(row.mine ? { mine: row.mine.split(',') as ReactionKind[] } : {}),
})

const toView = (row: MessageRow, viewerId: string | undefined): RoomMessageView => ({
  id: row.id,
  number: row.number,
  ...textOf(row, viewerId),
  author: authorOf(row),
  at: new Date(row.createdAt).toISOString(),
  ...(isOwn(row, viewerId) ? { clientId: row.clientId } : {}),
  ...replyOf(row),
  ...(row.removedBy ? { removed: row.removedBy } : row.heldAt ? { waits: true } : {}),
  ...(row.version > 1 && !row.removedBy ? { version: row.version } : {}),
  ...(row.version > 1 && !row.removedBy && row.editedAt ? { edited: new Date(row.editedAt).toISOString() } : {}),
  ...(isShown({ heldAt: row.heldAt ? new Date(row.heldAt) : null, removedBy: row.removedBy }) ? marksOf(row) : {}),
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
  const rows = messagesOf(viewer?.id ?? null, sessionId, after, limit + 1)
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
  const [row] = messageById(viewer.id, id)
  if (!row || row.authorId !== viewer.id) throw notFound()
  return toView(row, viewer.id)
}

/**
 * One message of a session.
 * @throws AppError 404 where it does not exist for the viewer, 403 where the session's label keeps it
 */
export async function oneMessage(viewer: Viewer | null, sessionId: string, id: string): Promise<RoomMessageView> {
  await readable(viewer, sessionId)
  const [row] = (await messageInSession(sessionId, id)) ? messageById(viewer?.id ?? null, id) : []
  if (!row) throw notFound()
  return toView(row, viewer?.id)
}

const messageInSession = (sessionId: string, id: string) =>
  db.roomMessage.findFirst({ where: { id, sessionId }, select: { id: true } })

/**
 * A message for the channel of its room, where the gateway lets in only those who may see the session.
 * @param viewerId the member to whom it goes; nobody's own without
 * @returns null where it is gone; `clientId` is for the author alone
 */
export function messageForRoom(
  id: string,
  viewerId?: string,
): { message: RoomMessageView; clientId: string; authorId: string | null } | null {
  const [row] = messageById(viewerId ?? null, id)
  return row ? { message: toView(row, viewerId), clientId: row.clientId, authorId: row.authorId } : null
}

/** Changes that one answer brings; whoever missed more reads the page anew. */
export const mostChanged = 200
/** What a transaction that was open at a moment still changed: no transaction is open longer. */
const openFor = 10_000

/** A moment of the server's clock from which on a browser can ask for changes and miss none. */
export const changesFrom = (now = new Date()): string => new Date(now.getTime() - openFor).toISOString()

/**
 * The messages up to a number that changed since a moment, as they are now; the last changed first, `mostChanged` at most.
 * @param since an ISO 8601 moment that `changesFrom` gave
 * @throws AppError 404 where the session does not exist for the viewer, 403 where its label keeps what is said
 */
export async function messagesChangedSince(
  viewer: Viewer | null,
  sessionId: string,
  since: string,
  until: number,
): Promise<RoomMessageView[]> {
  await readable(viewer, sessionId)
  const from = new Date(since).toISOString()
  return messagesChanged(viewer?.id ?? null, sessionId, from, until, mostChanged).map((row) => toView(row, viewer?.id))
}

/**
 * What was marked as an insight, as typed, for what is written for everybody.
 * @returns nothing where the session's label keeps what is said
 */
export async function insightsForHarvest(viewer: Viewer, sessionId: string): Promise<string[]> {
  const session = await sessionFor(viewer, sessionId)
  if (!shownOf(session, 'harvest').messages) return []
  return insightsOf(null, sessionId, mostInsights).map(({ body }) => body)
}

/** Insights that one page lists. */
const mostInsights = 100
/** Characters of a message in a list of quotes. */
const longestQuote = 300

/** A message in a list of quotes, with its first words. */
export type QuoteLine = { id: string; number: number; name: string; text: string }

const toQuote = (row: MessageRow): QuoteLine => ({
  id: row.id,
  number: row.number,
  name: authorOf(row).name,
  text: excerptOf(plainText(row.html), longestQuote),
})

/**
 * What stands above a session's messages, and what was marked as an insight in it, without what waits or was removed.
 * @throws AppError 404 where the session does not exist for the viewer, 403 where its label keeps what is said
 */
export async function markedMessages(
  viewer: Viewer | null,
  sessionId: string,
): Promise<{ pinned: QuoteLine[]; insights: QuoteLine[] }> {
  await readable(viewer, sessionId)
  const me = viewer?.id ?? null
  return {
    pinned: pinnedOf(me, sessionId, mostPinned).map(toQuote),
    insights: insightsOf(me, sessionId, mostInsights).map(toQuote),
  }
}
