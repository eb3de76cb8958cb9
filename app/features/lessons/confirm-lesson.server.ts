import { db, inTransaction } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { refusalOfConfirmation, unlessRefused } from './life-cycle'
import { isOfNow, lifeCycleFacts } from './life-cycle-facts.server'
import { findLesson } from './queries.server'

/**
 * A peer says of a verified lesson: it is so with us too. Kind of stakeholder and organization are kept as they are now.
 * A second time changes nothing, unless the lesson says something else since: then the confirmation is of the new words.
 * @throws AppError 404, 403 for the author and members of the author's organization, 409 where there is nothing to confirm
 * or the member has not said for which kind of stakeholder he or she speaks
 */
export const confirmLesson = (viewer: Viewer, lessonId: string, { note }: { note: string }): Promise<void> =>
  inTransaction(async (announce) => {
    const { id, state } = await findLesson(viewer, lessonId)
    const facts = await lifeCycleFacts(id)
    unlessRefused(refusalOfConfirmation(viewer, { ...facts, state }))
    const lessonId_memberId = { lessonId: id, memberId: viewer.id }
    const [known, lesson] = await Promise.all([
      db.lessonConfirmation.findUnique({ where: { lessonId_memberId }, select: { at: true } }),
      db.lesson.findUniqueOrThrow({ where: { id }, select: { verifiedAt: true } }),
    ])
    if (known && isOfNow(known, lesson)) return
    const said = {
      stakeholderTypeSlug: viewer.stakeholderTypeSlug ?? '',
      organizationId: viewer.organizationId,
      note: note.trim(),
      at: new Date(),
    }
    await db.lessonConfirmation.upsert({
      where: { lessonId_memberId },
      create: { ...lessonId_memberId, ...said },
      update: said,
      select: { at: true },
    })
    await announce({ type: 'lesson.confirmed', lessonId: id, byId: viewer.id })
  })
