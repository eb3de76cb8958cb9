import { db, inTransaction } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { newId } from '~/lib/ids'
import { renderMarkdown } from '~/lib/markdown.server'
import { type CounterEvidenceInput, refusalOfContesting } from './counter-evidence'
import { unlessRefused } from './life-cycle'
import { findLesson } from './queries.server'

/**
 * Says where a lesson did not hold. It is contested until somebody answers. Authors may say it of their own lessons too:
 * nobody knows better where they failed. The same client id says it once.
 * @returns the id of the counter-evidence
 * @throws AppError 404 where it does not exist for the viewer, 409 where it is not open to everyone
 */
export async function contestLesson(
  viewer: Viewer,
  lessonId: string,
  { conditions, body, clientId }: CounterEvidenceInput,
): Promise<string> {
  const html = await renderMarkdown(body)
  return inTransaction(async (announce) => {
    const lesson = await findLesson(viewer, lessonId)
    const memberId_clientId = { memberId: viewer.id, clientId }
    const known = await db.counterEvidence.findUnique({ where: { memberId_clientId }, select: { id: true } })
    if (known) return known.id
    unlessRefused(refusalOfContesting(lesson))
    const { id } = await db.counterEvidence.create({
      data: {
        id: newId(),
        ...memberId_clientId,
        lessonId: lesson.id,
        conditions,
        body,
        html,
        createdAt: new Date(),
      },
      select: { id: true },
    })
    await announce({ type: 'lesson.contested', lessonId: lesson.id, counterEvidenceId: id, byId: viewer.id })
    return id
  })
}
