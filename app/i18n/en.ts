import { admin } from './en/admin'
import { confidence } from './en/confidence'
import { context } from './en/context'
import { counterEvidence } from './en/counter-evidence'
import { demo } from './en/demo'
import { drafts } from './en/drafts'
import { exports } from './en/exports'
import { following } from './en/following'
import { guidelines } from './en/guidelines'
import { harm } from './en/harm'
import { insights } from './en/insights'
import { lessons } from './en/lessons'
import { members } from './en/members'
import { notifications } from './en/notifications'
import { peerSessions } from './en/peer-sessions'
import { practices } from './en/practices'
import { promotion } from './en/promotion'
import { reuses } from './en/reuses'
import { search } from './en/search'
import { sessionActions } from './en/session-actions'
import { sessionNotes } from './en/session-notes'
import { sessionPage } from './en/session-page'
import { sessionRecord } from './en/session-record'
import { site } from './en/site'
import { taxonomy } from './en/taxonomy'
import { threads } from './en/threads'

/** The English catalogue, by area. Plurals end in `_one` and `_other`; `{{name}}` is filled in. */
export const en = {
  admin,
  confidence,
  context,
  counterEvidence,
  demo,
  drafts,
  exports,
  following,
  guidelines,
  harm,
  insights,
  lessons,
  members,
  notifications,
  peerSessions,
  practices,
  promotion,
  reuses,
  search,
  sessionActions,
  sessionNotes,
  sessionPage,
  sessionRecord,
  site,
  taxonomy,
  threads,
} as const
