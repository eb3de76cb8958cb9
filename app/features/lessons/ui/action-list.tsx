import { useText } from '~/i18n/locale'
import { ListLine } from '~/ui/page'
import type { ActionLine } from '../actions.server'
import { By } from './by'
import { DueDate } from './lesson-follow-up'
import { LessonStateLabel } from './lesson-list'

/** What a lesson recommends, as a line: the lesson, who carries it out, until when. */
export function LessonActionLine({ action: { lessonId, title, state, dueDate, owner } }: { action: ActionLine }) {
  const t = useText()
  return (
    <ListLine
      href={`/lessons/${lessonId}`}
      title={title}
      details={
        <>
          <LessonStateLabel state={state} /> {t('lessons.actions.owner')} <By by={owner} /> ·{' '}
          <DueDate dueDate={dueDate} state={state} />
        </>
      }
    />
  )
}
