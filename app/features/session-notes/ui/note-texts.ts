import type { Translate } from '~/i18n/translate'

/** What the island of the notes says; it fills {reason} in. */
export const noteTexts = (t: Translate) => {
  const reason = '{reason}'
  return {
    connecting: t('sessionNotes.live.connecting'),
    saving: t('sessionNotes.live.saving'),
    saved: t('sessionNotes.live.saved'),
    broken: t('sessionNotes.live.broken'),
    offline: t('sessionNotes.live.offline'),
    reading: t('sessionNotes.live.reading'),
    refused: t('sessionNotes.live.refused', { reason }),
    signedOut: t('sessionNotes.live.signedOut'),
    unsaved: t('sessionNotes.live.unsaved', { reason }),
    unsavedCut: t('sessionNotes.live.unsavedCut', { reason }),
    stranded: t('sessionNotes.live.stranded'),
    copied: t('sessionNotes.live.copied'),
  }
}
export type NoteTexts = ReturnType<typeof noteTexts>
