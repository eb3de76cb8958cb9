import { createHash } from 'node:crypto'
import { db, inTransaction } from '~/db.server'
import type { Prisma } from '~/generated/prisma/client'
import { newId } from '~/lib/ids'
import { descriptionHtml } from './description-html'
import type { PracticeRecord } from './practice-record'
import { slugOf } from './record-title'

export type Recorded = {
  status: 'created' | 'updated' | 'unchanged'
  id: string
  slug: string
  title: string
  /** The record says other things, but the practice was edited here and was left as it is. */
  keptEdit: boolean
}

/** What a record says, in 64 characters: two spellings of one source address make no difference. */
export function recordDigest({ sourceUrl: _, ...record }: PracticeRecord): string {
  return createHash('sha256').update(JSON.stringify(record)).digest('hex')
}

/**
 * Keeps a practice record: a new practice, or a new state of the one with the same source. A record that says what it
 * said before changes nothing; a practice that was edited here is never written over. Announces practice.recorded.
 */
export function recordPractice(record: PracticeRecord): Promise<Recorded> {
  const digest = recordDigest(record)
  const data = { ...practiceData(record), recordDigest: digest, updatedAt: new Date() }
  return inTransaction(async (announce) => {
    const known = await db.practice.findUnique({
      where: { sourceKey: record.sourceKey },
      select: { id: true, slug: true, title: true, contextId: true, recordDigest: true, editedAt: true },
    })
    if (known && (known.recordDigest === digest || known.editedAt)) {
      const { id, slug, title } = known
      return { status: 'unchanged', id, slug, title, keptEdit: known.recordDigest !== digest }
    }
    const id = known?.id ?? newId()
    const slug = known?.slug ?? (await freeSlug(record.title))
    if (known) {
      await removeParts(id, known.contextId)
      await db.practice.update({ where: { id }, data: { ...data, ...parts(record) }, select: { id: true } })
      await db.context.update({ where: { id: known.contextId }, data: contextParts(record), select: { id: true } })
    } else {
      const context = await db.context.create({ data: { id: newId(), ...contextParts(record) }, select: { id: true } })
      await db.practice.create({
        data: { id, slug, contextId: context.id, createdAt: data.updatedAt, ...data, ...parts(record) },
        select: { id: true },
      })
    }
    await announce({ type: 'practice.recorded', practiceId: id, created: !known })
    return { status: known ? 'updated' : 'created', id, slug, title: record.title, keptEdit: false }
  })
}

/** An address for a title that no other practice has. @param taken addresses that are not free though not yet written */
export async function freeSlug(title: string, taken: ReadonlySet<string> = new Set()): Promise<string> {
  const base = slugOf(title) || 'practice'
  const used = await db.practice.findMany({ where: { slug: { startsWith: base } }, select: { slug: true } })
  const all = new Set([...used.map(({ slug }) => slug), ...taken])
  if (!all.has(base)) return base
  let number = 2
  while (all.has(`${base}-${number}`)) number++
  return `${base}-${number}`
}

const practiceData = (record: PracticeRecord) => ({
  title: record.title,
  stakeholderLine: record.stakeholderLine,
  description: record.description,
  descriptionHtml: descriptionHtml(record.description),
  thematicAreas: record.thematicAreas.join('\n'),
  sourceUrl: record.sourceUrl,
  sourceKey: record.sourceKey,
})

const parts = (record: PracticeRecord) =>
  ({
    typesOfPractice: { create: record.typesOfPractice.map((typeOfPracticeSlug) => ({ typeOfPracticeSlug })) },
    stakeholderTypes: { create: record.stakeholderTypes.map((stakeholderTypeSlug) => ({ stakeholderTypeSlug })) },
    stakeholders: { create: record.stakeholders.map((name, position) => ({ position, name })) },
    links: { create: record.links.map(({ label, url }, position) => ({ position, label, url })) },
    unknownValues: { create: record.unknownValues },
  }) satisfies Prisma.PracticeUpdateInput

const contextParts = (record: PracticeRecord) =>
  ({
    crisisTypes: { create: record.crisisTypes.map((crisisTypeSlug) => ({ crisisTypeSlug })) },
    phases: { create: record.phases.map((phaseSlug) => ({ phaseSlug })) },
    countries: { create: record.countries.map((country) => ({ country })) },
    guidelines: { create: record.guidelines.map((guidelineNumber) => ({ guidelineNumber })) },
  }) satisfies Prisma.ContextUpdateInput

async function removeParts(practiceId: string, contextId: string): Promise<void> {
  await db.practiceTypeOfPractice.deleteMany({ where: { practiceId } })
  await db.practiceStakeholderType.deleteMany({ where: { practiceId } })
  await db.practiceStakeholder.deleteMany({ where: { practiceId } })
  await db.practiceLink.deleteMany({ where: { practiceId } })
  await db.practiceUnknownValue.deleteMany({ where: { practiceId } })
  await db.contextCrisisType.deleteMany({ where: { contextId } })
  await db.contextPhase.deleteMany({ where: { contextId } })
  await db.contextCountry.deleteMany({ where: { contextId } })
  await db.contextGuideline.deleteMany({ where: { contextId } })
}
