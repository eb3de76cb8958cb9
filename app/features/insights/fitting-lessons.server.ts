import { LRUCache } from 'lru-cache'
import { databaseVersion, preparedRead } from '~/db.server'
import type { ContextItem } from '~/features/context/context'
import { sharedContext, sharedItems, wantedContext } from '~/features/context/shared-context'
import { type ConfidenceLevel, confidenceOf } from '~/features/lessons/confidence'
import { confidenceFacts } from '~/features/lessons/confidence-facts.server'
import type { LessonState } from '~/features/lessons/lesson'
import type { Viewer } from '~/features/members/viewer'

/** What a state adds to what two things share: how far a lesson has come. No other state is offered. */
const worthOf = {
  'lesson-learned': 1.5,
  'action-under-way': 1,
  'lesson-identified': 0.75,
  observation: 0,
} as const satisfies { readonly [state in LessonState]?: number }

/** A lesson that fits, with what it shares with that beside which it stands. */
export type FittingLesson = {
  id: string
  title: string
  state: LessonState
  confidence: ConfidenceLevel
  shared: Pick<ContextItem, 'kind' | 'key' | 'label'>[]
}

type Row = { id: string; title: string; state: LessonState; items: string; worth: number }
type Ranked = Row & { confidence: ConfidenceLevel }

const states = Object.entries(worthOf)
const rank = preparedRead<Row>(`
  WITH ${sharedContext}
  SELECT l.id, l.title, l.state, s.items,
    s.score + CASE l.state ${states.map(([state, worth]) => `WHEN '${state}' THEN ${worth}`).join(' ')} END AS worth
  FROM shared s CROSS JOIN Lesson l ON l.contextId = s.contextId
  WHERE l.state IN (${states.map(([state]) => `'${state}'`).join(', ')})
  ORDER BY worth DESC, l.verifiedAt DESC, l.id LIMIT 40`)

/** What a point of confidence adds, and the most that all of them do. */
const worthOfPoint = 0.25
const mostForConfidence = 2.5

const ranked = new LRUCache<string, Promise<Ranked[]>>({ max: 500 })
let rankedAt = ''

/** The order is the same for all, and until something is written. */
function rankedFor(wanted: string): Promise<Ranked[]> {
  const version = databaseVersion()
  if (version !== rankedAt) ranked.clear()
  rankedAt = version
  let rows = ranked.get(wanted)
  if (!rows) {
    rows = withConfidence(rank(wanted))
    ranked.set(wanted, rows)
    rows.catch(() => ranked.delete(wanted))
  }
  return rows
}

async function withConfidence(rows: Row[]): Promise<Ranked[]> {
  const facts = await confidenceFacts(rows.map(({ id }) => id))
  return rows
    .flatMap((row) => {
      const known = facts.get(row.id)
      if (!known) return []
      const { level, points } = confidenceOf(known)
      const more = Math.max(-mostForConfidence, Math.min(mostForConfidence, points * worthOfPoint))
      return [{ ...row, worth: row.worth + more, confidence: level }]
    })
    .sort((a, b) => b.worth - a.worth)
}

/**
 * The lessons that fit something, the best first: ranked by what both are about (the most specific counts most), by
 * how far a lesson has come and by how far it can be relied on. Only what everyone may read is offered.
 * @param items what the thing beside which they stand is about
 * @param options.except ids of lessons that are not offered
 */
export async function fittingLessons(
  _viewer: Viewer | null,
  items: readonly ContextItem[],
  { except = [], limit = 4 }: { except?: readonly string[]; limit?: number } = {},
): Promise<FittingLesson[]> {
  if (items.length === 0) return []
  const rows = await rankedFor(wantedContext(items))
  return rows
    .filter(({ id }) => !except.includes(id))
    .slice(0, limit)
    .map(({ id, title, state, confidence, items: shared }) => ({
      id,
      title,
      state,
      confidence,
      shared: sharedItems(items, shared).map(({ kind, key, label }) => ({ kind, key, label })),
    }))
}
