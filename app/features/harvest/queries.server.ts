import { db } from '~/db.server'
import type { ContextKeys } from '~/features/context/context'
import { contextKeysOfId } from '~/features/context/queries.server'
import { replacedStates } from '~/features/lessons/lesson'
import { type LessonLine, lessonLines, lessonWhere } from '~/features/lessons/queries.server'
import type { Viewer } from '~/features/members/viewer'
import { isNeutral } from '~/features/peer-sessions/pseudonym'
import { sessionFor, shownOf } from '~/features/peer-sessions/queries.server'
import { actionsOf, findAction } from '~/features/session-actions/queries.server'
import type { SessionActionView } from '~/features/session-actions/session-action'
import { listThreads, type ThreadLine } from '~/features/threads/queries.server'
import type { Prisma } from '~/generated/prisma/client'
import { AppError, forbidden } from '~/lib/errors'

const mostLessons = 50
const mostThreads = 50

/** A lesson whose author is not named is left out for others: only few people can make one, so that it would tell who it was. */
const tellsNobody = (viewer: Viewer | null): Prisma.LessonWhereInput => ({
  OR: [{ attribution: 'named' }, ...(viewer ? [{ authorId: viewer.id }] : [])],
})

/** The lessons that came of a session and exist for the viewer, oldest first. */
export const lessonsOfSession = (viewer: Viewer | null, sessionId: string, formats: string): Promise<LessonLine[]> =>
  linesOf(viewer, { peerSessionId: sessionId, AND: tellsNobody(viewer) }, formats)

async function linesOf(viewer: Viewer | null, where: Prisma.LessonWhereInput, formats: string): Promise<LessonLine[]> {
  const rows = await db.lesson.findMany({
    where: { AND: [{ state: { notIn: replacedStates } }, lessonWhere(viewer), where] },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: mostLessons,
    select: { id: true },
  })
  const ids = rows.map(({ id }) => id)
  const lines = await lessonLines(viewer, ids, formats)
  return ids.flatMap((id) => lines.get(id) ?? [])
}

/**
 * The lessons that came of an action and exist for the viewer. Under the Chatham House Rule one's own only: the author of
 * any other would be who stands behind the neutral name of its owner.
 * @throws AppError 404 where the action does not exist for the viewer, 403 where the label keeps it
 */
export async function lessonsOfAction(
  viewer: Viewer | null,
  sessionId: string,
  actionId: string,
  formats: string,
): Promise<LessonLine[]> {
  const { session, row } = await findAction(viewer, sessionId, actionId)
  const own = { authorId: viewer?.id ?? '' }
  const whose = isNeutral(session) ? own : tellsNobody(viewer)
  return linesOf(viewer, { sessionActionId: row.id, AND: whose }, formats)
}

/** The threads that go on from a session and exist for the viewer, the one with the newest post first. */
export const threadsOfSession = async (
  viewer: Viewer | null,
  sessionId: string,
  formats: string,
): Promise<ThreadLine[]> =>
  (await listThreads(viewer, {}, { peerSessionId: sessionId, limit: mostThreads, formats })).rows

/** What came of a session, as far as it exists for the viewer. */
export type Outcomes = { lessons: LessonLine[]; actions: SessionActionView[]; threads: ThreadLine[] }

/**
 * What came of a session: the lessons, drafts of the viewer's among them, what was agreed, and the threads that were
 * opened from it. Each links back to it.
 * @param formats the BCP 47 tag in which countries are named
 * @throws AppError 404 where the session does not exist for the viewer, 403 where its label keeps what was said
 */
export async function outcomesOf(viewer: Viewer | null, sessionId: string, formats: string): Promise<Outcomes> {
  const session = await sessionFor(viewer, sessionId)
  if (!shownOf(session, 'page').notes) throw forbidden('peerSessions.sharing.kept')
  const [lessons, actions, threads] = await Promise.all([
    lessonsOfSession(viewer, session.id, formats),
    actionsOf(viewer, session.id),
    threadsOfSession(viewer, session.id, formats),
  ])
  return { lessons, actions, threads }
}

/** Where something came from: the session, and what was agreed there. */
export type Origin = { id: string; title: string; actionId: string | null }

/**
 * The session from which something came, for a link back; null where it does not exist for the viewer. The action is told
 * to its author, and to others where no neutral name stands behind it.
 */
export async function originOf(
  viewer: Viewer | null,
  sessionId: string | null,
  action: { id: string; isAuthor: boolean } | null = null,
): Promise<Origin | null> {
  if (!sessionId) return null
  try {
    const session = await sessionFor(viewer, sessionId)
    const told = action?.isAuthor || !isNeutral(session)
    const shown = action && told && shownOf(session, 'actions').notes
    return { id: session.id, title: session.title, actionId: shown ? action.id : null }
  } catch (error) {
    if (error instanceof AppError && error.status === 404) return null
    throw error
  }
}

/** The session from which a thread is opened, with what it was about; null where it does not exist for the viewer. */
export async function sessionToContinue(
  viewer: Viewer,
  id: string | null | undefined,
): Promise<{ id: string; title: string; keys: ContextKeys } | null> {
  const session = id ? await originOf(viewer, id) : null
  if (!session) return null
  const { contextId } = await sessionFor(viewer, session.id)
  return { id: session.id, title: session.title, keys: await contextKeysOfId(contextId) }
}
