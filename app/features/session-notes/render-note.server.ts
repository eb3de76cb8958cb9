import { db } from '~/db.server'
import { renderMarkdown } from '~/lib/markdown.server'
import { reportError } from '~/lib/trouble.server'

/** While somebody types, a section is rendered once in so many milliseconds at most. */
const gather = 2_000
const waiting = new Map<string, NodeJS.Timeout>()

/**
 * Keeps the rendered text of a section, a little after it was written. Where that is missed, pages render it themselves.
 */
export function renderNoteSoon({ noteId }: { noteId: string }): void {
  if (waiting.has(noteId)) return
  const timer = setTimeout(() => {
    waiting.delete(noteId)
    void renderNote(noteId).catch(reportError)
  }, gather)
  timer.unref()
  waiting.set(noteId, timer)
}

/** Renders a section where what is kept is older than its text. */
export async function renderNote(noteId: string): Promise<void> {
  const note = await db.sessionNote.findUnique({
    where: { id: noteId },
    select: { text: true, version: true, htmlVersion: true },
  })
  if (!note || note.htmlVersion === note.version) return
  const html = await renderMarkdown(note.text)
  await db.sessionNote.updateMany({
    where: { id: noteId, version: note.version },
    data: { html, htmlVersion: note.version },
  })
}
