import { db, preparedRead } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { type MessageKey, translate } from '~/i18n/translate'
import { forbidden, notFound } from '~/lib/errors'
import { type Actor, beginning, type Format, type FormatState, mayWrite, rolesOf } from './format-engine'
import { canWrite, leadsByRole, standingRefusal } from './peer-session'
import { listPresent, presentIn } from './presence.server'
import { neutralName } from './pseudonym'
import { heardIn, type KnownPseudonym, pseudonymsIn } from './pseudonyms.server'
import { type SessionStanding, sessionFor, shownOf } from './queries.server'
import type { Present } from './room-message'
import { type SessionStateView, viewOfState } from './session-state'

/** Asked for every message: one prepared statement. */
const readFormat = preparedRead<{
  formatState: string | null
  slowModeSeconds: number
  chathamHouse: number
  slug: string
  definition: string
}>(`
  SELECT s.formatState, s.slowModeSeconds, s.chathamHouse, f.slug, f.definition
  FROM PeerSession s JOIN SessionFormat f ON f.slug = s.formatSlug WHERE s.id = ?`)

type Facilitation = { format: Format; state: FormatState; slowModeSeconds: number; chathamHouse: boolean }

/**
 * A session's format and where it stands in it, inside the caller's transaction where there is one.
 * @throws AppError 404 where there is no such session
 */
export async function facilitationOf(sessionId: string): Promise<Facilitation> {
  const [row] = readFormat(sessionId)
  if (!row) throw notFound()
  const { slug, definition, formatState, slowModeSeconds, chathamHouse } = row
  return {
    slowModeSeconds,
    chathamHouse: chathamHouse === 1,
    format: { roles: [], phases: [], ...JSON.parse(definition), slug },
    state: formatState ? JSON.parse(formatState) : beginning,
  }
}

/** What somebody is in a session's format: who organizes always has a facilitator's powers. */
export const actorOf = (viewer: Viewer, session: SessionStanding, state: FormatState): Actor => ({
  id: viewer.id,
  facilitates: leadsByRole(session) || (session.role !== null && rolesOf(state, viewer.id).includes('facilitator')),
})

/**
 * A session with its format, for who leads it: the organizer, a facilitator, and who is seated as one.
 * @throws AppError 404 where it does not exist for the viewer, 403 for others
 */
export async function sessionLedBy(
  viewer: Viewer,
  sessionId: string,
): Promise<{ session: SessionStanding; format: Format; state: FormatState }> {
  const session = await sessionFor(viewer, sessionId)
  const { format, state } = await facilitationOf(session.id)
  if (!actorOf(viewer, session, state).facilitates) throw forbidden('peerSessions.errors.notLeading')
  return { session, format, state }
}

/**
 * Whether the viewer leads a session, as `sessionLedBy` sees it.
 * @throws AppError 404 where it does not exist for the viewer
 */
export async function isLedBy(viewer: Viewer | null, sessionId: string): Promise<boolean> {
  const session = await sessionFor(viewer, sessionId)
  const { state } = await facilitationOf(session.id)
  return viewer !== null && actorOf(viewer, session, state).facilitates
}

/** Whether somebody may write in a session now: while it runs, and where the phase lets him or her. */
export async function mayWriteNow(viewer: Viewer, session: SessionStanding): Promise<boolean> {
  return canWrite(viewer, session, new Date()) && (await writingRefusal(viewer, session)) === null
}

/**
 * Asked by every verb with which somebody writes, edits or reacts in a session, after `canWrite`: whether he or she was
 * muted or put out, has yet to be let in, or the present phase is for others.
 * @throws AppError 403
 */
export async function mustBeAbleToWrite(viewer: Viewer, session: SessionStanding): Promise<void> {
  const refusal = await writingRefusal(viewer, session)
  if (refusal) throw forbidden(refusal)
}

/** Why somebody may not write in a session that runs, as a sentence; null where he or she may. */
export async function writingRefusal(viewer: Viewer, session: SessionStanding): Promise<MessageKey | null> {
  const standing = standingRefusal(session)
  if (standing) return standing
  return (await mayWriteInPhase(viewer, session)) ? null : 'peerSessions.phase.notYours'
}

/** Whether the present phase lets somebody write. */
async function mayWriteInPhase(viewer: Viewer, session: SessionStanding): Promise<boolean> {
  const { format, state } = await facilitationOf(session.id)
  return mayWrite(format, state, actorOf(viewer, session, state))
}

/**
 * Where a session stands, for who may see it.
 * @throws AppError 404 where it does not exist for the viewer, 403 where its label keeps it
 */
export async function sessionState(viewer: Viewer | null, sessionId: string): Promise<SessionStateView> {
  const session = await sessionFor(viewer, sessionId)
  if (!shownOf(session, 'state').messages) throw forbidden('peerSessions.sharing.kept')
  return { ...(await stateOf(session.id)), present: listPresent(session.id) }
}

/** Most people whom a state names on the socket; `room:presence` has the others. */
const mostPresent = 20

/** Where a session stands, for the socket of those who are in its room already. */
export async function stateForRoom(sessionId: string): Promise<{ sessionId: string } & SessionStateView> {
  const state = await stateOf(sessionId)
  return { sessionId, ...state, present: state.present.slice(0, mostPresent) }
}

async function stateOf(sessionId: string): Promise<SessionStateView> {
  const facilitation = await facilitationOf(sessionId)
  return viewOf(sessionId, facilitation, await personIn(sessionId, facilitation, idsIn(facilitation.state)))
}

type PersonOf = (id: string) => Present

const viewOf = (sessionId: string, { format, state, slowModeSeconds }: Facilitation, person: PersonOf) =>
  viewOfState(format, state, { present: presentIn(sessionId), person, slowModeSeconds, now: Date.now() })

const idsIn = ({ seats, hands, speaker }: FormatState): string[] => [
  ...new Set([...Object.values(seats).flat(), ...hands, ...(speaker === null ? [] : [speaker])]),
]

const t = translate('en')

/** How members show to the others of a session: by name, or under the Chatham House Rule by their neutral one. */
async function personIn(
  sessionId: string,
  { chathamHouse }: Pick<Facilitation, 'chathamHouse'>,
  ids: string[],
): Promise<PersonOf> {
  if (ids.length === 0) return (id) => ({ id, name: '' })
  if (chathamHouse) return neutralPersonIn(await pseudonymsIn(sessionId))
  const members = await db.member.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } })
  const names = new Map(members.map(({ id, name }) => [id, name]))
  return (id) => ({ id, name: names.get(id) ?? '' })
}

function neutralPersonIn(pseudonyms: KnownPseudonym[]): PersonOf {
  const neutral = new Map(pseudonyms.map((one) => [one.memberId, one]))
  return (id) => {
    const known = neutral.get(id) ?? null
    return { id: known?.id ?? '', name: neutralName(t, known) }
  }
}

/**
 * What a session's page shows of its format, and what the viewer may do in it.
 * @throws AppError 404 where it does not exist for the viewer
 */
export async function facilitationFor(viewer: Viewer | null, sessionId: string) {
  const session = await sessionFor(viewer, sessionId)
  const facilitation = await facilitationOf(session.id)
  const { format, state } = facilitation
  const actor = viewer && actorOf(viewer, session, state)
  const pseudonyms = session.chathamHouse ? await pseudonymsIn(session.id) : null
  const person = pseudonyms
    ? neutralPersonIn(pseudonyms)
    : await personIn(session.id, session, [...idsIn(state), ...(viewer ? [viewer.id] : [])])
  return {
    state: viewOf(session.id, facilitation, person),
    /** The viewer as the others see him or her. */
    me: viewer && person(viewer.id),
    /** Those who can be given a seat, by the neutral names that were heard; null where names are shown. */
    people: pseudonyms && (await neutralPeople(session.id, pseudonyms)),
    facilitates: actor?.facilitates ?? false,
    mayWrite: actor !== null && mayWrite(format, state, actor),
    /** Why the viewer may not write whatever the phase, as a sentence; null where he or she may. */
    standingRefusal: viewer && standingRefusal(session),
  }
}

async function neutralPeople(sessionId: string, pseudonyms: KnownPseudonym[]): Promise<Present[]> {
  const rows = await db.sessionParticipant.findMany({ where: { sessionId }, select: { memberId: true } })
  const there = new Set(rows.map(({ memberId }) => memberId))
  return (await heardIn(sessionId, pseudonyms)).flatMap((one) =>
    one.memberId && there.has(one.memberId) ? { id: one.id, name: neutralName(t, one) } : [],
  )
}

/** One phase as it really ran. */
export type PhaseRun = { number: number; name: string; round: number; startedAt: Date; endedAt: Date | null }

/**
 * The phases that a session went through, with their times, for its record.
 * @throws AppError 404 where it does not exist for the viewer
 */
export async function phasesRun(viewer: Viewer | null, sessionId: string): Promise<PhaseRun[]> {
  const { id } = await sessionFor(viewer, sessionId)
  const { format } = await facilitationOf(id)
  const names = new Map(format.phases.map(({ slug, name }) => [slug, name]))
  const rows = await db.sessionPhaseRecord.findMany({
    where: { sessionId: id },
    orderBy: { number: 'asc' },
    select: { number: true, slug: true, round: true, startedAt: true, endedAt: true },
  })
  return rows.map(({ slug, ...run }) => ({ ...run, name: names.get(slug) ?? slug }))
}
