import * as Y from 'yjs'
import { inTransaction } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { writingRefusal } from '~/features/peer-sessions/facilitation.server'
import { statusAt } from '~/features/peer-sessions/peer-session'
import { type SessionStanding, shownOf } from '~/features/peer-sessions/queries.server'
import { AppError, forbidden } from '~/lib/errors'
import { docOf } from '~/lib/shared-text'
import { writerId } from './merge-update.server'
import { canWriteNotes } from './session-note'
import { findNote, noteOf, sessionWithNotes } from './write-note.server'

/** A section as a browser opens it. */
export type OpenedNote = {
  /** What the browser lacks, as a Yjs update. */
  update: Uint8Array
  /** What the server has, as a Yjs state vector. */
  vector: Uint8Array
  version: number
  /** The id under which the browser writes in a new document; null for who may not write now. */
  writer: number | null
}

/** Whether somebody may write notes now. */
export const mayWriteNotes = async (viewer: Viewer | null, session: SessionStanding): Promise<boolean> =>
  viewer !== null &&
  canWriteNotes(viewer, session, new Date()) &&
  (statusAt(session, new Date()) === 'past' || (await writingRefusal(viewer, session)) === null)

/**
 * Opens a section for writing live, or for reading along.
 * @param vector what the browser has already; empty for nothing
 * @throws AppError 404 where it does not exist for the viewer, 403 where its label keeps what is written, 400 for a vector
 * that is none
 */
export async function openNote(
  viewer: Viewer,
  sessionId: string,
  section: string,
  vector: Uint8Array,
): Promise<OpenedNote> {
  const session = await sessionWithNotes(viewer, sessionId, section)
  if (!shownOf(session, 'socket-notes').notes) throw forbidden('peerSessions.sharing.kept')
  const mayWrite = await mayWriteNotes(viewer, session)
  // All who are there open a section at once when its phase begins: only the first makes it.
  const known = await findNote(session.id, section)
  const note = known ?? (mayWrite ? await inTransaction(() => noteOf(session.id, section)) : null)
  const doc = docOf(note?.state ?? new Uint8Array())
  return {
    update: missing(doc, vector),
    vector: Y.encodeStateVector(doc),
    version: note?.version ?? 0,
    writer: note && mayWrite ? writerId(note.id, viewer.id) : null,
  }
}

function missing(doc: Y.Doc, vector: Uint8Array): Uint8Array {
  try {
    return Y.encodeStateAsUpdate(doc, vector.length > 0 ? vector : undefined)
  } catch {
    // Yjs throws on bytes that are no vector.
    throw new AppError(400, 'sessionNotes.errors.unreadable')
  }
}
