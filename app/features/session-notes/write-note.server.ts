import { type Announce, db, inTransaction } from '~/db.server'
import { isConflict, type Looked, lookForHarm, mustBeHarmless } from '~/features/harm/check-harm.server'
import type { Viewer } from '~/features/members/viewer'
import { facilitationOf, mustBeAbleToWrite } from '~/features/peer-sessions/facilitation.server'
import { isReadByAll } from '~/features/peer-sessions/gate'
import { takePart } from '~/features/peer-sessions/join-session.server'
import { statusAt } from '~/features/peer-sessions/peer-session'
import { pseudonymOf } from '~/features/peer-sessions/pseudonyms.server'
import { type SessionStanding, sessionFor, shownOf } from '~/features/peer-sessions/queries.server'
import { AppError, conflict, forbidden, notFound } from '~/lib/errors'
import { newId } from '~/lib/ids'
import { renderMarkdown } from '~/lib/markdown.server'
import { type Merged, mergeText, mergeUpdate, writerId } from './merge-update.server'
import { keepChange } from './note-changes.server'
import { canWriteNotes, longestSection, type NoteInput, sectionsOf } from './session-note'

/** What one author writes live within this time is one version in the history. */
const oneSave = 60_000

/** Somebody else wrote in a section since the version with which an edit began. */
export class NoteChanged extends AppError {
  constructor(readonly theirs: { text: string; version: number }) {
    super(409, 'sessionNotes.errors.changed')
  }
}

/**
 * Saves a section as a form sends it. It is merged as what differs from the text before, so that those who write live
 * at the same time keep every word. The same client id by the same member is one save.
 *
 * @returns the section's version
 * @throws AppError 404 where session or section do not exist for the viewer, 403 for who may not write now, 409 before
 * the session and after it; NoteChanged where the version is old; HarmFound where something may identify somebody and was
 * not confirmed, which in what everybody reads it cannot be
 */
export async function saveNote(
  viewer: Viewer,
  sessionId: string,
  section: string,
  { text, version, clientId, harmConfirmed }: NoteInput,
): Promise<number> {
  const html = await renderMarkdown(text)
  const harm = lookForHarm({ text }, isConflict.session(sessionId))
  return inTransaction(async (announce) => {
    const session = await sessionWithNotes(viewer, sessionId, section)
    const before = await db.sessionNoteVersion.findUnique({
      where: { authorId_clientId: { authorId: viewer.id, clientId } },
      select: { version: true, note: { select: { sessionId: true, section: true } } },
    })
    if (before?.note.sessionId === session.id && before.note.section === section) return before.version
    await mustBeAbleToWriteNotes(viewer, session)
    const note = await noteOf(session.id, section)
    if (note.text === text) return note.version
    if (note.version !== version) throw new NoteChanged({ text: note.text, version: note.version })
    // Notes are read at once.
    mustBeHarmless(harm, harmConfirmed, { confirmable: !isReadByAll(session) })
    const merged = mustMerge(mergeText(note.state, text, writerId(note.id, viewer.id)))
    const kept = await keep(viewer, session, { ...note, section }, merged, announce, {
      clientId: before ? newId() : clientId,
    })
    await db.sessionNote.update({
      where: { id: note.id },
      data: { html, htmlVersion: kept },
      select: { id: true },
    })
    return kept
  })
}

/**
 * Merges into a section what a browser wrote live: a Yjs update, which may come twice and late. Acknowledged means kept.
 * In what everybody reads, an update after which the section holds more that may identify somebody is refused; the
 * browser holds on to it, and sends it again with the author's next words.
 *
 * @returns the section's version, the same as before where the update held nothing new
 * @throws AppError as saveNote; 400 for what is no text of this author's, or makes the section too long
 */
export async function mergeNote(
  viewer: Viewer,
  sessionId: string,
  section: string,
  update: Uint8Array,
): Promise<number> {
  const isAboutConflict = isConflict.session(sessionId)
  const look = lookingOnce((text) => lookForHarm({ text }, isAboutConflict))
  await lookBefore(viewer, sessionId, section, update, look)
  return inTransaction(async (announce) => {
    const session = await sessionWithNotes(viewer, sessionId, section)
    await mustBeAbleToWriteNotes(viewer, session)
    const note = await noteOf(session.id, section)
    const merged = mustMerge(mergeUpdate(note.state, update, { noteId: note.id, memberId: viewer.id }))
    if (!merged.update) return note.version
    if (isReadByAll(session)) mustBringNoHarm(look(merged.text), () => look(note.text))
    return keep(viewer, session, { ...note, section }, merged, announce)
  })
}

/** The check takes some milliseconds, in which nobody else should have to wait. */
async function lookBefore(
  viewer: Viewer,
  sessionId: string,
  section: string,
  update: Uint8Array,
  look: (text: string) => Looked,
): Promise<void> {
  if (!isReadByAll(await sessionFor(viewer, sessionId))) return
  const note = await db.sessionNote.findUnique({
    where: { sessionId_section: { sessionId, section } },
    select: { id: true, state: true },
  })
  const merged = note && mergeUpdate(note.state, update, { noteId: note.id, memberId: viewer.id })
  if (merged?.ok) look(merged.text)
}

function lookingOnce(look: (text: string) => Looked): (text: string) => Looked {
  const known = new Map<string, Looked>()
  return (text) => {
    const looked = known.get(text) ?? look(text)
    known.set(text, looked)
    return looked
  }
}

/** Refuses only what this change brings: nobody is kept from writing by what another wrote. */
function mustBringNoHarm(after: Looked, lookedBefore: () => Looked): void {
  if (after.every(({ findings }) => findings.length === 0)) return
  const foundIn = ({ text, findings }: Looked[number]) => findings.map(({ start, end }) => text.slice(start, end))
  const there = new Set(lookedBefore().flatMap(foundIn))
  const brought = after.map((one) => ({
    ...one,
    findings: one.findings.filter(({ start, end }) => !there.has(one.text.slice(start, end))),
  }))
  mustBeHarmless(brought, undefined, { confirmable: false })
}

/**
 * A session of which the viewer may read the notes, and which has this section.
 * @throws AppError 404, 403 where the label keeps what is written
 */
export async function sessionWithNotes(viewer: Viewer, sessionId: string, section: string): Promise<SessionStanding> {
  const session = await sessionFor(viewer, sessionId)
  const { format } = await facilitationOf(session.id)
  if (!sectionsOf(format).some(({ slug }) => slug === section)) throw notFound()
  if (!shownOf(session, 'page').notes) throw forbidden('peerSessions.sharing.kept')
  return session
}

/** @throws AppError 403 for who may not write in this phase or at all, 409 before the session and after it */
async function mustBeAbleToWriteNotes(viewer: Viewer, session: SessionStanding): Promise<void> {
  const now = new Date()
  const status = statusAt(session, now)
  if (!canWriteNotes(viewer, session, now)) {
    throw conflict(status === 'upcoming' ? 'sessionNotes.errors.notYet' : 'sessionNotes.errors.over')
  }
  if (status === 'live') await mustBeAbleToWrite(viewer, session)
}

const noteSelect = { id: true, text: true, version: true, state: true } as const
type NoteRow = { id: string; text: string; version: number; state: Uint8Array }

/** The row of a section; null where nobody wrote there yet. */
export const findNote = (sessionId: string, section: string): Promise<NoteRow | null> =>
  db.sessionNote.findUnique({ where: { sessionId_section: { sessionId, section } }, select: noteSelect })

/** The row of a section, in the caller's transaction; made where nobody wrote there yet. */
export async function noteOf(sessionId: string, section: string): Promise<NoteRow> {
  const known = await findNote(sessionId, section)
  if (known) return known
  const empty = { id: newId(), sessionId, section, text: '', html: '', state: new Uint8Array(), updatedAt: new Date() }
  return db.sessionNote.create({ data: empty, select: noteSelect })
}

function mustMerge(merged: Merged): Merged & { ok: true } {
  if (merged.ok) return merged
  if (merged.why === 'unreadable') throw new AppError(400, 'sessionNotes.errors.unreadable')
  throw new AppError(400, `sessionNotes.errors.${merged.why}`, { maximum: longestSection })
}

/** Keeps what was merged as the next version, and tells of it. @returns its number */
async function keep(
  viewer: Viewer,
  session: SessionStanding,
  note: NoteRow & { section: string },
  { state, text, update }: Merged & { ok: true },
  announce: Announce,
  form: { clientId: string } | null = null,
): Promise<number> {
  const now = new Date()
  if (statusAt(session, now) === 'live') await takePart(viewer, session, announce)
  const version = note.version + 1
  await db.sessionNote.update({
    where: { id: note.id },
    data: { state: new Uint8Array(state), text, version, updatedAt: now },
    select: { id: true },
  })
  const pseudonymId = session.chathamHouse ? await pseudonymOf(session.id, viewer) : null
  const written = { version, text, authorId: viewer.id, pseudonymId }
  const going = form ? null : await saveGoingOn(note.id, viewer.id, now)
  if (going) {
    await db.sessionNoteVersion.update({
      where: { noteId_version: { noteId: note.id, version: going } },
      data: written,
      select: { version: true },
    })
  } else {
    await db.sessionNoteVersion.create({
      data: { ...written, noteId: note.id, at: now, clientId: form?.clientId ?? null },
      select: { version: true },
    })
  }
  if (update) keepChange(note.id, version, update)
  await announce({
    type: 'note.saved',
    sessionId: session.id,
    noteId: note.id,
    section: note.section,
    version,
    byId: viewer.id,
  })
  return version
}

/**
 * The version of what a member writes live just now, which goes on with the next words. A save by form ends it, since
 * what stands beside that in the history has to stay.
 */
async function saveGoingOn(noteId: string, authorId: string, now: Date): Promise<number | null> {
  const recent = await db.sessionNoteVersion.findMany({
    where: { noteId, at: { gt: new Date(now.getTime() - oneSave) } },
    orderBy: { version: 'desc' },
    take: 200,
    select: { version: true, authorId: true, clientId: true },
  })
  for (const row of recent) {
    if (row.clientId !== null) return null
    if (row.authorId === authorId) return row.version
  }
  return null
}
