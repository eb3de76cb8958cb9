import { db } from '~/db.server'
import { isReviewer, type Viewer } from '~/features/members/viewer'
import { notFound } from '~/lib/errors'
import { type Change, changesBetween } from '~/lib/word-changes'
import { type Attribution, attributionOf, authorSelect, lookHoldsSince } from './attribution'
import { type LessonContent, lessonTexts } from './lesson'
import { findLesson } from './queries.server'

/** Two versions of a lesson beside each other. */
export type LessonComparison = {
  id: string
  title: string
  /** Every version that reviewers could read, the first first. byAuthor: else a reviewer wrote it. */
  versions: { version: number; by: Attribution; byAuthor: boolean; at: Date }[]
  from: number
  to: number
  /** The fields in which the two differ, word by word. */
  fields: { name: (typeof compared)[number]; changes: Change[] }[]
}

const compared = ['title', ...lessonTexts] as const

/**
 * What was said in two versions of a lesson, word by word: the author's words and the reviewed ones. For the author and
 * the reviewers alone, since a reviewer may have taken out what does harm.
 * @param asked the versions to compare; else the first and the last
 * @throws AppError 404 for anyone else
 */
export async function compareVersions(
  viewer: Viewer,
  lessonId: string,
  asked: { from: number | null; to: number | null },
): Promise<LessonComparison> {
  const lesson = await findLesson(viewer, lessonId)
  if (viewer.id !== lesson.authorId && !isReviewer(viewer)) throw notFound()
  const [rows, look] = await Promise.all([
    db.lessonVersion.findMany({
      where: { lessonId: lesson.id },
      orderBy: { version: 'asc' },
      select: { version: true, content: true, at: true, by: { select: authorSelect } },
    }),
    db.attributionLook.findFirst({
      where: { lessonId: lesson.id, byId: viewer.id, at: { gte: lookHoldsSince() } },
      select: { id: true },
    }),
  ])
  const { attribution } = lesson.content
  const find = (version: number | null) => rows.find((row) => row.version === version)
  const from = find(asked.from) ?? rows.at(0)
  const to = find(asked.to) ?? rows.at(-1)
  return {
    id: lesson.id,
    title: lesson.content.title,
    versions: rows.map(({ version, at, by }) => {
      const byAuthor = by.id === lesson.authorId
      const shown = { author: by, attribution: byAuthor ? attribution : 'named' }
      return { version, at, byAuthor, by: attributionOf(shown, viewer, isReviewer(viewer) && look !== null) }
    }),
    from: from?.version ?? lesson.version,
    to: to?.version ?? lesson.version,
    fields: from && to ? differences(from.content, to.content) : [],
  }
}

function differences(before: string, after: string): LessonComparison['fields'] {
  const [one, other] = [before, after].map((json) => JSON.parse(json) as LessonContent)
  if (!one || !other) return []
  return compared
    .filter((name) => one[name] !== other[name])
    .map((name) => ({ name, changes: changesBetween(one[name], other[name]) }))
}
