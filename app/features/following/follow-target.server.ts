import { db } from '~/db.server'
import { couldBe } from '~/features/context/context'
import type { Viewer } from '~/features/members/viewer'
import { findThread } from '~/features/threads/queries.server'
import { notFound } from '~/lib/errors'
import type { FollowTarget } from './follow'

/** The one column of Follow that a target fills. */
export type FollowColumn =
  | { threadId: string }
  | { practiceId: string }
  | { guidelineNumber: number }
  | { crisisTypeSlug: string }
  | { phaseSlug: string }
  | { country: string }

/**
 * The thing that a member names, if it exists for him or her.
 * @throws AppError 404
 */
export async function followColumn(viewer: Viewer, { kind, key }: FollowTarget): Promise<FollowColumn> {
  if (kind === 'thread') return { threadId: (await findThread(viewer, key)).id }
  const column = couldBe[kind](key) ? await readColumn(kind, key) : null
  if (!column) throw notFound()
  return column
}

async function readColumn(kind: Exclude<FollowTarget['kind'], 'thread'>, key: string): Promise<FollowColumn | null> {
  switch (kind) {
    case 'practice': {
      const row = await db.practice.findUnique({ where: { slug: key }, select: { id: true } })
      return row && { practiceId: row.id }
    }
    case 'guideline': {
      const row = await db.guideline.findUnique({ where: { number: Number(key) }, select: { number: true } })
      return row && { guidelineNumber: row.number }
    }
    case 'crisisType': {
      const row = await db.crisisType.findUnique({ where: { slug: key }, select: { slug: true } })
      return row && { crisisTypeSlug: row.slug }
    }
    case 'phase': {
      const row = await db.crisisPhase.findUnique({ where: { slug: key }, select: { slug: true } })
      return row && { phaseSlug: row.slug }
    }
    case 'country':
      return { country: key }
  }
}
