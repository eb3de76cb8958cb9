import { renderMarkdown } from '~/lib/markdown.server'
import { type LessonContent, lessonTexts } from './lesson'

/** A content with its texts rendered: made before a transaction, since everyone waits for an open one. */
export type PreparedLesson = { content: LessonContent; columns: ContentColumns }

type Html = `${(typeof lessonTexts)[number]}Html`
type ContentColumns = Omit<LessonContent, 'context'> & Record<Html, string>

/** Renders what an author wrote, all texts side by side. Call it before the transaction that saves it. */
export async function prepareLesson(content: LessonContent): Promise<PreparedLesson> {
  const html = await Promise.all(
    lessonTexts.map(async (name) => [`${name}Html`, await renderMarkdown(content[name])] as const),
  )
  const { context: _, ...columns } = content
  return { content, columns: { ...columns, ...(Object.fromEntries(html) as Record<Html, string>) } }
}
