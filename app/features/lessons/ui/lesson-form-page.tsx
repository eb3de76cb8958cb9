import type { ReactNode } from 'react'
import { useText } from '~/i18n/locale'
import { Page } from '~/ui/page'
import { LessonConflict, type LessonConflictView } from './lesson-conflict'
import { LessonForm, type LessonFormProps } from './lesson-form'
import { Note } from './note'

export type LessonFormPageProps = LessonFormProps & {
  conflict?: LessonConflictView | null
  /** What the reviewer wrote who returned the lesson, '' where none did. */
  returnNote?: string
  /** What has to be looked at before it is sent again. */
  first?: ReactNode
}

/** The page on which a lesson is written or changed. */
export function LessonFormPage({ conflict, returnNote, first, ...form }: LessonFormPageProps) {
  const t = useText()
  const state = form.lesson?.state ?? 'draft'
  return (
    <Page
      title={t(form.lesson ? 'lessons.form.editTitle' : 'lessons.form.newTitle')}
      lead={state === 'draft' ? <p>{t('lessons.form.lead')}</p> : undefined}
    >
      {state === 'observation' && <p className="notice">{t('lessons.form.observationNotice')}</p>}
      {state === 'submitted' && <p className="notice">{t('lessons.form.submittedNotice')}</p>}
      {state === 'returned' && returnNote && (
        <div className="notice">
          <p>{t('lessons.form.returnedNotice')}</p>
          <Note text={returnNote} />
        </div>
      )}
      {conflict && <LessonConflict conflict={conflict} />}
      {first}
      <LessonForm {...form} />
    </Page>
  )
}
