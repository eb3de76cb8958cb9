import { useText } from '~/i18n/locale'
import { ListLine } from '~/ui/page'
import type { ActionLine } from '../actions.server'
import { By } from './by'
import { DueDate } from './lesson-follow-up'
import { LessonStateLabel } from './lesson-list'

/** What lessons recommend, as lines: the lesson, who carries it out, until when. */
export function ActionList({ rows }: { rows: ActionLine[] }) {
  const t = useText()
  return (
    <ul className="lines">
      {rows.map(({ lessonId, title, state, dueDate, owner }) => (
        <ListLine
          key={lessonId}
          href={`/lessons/${lessonId}`}
          title={title}
          details={
            <>
              <LessonStateLabel state={state} /> {t('lessons.actions.owner')} <By by={owner} /> ·{' '}
              <DueDate dueDate={dueDate} state={state} />
            </>
          }
        />
      ))}
    </ul>
  )
}
