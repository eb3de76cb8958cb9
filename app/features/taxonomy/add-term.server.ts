import { db, inTransaction } from '~/db.server'
import { isAdministrator, type Viewer } from '~/features/members/viewer'
import { notFound } from '~/lib/errors'
import type { FormErrors } from '~/lib/forms'
import { newId } from '~/lib/ids'
import { foldName } from './fold'
import type { TermPlace } from './term'
import { hasLabel, type TermRow, termTables } from './term-table.server'

/**
 * Puts a term at the end of a list, under an address made of its label.
 * @returns what is wrong, or null when it was added
 * @throws AppError 404 for anyone but an administrator
 */
export const addTerm = (viewer: Viewer, { kind, parent }: TermPlace, label: string): Promise<FormErrors | null> =>
  inTransaction(async (): Promise<FormErrors | null> => {
    if (!isAdministrator(viewer)) throw notFound()
    if (parent && !(await isFirstLevel(parent))) return { place: { key: 'admin.vocabularies.unknownPlace' } }
    const rows = await termTables[kind].all()
    if (hasLabel(rows, label)) return { label: { key: 'admin.vocabularies.labelTaken' } }
    const position = Math.max(-1, ...rows.map((row) => row.position)) + 1
    await termTables[kind].add({ slug: freeSlug(label, rows), label, position, editedAt: new Date() }, parent)
    return null
  })

const isFirstLevel = async (slug: string) =>
  (await db.crisisType.findFirst({ where: { slug, parentSlug: null }, select: { slug: true } })) !== null

function freeSlug(label: string, rows: TermRow[]): string {
  const words = foldName(label)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80)
    .replace(/-$/, '')
  // A name in another script has an address that says nothing.
  const base = words || `term-${newId()}`
  const taken = new Set(rows.map(({ slug }) => slug))
  let slug = base
  for (let number = 2; taken.has(slug); number++) slug = `${base}-${number}`
  return slug
}
