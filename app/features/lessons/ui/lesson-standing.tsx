import { useText } from '~/i18n/locale'
import { UserText } from '~/ui/user-text'
import { missingToSubmit } from '../lesson'
import { isReplaced } from '../life-cycle'
import type { LessonView } from '../queries.server'
import { LessonStateLabel } from './lesson-list'
import { Note } from './note'

/** A lesson's state, who sees it now and what is missing for the next state; to its author, why it was returned. */
export function LessonStanding({ lesson }: { lesson: LessonView }) {
  const t = useText()
  const { title, html, state, timeline } = lesson
  const missing = state === 'draft' ? missingToSubmit({ title, observation: html.observation }) : []
  const returned = state === 'returned' ? timeline.findLast(({ to }) => to === 'returned')?.note : ''
  return (
    <div className="standing">
      <ReplacedBy lesson={lesson} />
      <p>
        <LessonStateLabel state={state} />{' '}
        {missing.length > 0
          ? t('lessons.next.incomplete', { missing: missing.map((name) => t(`lessons.missing.${name}`)).join(', ') })
          : t(`lessons.next.${state}`)}
      </p>
      {returned && <Note text={returned} />}
      <Needs next={lesson.next} />
    </div>
  )
}

/** What is missing before a verified lesson can go on. */
function Needs({ next }: Pick<LessonView, 'next'>) {
  const t = useText()
  if (!next || next.unmet.length === 0) return null
  const { to, unmet } = next
  if (to !== 'lesson-identified' && to !== 'action-under-way' && to !== 'lesson-learned') return null
  return (
    <details>
      <summary>{t(`lessons.needs.${to}`)}</summary>
      <ul>
        {unmet.map(({ criterion, key, params }) => (
          <li key={criterion}>{t(key, params)}</li>
        ))}
      </ul>
    </details>
  )
}

function ReplacedBy({ lesson: { state, replacedBy } }: { lesson: LessonView }) {
  const t = useText()
  if (!replacedBy || !isReplaced(state)) return null
  return (
    <p className="notice">
      {t(`lessons.replaced.${state}`)}{' '}
      <a href={`/lessons/${replacedBy.id}`}>
        <UserText>{replacedBy.title}</UserText>
      </a>
    </p>
  )
}
