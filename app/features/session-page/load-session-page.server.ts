import { outcomesOf } from '~/features/harvest/queries.server'
import { fittingLessons } from '~/features/insights/fitting-lessons.server'
import { fittingPractices } from '~/features/insights/fitting-practices.server'
import type { Viewer } from '~/features/members/viewer'
import { facilitationFor, isLedBy, phasesRun } from '~/features/peer-sessions/facilitation.server'
import { feedbackFor } from '~/features/peer-sessions/feedback-queries.server'
import {
  changesFrom,
  type Messages,
  messagesAfter,
  messagesBefore,
} from '~/features/peer-sessions/message-queries.server'
import { askingFor } from '~/features/peer-sessions/moderation-queries.server'
import { getSession, type SessionView } from '~/features/peer-sessions/queries.server'
import { roomMarks } from '~/features/peer-sessions/room-marks.server'
import { type Present, transcriptPage } from '~/features/peer-sessions/room-message'
import { rsvpFor } from '~/features/peer-sessions/rsvp-queries.server'
import { turnsByKind } from '~/features/peer-sessions/turns-by-kind.server'
import { cardsOfMessages } from '~/features/search/cards.server'
import { actionsOf, agreeingIn, ownerIdIn } from '~/features/session-actions/queries.server'
import { notesFor } from '~/features/session-notes/note-queries.server'
import type { Reader } from '~/i18n/locale'
import { translate } from '~/i18n/translate'
import { newId } from '~/lib/ids'

/** What the address of a session's page asks for. */
export type Asked = {
  /** The number after which the record is read; null for the room. */
  after: number | null
  /** The page that refreshes itself. */
  follow: boolean
  /** Of this site, for links to things of it. */
  origin: string
}

/**
 * All that the page of a session shows a viewer: of one to come its lobby, of one that runs the room or an earlier part of
 * what was written, of one that is over the record. What is not shown is not read.
 * @throws AppError 404 where the session does not exist for the viewer
 */
export async function loadSessionPage(viewer: Viewer | null, id: string, reader: Reader, asked: Asked) {
  const found = await getSession(viewer, id, reader.formats)
  const leads = await isLedBy(viewer, id)
  const session = leads ? withSeat(found) : found
  const reads = session.shown.messages
  const runs = session.status === 'live'
  const earlier = runs && asked.after !== null
  const room = runs && !earlier ? await loadRoom(viewer, session, leads, asked) : null
  return {
    session,
    me: meIn(viewer, session, room?.facilitation.me ?? null, reader.locale),
    clientId: newId(),
    fitting: await fittingLessons(viewer, session.context),
    lobby: session.status === 'upcoming' ? await loadLobby(viewer, session, leads) : null,
    room,
    earlier: earlier && reads ? await loadWritten(viewer, session, leads, asked) : null,
    record: session.status === 'past' ? await loadRecord(viewer, session, leads, reader, asked) : null,
  }
}

/** Who leads by a seat of the format decides about people as who leads by role, while there is something to decide. */
const withSeat = (session: SessionView): SessionView =>
  session.status === 'past' ? session : { ...session, can: { ...session.can, moderate: true, cancel: true } }

/** The viewer as the others of the session see him or her; `known` in its room. */
function meIn(viewer: Viewer | null, session: SessionView, known: Present | null, locale: string) {
  if (!viewer) return null
  if (!session.chathamHouse) return { id: viewer.id, name: viewer.name }
  const name = known?.id ? known.name : translate(locale)('peerSessions.neutral.you')
  return { id: viewer.id, name, neutral: true as const }
}

const loadLobby = async (viewer: Viewer | null, session: SessionView, leads: boolean) => ({
  rsvp: await rsvpFor(viewer, session.id),
  practices: fittingPractices(viewer, session.context),
  asking: leads ? await askingFor(viewer, session.id) : [],
})

async function loadRoom(viewer: Viewer | null, session: SessionView, leads: boolean, { follow, origin }: Asked) {
  const { id } = session
  if (!session.shown.messages) return null
  const facilitation = await facilitationFor(viewer, id)
  // What changes while the page is made is asked for again, not missed.
  const at = changesFrom()
  const live = await messagesBefore(viewer, id)
  return {
    facilitation,
    leads,
    at,
    live,
    follow,
    marks: await roomMarks(viewer, id),
    cards: await cardsOfMessages(viewer, live.messages, origin),
    notes: follow ? null : await notesFor(viewer, id),
    ...(await loadOwners(viewer, id)),
    actions: await actionsOf(viewer, id),
    asking: leads ? await askingFor(viewer, id) : [],
    turns: viewer && leads ? await turnsByKind(viewer, id) : [],
  }
}

/** Whom the viewer may make owners of what is agreed, and as whom he or she owns it. */
const loadOwners = async (viewer: Viewer | null, id: string) => ({
  owners: viewer && (await agreeingIn(viewer, id)),
  owner: viewer ? await ownerIdIn(viewer, id) : undefined,
})

async function loadWritten(viewer: Viewer | null, session: SessionView, leads: boolean, { after, origin }: Asked) {
  const page: Messages = await messagesAfter(viewer, session.id, after ?? 0, transcriptPage)
  return {
    page,
    after: after ?? 0,
    leads,
    marks: page.messages.length > 0 ? await roomMarks(viewer, session.id) : null,
    cards: await cardsOfMessages(viewer, page.messages, origin),
  }
}

async function loadRecord(
  viewer: Viewer | null,
  session: SessionView,
  leads: boolean,
  { formats }: Reader,
  asked: Asked,
) {
  const { id, held } = session
  const reads = session.shown.messages
  const feedback = viewer && (await feedbackFor(viewer, id))
  if (!reads || !held) return { feedback, read: null }
  return {
    feedback,
    read: {
      written: await loadWritten(viewer, session, leads, asked),
      outcomes: await outcomesOf(viewer, id, formats),
      phases: await phasesRun(viewer, id),
      notes: await notesFor(viewer, id),
      turns: viewer && leads ? await turnsByKind(viewer, id) : [],
      ...(await loadOwners(viewer, id)),
    },
  }
}

export type SessionPage = Awaited<ReturnType<typeof loadSessionPage>>
