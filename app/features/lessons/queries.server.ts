import { db } from '~/db.server'
import type { ContextItem } from '~/features/context/context'
import { briefContextSelect, contextItems, contextKeysOf, contextSelect } from '~/features/context/queries.server'
import { isReviewer, type Viewer } from '~/features/members/viewer'
import type { ContextFilter } from '~/features/taxonomy/context-filter'
import { contextWhere } from '~/features/taxonomy/context-where.server'
import type { Prisma } from '~/generated/prisma/client'
import { notFound } from '~/lib/errors'
import { decodeCursor, encodeCursor, olderThan, pageOf } from '~/lib/paging'
import { type Attribution, attributionOf, authorSelect } from './attribution'
import {
  canReturnLesson,
  canReviseLesson,
  canSubmitLesson,
  canVerifyLesson,
  canWithdrawLesson,
  contentOf,
  type LessonContent,
  type LessonState,
  type LessonText,
  lessonTexts,
  publicStates,
  refusalOfRewording,
  replacedStates,
  reviewStates,
  type SourceKind,
  unfinishedStates,
} from './lesson'
import { type LessonTrack, withTracks } from './lesson-track.server'
import { actorView, hasLooked, type LifeCycleView, lifeCycleSelect, lifeCycleView } from './life-cycle-view.server'

/** The lessons that exist for this viewer: the database's side of `canSeeLesson`. */
export function lessonWhere(viewer: Viewer | null): Prisma.LessonWhereInput {
  const everyone: Prisma.LessonWhereInput[] = [
    { state: { in: publicStates } },
    { state: { in: replacedStates }, verifiedAt: { not: null } },
  ]
  if (!viewer) return { OR: everyone }
  const visible: Prisma.LessonWhereInput[] = [...everyone, { authorId: viewer.id }]
  if (isReviewer(viewer)) visible.push({ state: { in: [...reviewStates, ...replacedStates] } })
  return { OR: visible }
}

const lineSelect = {
  id: true,
  title: true,
  state: true,
  attribution: true,
  sourceKind: true,
  eventDate: true,
  updatedAt: true,
  submittedAt: true,
  verifiedAt: true,
  author: { select: authorSelect },
  context: { select: briefContextSelect },
} satisfies Prisma.LessonSelect
type LineRow = Prisma.LessonGetPayload<{ select: typeof lineSelect }>

/** A lesson in a list. The title of a draft may be empty. */
export type LessonLine = {
  id: string
  title: string
  state: LessonState
  sourceKind: SourceKind
  eventDate: string | null
  by: Attribution
  context: ContextItem[]
  updatedAt: Date
  submittedAt: Date | null
  verifiedAt: Date | null
  /** How it fared in other hands; null where nobody but its author and reviewers has it yet. */
  track: LessonTrack | null
}

const lineOf =
  (viewer: Viewer | null, formats: string) =>
  (row: LineRow): LessonLine => ({
    id: row.id,
    title: row.title,
    state: row.state as LessonState,
    sourceKind: row.sourceKind as SourceKind,
    eventDate: row.eventDate,
    by: attributionOf(row, viewer),
    context: contextItems(row.context, formats),
    updatedAt: row.updatedAt,
    submittedAt: row.submittedAt,
    verifiedAt: row.verifiedAt,
    track: null,
  })

type ListOptions = {
  /** The cursor that the page before gave. */
  after?: string | null
  limit?: number
  /** BCP 47 tag in which countries are named. */
  formats: string
  /** One of the public states. */
  state?: LessonState
  /** Only what this member wrote and put his or her name to. */
  authorId?: string
}

/**
 * The verified lessons, last verified first, narrowed by a filter. `q` finds lessons that have each of its words.
 * Drafts and lessons under review are in lists of their own and never here, whoever looks.
 */
export async function listLessons(
  viewer: Viewer | null,
  filter: ContextFilter,
  { after, limit = 20, formats, state, authorId }: ListOptions,
): Promise<{ rows: LessonLine[]; next: string | null }> {
  const states = state ? publicStates.filter((one) => one === state) : publicStates
  const rows = await db.lesson.findMany({
    where: {
      AND: [
        { state: { in: states } },
        olderThan('verifiedAt', decodeCursor(after ?? null)),
        filterWhere(filter),
        authorId ? { authorId, attribution: 'named' } : {},
      ],
    },
    orderBy: [{ verifiedAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
    select: lineSelect,
  })
  const lines = rows.map(lineOf(viewer, formats))
  const page = pageOf(lines, limit, ({ verifiedAt, updatedAt, id }) =>
    encodeCursor({ at: verifiedAt ?? updatedAt, id }),
  )
  return { ...page, rows: await withTracks(page.rows) }
}

/** What a filter asks of a lesson. */
export const filterWhere = (filter: ContextFilter): Prisma.LessonWhereInput => ({
  AND: [
    { context: contextWhere(filter) },
    filter.stakeholderType?.length ? { author: { stakeholderTypeSlug: { in: filter.stakeholderType } } } : {},
    ...(filter.among ? [{ id: { in: filter.among } }] : (filter.q?.split(' ').slice(0, 10) ?? []).map(hasWord)),
  ],
})

const hasWord = (word: string): Prisma.LessonWhereInput => ({
  OR: (['title', ...lessonTexts] as const).map((field) => ({ [field]: { contains: word } })),
})

/** Lines of the lessons among these that exist for the viewer, by id: for notices and search. */
export async function lessonLines(
  viewer: Viewer | null,
  ids: string[],
  formats: string,
): Promise<Map<string, LessonLine>> {
  const rows = await db.lesson.findMany({
    where: { AND: [{ id: { in: ids } }, lessonWhere(viewer)] },
    select: lineSelect,
  })
  const lines = await withTracks(rows.map(lineOf(viewer, formats)))
  return new Map(lines.map((line) => [line.id, line]))
}

/** The viewer's own drafts, what was returned to him or her, and what waits for review; last changed first, 100 at most. */
export async function ownLessons(viewer: Viewer, formats: string): Promise<LessonLine[]> {
  const rows = await db.lesson.findMany({
    where: { authorId: viewer.id, state: { in: [...unfinishedStates] } },
    orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
    take: 100,
    select: lineSelect,
  })
  return rows.map(lineOf(viewer, formats))
}

/** What a reviewer may act on: everything handed in but his or her own. */
const toReview = (viewer: Viewer): Prisma.LessonWhereInput => ({ state: 'submitted', authorId: { not: viewer.id } })

/**
 * The lessons that wait for a reviewer, the longest waiting first, 100 at most.
 * @throws AppError 404 for anyone else
 */
export async function lessonsToReview(viewer: Viewer, formats: string): Promise<LessonLine[]> {
  if (!isReviewer(viewer)) throw notFound()
  const rows = await db.lesson.findMany({
    where: toReview(viewer),
    orderBy: [{ submittedAt: 'asc' }, { id: 'asc' }],
    take: 100,
    select: lineSelect,
  })
  return rows.map(lineOf(viewer, formats))
}

/** How many lessons wait for this reviewer; 0 for anyone else. */
export const countLessonsToReview = async (viewer: Viewer | null): Promise<number> =>
  viewer && isReviewer(viewer) ? db.lesson.count({ where: toReview(viewer) }) : 0

const contentSelect = {
  title: true,
  planned: true,
  observation: true,
  discussion: true,
  conclusion: true,
  recommendation: true,
  holdsWhen: true,
  sourceKind: true,
  eventDate: true,
  attribution: true,
  context: { select: contextSelect },
} satisfies Prisma.LessonSelect

const storedSelect = {
  id: true,
  authorId: true,
  contextId: true,
  state: true,
  version: true,
  ...contentSelect,
} satisfies Prisma.LessonSelect
type StoredRow = Prisma.LessonGetPayload<{ select: typeof storedSelect }>

/** A lesson as verbs and its edit form need it. */
export type StoredLesson = {
  id: string
  authorId: string
  contextId: string
  state: LessonState
  version: number
  content: LessonContent
}

const storedOf = (row: StoredRow): StoredLesson => ({
  id: row.id,
  authorId: row.authorId,
  contextId: row.contextId,
  state: row.state as LessonState,
  version: row.version,
  content: contentOf({
    ...row,
    sourceKind: row.sourceKind as SourceKind,
    attribution: row.attribution as LessonContent['attribution'],
    context: contextKeysOf(row.context),
  }),
})

/** A lesson through the viewer, for verbs and forms. @throws AppError 404 where it does not exist for the viewer */
export async function findLesson(viewer: Viewer, lessonId: string): Promise<StoredLesson> {
  const row = await db.lesson.findFirst({
    where: { AND: [{ id: lessonId }, lessonWhere(viewer)] },
    select: storedSelect,
  })
  if (!row) throw notFound()
  return storedOf(row)
}

/** What a form's client id has already made, for this author; null where it is new. */
export async function findLessonByClientId(viewer: Viewer, clientId: string): Promise<StoredLesson | null> {
  const row = await db.lesson.findUnique({
    where: { authorId_clientId: { authorId: viewer.id, clientId } },
    select: storedSelect,
  })
  return row && storedOf(row)
}

const pageSelect = {
  ...lifeCycleSelect,
  ...lineSelect,
  peerSessionId: true,
  sessionActionId: true,
  plannedHtml: true,
  observationHtml: true,
  discussionHtml: true,
  conclusionHtml: true,
  recommendationHtml: true,
  holdsWhenHtml: true,
  context: { select: contextSelect },
  passages: {
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
    select: { id: true, fromState: true, toState: true, note: true, at: true, by: { select: authorSelect } },
  },
} satisfies Prisma.LessonSelect
type PageRow = Prisma.LessonGetPayload<{ select: typeof pageSelect }>

/** One passage of the timeline. note: '' where it is not for the viewer. */
export type LessonPassageView = {
  id: string
  from: LessonState | null
  to: LessonState
  at: Date
  note: string
  by: Attribution
}

export type LessonView = LessonLine &
  LifeCycleView & {
    version: number
    /** Safe HTML of each text, '' where nothing was written. */
    html: Record<LessonText, string>
    /**
     * Where it was harvested, for those who may know the author: a session has few people who harvest it, so that it would
     * name who chose not to be named. Whether the viewer may see that session is the session's own matter.
     */
    peerSessionId: string | null
    /** What was agreed there and led to it, for the same. */
    sessionActionId: string | null
    isAuthor: boolean
    timeline: LessonPassageView[]
    /** Texts that a reviewer put into other words, or the author changed after the review, can be compared. */
    canCompare: boolean
    can: { revise: boolean; submit: boolean; verify: boolean; return: boolean; withdraw: boolean; reword: boolean }
  }

/** A lesson for its page. @throws AppError 404 where it does not exist for the viewer */
export async function getLesson(viewer: Viewer | null, lessonId: string, formats: string): Promise<LessonView> {
  const row = await db.lesson.findFirst({ where: { AND: [{ id: lessonId }, lessonWhere(viewer)] }, select: pageSelect })
  if (!row) throw notFound()
  const facts = { authorId: row.authorId, state: row.state as LessonState }
  const looked = hasLooked(viewer, row)
  const line = { ...lineOf(viewer, formats)(row), by: attributionOf(row, viewer, looked) }
  return {
    ...line,
    ...(await lifeCycleView(viewer, row)),
    version: row.version,
    html: Object.fromEntries(lessonTexts.map((name) => [name, row[`${name}Html`]])) as Record<LessonText, string>,
    peerSessionId: line.by.name === undefined ? null : row.peerSessionId,
    sessionActionId: line.by.name === undefined ? null : row.sessionActionId,
    isAuthor: viewer?.id === row.authorId,
    timeline: row.passages.map((passage) => passageOf(viewer, row, passage, looked)),
    canCompare: row.version > 1 && viewer !== null && (viewer.id === row.authorId || isReviewer(viewer)),
    can: {
      revise: canReviseLesson(viewer, facts),
      submit: canSubmitLesson(viewer, facts),
      verify: canVerifyLesson(viewer, facts),
      return: canReturnLesson(viewer, facts),
      withdraw: canWithdrawLesson(viewer, facts),
      reword: viewer !== null && !refusalOfRewording(viewer, facts),
    },
  }
}

/** What the reviewer wrote who returned a lesson last, for its author and the reviewers; '' where none did. */
export async function lastReturnNote(viewer: Viewer, lessonId: string): Promise<string> {
  const { timeline } = await getLesson(viewer, lessonId, 'en')
  return timeline.findLast(({ to }) => to === 'returned')?.note ?? ''
}

/** Notes on what became of a lesson that everyone may read are for everyone. */
const notesForAll: readonly LessonState[] = ['lesson-identified', 'action-under-way', 'lesson-learned', 'superseded-by']

/**
 * The author is shown in the timeline as the author chose, others by name. What authors and reviewers write to each other
 * stays between them; why a verified lesson went further is for everyone.
 */
function passageOf(
  viewer: Viewer | null,
  lesson: PageRow,
  passage: PageRow['passages'][number],
  looked: boolean,
): LessonPassageView {
  const isParty = viewer !== null && (viewer.id === lesson.authorId || isReviewer(viewer))
  const to = passage.toState as LessonState
  const asOwner = to === 'action-under-way' || to === 'lesson-learned'
  const attribution = passage.by.id === lesson.authorId ? lesson.attribution : 'named'
  return {
    id: passage.id,
    from: passage.fromState as LessonState | null,
    to,
    at: passage.at,
    note: isParty || notesForAll.includes(to) ? passage.note : '',
    by: asOwner
      ? actorView(lesson, passage.by, viewer, looked)
      : attributionOf({ author: passage.by, attribution }, viewer, looked),
  }
}
