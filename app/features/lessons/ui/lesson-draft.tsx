import { useReader, useText } from '~/i18n/locale'
import { Island } from '~/ui/island'
import type { LessonState } from '../lesson'

/** Where the browser says whether a draft is saved. Only what nobody else sees is saved by itself. */
export function LessonDraft({
  lesson,
  viewerId,
  cameBack,
}: {
  lesson: { id: string; state: LessonState } | null
  viewerId: string
  cameBack: boolean
}) {
  const props: LessonDraftProps = {
    ...draftProps(useText()),
    saves: !lesson || lesson.state === 'draft',
    lessonId: lesson?.id ?? '',
    viewerId,
    cameBack,
    formats: useReader().formats,
  }
  return (
    <Island name="lesson-draft" props={props} className="draft-status">
      <p role="status" className="muted" data-status="" />
      <p data-kept="" hidden />
    </Island>
  )
}

const draftProps = (t: ReturnType<typeof useText>) => ({
  texts: {
    saved: t('lessons.autosave.saved'),
    offline: t('lessons.autosave.offline'),
    signedOut: t('lessons.autosave.signedOut'),
    conflict: t('lessons.autosave.conflict'),
    conflictLink: t('lessons.autosave.conflictLink'),
    kept: t('lessons.autosave.kept'),
    restore: t('lessons.autosave.restore'),
    forget: t('lessons.autosave.forget'),
  },
})

/** What the island is handed. */
export type LessonDraftProps = ReturnType<typeof draftProps> & {
  saves: boolean
  /** '' where there is none yet. */
  lessonId: string
  viewerId: string
  /** The server answered with the form, which holds words that are not saved. */
  cameBack: boolean
  /** BCP 47 tag in which times are written. */
  formats: string
}
