import { db, inTransaction } from '~/db.server'
import { isAdministrator, type Viewer } from '~/features/members/viewer'
import { notFound } from '~/lib/errors'
import type { FormErrors } from '~/lib/forms'
import { descriptionHtml } from './description-html'
import type { PracticeRevision } from './practice-revision'

/**
 * A practice as an administrator corrects it.
 * @throws AppError 404 for anyone else, and where no practice has this address
 */
export async function practiceForRevision(viewer: Viewer, slug: string): Promise<PracticeRevision> {
  const practice = isAdministrator(viewer) && (await read(slug))
  if (!practice) throw notFound()
  const { title, description, sourceUrl, updatedAt } = practice
  return { title, description, sourceUrl: sourceUrl ?? '', state: updatedAt.toISOString() }
}

/**
 * Corrects a practice. It stays the same record for a later import, which then leaves it as it is.
 * @returns what is wrong, or null when it was saved
 * @throws AppError 404 for anyone but an administrator, and where no practice has this address
 */
export async function revisePractice(
  viewer: Viewer,
  slug: string,
  input: PracticeRevision,
): Promise<FormErrors | null> {
  if (!isAdministrator(viewer)) throw notFound()
  const { title, description, sourceUrl, state } = input
  const html = descriptionHtml(description)
  return inTransaction(async (announce) => {
    const before = await read(slug)
    if (!before) throw notFound()
    if (before.updatedAt.toISOString() !== state) return { form: { key: 'admin.changedMeanwhile' } }
    const now = new Date()
    await db.practice.update({
      where: { id: before.id },
      data: {
        ...{ title, description, descriptionHtml: html, sourceUrl: sourceUrl || null },
        ...{ updatedAt: now, editedAt: now },
      },
    })
    await announce({ type: 'practice.recorded', practiceId: before.id, created: false })
    return null
  })
}

const read = (slug: string) =>
  db.practice.findUnique({
    where: { slug },
    select: { id: true, title: true, description: true, sourceUrl: true, updatedAt: true },
  })
