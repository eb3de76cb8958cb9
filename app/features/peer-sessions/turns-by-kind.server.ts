import { db } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { sessionLedBy } from './facilitation.server'
import type { FormatState } from './format-engine'
import { isNeutral } from './pseudonym'
import { shownOf } from './queries.server'
import { shareTurns, turnsOfMessages, type Voice } from './turns'

/** The share of a kind of stakeholder; label null: other kinds together. */
export type TurnsOfKind = { label: string | null; turns: number; percent: number }

/**
 * How the turns of a session are shared among kinds of stakeholder, for who leads it. A turn is a run of messages of one
 * person, or a call of the speakers' queue; what waits for a reviewer or was removed does not count.
 * @returns nothing where nobody took the word, or only kinds that would tell of one person
 * @throws AppError 404 where the session does not exist for the viewer, 403 for who does not lead it
 */
export async function turnsByKind(viewer: Viewer, sessionId: string): Promise<TurnsOfKind[]> {
  const { session, state } = await sessionLedBy(viewer, sessionId)
  if (!shownOf(session, 'page').messages) return []
  const neutral = isNeutral(session)
  const voices = neutral ? await neutralVoices(session.id, state) : await namedVoices(session.id, state)
  const shown = shareTurns(voices, neutral)
  const all = shown.reduce((sum, { turns }) => sum + turns, 0)
  if (all === 0) return []
  const types = await db.stakeholderType.findMany({
    where: { slug: { in: shown.flatMap(({ kind }) => kind ?? []) } },
    select: { slug: true, label: true },
  })
  const labelOf = new Map(types.map(({ slug, label }) => [slug, label]))
  return shown.map(({ kind, turns }) => ({
    label: kind && (labelOf.get(kind) ?? kind),
    turns,
    percent: Math.round((turns / all) * 100),
  }))
}

const authorsOf = (sessionId: string) =>
  db.roomMessage.findMany({
    where: { sessionId, heldAt: null, removedAt: null },
    orderBy: { number: 'asc' },
    select: { authorId: true, pseudonymId: true },
  })

async function namedVoices(sessionId: string, { turns: calls }: FormatState): Promise<Voice[]> {
  const [messages, participants] = await Promise.all([
    authorsOf(sessionId),
    db.sessionParticipant.findMany({ where: { sessionId, joinedAt: { not: null } }, select: { memberId: true } }),
  ])
  const turns = turnsOfMessages(messages.flatMap(({ authorId }) => authorId ?? []))
  const ids = new Set([...participants.map(({ memberId }) => memberId), ...turns.keys(), ...Object.keys(calls)])
  const members = await db.member.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, stakeholderTypeSlug: true },
  })
  return members.map(({ id, stakeholderTypeSlug: kind }) => ({
    kind,
    turns: (turns.get(id) ?? 0) + (calls[id] ?? 0),
  }))
}

/** By the kinds that the neutral names were given with, which stay when the links to members go. */
async function neutralVoices(sessionId: string, { turns: calls }: FormatState): Promise<Voice[]> {
  const [messages, pseudonyms] = await Promise.all([
    authorsOf(sessionId),
    db.sessionPseudonym.findMany({
      where: { sessionId },
      select: { id: true, memberId: true, stakeholderTypeSlug: true },
    }),
  ])
  const turns = turnsOfMessages(messages.flatMap(({ pseudonymId }) => pseudonymId ?? []))
  return pseudonyms.map(({ id, memberId, stakeholderTypeSlug: kind }) => ({
    kind,
    turns: (turns.get(id) ?? 0) + (calls[memberId ?? ''] ?? 0),
  }))
}
