import { inTransaction } from '~/db.server'
import { isAdministrator, type Viewer } from '~/features/members/viewer'
import { notFound } from '~/lib/errors'
import type { FormErrors } from '~/lib/forms'
import type { TermKind } from './term'
import { hasLabel, type TermRow, termTables } from './term-table.server'

/**
 * A term for the form that renames it.
 * @throws AppError 404 for anyone but an administrator, and where the list has no such term
 */
export async function termForRenaming(viewer: Viewer, kind: TermKind, slug: string): Promise<TermRow> {
  const term = isAdministrator(viewer) && (await termTables[kind].all()).find((row) => row.slug === slug)
  if (!term) throw notFound()
  return term
}

/**
 * Gives a term another label; its address stays. No later start writes over it.
 * @returns what is wrong, or null when it was renamed
 * @throws AppError 404 for anyone but an administrator, and where the list has no such term
 */
export const renameTerm = (viewer: Viewer, kind: TermKind, slug: string, label: string): Promise<FormErrors | null> =>
  inTransaction(async (): Promise<FormErrors | null> => {
    await termForRenaming(viewer, kind, slug)
    if (hasLabel(await termTables[kind].all(), label, slug)) return { label: { key: 'admin.vocabularies.labelTaken' } }
    await termTables[kind].rename(slug, label, new Date())
    return null
  })
