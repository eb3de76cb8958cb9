import { db } from '~/db.server'
import { foldLabel } from './fold'
import type { TermKind } from './term'

export type TermRow = { slug: string; label: string; position: number }

type Table = {
  all: () => Promise<TermRow[]>
  add: (row: TermRow & { editedAt: Date }, parentSlug?: string) => Promise<unknown>
  rename: (slug: string, label: string, editedAt: Date) => Promise<unknown>
}

const select = { slug: true, label: true, position: true } as const
const renamed = (slug: string, label: string, editedAt: Date) => ({ where: { slug }, data: { label, editedAt } })

/** The rows behind each list. */
export const termTables: Record<TermKind, Table> = {
  crisisType: {
    all: () => db.crisisType.findMany({ select }),
    add: (data, parentSlug) => db.crisisType.create({ data: { ...data, parentSlug: parentSlug ?? null } }),
    rename: (...term) => db.crisisType.update(renamed(...term)),
  },
  phase: {
    all: () => db.crisisPhase.findMany({ select }),
    add: (data) => db.crisisPhase.create({ data }),
    rename: (...term) => db.crisisPhase.update(renamed(...term)),
  },
  typeOfPractice: {
    all: () => db.typeOfPractice.findMany({ select }),
    add: (data) => db.typeOfPractice.create({ data }),
    rename: (...term) => db.typeOfPractice.update(renamed(...term)),
  },
  stakeholderType: {
    all: () => db.stakeholderType.findMany({ select }),
    add: (data) => db.stakeholderType.create({ data }),
    rename: (...term) => db.stakeholderType.update(renamed(...term)),
  },
}

/** Whether a list has a name that reads the same. @param besides the slug of a term that may */
export const hasLabel = (rows: TermRow[], label: string, besides?: string): boolean =>
  rows.some((row) => row.slug !== besides && foldLabel(row.label) === foldLabel(label))
