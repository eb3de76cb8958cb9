import { db, inTransaction } from '~/db.server'
import { isFoundByAll } from '~/features/peer-sessions/gate'
import { Prisma } from '~/generated/prisma/client'
import { plainText } from '~/lib/markdown.server'
import { fold } from './fold'

/**
 * Documents of posts are numbered from here, all others below: there are few of those, so a search can rank the newest
 * of each part of the index without reading all of it.
 */
export const firstPostDocument = 1_000_000_000

/** title and text are shown; keywords are found with the title and not shown. */
type Document = { title: string; text: string; keywords?: string }

/** One kind of thing that can be found: its column of SearchDocument, and what the things with these keys say now. */
type Source<Key extends string | number> = {
  column: 'guidelineNumber' | 'practiceId' | 'postId' | 'lessonId' | 'sessionId'
  read: (keys: Key[]) => Promise<(Document & { key: Key })[]>
}

const lines = (...texts: (string | null | undefined)[]) => texts.filter((text) => text?.trim()).join('\n')

/** What a post says, under its thread's title. One that was deleted or waits for a reviewer says nothing. */
const posts: Source<string> = {
  column: 'postId',
  async read(ids) {
    const rows = await db.post.findMany({
      where: { id: { in: ids }, deletedAt: null, heldAt: null },
      select: { id: true, html: true, thread: { select: { title: true } } },
    })
    return rows.map(({ id, html, thread }) => ({ key: id, title: thread.title, text: plainText(html) }))
  },
}

/** What a lesson says in all of its fields. Its author is never indexed, whatever the attribution. */
const lessons: Source<string> = {
  column: 'lessonId',
  async read(ids) {
    const rows = await db.lesson.findMany({
      where: { id: { in: ids } },
      select: {
        id: true,
        title: true,
        observationHtml: true,
        recommendationHtml: true,
        conclusionHtml: true,
        plannedHtml: true,
        discussionHtml: true,
        holdsWhenHtml: true,
      },
    })
    return rows.map(({ id, title, ...fields }) => ({
      key: id,
      title,
      text: lines(...Object.values(fields).map(plainText)),
    }))
  },
}

/**
 * What a session is for; what came out of it only where everybody who finds the session may have it. What was said in
 * its room is not searched.
 */
const sessions: Source<string> = {
  column: 'sessionId',
  async read(ids) {
    const rows = await db.peerSession.findMany({
      where: { id: { in: ids } },
      select: { id: true, title: true, purposeHtml: true, summaryHtml: true, sharing: true, access: true },
    })
    return rows.map(({ id, title, purposeHtml, summaryHtml, ...shared }) => ({
      key: id,
      title,
      text: lines(plainText(purposeHtml), isFoundByAll(shared) ? plainText(summaryHtml) : ''),
    }))
  },
}

/** A practice's description, who carries it out, and what its links are called. */
const practices: Source<string> = {
  column: 'practiceId',
  async read(ids) {
    const rows = await db.practice.findMany({
      where: { id: { in: ids } },
      select: {
        id: true,
        title: true,
        descriptionHtml: true,
        stakeholderLine: true,
        thematicAreas: true,
        links: { orderBy: { position: 'asc' }, select: { label: true } },
      },
    })
    return rows.map(({ id, title, descriptionHtml, stakeholderLine, thematicAreas, links }) => ({
      key: id,
      title,
      text: lines(plainText(descriptionHtml), stakeholderLine, thematicAreas, ...links.map(({ label }) => label)),
    }))
  },
}

/** A guideline's text, area and sample practices. It is found by its number too. */
const guidelines: Source<number> = {
  column: 'guidelineNumber',
  async read(numbers) {
    const rows = await db.guideline.findMany({
      where: { number: { in: numbers } },
      select: {
        number: true,
        title: true,
        thematicArea: true,
        bodyHtml: true,
        samplePractices: { orderBy: { number: 'asc' }, select: { id: true, text: true } },
      },
    })
    return rows.map(({ number, title, bodyHtml, thematicArea, samplePractices }) => ({
      key: number,
      title,
      keywords: `Guideline ${number}`,
      text: lines(plainText(bodyHtml ?? ''), thematicArea, ...samplePractices.map(({ id, text }) => `${id} ${text}`)),
    }))
  },
}

/** Each makes the index hold what the thing says by now; a thing that is gone leaves it. Doing it twice changes nothing. */
export const indexPost = (postId: string): Promise<void> => index(posts, [postId])

/** The post that a review of the do-no-harm check is about, where it is about one. */
export async function indexReviewedPost(harmReviewId: string): Promise<void> {
  const review = await db.harmReview.findUnique({ where: { id: harmReviewId }, select: { postId: true } })
  if (review?.postId) await indexPost(review.postId)
}
export const indexLesson = (lessonId: string): Promise<void> => index(lessons, [lessonId])
export const indexSession = (sessionId: string): Promise<void> => index(sessions, [sessionId])
export const indexPractice = (practiceId: string): Promise<void> => index(practices, [practiceId])
export const indexGuideline = (number: number): Promise<void> => index(guidelines, [number])

/** All posts of a thread, whose title may have changed. */
export async function indexThreadPosts(threadId: string): Promise<void> {
  const rows = await db.post.findMany({ where: { threadId }, orderBy: { number: 'asc' }, select: { id: true } })
  await index(
    posts,
    rows.map(({ id }) => id),
  )
}

/**
 * Writes everything anew: after the rules of folding have changed, or after rows were written without events. People
 * can search and write meanwhile.
 */
export async function reindexAll(): Promise<void> {
  const idOf = ({ id }: { id: string }) => id
  const id = { select: { id: true } }
  const numbers = await db.guideline.findMany({ select: { number: true } })
  await index(
    guidelines,
    numbers.map(({ number }) => number),
  )
  await index(practices, (await db.practice.findMany(id)).map(idOf))
  await index(sessions, (await db.peerSession.findMany(id)).map(idOf))
  await index(lessons, (await db.lesson.findMany(id)).map(idOf))
  await index(posts, (await db.post.findMany({ orderBy: [{ createdAt: 'asc' }, { id: 'asc' }], ...id })).map(idOf))
}

/** Everybody waits for a transaction, so many are written in pieces. */
async function index<Key extends string | number>(source: Source<Key>, keys: Key[]): Promise<void> {
  const piece = 100
  for (let from = 0; from < keys.length; from += piece) {
    const some = keys.slice(from, from + piece)
    await inTransaction(async () => keep(source, some, await source.read(some)))
  }
}

type Written = Document & { id: number }

/** Makes the index hold these documents, and of the other keys nothing. */
async function keep<Key extends string | number>(
  { column }: Source<Key>,
  keys: Key[],
  documents: (Document & { key: Key })[],
): Promise<void> {
  const name = Prisma.raw(`"${column}"`)
  const known = await db.$queryRaw<{ id: number; key: Key }[]>`
    SELECT id, ${name} AS key FROM SearchDocument WHERE ${name} IN (SELECT value FROM json_each(${JSON.stringify(keys)}))`
  const idOf = new Map(known.map(({ id, key }) => [typeof key === 'bigint' ? Number(key) : key, Number(id)]))
  let next = await firstFreeId(column === 'postId')
  const written: (Written & { key: Key })[] = documents.map((document) => ({
    ...document,
    id: idOf.get(document.key) ?? next++,
  }))
  const kept = new Set(written.map(({ id }) => id))
  const ids = [...idOf.values()]

  await db.$executeRaw`DELETE FROM search_index WHERE rowid IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`
  await db.$executeRaw`
    DELETE FROM SearchDocument
    WHERE id IN (SELECT value FROM json_each(${JSON.stringify(ids.filter((id) => !kept.has(id)))}))`
  await db.$executeRaw`
    INSERT INTO SearchDocument (id, ${name}, title, text)
    SELECT value ->> 'id', value ->> 'key', value ->> 'title', value ->> 'text'
    FROM json_each(${JSON.stringify(written)}) WHERE true
    ON CONFLICT (id) DO UPDATE SET title = excluded.title, text = excluded.text`
  await db.$executeRaw`
    INSERT INTO search_index (rowid, title, body) SELECT value ->> 'id', value ->> 'title', value ->> 'text'
    FROM json_each(${JSON.stringify(written.map(foldedOf))})`
}

const foldedOf = ({ id, title, text, keywords = '' }: Written) => ({
  id,
  title: fold(`${title} ${keywords}`),
  text: fold(text),
})

async function firstFreeId(isPost: boolean): Promise<number> {
  const id = isPost ? { gte: firstPostDocument } : { lt: firstPostDocument }
  const last = await db.searchDocument.findFirst({ where: { id }, orderBy: { id: 'desc' }, select: { id: true } })
  return (last?.id ?? (isPost ? firstPostDocument - 1 : 0)) + 1
}
