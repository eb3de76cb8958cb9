import { useText } from '~/i18n/locale'
import { missingToSubmit } from '../lesson'
import type { LessonView } from '../queries.server'
import { LessonStateLabel } from './lesson-list'
import { Note } from './note'

/** A lesson's state, who sees it now and what is missing for the next state; to its author, why it was returned. */
export function LessonStanding({ lesson: { title, html, state, timeline } }: { lesson: LessonView }) {
  const t = useText()
  const missing = state === 'draft' ? missingToSubmit({ title, observation: html.observation }) : []
  const returned = state === 'returned' ? timeline.findLast(({ to }) => to === 'returned')?.note : ''
  return (
    <div className="standing">
      <p>
        <LessonStateLabel state={state} />{' '}
        {missing.length > 0
          ? t('lessons.next.incomplete', { missing: missing.map((name) => t(`lessons.missing.${name}`)).join(', ') })
          : t(`lessons.next.${state}`)}
      </p>
      {returned && <Note text={returned} />}
    </div>
  )
}
