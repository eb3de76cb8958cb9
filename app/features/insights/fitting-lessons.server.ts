import { LRUCache } from 'lru-cache'
import { databaseVersion, preparedRead } from '~/db.server'
import type { ContextItem } from '~/features/context/context'
import { sharedContext, sharedItems, wantedContext } from '~/features/context/shared-context'
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
  shared: Pick<ContextItem, 'kind' | 'key' | 'label'>[]
}

type Row = { id: string; title: string; state: LessonState; items: string; worth: number }

const states = Object.entries(worthOf)
const rank = preparedRead<Row>(`
  WITH ${sharedContext}
  SELECT l.id, l.title, l.state, s.items,
    s.score + CASE l.state ${states.map(([state, worth]) => `WHEN '${state}' THEN ${worth}`).join(' ')} END AS worth
  FROM shared s CROSS JOIN Lesson l ON l.contextId = s.contextId
  WHERE l.state IN (${states.map(([state]) => `'${state}'`).join(', ')})
  ORDER BY worth DESC, l.verifiedAt DESC, l.id LIMIT 40`)

const ranked = new LRUCache<string, Row[]>({ max: 500 })
let rankedAt = ''

/** The order is the same for all, and until something is written. */
function rankedFor(wanted: string): Row[] {
  const version = databaseVersion()
  if (version !== rankedAt) ranked.clear()
  rankedAt = version
  const rows = ranked.get(wanted) ?? rank(wanted)
  ranked.set(wanted, rows)
  return rows
}

/**
 * The lessons that fit something, the best first: ranked by what both are about (the most specific counts most) and by
 * how far a lesson has come. Only what everyone may read is offered.
 * @param items what the thing beside which they stand is about
 * @param options.except ids of lessons that are not offered
 */
export async function fittingLessons(
  _viewer: Viewer | null,
  items: readonly ContextItem[],
  { except = [], limit = 4 }: { except?: readonly string[]; limit?: number } = {},
): Promise<FittingLesson[]> {
  if (items.length === 0) return []
  return rankedFor(wantedContext(items))
    .filter(({ id }) => !except.includes(id))
    .slice(0, limit)
    .map(({ id, title, state, items: shared }) => ({
      id,
      title,
      state,
      shared: sharedItems(items, shared).map(({ kind, key, label }) => ({ kind, key, label })),
    }))
}
