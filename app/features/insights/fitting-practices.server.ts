import { preparedRead } from '~/db.server'
import type { ContextItem } from '~/features/context/context'
import { sharedContext, sharedItems, wantedContext } from '~/features/context/shared-context'
import type { Viewer } from '~/features/members/viewer'

/** A practice that fits, with what it shares with that beside which it stands. */
export type FittingPractice = {
  slug: string
  title: string
  shared: Pick<ContextItem, 'kind' | 'key' | 'label'>[]
}

type Row = { slug: string; title: string; items: string }

const rank = preparedRead<Row>(`
  WITH ${sharedContext}
  SELECT p.slug, p.title, s.items
  FROM shared s CROSS JOIN Practice p ON p.contextId = s.contextId
  ORDER BY s.score DESC, p.title, p.id LIMIT 10`)

/**
 * The practices that fit something, the best first: by what both are about, the most specific counting most. Everyone may
 * see every practice.
 * @param items what the thing beside which they stand is about
 */
export function fittingPractices(
  _viewer: Viewer | null,
  items: readonly ContextItem[],
  { limit = 3 }: { limit?: number } = {},
): FittingPractice[] {
  if (items.length === 0) return []
  return rank(wantedContext(items))
    .slice(0, limit)
    .map(({ slug, title, items: shared }) => ({
      slug,
      title,
      shared: sharedItems(items, shared).map(({ kind, key, label }) => ({ kind, key, label })),
    }))
}
