import type { AppEventOf, Reactions } from './events.server'
import { followOwnThread } from './features/following/follow-own-thread.server'
import {
  askWhatCameOfIt,
  notifyActionGiven,
  remindActionOwner,
} from './features/notifications/notify-after-session.server'
import { notifyAuthor } from './features/notifications/notify-author.server'
import { notifyMovedUp, remindComing } from './features/notifications/notify-coming.server'
import { notifyFollowers } from './features/notifications/notify-followers.server'
import { notifyInvited } from './features/notifications/notify-invited.server'
import { notifyLifeCycle, remindOwners } from './features/notifications/notify-life-cycle.server'
import { notifyMentioned } from './features/notifications/notify-mentioned.server'
import { notifyOfHeld, notifyOfVerdict } from './features/notifications/notify-of-harm.server'
import { notifyAdmitted, notifyAsked, notifyCancelled } from './features/notifications/notify-of-moderation.server'
import {
  notifyAnswered,
  notifyContested,
  notifyPracticeReused,
  notifyReused,
} from './features/notifications/notify-reuse.server'
import { notifyReviewers } from './features/notifications/notify-reviewers.server'
import {
  indexGuideline,
  indexLesson,
  indexPost,
  indexPractice,
  indexReviewedPost,
  indexSession,
  indexThreadPosts,
} from './features/search/index-documents.server'
import { renderNoteSoon } from './features/session-notes/render-note.server'
import type { Gateway } from './realtime/gateway.server'
import {
  broadcastChange,
  broadcastMessage,
  closeSocketsOfMember,
  closeSocketsOfSignIns,
  tellAction,
  tellNote,
  tellRoomChanged,
  tellRoomEnded,
  tellStandingChanged,
  tellState,
} from './realtime/room-channel.server'

/** Pages of members who have a new notice hear that there is one, and ask for it themselves. */
const nudge =
  (gateway: Gateway) =>
  ({ memberIds }: AppEventOf<'notification.raised'>): void => {
    for (const memberId of memberIds) gateway.toMember(memberId, 'notification', {})
  }

const indexThread = ({ threadId }: { threadId: string }) => indexThreadPosts(threadId)
const indexOnePost = ({ postId }: { postId: string }) => indexPost(postId)
const indexHeldPost = ({ harmReviewId }: { harmReviewId: string }) => indexReviewedPost(harmReviewId)
const indexOneLesson = ({ lessonId }: { lessonId: string }) => indexLesson(lessonId)
const indexOneSession = ({ sessionId }: { sessionId: string }) => indexSession(sessionId)

/** What happens when. A reaction may be told the same event twice (after a crash) and does its work once. */
export const reactionsWith = (gateway: Gateway): Reactions => ({
  'thread.opened': [followOwnThread, notifyFollowers, indexThread],
  'thread.revised': [indexThread],
  'post.posted': [followOwnThread, notifyFollowers, indexOnePost],
  'post.revised': [indexOnePost],
  'post.deleted': [indexOnePost],
  'post.restored': [indexOnePost],
  'harm.held': [notifyOfHeld, indexHeldPost],
  'harm.reviewed': [notifyOfVerdict, indexHeldPost],
  'lesson.submitted': [notifyReviewers, indexOneLesson],
  'lesson.verified': [notifyFollowers, indexOneLesson],
  'lesson.returned': [notifyAuthor, indexOneLesson],
  'lesson.noted': [notifyLifeCycle, indexOneLesson],
  'lesson.merged': [notifyLifeCycle, indexOneLesson],
  'lesson.superseded': [notifyLifeCycle, indexOneLesson],
  'lesson.confirmed': [notifyLifeCycle],
  'lesson.identified': [notifyLifeCycle, indexOneLesson],
  'lesson.acted-on': [notifyLifeCycle, indexOneLesson],
  'lesson.learned': [notifyLifeCycle, indexOneLesson],
  'action.due': [remindOwners],
  'lesson.revised': [indexOneLesson],
  'lesson.withdrawn': [indexOneLesson],
  'lesson.reused': [notifyReused],
  'lesson.contested': [notifyContested],
  'lesson.answered': [notifyAnswered],
  'session.scheduled': [notifyFollowers, indexOneSession],
  'session.invited': [notifyInvited],
  'session.moved-up': [notifyMovedUp],
  'session.near': [remindComing],
  'session.asked': [notifyAsked],
  'session.admitted': [notifyAdmitted, tellStandingChanged(gateway)],
  'session.declined': [tellStandingChanged(gateway)],
  'session.member-muted': [tellStandingChanged(gateway)],
  'session.member-unmuted': [tellStandingChanged(gateway)],
  'session.member-removed': [tellStandingChanged(gateway)],
  'session.slowed': [tellState(gateway)],
  'session.cancelled': [notifyCancelled, tellRoomChanged(gateway), indexOneSession],
  'session.reinstated': [notifyCancelled, tellRoomChanged(gateway), indexOneSession],
  'session.revised': [tellRoomChanged(gateway), indexOneSession],
  'session.opened': [tellRoomChanged(gateway)],
  'session.stepped': [tellState(gateway)],
  'session.ended': [tellRoomEnded(gateway), indexOneSession],
  'action.agreed': [tellAction(gateway)],
  'action.changed': [tellAction(gateway)],
  'action.given': [notifyActionGiven],
  'session.action-due': [remindActionOwner],
  'session.followed-up': [askWhatCameOfIt],
  'message.sent': [broadcastMessage(gateway)],
  'note.saved': [tellNote(gateway), renderNoteSoon],
  'message.changed': [broadcastChange(gateway)],
  'message.mentioned': [notifyMentioned],
  'practice.recorded': [notifyFollowers, ({ practiceId }) => indexPractice(practiceId)],
  'practice.reused': [notifyPracticeReused],
  'guideline.revised': [({ number }) => indexGuideline(number)],
  'notification.raised': [nudge(gateway)],
  'member.signed-out': [closeSocketsOfSignIns(gateway)],
  'member.banned': [closeSocketsOfMember(gateway)],
})
