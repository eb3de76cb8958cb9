import { db } from '~/db.server'
import type { ReferenceData, ReferenceGuideline } from './reference-data'

type Row = { editedAt: Date | null }

/**
 * Writes rows that are missing, and those that say something else unless an administrator edited them.
 * @returns the keys written
 */
async function keep<R extends object, K extends string | number>(
  rows: R[],
  keyOf: (row: R) => K,
  known: (Partial<R> & Row)[],
  create: (row: R) => Promise<unknown>,
  update: (key: K, row: R) => Promise<unknown>,
): Promise<K[]> {
  const byKey = new Map(known.map((row) => [keyOf(row as unknown as R), row]))
  const written: K[] = []
  for (const row of rows) {
    const key = keyOf(row)
    const before = byKey.get(key)
    if (!before) await create(row)
    else if (before.editedAt || Object.entries(row).every(([name, value]) => before[name as keyof R] === value))
      continue
    else await update(key, row)
    written.push(key)
  }
  return written
}

const placed = <T extends { slug: string; label: string }>(terms: T[]) =>
  terms.map((term, position) => ({ ...term, position }))
const bySlug = (row: { slug: string }) => row.slug

/** The vocabularies and session formats, inside the open transaction. */
export async function keepVocabularies(data: ReferenceData): Promise<void> {
  await keep(
    placed(data.stakeholderTypes),
    bySlug,
    await db.stakeholderType.findMany(),
    (row) => db.stakeholderType.create({ data: row }),
    (slug, row) => db.stakeholderType.update({ where: { slug }, data: row }),
  )
  await keep(
    placed(data.typesOfPractice),
    bySlug,
    await db.typeOfPractice.findMany(),
    (row) => db.typeOfPractice.create({ data: row }),
    (slug, row) => db.typeOfPractice.update({ where: { slug }, data: row }),
  )
  await keep(
    placed(data.phases),
    bySlug,
    await db.crisisPhase.findMany(),
    (row) => db.crisisPhase.create({ data: row }),
    (slug, row) => db.crisisPhase.update({ where: { slug }, data: row }),
  )
  await keep(
    data.crisisTypes,
    bySlug,
    await db.crisisType.findMany(),
    (row) => db.crisisType.create({ data: row }),
    (slug, row) => db.crisisType.update({ where: { slug }, data: row }),
  )
  await keep(
    placed(data.sessionFormats),
    bySlug,
    await db.sessionFormat.findMany(),
    (row) => db.sessionFormat.create({ data: row }),
    (slug, row) => db.sessionFormat.update({ where: { slug }, data: row }),
  )
}

/**
 * The guidelines and their sample practices, inside the open transaction.
 * @param html the rendered texts by number
 * @returns the numbers of those written
 */
export async function keepGuidelines(
  guidelines: ReferenceGuideline[],
  html: Map<number, string | null>,
): Promise<number[]> {
  const rows = guidelines.map(({ samplePractices: _, ...guideline }) => ({
    ...guideline,
    bodyHtml: html.get(guideline.number) ?? null,
  }))
  const written = await keep(
    rows,
    (row) => row.number,
    (await db.guideline.findMany()) as (Partial<(typeof rows)[number]> & Row)[],
    (row) => db.guideline.create({ data: row }),
    (number, row) => db.guideline.update({ where: { number }, data: row }),
  )
  const samples = guidelines.flatMap(({ number: guidelineNumber, samplePractices }) =>
    samplePractices.map((text, index) => ({
      id: `${guidelineNumber}.${index + 1}`,
      guidelineNumber,
      number: index + 1,
      text,
    })),
  )
  const writtenSamples = await keep(
    samples,
    (row) => row.id,
    await db.samplePractice.findMany(),
    (row) => db.samplePractice.create({ data: row }),
    (id, row) => db.samplePractice.update({ where: { id }, data: row }),
  )
  return [...new Set([...written, ...writtenSamples.map((id) => Number(id.split('.')[0]))])]
}
