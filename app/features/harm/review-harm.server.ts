import { z } from 'zod'
import { db, inTransaction } from '~/db.server'
import { isReviewer, type Viewer } from '~/features/members/viewer'
import { translate } from '~/i18n/translate'
import { conflict, forbidden, notFound } from '~/lib/errors'
import { cutAt } from './mask'

const t = translate('en')

/** The form of `POST /review/harm/:id`. */
export const harmVerdictInput = z.object({ verdict: z.enum(['shown', 'removed'], 'harm.errors.verdict') })
export type HarmVerdict = z.output<typeof harmVerdictInput>['verdict']

/** Whoever reviews looks at what others confirmed. */
export const canReviewHarm = (viewer: Viewer | null, review: { confirmedById: string }): boolean =>
  isReviewer(viewer) && viewer?.id !== review.confirmedById

const waiting = {
  id: true,
  findings: true,
  confirmedById: true,
  confirmedAt: true,
  confirmedBy: { select: { id: true, name: true } },
  post: {
    select: {
      id: true,
      number: true,
      body: true,
      deletedAt: true,
      heldAt: true,
      thread: { select: { id: true, title: true } },
    },
  },
  message: {
    select: {
      id: true,
      number: true,
      body: true,
      heldAt: true,
      session: { select: { id: true, title: true, chathamHouse: true } },
    },
  },
} as const

/** One text that waits, its findings marked. */
export type HarmCase = {
  id: string
  kind: 'post' | 'message'
  number: number
  title: string
  href: string
  by: { id: string; name: string }
  at: Date
  parts: { text: string; kind: string | null }[]
  can: { review: boolean }
}

/** What members confirmed as a false alarm and nobody has looked at yet, the oldest first, 50 at most. For reviewers. */
export async function harmToReview(viewer: Viewer): Promise<{ cases: HarmCase[]; count: number }> {
  if (!isReviewer(viewer)) throw notFound()
  const where = {
    reviewedAt: null,
    NOT: [{ post: { deletedAt: { not: null } } }, { message: { removedAt: { not: null } } }],
  }
  const [rows, count] = await Promise.all([
    db.harmReview.findMany({
      where,
      orderBy: [{ confirmedAt: 'asc' }, { id: 'asc' }],
      take: 50,
      select: waiting,
    }),
    db.harmReview.count({ where }),
  ])
  return {
    count,
    cases: rows.flatMap((row): HarmCase[] => {
      const { id, post, message, confirmedBy, confirmedAt } = row
      const shared = { id, by: confirmedBy, at: confirmedAt, can: { review: canReviewHarm(viewer, row) } }
      const parts = (body: string) => partsOf(body, row.findings)
      if (post) {
        const { number, thread, body } = post
        const href = `/posts/${post.id}`
        const places = parts(body)
        return [{ ...shared, kind: 'post', number, title: thread.title, href, parts: places }]
      }
      if (!message) return []
      const { number, session, body } = message
      const href = `/sessions/${session.id}?after=${Math.max(0, number - 1)}#message-${message.id}`
      // Under the Chatham House Rule not even a reviewer learns who wrote it.
      const by = session.chathamHouse ? { id: '', name: t('peerSessions.neutral.somebody') } : confirmedBy
      return [{ ...shared, by, kind: 'message', number, title: session.title, href, parts: parts(body) }]
    }),
  }
}

function partsOf(body: string, findings: string) {
  const places = (JSON.parse(findings) as { field: string; kind: string; start: number; end: number }[]).filter(
    ({ field }) => field === 'body',
  )
  return cutAt(body, places).map(({ text, place }) => ({ text: text.toWellFormed(), kind: place?.kind ?? null }))
}

/**
 * A reviewer shows what a member confirmed, or removes it. Shown, it is told as if it were written now; removed, a post
 * is deleted and a message emptied.
 * @throws AppError 404 for who is no reviewer, 403 for the author, 409 where it was decided already
 */
export const reviewHarm = (viewer: Viewer, reviewId: string, verdict: HarmVerdict): Promise<void> =>
  inTransaction(async (announce) => {
    if (!isReviewer(viewer)) throw notFound()
    const review = await db.harmReview.findUnique({
      where: { id: reviewId },
      select: { id: true, postId: true, messageId: true, confirmedById: true, reviewedAt: true },
    })
    if (!review) throw notFound()
    if (!canReviewHarm(viewer, review)) throw forbidden('harm.errors.ownText')
    if (review.reviewedAt) throw conflict('harm.errors.decided')
    const { postId, messageId, confirmedById } = review
    const subject = postId ? { postId } : { messageId }
    // Confirmed again after a change: one look at what it says now decides all.
    await db.harmReview.updateMany({
      where: { ...subject, reviewedAt: null },
      data: { reviewedById: viewer.id, reviewedAt: new Date(), verdict },
    })
    if (postId) await settlePost(postId)
    if (messageId) await settleMessage(messageId)
    await announce({ type: 'harm.reviewed', harmReviewId: review.id, byId: viewer.id })

    async function settlePost(id: string) {
      if (verdict === 'removed') {
        const data = { deletedAt: new Date(), deletedById: viewer.id }
        await db.post.updateMany({ where: { id, deletedAt: null }, data })
        return
      }
      const post = await db.post.update({
        where: { id },
        data: { heldAt: null },
        select: { threadId: true, number: true, _count: { select: { versions: true } } },
      })
      const { threadId, number } = post
      const byId = confirmedById
      if (post._count.versions > 0) await announce({ type: 'post.revised', postId: id, threadId, byId })
      else if (number === 1) await announce({ type: 'thread.opened', threadId, byId })
      else await announce({ type: 'post.posted', postId: id, threadId, byId })
    }

    async function settleMessage(id: string) {
      const data = verdict === 'removed' ? { body: '', html: '' } : { heldAt: null }
      const { sessionId, mentions } = await db.roomMessage.update({
        where: { id },
        data: { ...data, changedAt: new Date() },
        select: { sessionId: true, mentions: { select: { memberId: true } } },
      })
      const about = { sessionId, messageId: id, byId: confirmedById }
      await announce({ type: 'message.changed', ...about })
      if (verdict === 'shown' && mentions.length > 0) {
        await announce({ type: 'message.mentioned', ...about, memberIds: mentions.map(({ memberId }) => memberId) })
      }
    }
  })
