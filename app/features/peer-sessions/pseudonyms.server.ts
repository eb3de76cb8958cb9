import { randomInt } from 'node:crypto'
import { db, preparedRead } from '~/db.server'
import { forbidden, notFound } from '~/lib/errors'
import { newId } from '~/lib/ids'
import type { FormatState } from './format-engine'
import { fewestOfKind } from './gate'
import type { Neutral } from './pseudonym'

/**
 * The neutral name of a member in a session, made where there is none yet, in the caller's transaction. Numbers are drawn,
 * so that they tell neither who came first nor that two sessions had the same person.
 * @returns its id
 */
export async function pseudonymOf(
  sessionId: string,
  member: { id: string; stakeholderTypeSlug: string | null },
): Promise<string> {
  const memberId = member.id
  const known = await db.sessionPseudonym.findUnique({
    where: { sessionId_memberId: { sessionId, memberId } },
    select: { id: true },
  })
  if (known) return known.id
  const rows = await db.sessionPseudonym.findMany({ where: { sessionId }, select: { number: true } })
  const taken = new Set(rows.map(({ number }) => number))
  const free = Array.from({ length: Math.max(40, 3 * taken.size) }, (_, index) => index + 1).filter(
    (number) => !taken.has(number),
  )
  const { id } = await db.sessionPseudonym.create({
    data: {
      id: newId(),
      sessionId,
      memberId,
      number: free[randomInt(free.length)] ?? taken.size + 1,
      stakeholderTypeSlug: member.stakeholderTypeSlug,
    },
    select: { id: true },
  })
  return id
}

export type KnownPseudonym = Neutral & { id: string; memberId: string | null }

/** All neutral names of a session by number, each with its kind of stakeholder where that tells nobody who it is. */
export async function pseudonymsIn(sessionId: string): Promise<KnownPseudonym[]> {
  const rows = await db.sessionPseudonym.findMany({
    where: { sessionId },
    orderBy: { number: 'asc' },
    select: { id: true, memberId: true, number: true, stakeholderTypeSlug: true },
  })
  const kinds = new Map<string, number>()
  for (const { stakeholderTypeSlug: kind } of rows) if (kind) kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
  const told = [...kinds].flatMap(([kind, count]) => (count >= fewestOfKind ? kind : []))
  const types = await db.stakeholderType.findMany({
    where: { slug: { in: told } },
    select: { slug: true, label: true },
  })
  const labelOf = new Map(types.map(({ slug, label }) => [slug, label]))
  return rows.map(({ stakeholderTypeSlug, ...row }) => ({
    ...row,
    stakeholderType: labelOf.get(stakeholderTypeSlug ?? '') ?? null,
  }))
}

const readHeard = preparedRead<{ id: string | null }>(`
  SELECT pseudonymId AS id FROM RoomMessage WHERE sessionId = ?
  UNION SELECT v.pseudonymId FROM SessionNoteVersion v JOIN SessionNote n ON n.id = v.noteId WHERE n.sessionId = ?
  UNION SELECT ownerPseudonymId FROM SessionAction WHERE sessionId = ?`)
const readState = preparedRead<{ formatState: string }>('SELECT formatState FROM PeerSession WHERE id = ?')

/**
 * The neutral names of a session that were heard: beside words, an action, a seat or a hand. Only these are offered, or can
 * be mentioned; else the name that appears when somebody joins would be known as his or hers.
 */
export async function heardIn<One extends { id: string; memberId: string | null }>(
  sessionId: string,
  pseudonyms: readonly One[],
): Promise<One[]> {
  const ids = new Set(readHeard(sessionId, sessionId, sessionId).map(({ id }) => id))
  const [row] = readState(sessionId)
  const { seats, hands, turns }: Partial<FormatState> = row?.formatState ? JSON.parse(row.formatState) : {}
  const members = new Set([...Object.values(seats ?? {}).flat(), ...(hands ?? []), ...Object.keys(turns ?? {})])
  return pseudonyms.filter(({ id, memberId }) => ids.has(id) || (memberId !== null && members.has(memberId)))
}

/**
 * The member whom somebody names in a verb: by the member's id, under the Chatham House Rule by the neutral name. There,
 * who has a neutral name is named by it alone: else one could do something to a member and see which name it befell.
 * @param lasting what is done stays beside the neutral name that somebody who has none yet is to get, so that nobody is
 * named by another
 * @throws AppError 403 for the id of a member who has a neutral name, 404 for a neutral name whose link was removed
 */
export async function memberNamed(
  { id: sessionId, chathamHouse }: { id: string; chathamHouse: boolean },
  id: string,
  { lasting = false }: { lasting?: boolean } = {},
): Promise<string> {
  if (!chathamHouse) return id
  const named = await db.sessionPseudonym.findFirst({ where: { id, sessionId }, select: { memberId: true } })
  if (named && !named.memberId) throw notFound()
  if (named?.memberId) return named.memberId
  const known = await db.sessionPseudonym.findUnique({
    where: { sessionId_memberId: { sessionId, memberId: id } },
    select: { id: true },
  })
  if (known || lasting) throw forbidden('peerSessions.moderation.byNeutralName')
  return id
}
