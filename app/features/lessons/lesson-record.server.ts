import { db } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { type ReuseLine, reuseCounts } from '~/features/reuses/queries.server'
import type { UseCounts } from '~/features/reuses/reuse'
import { type Confidence, type ConfidenceFacts, confidenceOf } from './confidence'
import { confidenceFacts } from './confidence-facts.server'
import { type CounterEvidenceView, counterEvidenceOf } from './counter-evidence-queries.server'
import { publicStates } from './lesson'
import { practiceOfLesson } from './promotion-queries.server'
import { reusesOfLesson } from './reuse-lesson.server'

/** How a lesson fared in other hands, for its page. */
export type LessonRecord = {
  use: UseCounts | null
  reuses: ReuseLine[]
  facts: ConfidenceFacts
  confidence: Confidence
  counterEvidence: CounterEvidenceView[]
  /** That was made of it. */
  practice: { slug: string; title: string } | null
  /** Its use can be noted and it can be contested: it is open to everyone. */
  isOpen: boolean
}

/** Of a lesson that the viewer sees, which the caller has asked. @param formats the BCP 47 tag in which countries are named */
export async function recordOfLesson(viewer: Viewer | null, lessonId: string, formats: string): Promise<LessonRecord> {
  const lesson = await db.lesson.findUniqueOrThrow({
    where: { id: lessonId },
    select: { id: true, authorId: true, attribution: true, state: true },
  })
  const [uses, reuses, facts, counterEvidence, practice] = await Promise.all([
    reuseCounts('lesson', [lessonId]),
    reusesOfLesson(viewer, lesson, formats),
    confidenceFacts([lessonId]),
    counterEvidenceOf(viewer, lessonId),
    practiceOfLesson(lessonId),
  ])
  const known = facts.get(lessonId)!
  return {
    use: uses.get(lessonId) ?? null,
    reuses,
    facts: known,
    confidence: confidenceOf(known),
    counterEvidence,
    practice,
    isOpen: publicStates.some((state) => state === lesson.state),
  }
}
