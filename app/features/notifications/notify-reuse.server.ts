import { db, inTransaction } from '~/db.server'
import type { AppEventOf, Telling } from '~/events.server'
import { publicStates } from '~/features/lessons/lesson'
import { raise } from './raise.server'

const openLesson = (lessonId: string) =>
  db.lesson.findFirst({
    where: { id: lessonId, state: { in: publicStates } },
    select: { authorId: true, action: { select: { ownerMemberId: true } } },
  })

/** Tells the author that a lesson was used. A reaction to `lesson.reused`. */
export const notifyReused = ({ lessonId, byId }: AppEventOf<'lesson.reused'>, telling: Telling): Promise<void> =>
  inTransaction(async (announce) => {
    const lesson = await openLesson(lessonId)
    if (!lesson) return
    const hearers = [{ memberId: lesson.authorId, reason: null }]
    await raise(announce, { kind: 'lesson.reused', subjectId: lessonId, hearers, byId, ...telling })
  })

/** Tells the author and the owner that a lesson did not hold for somebody. A reaction to `lesson.contested`. */
export const notifyContested = ({ lessonId, byId }: AppEventOf<'lesson.contested'>, telling: Telling): Promise<void> =>
  inTransaction(async (announce) => {
    const lesson = await openLesson(lessonId)
    if (!lesson) return
    const owner = lesson.action?.ownerMemberId
    const told = new Set(owner ? [lesson.authorId, owner] : [lesson.authorId])
    const hearers = [...told].map((memberId) => ({ memberId, reason: null }))
    await raise(announce, { kind: 'lesson.contested', subjectId: lessonId, hearers, byId, ...telling })
  })

/** Tells who said that a lesson did not hold that it was answered. A reaction to `lesson.answered`. */
export const notifyAnswered = (event: AppEventOf<'lesson.answered'>, telling: Telling): Promise<void> =>
  inTransaction(async (announce) => {
    const { lessonId, counterEvidenceId, byId } = event
    const evidence = await db.counterEvidence.findFirst({
      where: { id: counterEvidenceId, answeredAt: { not: null }, lesson: { state: { in: publicStates } } },
      select: { memberId: true },
    })
    if (!evidence) return
    const hearers = [{ memberId: evidence.memberId, reason: null }]
    await raise(announce, { kind: 'lesson.answered', subjectId: lessonId, hearers, byId, ...telling })
  })

/** Tells those who follow a practice that it was used; nobody wrote it here. A reaction to `practice.reused`. */
export const notifyPracticeReused = (
  { practiceId, byId }: AppEventOf<'practice.reused'>,
  telling: Telling,
): Promise<void> =>
  inTransaction(async (announce) => {
    const followers = await db.follow.findMany({
      where: { practiceId },
      select: { memberId: true, practice: { select: { slug: true } } },
    })
    const hearers = followers.map(({ memberId, practice }) => ({
      memberId,
      reason: { kind: 'practice' as const, key: practice?.slug ?? '' },
    }))
    await raise(announce, { kind: 'practice.reused', subjectId: practiceId, hearers, byId, ...telling })
  })
