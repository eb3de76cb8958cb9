import { db, inTransaction } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { renderMarkdown } from '~/lib/markdown.server'
import { refusalOfAnswer } from './counter-evidence'
import { findCounterEvidence } from './counter-evidence-queries.server'
import { unlessRefused } from './life-cycle'

/**
 * Answers counter-evidence, for the author, the owner or a reviewer of the lesson. It no longer contests the lesson, and
 * stays beside it with its answer. Answering again with the same words changes nothing.
 * @throws AppError 404; 403 for anyone else, and for who said it; 409 where it was answered
 */
export async function answerCounterEvidence(
  viewer: Viewer,
  lessonId: string,
  evidenceId: string,
  { answer }: { answer: string },
): Promise<void> {
  const answerHtml = await renderMarkdown(answer)
  await inTransaction(async (announce) => {
    const { lesson, evidence } = await findCounterEvidence(viewer, lessonId, evidenceId)
    if (evidence.answeredById === viewer.id && evidence.answer === answer) return
    unlessRefused(refusalOfAnswer(viewer, lesson, evidence))
    await db.counterEvidence.update({
      where: { id: evidence.id },
      data: { answer, answerHtml, answeredById: viewer.id, answeredAt: new Date() },
      select: { id: true },
    })
    await announce({
      type: 'lesson.answered',
      lessonId: lesson.id,
      counterEvidenceId: evidence.id,
      byId: viewer.id,
    })
  })
}
