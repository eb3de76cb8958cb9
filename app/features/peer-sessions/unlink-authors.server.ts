import { db, emptyLog, inTransaction } from '~/db.server'
import { freshState } from '~/lib/shared-text'
import type { FormatState } from './format-engine'
import { endOf } from './peer-session'
import { statusWhere } from './queries.server'

const day = 86_400_000

/**
 * Removes from the database who wrote what in the sessions under the Chatham House Rule whose time for it is over: the
 * links of messages and neutral names to members, and all else by which they could be found again. What was said stays,
 * with its neutral names. Runs at every start and every hour; nobody can undo it.
 * @returns how many sessions
 */
export async function unlinkAuthors(now = new Date()): Promise<number> {
  const rows = await db.peerSession.findMany({
    where: {
      chathamHouse: true,
      unlinkedAt: null,
      AND: statusWhere('past', now),
    },
    select: { id: true, startsAt: true, openedAt: true, endedAt: true, cancelledAt: true, unlinkAfterDays: true },
  })
  const due = rows.filter((session) => endOf(session).getTime() + session.unlinkAfterDays * day <= now.getTime())
  for (const { id, startsAt } of due) await inTransaction(() => unlink(id, startsAt, now))
  if (due.length > 0) await emptyLog()
  return due.length
}

async function unlink(sessionId: string, startsAt: Date, now: Date): Promise<void> {
  const ofSession = { where: { sessionId } }
  await db.roomMessage.updateMany({ ...ofSession, data: { authorId: null } })
  // A browser's own id for what it sent can hold a name.
  await db.$executeRaw`UPDATE RoomMessage SET clientId = id WHERE sessionId = ${sessionId}`
  await db.sessionPseudonym.updateMany({ ...ofSession, data: { memberId: null } })
  // Who joined by the first message wrote at the very moment of joining.
  await db.sessionParticipant.updateMany({
    where: { sessionId, joinedAt: { not: null } },
    data: { joinedAt: startsAt },
  })
  await db.roomMessageReaction.updateMany({ where: { message: { sessionId } }, data: { memberId: null } })
  await db.roomMessageMention.deleteMany({ where: { message: { sessionId } } })
  // Who is told of a neutral name bears it.
  await db.notification.deleteMany({ where: { sessionId, kind: 'session.mentioned' } })
  // Who left after writing the last words has read as far as these.
  await db.sessionParticipant.updateMany({ ...ofSession, data: { readUntil: 0 } })
  // Who was muted or put out was so for something that he or she wrote.
  await db.sessionParticipant.updateMany({ where: { sessionId, mutedAt: { not: null } }, data: { mutedAt: null } })
  await db.sessionAdmission.deleteMany(ofSession)
  await forgetActions(sessionId)
  await db.sessionFeedback.updateMany({ ...ofSession, data: { memberId: null } })
  await forgetWriters(sessionId)
  await db.harmReview.deleteMany({ where: { message: { sessionId } } })
  await db.$executeRaw`DELETE FROM Event WHERE toldAt IS NOT NULL AND payload ->> 'sessionId' = ${sessionId}`
  const { formatState } = await db.peerSession.findUniqueOrThrow({
    where: { id: sessionId },
    select: { formatState: true },
  })
  await db.peerSession.update({
    where: { id: sessionId },
    data: { unlinkedAt: now, formatState: withoutMembers(formatState) },
    select: { id: true },
  })
}

/** Actions keep the neutral names of their owners; notices and lessons would tell who these are. */
async function forgetActions(sessionId: string): Promise<void> {
  await db.sessionAction.updateMany({ where: { sessionId }, data: { ownerId: null, createdById: null } })
  await db.$executeRaw`UPDATE SessionAction SET clientId = id WHERE sessionId = ${sessionId}`
  await db.lesson.updateMany({ where: { sessionAction: { sessionId } }, data: { sessionActionId: null } })
  await db.notification.deleteMany({
    where: { sessionId, kind: { in: ['session.action-given', 'session.action-due'] } },
  })
}

/** Notes keep their history with its neutral names; the ids under which each wrote, and what was taken out, go. */
async function forgetWriters(sessionId: string): Promise<void> {
  await db.sessionNoteVersion.updateMany({ where: { note: { sessionId } }, data: { authorId: null, clientId: null } })
  const notes = await db.sessionNote.findMany({ where: { sessionId }, select: { id: true, text: true } })
  for (const { id, text } of notes) {
    const state = new Uint8Array(freshState(text))
    await db.sessionNote.update({ where: { id }, data: { state }, select: { id: true } })
  }
}

function withoutMembers(formatState: string): string {
  if (formatState === '') return ''
  const state = JSON.parse(formatState) as FormatState
  return JSON.stringify({ ...state, seats: {}, hands: [], speaker: null, turns: {} })
}
