import type { AppEventOf, Reactions } from './events.server'
import { followOwnThread } from './features/following/follow-own-thread.server'
import { notifyAuthor } from './features/notifications/notify-author.server'
import { notifyFollowers } from './features/notifications/notify-followers.server'
import { notifyInvited } from './features/notifications/notify-invited.server'
import { notifyReviewers } from './features/notifications/notify-reviewers.server'
import type { Gateway } from './realtime/gateway.server'
import {
  broadcastMessage,
  closeSocketsOfMember,
  closeSocketsOfSignIns,
  tellRoomChanged,
  tellRoomEnded,
} from './realtime/room-channel.server'

/** Pages of members who have a new notice hear that there is one, and ask for it themselves. */
const nudge =
  (gateway: Gateway) =>
  ({ memberIds }: AppEventOf<'notification.raised'>): void => {
    for (const memberId of memberIds) gateway.toMember(memberId, 'notification', {})
  }

/** What happens when. A reaction may be told the same event twice (after a crash) and does its work once. */
export const reactionsWith = (gateway: Gateway): Reactions => ({
  'thread.opened': [followOwnThread, notifyFollowers],
  'post.posted': [followOwnThread, notifyFollowers],
  'lesson.submitted': [notifyReviewers],
  'lesson.verified': [notifyFollowers],
  'lesson.returned': [notifyAuthor],
  'session.scheduled': [notifyFollowers],
  'session.invited': [notifyInvited],
  'session.revised': [tellRoomChanged(gateway)],
  'session.opened': [tellRoomChanged(gateway)],
  'session.ended': [tellRoomEnded(gateway)],
  'message.sent': [broadcastMessage(gateway)],
  'practice.recorded': [notifyFollowers],
  'notification.raised': [nudge(gateway)],
  'member.signed-out': [closeSocketsOfSignIns(gateway)],
  'member.banned': [closeSocketsOfMember(gateway)],
})
