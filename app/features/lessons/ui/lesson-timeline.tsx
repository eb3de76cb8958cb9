import { useText } from '~/i18n/locale'
import { When } from '~/ui/when'
import type { LessonPassageView } from '../queries.server'
import { By } from './by'
import { Note } from './note'

/** Every passage of a lesson from state to state: what, who, when, and the note to those who may read it. */
export function LessonTimeline({ timeline }: { timeline: LessonPassageView[] }) {
  const t = useText()
  return (
    <ol className="timeline">
      {timeline.map(({ id, to, at, by, note }) => (
        <li key={id}>
          <strong>{t(`lessons.passages.${to}`)}</strong>
          <p className="muted">
            <When at={at} /> · <By by={by} />
          </p>
          {note && <Note text={note} />}
        </li>
      ))}
    </ol>
  )
}
