import { type CsvCell, csvLine } from '~/lib/csv'
import type { ExportNoun, ExportRecord, RecordContext } from './records'

const contextColumns = ['crisisTypes', 'phases', 'countries', 'guidelines', 'samplePractices', 'practices'] as const

/** The columns of each file, named as in the JSON; what is a list there stands in one cell, between semicolons. */
export const csvColumns: Record<ExportNoun, readonly string[]> = {
  lessons: [
    ...['id', 'url', 'permanentUrl', 'version', 'title', 'state', 'name', 'organization', 'stakeholderType'],
    ...['sourceKind', 'eventDate', 'planned', 'observation', 'discussion', 'conclusion', 'recommendation', 'holdsWhen'],
    ...contextColumns,
    ...['verifiedAt', 'updatedAt'],
  ],
  practices: [
    ...['slug', 'url', 'title', 'stakeholders', 'stakeholderTypes', 'typesOfPractice', 'thematicAreas', 'description'],
    ...['sourceUrl', 'links'],
    ...contextColumns,
    'updatedAt',
  ],
  threads: ['id', 'url', 'title', 'by', 'replies', ...contextColumns, 'createdAt', 'lastPostAt'],
}

/** A record as one line of its file. */
export function csvRecord(noun: ExportNoun, record: ExportRecord): string {
  const cells: Record<string, CsvCell> = { ...flat(record), ...contextCells(record.context) }
  return csvLine(csvColumns[noun].map((column) => cells[column]))
}

const joined = (parts: (string | null)[]) => parts.filter(Boolean).join('; ')
const labels = (terms: { label: string }[]) => joined(terms.map(({ label }) => label))

function flat(record: ExportRecord): Record<string, CsvCell> {
  if (record.type === 'lesson') {
    const { by, context: _, ...rest } = record
    return { ...rest, ...by }
  }
  if (record.type === 'practice') {
    const { context: _, ...rest } = record
    return {
      ...rest,
      stakeholderTypes: labels(rest.stakeholderTypes),
      typesOfPractice: labels(rest.typesOfPractice),
      thematicAreas: joined(rest.thematicAreas),
      links: joined(rest.links.map(({ label, url }) => (url ? `${label} (${url})` : label))),
    }
  }
  const { id, url, title, by, replies, createdAt, lastPostAt } = record
  return { id, url, title, by, replies, createdAt, lastPostAt }
}

const contextCells = (context: RecordContext): Record<string, CsvCell> => ({
  crisisTypes: labels(context.crisisTypes),
  phases: labels(context.phases),
  countries: labels(context.countries),
  guidelines: joined(context.guidelines.map(({ number, title }) => `${number}. ${title}`)),
  samplePractices: joined(context.samplePractices.map(({ id }) => id)),
  practices: joined(context.practices.map(({ title }) => title)),
})
