import { briefLabel } from '~/features/context/shared-context'
import { LessonStateLabel } from '~/features/lessons/ui/lesson-list'
import { useReader, useText } from '~/i18n/locale'
import { UserText } from '~/ui/user-text'
import type { FittingLesson } from '../fitting-lessons.server'

/** Lessons that fit what the page is about. Nothing where none does. */
export function FittingLessons({ lessons }: { lessons: FittingLesson[] }) {
  const t = useText()
  if (lessons.length === 0) return null
  return (
    <section aria-labelledby="fitting-lessons">
      <h2 id="fitting-lessons">{t('insights.fitting.title')}</h2>
      <FittingLessonList lessons={lessons} />
    </section>
  )
}

/** Such lessons as lines, each with its state and one line on why it is here. */
export function FittingLessonList({ lessons }: { lessons: FittingLesson[] }) {
  const t = useText()
  const { formats } = useReader()
  const list = new Intl.ListFormat(formats, { style: 'long', type: 'conjunction' })
  return (
    <ul className="lines">
      {lessons.map(({ id, title, state, confidence, shared }) => (
        <li key={id} className="line">
          <a className="line-title" href={`/lessons/${id}`} dir="auto" data-user-text="">
            {title}
          </a>
          <p className="muted">
            <LessonStateLabel state={state} /> {confidence !== 'low' && `${t(`confidence.levels.${confidence}`)} · `}
            <UserText>
              {t('insights.fitting.why', {
                shared: list.format(shared.slice(0, 3).map((item) => briefLabel(item, t))),
              })}
            </UserText>
          </p>
        </li>
      ))}
    </ul>
  )
}
