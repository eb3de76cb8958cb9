import { db, inTransaction } from '~/db.server'
import { isAdministrator, type Viewer } from '~/features/members/viewer'
import { notFound } from '~/lib/errors'
import type { FormErrors } from '~/lib/forms'
import { renderMarkdown } from '~/lib/markdown.server'
import type { GuidelineForRevision, GuidelineRevision } from './guideline-revision'

/**
 * A guideline as an administrator corrects it.
 * @throws AppError 404 for anyone else, and where there is none of this number
 */
export async function guidelineForRevision(viewer: Viewer, number: number): Promise<GuidelineForRevision> {
  const guideline = isAdministrator(viewer) && (await read(number))
  if (!guideline) throw notFound()
  return guideline
}

/**
 * Corrects a guideline and its sample practices; further ones may be added, none goes. No later start writes over it.
 * @returns what is wrong, or null when it was saved
 * @throws AppError 404 for anyone but an administrator, and where there is none of this number
 */
export async function reviseGuideline(
  viewer: Viewer,
  number: number,
  input: GuidelineRevision,
): Promise<FormErrors | null> {
  if (!isAdministrator(viewer)) throw notFound()
  const body = input.body.trim() || null
  const bodyHtml = body && (await renderMarkdown(body))
  return inTransaction(async (announce): Promise<FormErrors | null> => {
    const before = await read(number)
    if (!before) throw notFound()
    if (before.state !== input.state) return { form: { key: 'admin.changedMeanwhile' } }
    const texts = input.samplePractice.map((text) => text.trim())
    if (before.samplePractices.some((_, index) => !texts[index])) {
      return { samplePractice: { key: 'admin.guideline.samplePracticeMissing' } }
    }
    const editedAt = new Date()
    const { title, samplePracticesAre } = input
    await db.guideline.update({ where: { number }, data: { title, body, bodyHtml, samplePracticesAre, editedAt } })
    for (const [index, { id, text }] of before.samplePractices.entries()) {
      const revised = texts[index]
      if (revised && revised !== text)
        await db.samplePractice.update({ where: { id }, data: { text: revised, editedAt } })
    }
    await addSamplePractices(number, texts.slice(before.samplePractices.length).filter(Boolean), editedAt)
    await announce({ type: 'guideline.revised', number })
    return null
  })
}

async function addSamplePractices(guidelineNumber: number, texts: string[], editedAt: Date): Promise<void> {
  const last = await db.samplePractice.aggregate({ where: { guidelineNumber }, _max: { number: true } })
  const first = (last._max.number ?? 0) + 1
  await db.samplePractice.createMany({
    data: texts.map((text, index) => {
      const number = first + index
      return { id: `${guidelineNumber}.${number}`, guidelineNumber, number, text, editedAt }
    }),
  })
}

async function read(number: number): Promise<GuidelineForRevision | null> {
  const guideline = await db.guideline.findUnique({
    where: { number },
    select: {
      ...{ number: true, title: true, body: true, samplePracticesAre: true, editedAt: true },
      samplePractices: { orderBy: { number: 'asc' }, select: { id: true, text: true } },
    },
  })
  if (!guideline) return null
  const { editedAt, body, samplePracticesAre, ...rest } = guideline
  return {
    ...rest,
    body: body ?? '',
    samplePracticesAre: samplePracticesAre as GuidelineForRevision['samplePracticesAre'],
    state: editedAt?.toISOString() ?? '',
  }
}
