import { db, inTransaction } from '~/db.server'
import type { AppEventOf, Telling } from '~/events.server'
import { raise } from './raise.server'

const select = {
  confirmedById: true,
  reviewedAt: true,
  verdict: true,
  post: { select: { id: true, threadId: true } },
  message: { select: { sessionId: true } },
} as const

/** Tells the reviewers, but not its author, that a text waits for them. A reaction to `harm.held`. */
export const notifyOfHeld = ({ harmReviewId, byId }: AppEventOf<'harm.held'>, telling: Telling): Promise<void> =>
  inTransaction(async (announce) => {
    const review = await db.harmReview.findUnique({ where: { id: harmReviewId }, select })
    if (!review || review.reviewedAt) return
    const reviewers = await db.member.findMany({
      where: { role: { in: ['moderator', 'administrator'] }, id: { not: review.confirmedById }, bannedAt: null },
      select: { id: true },
    })
    const hearers = reviewers.map(({ id }) => ({ memberId: id, reason: { kind: 'review' } as const }))
    const { post, message } = review
    if (post) await raise(announce, { kind: 'post.held', subjectId: post.threadId, hearers, byId, ...telling })
    if (message)
      await raise(announce, { kind: 'message.held', subjectId: message.sessionId, hearers, byId, ...telling })
  })

/** Tells the author what a reviewer made of it. A reaction to `harm.reviewed`. */
export const notifyOfVerdict = ({ harmReviewId, byId }: AppEventOf<'harm.reviewed'>, telling: Telling): Promise<void> =>
  inTransaction(async (announce) => {
    const review = await db.harmReview.findUnique({ where: { id: harmReviewId }, select })
    if (!review) return
    const { post, message, verdict } = review
    const hearers = [{ memberId: review.confirmedById, reason: null }]
    const shown = verdict === 'shown'
    if (post) {
      const about = { subjectId: post.threadId, postId: post.id, hearers, byId, ...telling }
      await raise(announce, { kind: shown ? 'post.shown' : 'post.removed', ...about })
    }
    if (message) {
      const about = { subjectId: message.sessionId, hearers, byId, ...telling }
      await raise(announce, { kind: shown ? 'message.shown' : 'message.removed', ...about })
    }
  })
