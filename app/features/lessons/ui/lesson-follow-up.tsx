import { useText } from '~/i18n/locale'
import { StateLabel } from '~/ui/page'
import { UserHtml } from '~/ui/user-text'
import { When } from '~/ui/when'
import { isOverdue, type LessonState } from '../life-cycle'
import type { LessonView } from '../queries.server'
import { By } from './by'

/** Who carries out what a lesson recommends and until when, and what has changed; nothing before it has an owner. */
export function LessonFollowUp({ lesson: { action, evidence, state } }: { lesson: LessonView }) {
  const t = useText()
  if (!action) return null
  return (
    <section aria-labelledby="follow-up">
      <h2 id="follow-up">{t('lessons.action.title')}</h2>
      <p>
        <By by={action.owner} /> · <DueDate dueDate={action.dueDate} state={state} />
      </p>
      {evidence.length > 0 && (
        <>
          <h3>{t('lessons.evidence.title')}</h3>
          {evidence.map(({ id, kind, html, at, by }) => (
            <div key={id}>
              <p className="muted">
                {t(`lessons.transition.evidenceKinds.${kind}`)} · <When at={at} as="date" /> · <By by={by} />
              </p>
              {html && <UserHtml html={html} />}
            </div>
          ))}
        </>
      )}
    </section>
  )
}

/** Until when, and whether that day has passed while there is still something to do. */
export function DueDate({ dueDate, state }: { dueDate: string; state: LessonState }) {
  const t = useText()
  return (
    <>
      {t('lessons.action.due')} <When at={dueDate} as="date" timeZone="UTC" />
      {isOverdue(dueDate, state) && (
        <>
          {' '}
          <StateLabel tone="danger">{t('lessons.action.overdue')}</StateLabel>
        </>
      )}
    </>
  )
}
