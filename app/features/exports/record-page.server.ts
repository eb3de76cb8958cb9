import { outcomesOf } from '~/features/harvest/queries.server'
import type { Viewer } from '~/features/members/viewer'
import { attendanceOf } from '~/features/peer-sessions/attendance.server'
import { phasesRun } from '~/features/peer-sessions/facilitation.server'
import { recordAfter } from '~/features/peer-sessions/message-queries.server'
import { getSession } from '~/features/peer-sessions/queries.server'
import { actionRecordsOf } from '~/features/session-actions/queries.server'
import { notesOf } from '~/features/session-notes/note-queries.server'
import { forbidden } from '~/lib/errors'

/**
 * All that a page for reading and printing holds of a session.
 * @param formats the BCP 47 tag in which countries are named
 * @param after the number of the message after which to go on
 * @returns next: the number to go on with, where there are more messages than one page holds
 * @throws AppError 404 where it does not exist for the viewer, 403 where its label keeps what was said
 */
export async function recordPage(viewer: Viewer | null, sessionId: string, formats: string, after: number) {
  const session = await getSession(viewer, sessionId, formats)
  if (!session.shown.messages) throw forbidden('peerSessions.sharing.kept')
  const [phases, notes, actions, outcomes, attendance, messages] = await Promise.all([
    phasesRun(viewer, session.id),
    notesOf(viewer, session.id),
    actionRecordsOf(viewer, session.id),
    outcomesOf(viewer, session.id, formats),
    attendanceOf(viewer, session.id),
    recordAfter(viewer, session.id, after),
  ])
  const last = messages.at(-1)?.number ?? after
  return {
    session,
    phases,
    notes,
    actions,
    lessons: outcomes.lessons,
    threads: outcomes.threads,
    attendance,
    messages,
    next: messages.length > 0 && last < session.messages ? last : null,
  }
}
export type RecordPage = Awaited<ReturnType<typeof recordPage>>
