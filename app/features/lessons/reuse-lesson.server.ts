import { inTransaction } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { listReuses, type ReuseLine } from '~/features/reuses/queries.server'
import { crisisNamed, recordReuse } from '~/features/reuses/record-reuse.server'
import type { ReuseInput } from '~/features/reuses/reuse'
import { conflict } from '~/lib/errors'
import { attributionOf } from './attribution'
import { publicStates } from './lesson'
import { findLesson, type StoredLesson } from './queries.server'

/** A lesson whose use can be noted. @throws AppError 404; 409 where it is not open to everyone */
export async function lessonToReuse(viewer: Viewer, lessonId: string): Promise<StoredLesson> {
  const lesson = await findLesson(viewer, lessonId)
  if (!publicStates.includes(lesson.state)) throw conflict('reuses.errors.notPublic')
  return lesson
}

/**
 * Notes that the viewer used a lesson: where, when, with what result. The same client id notes it once.
 * @returns the id of the use
 * @throws AppError 404; 409 where the lesson is not open to everyone
 */
export async function reuseLesson(viewer: Viewer, lessonId: string, input: ReuseInput): Promise<string> {
  const crisis = await crisisNamed(input.crisis)
  return inTransaction(async (announce) => {
    const lesson = await lessonToReuse(viewer, lessonId)
    const { id, isNew } = await recordReuse(viewer, { lessonId: lesson.id }, { ...input, crisis })
    if (isNew) await announce({ type: 'lesson.reused', lessonId: lesson.id, byId: viewer.id })
    return id
  })
}

/** The uses of a lesson that the viewer sees; its author is shown among them as he or she chose. */
export const reusesOfLesson = (
  viewer: Viewer | null,
  lesson: { id: string; authorId: string; attribution: string },
  formats: string,
): Promise<ReuseLine[]> =>
  listReuses(
    { lessonId: lesson.id },
    {
      formats,
      shownAs: (author) =>
        attributionOf({ author, attribution: author.id === lesson.authorId ? lesson.attribution : 'named' }, viewer),
    },
  )
