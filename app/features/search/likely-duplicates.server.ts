import { db } from '~/db.server'
import { contextItems, contextSelect } from '~/features/context/queries.server'
import { lessonWhere } from '~/features/lessons/queries.server'
import { isReviewer, type Viewer } from '~/features/members/viewer'
import type { SimilarThing } from './similar'
import { similar } from './similar.server'

/** Of a queue, the first are looked at: a reviewer takes them in turn. */
const mostLooked = 20

/**
 * For reviewers: which lessons may say the same as each of these, three at most.
 * @param lessonIds the first 20 are looked at
 * @returns by id; a lesson that is like no other is missing
 */
export async function likelyDuplicates(
  viewer: Viewer | null,
  lessonIds: string[],
  formats: string,
): Promise<Record<string, SimilarThing[]>> {
  if (!isReviewer(viewer)) return {}
  const rows = await db.lesson.findMany({
    where: { AND: [{ id: { in: lessonIds.slice(0, mostLooked) } }, lessonWhere(viewer)] },
    select: { id: true, title: true, observation: true, context: { select: contextSelect } },
  })
  const found = rows.map(({ id, title, observation, context }) => {
    const about = contextItems(context, formats)
    const { lessons } = similar(viewer, { title, body: observation, context: about, itself: id })
    return [id, lessons.filter(({ likely }) => likely).slice(0, 3)] as const
  })
  return Object.fromEntries(found.filter(([, lessons]) => lessons.length > 0))
}
