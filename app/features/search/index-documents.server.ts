import { db, inTransaction } from '~/db.server'
import { plainText } from '~/lib/markdown.server'
import { fold } from './fold'

/** What a document is about: one key of SearchDocument. */
type Subject =
  | { guidelineNumber: number }
  | { practiceId: string }
  | { postId: string }
  | { lessonId: string }
  | { sessionId: string }

/** title and text are shown; keywords are found with the title and not shown. */
type Document = { title: string; text: string; keywords?: string }

const lines = (...texts: (string | null | undefined)[]) => texts.filter((text) => text?.trim()).join('\n')

/** Writes what a post says, under its thread's title, into the index; a deleted post leaves it. */
export const indexPost = (postId: string): Promise<void> =>
  inTransaction(async () => {
    const post = await db.post.findUnique({
      where: { id: postId },
      select: { html: true, deletedAt: true, thread: { select: { title: true } } },
    })
    const document = post && !post.deletedAt ? { title: post.thread.title, text: plainText(post.html) } : null
    await keep({ postId }, document)
  })

/** Writes all posts of a thread, whose title has changed, in short transactions. */
export async function indexThreadPosts(threadId: string): Promise<void> {
  const posts = await db.post.findMany({ where: { threadId }, orderBy: { number: 'asc' }, select: { id: true } })
  await each(posts, ({ id }) => indexPost(id))
}

/** Writes what a lesson says in all of its fields. Its author is never indexed, whatever the attribution. */
export const indexLesson = (lessonId: string): Promise<void> =>
  inTransaction(async () => {
    const lesson = await db.lesson.findUnique({
      where: { id: lessonId },
      select: {
        title: true,
        plannedHtml: true,
        observationHtml: true,
        discussionHtml: true,
        conclusionHtml: true,
        recommendationHtml: true,
        holdsWhenHtml: true,
      },
    })
    if (!lesson) return keep({ lessonId }, null)
    const { title, observationHtml, recommendationHtml, conclusionHtml, plannedHtml, discussionHtml, holdsWhenHtml } =
      lesson
    const fields = [observationHtml, recommendationHtml, conclusionHtml, plannedHtml, discussionHtml, holdsWhenHtml]
    await keep({ lessonId }, { title, text: lines(...fields.map(plainText)) })
  })

/** Writes what a session is for and what came out of it. What was said in its room is not searched. */
export const indexSession = (sessionId: string): Promise<void> =>
  inTransaction(async () => {
    const session = await db.peerSession.findUnique({
      where: { id: sessionId },
      select: { title: true, purposeHtml: true, summaryHtml: true },
    })
    const document = session && {
      title: session.title,
      text: lines(plainText(session.purposeHtml), plainText(session.summaryHtml)),
    }
    await keep({ sessionId }, document)
  })

/** Writes a practice: its description, who carries it out, and what its links are called. */
export const indexPractice = (practiceId: string): Promise<void> =>
  inTransaction(async () => {
    const practice = await db.practice.findUnique({
      where: { id: practiceId },
      select: {
        title: true,
        stakeholderLine: true,
        thematicAreas: true,
        descriptionHtml: true,
        links: { orderBy: { position: 'asc' }, select: { label: true } },
      },
    })
    const document = practice && {
      title: practice.title,
      text: lines(
        plainText(practice.descriptionHtml),
        practice.stakeholderLine,
        practice.thematicAreas,
        ...practice.links.map((link) => link.label),
      ),
    }
    await keep({ practiceId }, document)
  })

/** Writes a guideline with its area, its text and its sample practices; it is found by its number too. */
export const indexGuideline = (number: number): Promise<void> =>
  inTransaction(async () => {
    const guideline = await db.guideline.findUnique({
      where: { number },
      select: {
        title: true,
        thematicArea: true,
        bodyHtml: true,
        samplePractices: { orderBy: { number: 'asc' }, select: { id: true, text: true } },
      },
    })
    const document = guideline && {
      title: guideline.title,
      keywords: `Guideline ${number}`,
      text: lines(
        guideline.bodyHtml && plainText(guideline.bodyHtml),
        guideline.thematicArea,
        ...guideline.samplePractices.map((sample) => `${sample.id} ${sample.text}`),
      ),
    }
    await keep({ guidelineNumber: number }, document)
  })

/**
 * Writes everything anew, in short transactions: after the rules of folding have changed, or after rows were written
 * without events. People can search and write meanwhile.
 */
export async function reindexAll(): Promise<void> {
  const id = { select: { id: true } }
  await each(await db.guideline.findMany({ select: { number: true } }), ({ number }) => indexGuideline(number))
  await each(await db.practice.findMany(id), (practice) => indexPractice(practice.id))
  await each(await db.peerSession.findMany(id), (session) => indexSession(session.id))
  await each(await db.lesson.findMany(id), (lesson) => indexLesson(lesson.id))
  await each(await db.post.findMany({ where: { deletedAt: null }, ...id }), (post) => indexPost(post.id))
}

/** Everybody waits for a transaction, so a long list is written in pieces. */
async function each<T>(rows: T[], write: (row: T) => Promise<void>): Promise<void> {
  const size = 100
  for (let from = 0; from < rows.length; from += size) {
    await inTransaction(async () => {
      for (const row of rows.slice(from, from + size)) await write(row)
    })
  }
}

/** Makes the index hold this document and nothing else about its subject. */
async function keep(subject: Subject, document: Document | null): Promise<void> {
  const where = subject as { postId: string }
  const known = await db.searchDocument.findUnique({ where, select: { id: true } })
  if (known) await db.$executeRaw`DELETE FROM search_index WHERE rowid = ${known.id}`
  if (!document) {
    if (known) await db.searchDocument.delete({ where: { id: known.id }, select: { id: true } })
    return
  }
  const { title, text, keywords = '' } = document
  const { id } = known
    ? await db.searchDocument.update({ where: { id: known.id }, data: { title, text }, select: { id: true } })
    : await db.searchDocument.create({ data: { ...subject, title, text }, select: { id: true } })
  await db.$executeRaw`INSERT INTO search_index (rowid, title, body) VALUES (${id}, ${fold(`${title} ${keywords}`)}, ${fold(text)})`
}
