import { db } from '~/db.server'
import { contextSelect } from '~/features/context/queries.server'
import { lessonsOfSession, threadsOfSession } from '~/features/harvest/queries.server'
import { publicStates } from '~/features/lessons/lesson'
import type { Viewer } from '~/features/members/viewer'
import { attendanceOf } from '~/features/peer-sessions/attendance.server'
import { phasesRun } from '~/features/peer-sessions/facilitation.server'
import { recordAfter } from '~/features/peer-sessions/message-queries.server'
import { statusAt } from '~/features/peer-sessions/peer-session'
import { sessionFor, shownOf } from '~/features/peer-sessions/queries.server'
import type { RoomMessageView } from '~/features/peer-sessions/room-message'
import { actionRecordsOf } from '~/features/session-actions/queries.server'
import { notesOf } from '~/features/session-notes/note-queries.server'
import { forbidden } from '~/lib/errors'
import { type ExportPlace, recordContext } from './read-records.server'
import { type SessionRecord, type SessionRecordMessage, tlpNames } from './session-record'

/**
 * A session with all that may leave it in a file. It names its lessons and threads as everybody sees them, since a file is
 * passed on.
 * @param after the number of the message after which to go on
 * @throws AppError 404 where it does not exist for the viewer, 403 where its label keeps what was said
 */
export async function readSession(
  viewer: Viewer | null,
  sessionId: string,
  place: ExportPlace,
  after = 0,
): Promise<SessionRecord> {
  const session = await sessionFor(viewer, sessionId)
  if (!shownOf(session, 'export').messages) throw forbidden('peerSessions.sharing.kept')
  const { id, sharing } = session
  const url = `${place.origin}/sessions/${id}`
  const row = await db.peerSession.findUniqueOrThrow({
    where: { id },
    select: {
      purpose: true,
      agenda: true,
      summary: true,
      language: true,
      formatSlug: true,
      format: { select: { label: true } },
      organizer: { select: { name: true } },
      context: { select: contextSelect },
    },
  })
  const [phases, notes, actions, lessons, threads, attendance, messages] = await Promise.all([
    phasesRun(viewer, id),
    notesOf(viewer, id),
    actionRecordsOf(viewer, id),
    lessonsOfSession(null, id, place.formats),
    threadsOfSession(null, id, place.formats),
    attendanceOf(viewer, id),
    recordAfter(viewer, id, after),
  ])
  const last = messages.at(-1)?.number ?? after
  const complete = last >= session.lastMessageNumber || messages.length === 0
  return {
    type: 'session',
    id,
    url,
    title: session.title,
    tlp: tlpNames[sharing],
    chathamHouse: session.chathamHouse,
    access: session.access,
    status: statusAt(session, new Date()),
    cancelled: session.cancelledAt !== null,
    format: { slug: row.formatSlug, label: row.format.label },
    organizer: row.organizer.name,
    languages: row.language.split(' ').filter(Boolean),
    startedAt: (session.openedAt ?? session.startsAt).toISOString(),
    endedAt: session.endedAt?.toISOString() ?? null,
    timeZone: session.timeZone,
    purpose: row.purpose,
    agenda: row.agenda,
    context: recordContext(row.context, place.formats),
    phases: phases.map(({ number, name, round, startedAt, endedAt }) => ({
      ...{ number, name, round },
      startedAt: startedAt.toISOString(),
      endedAt: endedAt?.toISOString() ?? null,
    })),
    summary: row.summary,
    notes: notes.map(({ section, label, text, updatedAt }) => ({
      ...{ section, label, text },
      updatedAt: updatedAt.toISOString(),
    })),
    actions: actions.map((action) => ({
      id: action.id,
      url: `${url}/actions/${action.id}`,
      what: action.what,
      with: action.with,
      owner: action.owner?.name ?? null,
      dueDate: action.dueDate || null,
      state: action.state,
      result: action.result,
    })),
    lessons: lessons
      .filter(({ state }) => publicStates.includes(state))
      .map((lesson) => ({ id: lesson.id, url: `${place.origin}/lessons/${lesson.id}`, title: lesson.title })),
    threads: threads.map((thread) => ({ id: thread.id, url: place.origin + thread.href, title: thread.title })),
    attendance,
    messages: messages.map(messageRecord),
    complete,
    next: complete ? null : `${url}.json?after=${last}`,
  }
}

function messageRecord({ number, author, at, body, replyTo, ...message }: RoomMessageView): SessionRecordMessage {
  const withheld = message.removed ? 'removed' : message.waits ? 'waits' : null
  return {
    number,
    by: author.name,
    at,
    body: withheld ? '' : body,
    replyTo: replyTo?.number ?? null,
    insight: message.insight ?? false,
    editedAt: message.edited ?? null,
    withheld,
  }
}
