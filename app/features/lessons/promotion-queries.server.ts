import { db } from '~/db.server'
import { contextKeysOf, contextSelect } from '~/features/context/queries.server'
import { isAdministrator, type Viewer } from '~/features/members/viewer'
import { getVocabulary } from '~/features/taxonomy/vocabulary.server'
import type { Prisma } from '~/generated/prisma/client'
import { conflict, notFound } from '~/lib/errors'
import type { FormValues } from '~/lib/forms'
import { plainText } from '~/lib/markdown.server'
import { attributionOf, authorSelect } from './attribution'
import { lessonWhere } from './queries.server'

const promotableSelect = {
  id: true,
  title: true,
  state: true,
  attribution: true,
  observationHtml: true,
  conclusionHtml: true,
  recommendationHtml: true,
  holdsWhenHtml: true,
  author: { select: { ...authorSelect, stakeholderTypeSlug: true } },
  context: { select: contextSelect },
  evidence: { orderBy: { at: 'asc' }, select: { text: true, url: true } },
  promotion: { select: { byId: true, practice: { select: { slug: true } } } },
} satisfies Prisma.LessonSelect
export type PromotableLesson = Prisma.LessonGetPayload<{ select: typeof promotableSelect }>

/**
 * A lesson that an administrator may make a practice of, or has made one of.
 * @throws AppError 404 for anyone but an administrator, and where there is no such lesson; 409 where it is not learned
 */
export async function lessonToPromote(viewer: Viewer, lessonId: string): Promise<PromotableLesson> {
  if (!isAdministrator(viewer)) throw notFound()
  const lesson = await db.lesson.findFirst({
    where: { id: lessonId, AND: [lessonWhere(viewer)] },
    select: promotableSelect,
  })
  if (!lesson) throw notFound()
  if (!lesson.promotion && lesson.state !== 'lesson-learned') throw conflict('promotion.errors.state')
  return lesson
}

/** The fields of a record as the lesson fills them in. It says of the author what everyone may know, and no more. */
export async function promotionValues(lesson: PromotableLesson): Promise<FormValues> {
  const context = contextKeysOf(lesson.context)
  const areas = await db.guideline.findMany({
    where: { number: { in: context.guideline.map(Number) } },
    select: { thematicArea: true },
  })
  const { recommendationHtml, observationHtml, conclusionHtml, holdsWhenHtml } = lesson
  const texts = [recommendationHtml, observationHtml, conclusionHtml, holdsWhenHtml].map(plainText).filter(Boolean)
  const links = lesson.evidence.flatMap(({ text, url }) => (url ? `${firstLine(text)} ${url}`.trim() : []))
  return {
    title: [lesson.title],
    stakeholderLine: [attributionOf(lesson, null).organization ?? ''],
    stakeholderType: lesson.author.stakeholderTypeSlug ? [lesson.author.stakeholderTypeSlug] : [],
    thematicAreas: [[...new Set(areas.map(({ thematicArea }) => thematicArea))].join('\n')],
    description: [texts.join('\n\n')],
    links: [links.join('\n')],
    ...context,
  }
}

const firstLine = (text: string) => text.trim().split('\n')[0]?.slice(0, 100) ?? ''

/** What the form offers to choose from. */
export async function promotionChoices() {
  const { typesOfPractice, stakeholderTypes } = await getVocabulary()
  return { typesOfPractice, stakeholderTypes }
}

/** The practice that was made of a lesson. Everybody sees every practice. */
export async function practiceOfLesson(lessonId: string): Promise<{ slug: string; title: string } | null> {
  const promotion = await db.lessonPromotion.findUnique({
    where: { lessonId },
    select: { practice: { select: { slug: true, title: true } } },
  })
  return promotion?.practice ?? null
}

/** The lesson that a practice was made of, where the viewer sees it. */
export async function lessonOfPractice(
  viewer: Viewer | null,
  practiceId: string,
): Promise<{ id: string; title: string } | null> {
  const promotion = await db.lessonPromotion.findFirst({
    where: { practiceId, lesson: lessonWhere(viewer) },
    select: { lesson: { select: { id: true, title: true } } },
  })
  return promotion?.lesson ?? null
}
