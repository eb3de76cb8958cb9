import { db } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { flatCrisisTypes, getVocabulary } from '~/features/taxonomy/vocabulary.server'
import { newId } from '~/lib/ids'
import type { ReuseInput, ReuseSubject } from './reuse'

/**
 * Writes down that the viewer used something, inside the caller's transaction; whether he or she may is the caller's to
 * ask. The same client id writes once.
 * @returns its id, and whether it is new
 */
export async function recordReuse(
  viewer: Viewer,
  subject: ReuseSubject,
  { clientId, ...input }: ReuseInput,
): Promise<{ id: string; isNew: boolean }> {
  const memberId_clientId = { memberId: viewer.id, clientId }
  const known = await db.reuse.findUnique({ where: { memberId_clientId }, select: { id: true } })
  if (known) return { id: known.id, isNew: false }
  const { id } = await db.reuse.create({
    data: { id: newId(), ...memberId_clientId, ...subject, ...input, createdAt: new Date() },
    select: { id: true },
  })
  return { id, isNew: true }
}

/** The name of a crisis as it is kept: who sends the slug of a crisis type means its label. */
export async function crisisNamed(crisis: string): Promise<string> {
  const { crisisTypes } = await getVocabulary()
  return flatCrisisTypes(crisisTypes).find(({ slug }) => slug === crisis)?.label ?? crisis
}
