import { db } from '~/db.server'
import type { FormErrors } from '~/lib/forms'
import { newId } from '~/lib/ids'
import { type ContextKeys, contextKinds, contextSize, couldBe, mostInContext } from './context'
import { contextItemsOf } from './queries.server'

/**
 * Asks, before a transaction, whether everything that a form names is there.
 * @returns what to show beside the picker under `context`, or {} where all is well
 */
export async function checkContext(keys: ContextKeys): Promise<FormErrors> {
  if (contextSize(keys) > mostInContext) {
    return { context: { key: 'context.errors.tooMany', params: { maximum: mostInContext } } }
  }
  const known = await contextItemsOf(keys, 'en')
  if (known.length === contextSize(keys)) return {}
  const unknown = contextKinds
    .flatMap((kind) => keys[kind].filter((key) => !known.some((item) => item.kind === kind && item.key === key)))
    .map((key) => key.slice(0, 60))
  return { context: { key: 'context.errors.unknown', params: { keys: unknown.join(', ') } } }
}

/** Writes a context inside the caller's transaction. @returns its id, for the row that is about it */
export async function createContext(keys: ContextKeys): Promise<string> {
  const context = await db.context.create({ data: { id: newId() }, select: { id: true } })
  await fill(context.id, keys)
  return context.id
}

/** Makes a context name exactly these things, inside the caller's transaction. */
export async function replaceContext(contextId: string, keys: ContextKeys): Promise<void> {
  const where = { contextId }
  await db.contextCrisisType.deleteMany({ where })
  await db.contextPhase.deleteMany({ where })
  await db.contextCountry.deleteMany({ where })
  await db.contextGuideline.deleteMany({ where })
  await db.contextSamplePractice.deleteMany({ where })
  await db.contextPractice.deleteMany({ where })
  await fill(contextId, keys)
}

async function fill(contextId: string, keys: ContextKeys) {
  const of = (kind: keyof ContextKeys) => keys[kind].filter(couldBe[kind])
  const rows = <Row>(kind: keyof ContextKeys, row: (key: string) => Row) =>
    of(kind).map((key) => ({ contextId, ...row(key) }))
  if (of('crisisType').length > 0) {
    await db.contextCrisisType.createMany({ data: rows('crisisType', (crisisTypeSlug) => ({ crisisTypeSlug })) })
  }
  if (of('phase').length > 0) {
    await db.contextPhase.createMany({ data: rows('phase', (phaseSlug) => ({ phaseSlug })) })
  }
  if (of('country').length > 0) {
    await db.contextCountry.createMany({ data: rows('country', (country) => ({ country })) })
  }
  if (of('guideline').length > 0) {
    await db.contextGuideline.createMany({ data: rows('guideline', (key) => ({ guidelineNumber: Number(key) })) })
  }
  if (of('samplePractice').length > 0) {
    await db.contextSamplePractice.createMany({ data: rows('samplePractice', (id) => ({ samplePracticeId: id })) })
  }
  if (of('practice').length > 0) {
    const practices = await db.practice.findMany({ where: { slug: { in: of('practice') } }, select: { id: true } })
    await db.contextPractice.createMany({ data: practices.map(({ id }) => ({ contextId, practiceId: id })) })
  }
}
