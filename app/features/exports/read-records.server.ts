import { db } from '~/db.server'
import { contextItems, contextSelect } from '~/features/context/queries.server'
import { attributionOf, authorSelect } from '~/features/lessons/attribution'
import type { SourceKind } from '~/features/lessons/lesson'
import { lessonWhere } from '~/features/lessons/queries.server'
import type { Viewer } from '~/features/members/viewer'
import { findThread } from '~/features/threads/queries.server'
import { threadUrl } from '~/features/threads/thread'
import type { Prisma } from '~/generated/prisma/client'
import { notFound } from '~/lib/errors'
import {
  type LessonRecord,
  mostOfThread,
  type PostRecord,
  type PracticeRecord,
  type RecordContext,
  type ThreadRecord,
  type WholeThread,
} from './records'

/** Where the site is, and the BCP 47 tag in which countries are named. */
export type ExportPlace = { origin: string; formats: string }

const lessonSelect = {
  id: true,
  version: true,
  title: true,
  state: true,
  attribution: true,
  sourceKind: true,
  eventDate: true,
  planned: true,
  observation: true,
  discussion: true,
  conclusion: true,
  recommendation: true,
  holdsWhen: true,
  verifiedAt: true,
  updatedAt: true,
  author: { select: authorSelect },
  context: { select: contextSelect },
} satisfies Prisma.LessonSelect
type LessonRow = Prisma.LessonGetPayload<{ select: typeof lessonSelect }>

/** The short address of a lesson, with the version that is cited. */
export const lessonAddress = (origin: string, id: string, version: number) => `${origin}/l/${id}?v=${version}`

/** The lessons among these that exist for the viewer, in the given order. */
export async function lessonRecords(viewer: Viewer | null, ids: string[], place: ExportPlace): Promise<LessonRecord[]> {
  const rows = await db.lesson.findMany({
    where: { AND: [{ id: { in: ids } }, lessonWhere(viewer)] },
    select: lessonSelect,
  })
  return inOrder(ids, rows, ({ id }) => id).map((row) => lessonRecord(row, place))
}

/** A file is passed on: whoever takes it out, it names its author as everyone may know him or her. */
export function lessonRecord({ author, attribution, context, ...row }: LessonRow, place: ExportPlace): LessonRecord {
  const { name, organization, stakeholderType } = attributionOf({ author, attribution }, null)
  return {
    type: 'lesson',
    id: row.id,
    url: `${place.origin}/lessons/${row.id}`,
    permanentUrl: lessonAddress(place.origin, row.id, row.version),
    version: row.version,
    title: row.title,
    state: row.state,
    by: { name: name ?? null, organization: organization ?? null, stakeholderType: stakeholderType ?? null },
    sourceKind: row.sourceKind as SourceKind,
    eventDate: row.eventDate,
    planned: row.planned,
    observation: row.observation,
    discussion: row.discussion,
    conclusion: row.conclusion,
    recommendation: row.recommendation,
    holdsWhen: row.holdsWhen,
    context: recordContext(context, place.formats),
    verifiedAt: row.verifiedAt?.toISOString() ?? null,
    updatedAt: row.updatedAt.toISOString(),
  }
}

const practiceSelect = {
  id: true,
  slug: true,
  title: true,
  description: true,
  stakeholderLine: true,
  thematicAreas: true,
  sourceUrl: true,
  updatedAt: true,
  links: { select: { label: true, url: true }, orderBy: { position: 'asc' } },
  typesOfPractice: { select: { typeOfPractice: { select: { slug: true, label: true } } } },
  stakeholderTypes: { select: { stakeholderType: { select: { slug: true, label: true } } } },
  context: { select: contextSelect },
} satisfies Prisma.PracticeSelect

/** Practices by their slugs, in that order. Everyone may see every practice. */
export async function practiceRecords(slugs: string[], { origin, formats }: ExportPlace): Promise<PracticeRecord[]> {
  const rows = await db.practice.findMany({ where: { slug: { in: slugs } }, select: practiceSelect })
  return inOrder(slugs, rows, ({ slug }) => slug).map((row) => ({
    type: 'practice',
    slug: row.slug,
    url: `${origin}/practices/${row.slug}`,
    title: row.title,
    description: row.description,
    stakeholders: row.stakeholderLine,
    stakeholderTypes: row.stakeholderTypes.map(({ stakeholderType }) => stakeholderType),
    typesOfPractice: row.typesOfPractice.map(({ typeOfPractice }) => typeOfPractice),
    thematicAreas: row.thematicAreas.split('\n').filter(Boolean),
    sourceUrl: row.sourceUrl,
    links: row.links,
    context: recordContext(row.context, formats),
    updatedAt: row.updatedAt.toISOString(),
  }))
}

const threadSelect = {
  id: true,
  title: true,
  lastPostNumber: true,
  createdAt: true,
  lastPostAt: true,
  author: { select: { name: true } },
  context: { select: contextSelect },
} satisfies Prisma.ThreadSelect

/** Threads by their ids, in that order, without posts. The caller has asked which of them exist for the viewer. */
export async function threadRecords(ids: string[], { origin, formats }: ExportPlace): Promise<ThreadRecord[]> {
  const rows = await db.thread.findMany({ where: { id: { in: ids } }, select: threadSelect })
  return inOrder(ids, rows, ({ id }) => id).map((row) => ({
    type: 'thread',
    id: row.id,
    url: origin + threadUrl(row.id),
    title: row.title,
    by: row.author.name,
    replies: row.lastPostNumber - 1,
    createdAt: row.createdAt.toISOString(),
    lastPostAt: row.lastPostAt.toISOString(),
    context: recordContext(row.context, formats),
  }))
}

/** A lesson. @throws AppError 404 where it does not exist for the viewer */
export async function readLesson(viewer: Viewer | null, id: string, place: ExportPlace): Promise<LessonRecord> {
  const [record] = await lessonRecords(viewer, [id], place)
  if (!record) throw notFound()
  return record
}

/** A practice. @throws AppError 404 */
export async function readPractice(slug: string, place: ExportPlace): Promise<PracticeRecord> {
  const [record] = await practiceRecords([slug], place)
  if (!record) throw notFound()
  return record
}

/** A thread with its posts; those that were deleted, or wait for a reviewer, are left out. @throws AppError 404 */
export async function readThread(viewer: Viewer | null, threadId: string, place: ExportPlace): Promise<WholeThread> {
  const { id } = await findThread(viewer, threadId)
  const [record] = await threadRecords([id], place)
  if (!record) throw notFound()
  const posts: PostRecord[] = []
  let left = mostOfThread
  for (let after = 0, more = true; more && left > 0; ) {
    const rows = await db.post.findMany({
      where: { threadId: id, number: { gt: after }, deletedAt: null, heldAt: null },
      orderBy: { number: 'asc' },
      take: 200,
      select: {
        id: true,
        number: true,
        body: true,
        createdAt: true,
        editedAt: true,
        author: { select: { name: true } },
      },
    })
    for (const { id: postId, author, ...post } of rows) {
      left -= post.body.length
      posts.push({
        number: post.number,
        url: `${place.origin}/posts/${postId}`,
        by: author.name,
        body: post.body,
        createdAt: post.createdAt.toISOString(),
        editedAt: post.editedAt?.toISOString() ?? null,
      })
    }
    more = rows.length === 200
    after = rows.at(-1)?.number ?? after
  }
  return { ...record, posts, complete: left > 0 }
}

/** What a thing is about, as files tell it. */
export function recordContext(
  row: Prisma.ContextGetPayload<{ select: typeof contextSelect }>,
  formats: string,
): RecordContext {
  const items = contextItems(row, formats)
  const of = (kind: (typeof items)[number]['kind']) => items.filter((item) => item.kind === kind)
  const term = ({ key: slug, label }: (typeof items)[number]) => ({ slug, label })
  return {
    crisisTypes: of('crisisType').map(term),
    phases: of('phase').map(term),
    countries: of('country').map(({ key: code, label }) => ({ code, label })),
    guidelines: [...row.guidelines]
      .map(({ guideline: { number, title } }) => ({ number, title }))
      .sort((a, b) => a.number - b.number),
    samplePractices: row.samplePractices.map(({ samplePractice: { id, text } }) => ({ id, text })),
    practices: row.practices.map(({ practice: { slug, title } }) => ({ slug, title })),
  }
}

function inOrder<Row>(keys: string[], rows: Row[], keyOf: (row: Row) => string): Row[] {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]))
  return keys.flatMap((key) => byKey.get(key) ?? [])
}
