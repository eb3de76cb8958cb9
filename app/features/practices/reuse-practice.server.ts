import { db, inTransaction } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { notFound } from '~/lib/errors'
import { crisisNamed, recordReuse } from '../reuses/record-reuse.server'
import type { ReuseInput } from '../reuses/reuse'

/** A practice whose use can be noted: everybody sees every practice. @throws AppError 404 */
export async function practiceToReuse(
  _viewer: Viewer,
  slug: string,
): Promise<{ id: string; title: string; contextId: string }> {
  const practice = await db.practice.findUnique({ where: { slug }, select: { id: true, title: true, contextId: true } })
  if (!practice) throw notFound()
  return practice
}

/**
 * Notes that the viewer used a practice: where, when, with what result. The same client id notes it once.
 * @returns the id of the use
 * @throws AppError 404
 */
export async function reusePractice(viewer: Viewer, slug: string, input: ReuseInput): Promise<string> {
  const crisis = await crisisNamed(input.crisis)
  return inTransaction(async (announce) => {
    const practice = await practiceToReuse(viewer, slug)
    const { id, isNew } = await recordReuse(viewer, { practiceId: practice.id }, { ...input, crisis })
    if (isNew) await announce({ type: 'practice.reused', practiceId: practice.id, byId: viewer.id })
    return id
  })
}
