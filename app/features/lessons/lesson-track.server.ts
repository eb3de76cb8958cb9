import { reuseCounts } from '~/features/reuses/queries.server'
import type { UseCounts } from '~/features/reuses/reuse'
import { type Confidence, confidenceOf } from './confidence'
import { confidenceFacts } from './confidence-facts.server'

/** How a lesson fared in other hands, for a line of a list. `use` is null where nobody has used it. */
export type LessonTrack = { use: UseCounts | null; confidence: Confidence }

/** The same lines with how each lesson fared: two statements for a whole list. */
export async function withTracks<Line extends { id: string }>(
  lines: Line[],
): Promise<(Line & { track: LessonTrack | null })[]> {
  const ids = lines.map(({ id }) => id)
  const [facts, uses] = await Promise.all([confidenceFacts(ids), reuseCounts('lesson', ids)])
  return lines.map((line) => {
    const known = facts.get(line.id)
    return { ...line, track: known ? { use: uses.get(line.id) ?? null, confidence: confidenceOf(known) } : null }
  })
}
