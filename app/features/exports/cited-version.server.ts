import { db } from '~/db.server'
import { type Attribution, attributionOf, authorSelect } from '~/features/lessons/attribution'
import {
  type LessonContent,
  type LessonState,
  type LessonText,
  lessonTexts,
  publicStates,
} from '~/features/lessons/lesson'
import { lessonWhere } from '~/features/lessons/queries.server'
import type { Viewer } from '~/features/members/viewer'
import { notFound } from '~/lib/errors'
import { renderMarkdown } from '~/lib/markdown.server'

/** A version of a lesson as everyone could read it once. */
export type CitedVersion = {
  id: string
  version: number
  newest: number
  title: string
  at: Date
  by: Attribution
  html: Record<LessonText, string>
}

/**
 * What a lesson said in a version that is cited. Versions that never stood before everyone (drafts, what a reviewer sent
 * back) do not exist here; nor does any version of a lesson that does not exist for the viewer. Its author is shown as he
 * or she chose last.
 * @throws AppError 404
 */
export async function citedVersion(viewer: Viewer | null, lessonId: string, version: number): Promise<CitedVersion> {
  const lesson = await db.lesson.findFirst({
    where: { AND: [{ id: lessonId }, lessonWhere(viewer)] },
    select: {
      id: true,
      version: true,
      state: true,
      attribution: true,
      author: { select: authorSelect },
      versions: { orderBy: { version: 'asc' }, select: { version: true, at: true, content: true } },
      passages: { where: { toState: { in: publicStates } }, select: { at: true } },
    },
  })
  if (!lesson) throw notFound()
  const shown = new Set(lesson.passages.map(({ at }) => lesson.versions.findLast((one) => one.at <= at)?.version ?? 0))
  if ((publicStates as LessonState[]).includes(lesson.state as LessonState)) shown.add(lesson.version)
  const row = lesson.versions.find((one) => one.version === version)
  if (!row || !shown.has(version)) throw notFound()
  const content = JSON.parse(row.content) as LessonContent
  const html = await Promise.all(lessonTexts.map(async (name) => [name, await renderMarkdown(content[name] ?? '')]))
  return {
    id: lesson.id,
    version,
    newest: lesson.version,
    title: content.title,
    at: row.at,
    by: attributionOf(lesson, null),
    html: Object.fromEntries(html) as Record<LessonText, string>,
  }
}
