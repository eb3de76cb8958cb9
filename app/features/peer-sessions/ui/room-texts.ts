import type { Translate } from '~/i18n/translate'
import { cardKinds } from '../own-links'
import { type ReactionKind, reactionKinds } from '../room-message'

/** What the island of a room says; it fills {names} and {reason} in. */
export const roomTexts = (t: Translate) => ({
  keys: t('peerSessions.room.keys'),
  online: t('peerSessions.room.online'),
  connecting: t('peerSessions.room.connecting'),
  broken: t('peerSessions.room.broken'),
  signedOut: t('peerSessions.room.signedOut'),
  signIn: t('peerSessions.room.signIn'),
  here: t('peerSessions.room.here', { names: '{names}' }),
  hereCount: t('peerSessions.room.hereCount', { count: '{count}' }),
  nobodyHere: t('peerSessions.room.nobodyHere'),
  typing: t('peerSessions.room.typing', { names: '{names}' }),
  typingMany: t('peerSessions.room.typingMany', { names: '{names}' }),
  pending: t('peerSessions.room.pending'),
  waiting: t('peerSessions.room.waiting'),
  failed: t('peerSessions.room.failed', { reason: '{reason}' }),
  again: t('peerSessions.room.again'),
  discard: t('peerSessions.room.discard'),
  ended: t('peerSessions.room.ended'),
  readRecord: t('peerSessions.room.readRecord'),
  below: t('peerSessions.room.below'),
  empty: t('peerSessions.message.empty'),
  marks: {
    names: t('peerSessions.marks.names'),
    moreOn: t('peerSessions.marks.moreOn', { number: '{number}' }),
    answer: t('peerSessions.marks.answer'),
    answers: t('peerSessions.marks.answers', { name: '{name}' }),
    answersGone: t('peerSessions.marks.answersGone', { name: '{name}' }),
    youAnswer: t('peerSessions.marks.youAnswer', { name: '{name}' }),
    dropAnswer: t('peerSessions.marks.dropAnswer'),
    kinds: kindTexts(t),
    reaction: t('peerSessions.marks.reaction', { kind: '{kind}', count: '{count}' }),
    insight: t('peerSessions.marks.insight'),
    markInsight: t('peerSessions.marks.markInsight'),
    unmarkInsight: t('peerSessions.marks.unmarkInsight'),
    pin: t('peerSessions.marks.pin'),
    unpin: t('peerSessions.marks.unpin'),
    edit: t('peerSessions.marks.edit'),
    text: t('peerSessions.marks.text'),
    save: t('peerSessions.marks.save'),
    cancel: t('peerSessions.marks.cancel'),
    theirs: t('peerSessions.marks.theirs'),
    falseAlarm: t('peerSessions.marks.falseAlarm'),
    edited: t('peerSessions.marks.edited'),
    editedOn: t('peerSessions.marks.editedOn', { number: '{number}' }),
    waitsOwn: t('peerSessions.marks.waitsOwn'),
    remove: t('peerSessions.marks.remove'),
    removeWhat: t('peerSessions.marks.removeWhat'),
    removeIt: t('peerSessions.marks.removeIt'),
    keep: t('peerSessions.marks.keep'),
    removedBy: {
      author: t('peerSessions.marks.removedBy.author'),
      lead: t('peerSessions.marks.removedBy.lead'),
    },
    undo: t('peerSessions.marks.undo'),
    offline: t('peerSessions.marks.offline'),
    cardKinds: Object.fromEntries(cardKinds.map((kind) => [kind, t(`peerSessions.marks.cardKinds.${kind}`)])),
  },
})
const kindTexts = (t: Translate) =>
  Object.fromEntries(reactionKinds.map((kind) => [kind, t(`peerSessions.marks.kinds.${kind}`)])) as Record<
    ReactionKind,
    string
  >

export type RoomTexts = ReturnType<typeof roomTexts>
