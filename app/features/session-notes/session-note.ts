import { z } from 'zod'
import type { Viewer } from '~/features/members/viewer'
import type { Format } from '~/features/peer-sessions/format-engine'
import { canWrite, leadsByRole, type Standing, statusAt } from '~/features/peer-sessions/peer-session'
import { textInput } from '~/lib/forms'
import { clientIdInput } from '~/lib/ids'
import { freeSection } from './ui/note-section'

/** Most characters of one section. */
export const longestSection = 20_000

/** A section of a session's notes. label: as the format names the phase; null for the free section. */
export type NoteSection = { slug: string; label: string | null }

/** One section for each phase of the format, however often it is gone through, and a free one. */
export function sectionsOf({ phases }: Pick<Format, 'phases'>): NoteSection[] {
  const named = new Map(phases.map(({ slug, name }) => [slug, name]))
  const sections: NoteSection[] = [...named].map(([slug, label]) => ({ slug, label }))
  return named.has(freeSection) ? sections : [...sections, { slug: freeSection, label: null }]
}

/** A section as a form saves it. `version` is the one that the edit began with; 0 where nothing was written yet. */
export const noteInput = z.object({
  text: textInput(longestSection),
  version: z
    .string()
    .regex(/^\d{1,9}$/, 'sessionNotes.errors.version')
    .transform(Number),
  clientId: clientIdInput,
  harmConfirmed: z.string().max(64).optional(),
})
export type NoteInput = z.output<typeof noteInput>

/**
 * Whether somebody may write notes, as far as the session's time goes: all who may write while it runs, afterwards those
 * who lead it, until the links to members are removed.
 */
export function canWriteNotes(
  viewer: Viewer | null,
  session: Standing & { unlinkedAt: Date | null },
  now: Date,
): boolean {
  if (canWrite(viewer, session, now)) return true
  return statusAt(session, now) === 'past' && leadsByRole(session) && !session.unlinkedAt && !session.cancelledAt
}
