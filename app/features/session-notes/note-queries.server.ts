import { db } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { facilitationOf } from '~/features/peer-sessions/facilitation.server'
import { phaseOf } from '~/features/peer-sessions/format-engine'
import { statusAt } from '~/features/peer-sessions/peer-session'
import { neutralName } from '~/features/peer-sessions/pseudonym'
import { pseudonymsIn } from '~/features/peer-sessions/pseudonyms.server'
import { type SessionStanding, sessionFor, shownOf } from '~/features/peer-sessions/queries.server'
import { translate } from '~/i18n/translate'
import { forbidden, notFound } from '~/lib/errors'
import { newId } from '~/lib/ids'
import { renderMarkdown } from '~/lib/markdown.server'
import { type Change, changesBetween } from '~/lib/word-changes'
import { mayWriteNotes } from './open-note.server'
import { sectionsOf } from './session-note'
import { freeSection } from './ui/note-section'

/** A section as pages show it. */
export type NoteView = {
  section: string
  /** As the format names it; null for the free section. */
  label: string | null
  text: string
  html: string
  /** 0 where nothing was written yet. */
  version: number
  updatedAt: Date | null
  /** It belongs to the phase that runs now; where none runs, the free section. */
  present: boolean
  /** For the next save by form. */
  clientId: string
}

/** live: the session runs. */
export type NotesView = {
  sessionId: string
  title: string
  sections: NoteView[]
  mayWrite: boolean
  live: boolean
}

/**
 * The notes of a session by section, and whether the viewer may write there now.
 * @throws AppError 404 where it does not exist for the viewer, 403 where its label keeps what is written
 */
export async function notesFor(viewer: Viewer | null, sessionId: string): Promise<NotesView> {
  const session = await sessionFor(viewer, sessionId)
  if (!shownOf(session, 'page').notes) throw forbidden('peerSessions.sharing.kept')
  const { format, state } = await facilitationOf(session.id)
  const rows = await db.sessionNote.findMany({
    where: { sessionId: session.id },
    select: { section: true, text: true, html: true, htmlVersion: true, version: true, updatedAt: true },
  })
  const written = new Map(rows.map((row) => [row.section, row]))
  const now = phaseOf(format, state)?.slug ?? freeSection
  const sections = sectionsOf(format).map(async ({ slug, label }): Promise<NoteView> => {
    const row = written.get(slug)
    return {
      section: slug,
      label,
      text: row?.text ?? '',
      html: row ? await htmlOf(row) : '',
      version: row?.version ?? 0,
      updatedAt: row && row.version > 0 ? row.updatedAt : null,
      present: slug === now,
      clientId: newId(),
    }
  })
  return {
    sessionId: session.id,
    title: session.title,
    sections: await Promise.all(sections),
    mayWrite: await mayWriteNotes(viewer, session),
    live: statusAt(session, new Date()) === 'live',
  }
}

/**
 * One section, for its own form.
 * @throws AppError 404 where session or section do not exist for the viewer, 403 where its label keeps what is written
 */
export async function sectionFor(
  viewer: Viewer | null,
  sessionId: string,
  section: string,
): Promise<{ sessionId: string; title: string; note: NoteView }> {
  const { sections, title, sessionId: id } = await notesFor(viewer, sessionId)
  const note = sections.find((one) => one.section === section)
  if (!note) throw notFound()
  return { sessionId: id, title, note }
}

/** Rendered when it was saved; where that is still to come, now. */
const htmlOf = async (row: { text: string; html: string; version: number; htmlVersion: number }): Promise<string> =>
  row.htmlVersion === row.version ? row.html : renderMarkdown(row.text)

/**
 * The notes of a session that hold anything, for records and exports.
 * @throws AppError 404 where it does not exist for the viewer, 403 where its label keeps what is written
 */
export async function notesOf(
  viewer: Viewer | null,
  sessionId: string,
): Promise<{ section: string; label: string; text: string; html: string; updatedAt: Date }[]> {
  const t = translate('en')
  const { sections } = await notesFor(viewer, sessionId)
  return sections.flatMap(({ section, label, text, html, updatedAt }) =>
    updatedAt && text.trim() !== '' ? [{ section, label: label ?? t('sessionNotes.free'), text, html, updatedAt }] : [],
  )
}

/** What was written in a section in one go: a save by form, or live by those who wrote within the same minute. */
export type NoteSave = {
  version: number
  at: Date
  /** Names, or under the Chatham House Rule neutral ones. */
  authors: string[]
  changes: Change[]
}

const savesPerPage = 10
const sameMinute = 60_000

/**
 * The saves of a section, the newest first, each beside the one before it, word by word. Live saves of several authors
 * whose minutes overlap stand together, since each text holds the words of all.
 * @param before the version before which to go on
 * @returns also the version to go on with, where there is more
 * @throws AppError 404, 403 where the label keeps what is written
 */
export async function noteHistory(viewer: Viewer | null, sessionId: string, section: string, before?: number) {
  const session = await sessionFor(viewer, sessionId)
  const { format } = await facilitationOf(session.id)
  const found = sectionsOf(format).find(({ slug }) => slug === section)
  if (!found) throw notFound()
  if (!shownOf(session, 'history').notes) throw forbidden('peerSessions.sharing.kept')
  const rows = await db.sessionNoteVersion.findMany({
    where: { note: { sessionId: session.id, section }, ...(before ? { version: { lt: before } } : {}) },
    orderBy: { version: 'desc' },
    take: savesPerPage * 4 + 1,
    select: {
      version: true,
      text: true,
      at: true,
      clientId: true,
      pseudonymId: true,
      author: { select: { name: true } },
    },
  })
  const nameOf = await naming(session)
  const groups = together(rows)
  // The oldest row is there to compare with, unless it is the first of all.
  const whole = rows.length <= savesPerPage * 4
  const shown = groups.slice(0, whole ? savesPerPage : Math.min(savesPerPage, groups.length - 1))
  const saves = shown.map((group, index): NoteSave => {
    const [newest] = group as [Row, ...Row[]]
    const earlier = groups[index + 1]?.[0]?.text ?? ''
    return {
      version: newest.version,
      at: group.at(-1)?.at ?? newest.at,
      authors: [...new Set(group.map(nameOf))],
      changes: changesBetween(earlier, newest.text),
    }
  })
  const more = shown.length < groups.length
  return { label: found.label, saves, next: more ? (shown.at(-1)?.at(-1)?.version ?? null) : null }
}

type Row = {
  version: number
  text: string
  at: Date
  clientId: string | null
  pseudonymId: string | null
  author: { name: string } | null
}

function together(rows: Row[]): Row[][] {
  const groups: Row[][] = []
  for (const row of rows) {
    const group = groups.at(-1)
    const later = group?.at(-1)
    const isOne =
      later &&
      row.clientId === null &&
      later.clientId === null &&
      Math.abs(later.at.getTime() - row.at.getTime()) < sameMinute &&
      (group?.length ?? 0) < savesPerPage
    if (isOne) group?.push(row)
    else groups.push([row])
  }
  return groups
}

/** How the author of a version shows. */
async function naming(session: SessionStanding): Promise<(row: Row) => string> {
  const t = translate('en')
  if (shownOf(session, 'history').authors === 'name') {
    return ({ author }) => author?.name ?? t('peerSessions.neutral.somebody')
  }
  const neutral = new Map((await pseudonymsIn(session.id)).map((one) => [one.id, one]))
  return ({ pseudonymId }) => neutralName(t, neutral.get(pseudonymId ?? '') ?? null)
}
