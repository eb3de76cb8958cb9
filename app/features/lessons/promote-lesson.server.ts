import { db, inTransaction } from '~/db.server'
import { pickContextKeys } from '~/features/context/context'
import { checkContext, replaceContext } from '~/features/context/write-context.server'
import type { Viewer } from '~/features/members/viewer'
import { recordPractice } from '~/features/practices/record-practice.server'
import { conflict } from '~/lib/errors'
import type { FormErrors } from '~/lib/forms'
import { linesOf, type PromotionInput, parseLinks } from './promotion'
import { lessonToPromote, promotionChoices } from './promotion-queries.server'

export type Promoted = { ok: true; slug: string } | { ok: false; errors: FormErrors }

/**
 * Makes a practice record of a lesson learned and links the two. The same administrator doing it twice makes one.
 * @returns the slug of the practice, or what is wrong with the form
 * @throws AppError 404 for anyone but an administrator; 409 where the lesson is not learned, or somebody else was first
 */
export async function promoteLesson(viewer: Viewer, lessonId: string, input: PromotionInput): Promise<Promoted> {
  const keys = pickContextKeys(input)
  const { links, errors: wrongLinks } = parseLinks(input.links)
  const errors = { ...wrongLinks, ...(await checkContext(keys)), ...(await unknownTerms(input)) }
  if (Object.keys(errors).length > 0) {
    await lessonToPromote(viewer, lessonId)
    return { ok: false, errors }
  }
  return inTransaction(async () => {
    const lesson = await lessonToPromote(viewer, lessonId)
    if (lesson.promotion) {
      if (lesson.promotion.byId !== viewer.id) throw conflict('promotion.errors.promoted')
      return { ok: true, slug: lesson.promotion.practice.slug }
    }
    const { title, stakeholderLine, description } = input
    const { id, slug } = await recordPractice({
      ...{ title, stakeholderLine, description, links },
      stakeholders: stakeholderLine ? [stakeholderLine] : [],
      typesOfPractice: input.typeOfPractice,
      stakeholderTypes: input.stakeholderType,
      crisisTypes: keys.crisisType,
      phases: keys.phase,
      countries: keys.country,
      guidelines: keys.guideline.map(Number),
      thematicAreas: linesOf(input.thematicAreas),
      sourceUrl: null,
      sourceKey: `lesson:${lesson.id}`,
      unknownValues: [],
    })
    const { contextId } = await db.practice.findUniqueOrThrow({ where: { id }, select: { contextId: true } })
    await replaceContext(contextId, keys)
    await db.lessonPromotion.create({
      data: { lessonId: lesson.id, practiceId: id, byId: viewer.id, at: new Date() },
      select: { lessonId: true },
    })
    return { ok: true, slug }
  })
}

async function unknownTerms({ typeOfPractice, stakeholderType }: PromotionInput): Promise<FormErrors> {
  const { typesOfPractice, stakeholderTypes } = await promotionChoices()
  const knows = (terms: { slug: string }[], slugs: string[]) =>
    slugs.every((slug) => terms.some((term) => term.slug === slug))
  return {
    ...(!knows(typesOfPractice, typeOfPractice) && { typeOfPractice: { key: 'promotion.errors.typeOfPractice' } }),
    ...(!knows(stakeholderTypes, stakeholderType) && { stakeholderType: { key: 'promotion.errors.stakeholderType' } }),
  }
}
