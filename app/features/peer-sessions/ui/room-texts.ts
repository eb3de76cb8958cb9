import type { Translate } from '~/i18n/translate'

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
})
export type RoomTexts = ReturnType<typeof roomTexts>
