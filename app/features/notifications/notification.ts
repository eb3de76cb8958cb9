import { z } from 'zod'
import type { FollowReason } from '~/features/following/follow'
import type { Message, Translate } from '~/i18n/translate'

/** What a notice tells. Each is about one thread, lesson, session or practice. */
export const noticeKinds = [
  'thread.opened',
  'thread.replies',
  'lesson.submitted',
  'lesson.verified',
  'lesson.returned',
  'lesson.noted',
  'lesson.merged',
  'lesson.superseded',
  'lesson.confirmed',
  'lesson.identified',
  'lesson.acted-on',
  'lesson.learned',
  'action.due',
  'lesson.reused',
  'lesson.contested',
  'lesson.answered',
  'session.scheduled',
  'session.invited',
  'session.moved-up',
  'session.tomorrow',
  'session.soon',
  'session.asked',
  'session.admitted',
  'session.cancelled',
  'session.reinstated',
  'session.mentioned',
  'session.action-given',
  'session.action-due',
  'session.after-30',
  'session.after-90',
  'practice.recorded',
  'practice.reused',
  'post.held',
  'post.shown',
  'post.removed',
  'message.held',
  'message.shown',
  'message.removed',
] as const
export type NoticeKind = (typeof noticeKinds)[number]

/** The column of Notification that says what a kind is about. */
export const subjectColumn = {
  'thread.opened': 'threadId',
  'thread.replies': 'threadId',
  'lesson.submitted': 'lessonId',
  'lesson.verified': 'lessonId',
  'lesson.returned': 'lessonId',
  'lesson.noted': 'lessonId',
  'lesson.merged': 'lessonId',
  'lesson.superseded': 'lessonId',
  'lesson.confirmed': 'lessonId',
  'lesson.identified': 'lessonId',
  'lesson.acted-on': 'lessonId',
  'lesson.learned': 'lessonId',
  'action.due': 'lessonId',
  'lesson.reused': 'lessonId',
  'lesson.contested': 'lessonId',
  'lesson.answered': 'lessonId',
  'session.scheduled': 'sessionId',
  'session.invited': 'sessionId',
  'session.moved-up': 'sessionId',
  'session.tomorrow': 'sessionId',
  'session.soon': 'sessionId',
  'session.asked': 'sessionId',
  'session.admitted': 'sessionId',
  'session.cancelled': 'sessionId',
  'session.reinstated': 'sessionId',
  'session.mentioned': 'sessionId',
  'session.action-given': 'sessionId',
  'session.action-due': 'sessionId',
  'session.after-30': 'sessionId',
  'session.after-90': 'sessionId',
  'practice.recorded': 'practiceId',
  'practice.reused': 'practiceId',
  'post.held': 'threadId',
  'post.shown': 'threadId',
  'post.removed': 'threadId',
  'message.held': 'sessionId',
  'message.shown': 'sessionId',
  'message.removed': 'sessionId',
} as const satisfies Record<NoticeKind, string>

/**
 * Why a member hears of something: what he or she follows; that a reply answers him or her; that he or she reviews,
 * carries out or confirmed it, or wrote what was merged into it.
 * None where it is the member's own thing, or an invitation to it.
 */
export type Reason = FollowReason | { kind: (typeof plainReasons)[number] }

/** Reasons that are no thing that could be followed. */
const plainReasons = ['answer', 'review', 'owner', 'confirmed', 'merged'] as const

/** What is kept of a reason. Unreadable text is no reason. */
export function readReason(text: string): Reason | null {
  if (text === '') return null
  try {
    return JSON.parse(text) as Reason
  } catch {
    return null
  }
}

/** A notice as lists show it. It tells nothing of who wrote a lesson, since the author may have chosen not to be named. */
export type NoticeLine = {
  id: string
  kind: NoticeKind
  /** The title of what it is about: people's text. */
  title: string
  /** Where it leads. */
  href: string
  count: number
  unread: boolean
  raisedAt: Date
  /** What is followed, answered or reviewed; its label in the reader's language where it has one. */
  why: { kind: Reason['kind']; label?: string } | null
  /** It is about the reader's own lesson. */
  own: boolean
}

/** What happened, in a few words: "New thread", "3 new replies". */
export function noticeWhat({ kind, count, own }: Pick<NoticeLine, 'kind' | 'count' | 'own'>): Message {
  if (kind === 'thread.replies') return { key: 'notifications.what.threadReplies', params: { count } }
  if (kind === 'lesson.reused') return { key: 'notifications.what.lessonReused', params: { count } }
  if (kind === 'practice.reused') return { key: 'notifications.what.practiceReused', params: { count } }
  if (kind === 'lesson.verified' && own) return { key: 'notifications.what.ownLessonVerified' }
  return { key: whats[kind] }
}

const whats = {
  'thread.opened': 'notifications.what.threadOpened',
  'lesson.submitted': 'notifications.what.lessonSubmitted',
  'lesson.verified': 'notifications.what.lessonVerified',
  'lesson.noted': 'notifications.what.lessonNoted',
  'lesson.merged': 'notifications.what.lessonMerged',
  'lesson.superseded': 'notifications.what.lessonSuperseded',
  'lesson.confirmed': 'notifications.what.lessonConfirmed',
  'lesson.identified': 'notifications.what.lessonIdentified',
  'lesson.acted-on': 'notifications.what.lessonActedOn',
  'lesson.learned': 'notifications.what.lessonLearned',
  'action.due': 'notifications.what.actionDue',
  'lesson.returned': 'notifications.what.lessonReturned',
  'lesson.contested': 'notifications.what.lessonContested',
  'lesson.answered': 'notifications.what.lessonAnswered',
  'session.scheduled': 'notifications.what.sessionScheduled',
  'session.invited': 'notifications.what.sessionInvited',
  'session.moved-up': 'notifications.what.sessionMovedUp',
  'session.tomorrow': 'notifications.what.sessionTomorrow',
  'session.soon': 'notifications.what.sessionSoon',
  'session.asked': 'notifications.what.sessionAsked',
  'session.admitted': 'notifications.what.sessionAdmitted',
  'session.cancelled': 'notifications.what.sessionCancelled',
  'session.reinstated': 'notifications.what.sessionReinstated',
  'session.mentioned': 'notifications.what.sessionMentioned',
  'session.action-given': 'notifications.what.sessionActionGiven',
  'session.action-due': 'notifications.what.sessionActionDue',
  'session.after-30': 'notifications.what.sessionAfter30',
  'session.after-90': 'notifications.what.sessionAfter90',
  'practice.recorded': 'notifications.what.practiceRecorded',
  'post.held': 'notifications.what.postHeld',
  'post.shown': 'notifications.what.postShown',
  'post.removed': 'notifications.what.postRemoved',
  'message.held': 'notifications.what.messageHeld',
  'message.shown': 'notifications.what.messageShown',
  'message.removed': 'notifications.what.messageRemoved',
} as const

/** Why, as a part of a sentence: "because you follow Flood". */
export function noticeWhy({ why }: Pick<NoticeLine, 'why'>): Message | null {
  if (!why) return null
  const plain = (['thread', ...plainReasons] as const).find((kind) => kind === why.kind)
  if (plain) return { key: `notifications.why.${plain}` }
  return why.label ? { key: 'notifications.why.follow', params: { label: why.label } } : null
}

/** The whole notice as one line of text: "New thread: Boats for the delta". */
export function noticeText(t: Translate, notice: Pick<NoticeLine, 'kind' | 'count' | 'own' | 'title'>): string {
  const what = noticeWhat(notice)
  return t('notifications.line', { what: t(what.key, what.params), title: notice.title })
}

/**
 * The form of `POST /notifications/read`: one notice, or all that were raised until a moment (milliseconds since 1970),
 * so that what came after the page was read stays unread.
 */
export const readInput = z.object({
  id: z.string().max(64, 'site.errors.notFound'),
  until: z.string().transform((value) => (/^\d{1,15}$/.test(value) ? new Date(Number(value)) : new Date())),
})

/** What `GET /notifications/latest` answers. */
export type LatestNotices = {
  unread: number
  /** The number in words, such as "3 unread notifications". */
  label: string
  /** at: when it was raised, in milliseconds; a notice that is raised again has a later one. */
  items: { id: string; text: string; href: string; at: number }[]
}
