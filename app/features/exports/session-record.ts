import type { Attendance } from '~/features/peer-sessions/attendance.server'
import type { Label } from '~/features/peer-sessions/gate'
import type { Access, SessionStatus } from '~/features/peer-sessions/peer-session'
import type { ActionState } from '~/features/session-actions/session-action'
import type { RecordContext } from './records'

/** The labels of FIRST's TLP 2.0 as they are written, in the first line of a file and on each page of paper. */
export const tlpNames = {
  clear: 'TLP:CLEAR',
  green: 'TLP:GREEN',
  amber: 'TLP:AMBER',
  red: 'TLP:RED',
} as const satisfies Record<Label, string>

/**
 * A session as a file tells it, for whom its label names. Moments are ISO 8601 in UTC; texts are Markdown. Under the
 * Chatham House Rule everybody but the organizer has a neutral name, and attendance is told in numbers.
 */
export type SessionRecord = {
  type: 'session'
  id: string
  url: string
  title: string
  tlp: (typeof tlpNames)[Label]
  chathamHouse: boolean
  access: Access
  status: SessionStatus
  cancelled: boolean
  format: { slug: string; label: string }
  organizer: string
  /** BCP 47 tags. */
  languages: string[]
  /** When it began, or is to begin. */
  startedAt: string
  endedAt: string | null
  /** The IANA name of the zone in which its start was given. */
  timeZone: string
  purpose: string
  agenda: string
  context: RecordContext
  phases: { number: number; name: string; round: number; startedAt: string; endedAt: string | null }[]
  summary: string
  notes: { section: string; label: string; text: string; updatedAt: string }[]
  actions: {
    id: string
    url: string
    what: string
    with: string
    owner: string | null
    dueDate: string | null
    state: ActionState
    result: string
  }[]
  /** As everybody sees them: drafts are left out. */
  lessons: { id: string; url: string; title: string }[]
  threads: { id: string; url: string; title: string }[]
  /** null where the label keeps it, and where the session is still to come or was cancelled. */
  attendance: Attendance | null
  messages: SessionRecordMessage[]
  complete: boolean
  /** Where the rest of the messages is. */
  next: string | null
}

export type SessionRecordMessage = {
  number: number
  by: string
  at: string
  /** Empty where it was removed, or waits for a reviewer. */
  body: string
  /** The number of the message that it answers. */
  replyTo: number | null
  insight: boolean
  editedAt: string | null
  /** waits: for a reviewer. */
  withheld: 'removed' | 'waits' | null
}
