import { db } from '~/db.server'
import { replacedStates } from '~/features/lessons/lesson'
import { type LessonLine, lessonLines, lessonWhere } from '~/features/lessons/queries.server'
import type { Viewer } from '~/features/members/viewer'

const mostLessons = 50

/**
 * The lessons that came of a session and exist for the viewer, oldest first. A lesson whose author is not named is left
 * out for others: only few people can harvest a session, so the session would tell who it was.
 */
export async function lessonsOfSession(
  viewer: Viewer | null,
  sessionId: string,
  formats: string,
): Promise<LessonLine[]> {
  const rows = await db.lesson.findMany({
    where: {
      peerSessionId: sessionId,
      state: { notIn: replacedStates },
      AND: [lessonWhere(viewer), { OR: [{ attribution: 'named' }, ...(viewer ? [{ authorId: viewer.id }] : [])] }],
    },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: mostLessons,
    select: { id: true },
  })
  const ids = rows.map(({ id }) => id)
  const lines = await lessonLines(viewer, ids, formats)
  return ids.flatMap((id) => lines.get(id) ?? [])
}
