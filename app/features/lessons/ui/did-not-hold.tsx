import { useText } from '~/i18n/locale'
import { UserHtml } from '~/ui/user-text'
import { When } from '~/ui/when'
import type { CounterEvidenceView } from '../counter-evidence-queries.server'
import { By } from './by'

/** Where and for whom a lesson did not hold, each with its answer, and the way to say so; beside "Holds when". */
export function DidNotHold({
  lessonId,
  rows,
  isOpen,
}: {
  lessonId: string
  rows: CounterEvidenceView[]
  /** Somebody may say so now. */
  isOpen: boolean
}) {
  const t = useText()
  if (rows.length === 0 && !isOpen) return null
  return (
    <section aria-labelledby="did-not-hold">
      <h2 id="did-not-hold">{t('counterEvidence.title')}</h2>
      {rows.length === 0 && <p className="muted">{t('counterEvidence.none')}</p>}
      <ul className="counter-evidence">
        {rows.map((row) => (
          <CounterEvidence key={row.id} lessonId={lessonId} row={row} />
        ))}
      </ul>
      {isOpen && (
        <p>
          <a className="button button-plain" href={`/lessons/${lessonId}/counter-evidence`}>
            {t('counterEvidence.add')}
          </a>
        </p>
      )}
    </section>
  )
}

function CounterEvidence({ lessonId, row }: { lessonId: string; row: CounterEvidenceView }) {
  const t = useText()
  const { id, conditions, html, by, createdAt, answer, canAnswer } = row
  return (
    <li id={`counter-${id}`} className={answer ? 'answered' : undefined}>
      <p className="as-typed" dir="auto" data-user-text="">
        <strong>{conditions}</strong>
      </p>
      <UserHtml html={html} />
      <p className="muted">
        {t('counterEvidence.saidBy')} <By by={by} /> · <When at={createdAt} as="date" />
        {!answer && (
          <>
            {' · '}
            <strong className="failed">{t('counterEvidence.unanswered')}</strong>
          </>
        )}
      </p>
      {answer && (
        <div className="answer">
          <p>
            <strong>{t('counterEvidence.answer')}</strong>{' '}
            <span className="muted">
              <By by={answer.by} /> · <When at={answer.at} as="date" />
            </span>
          </p>
          <UserHtml html={answer.html} />
        </div>
      )}
      {canAnswer && (
        <p>
          <a href={`/lessons/${lessonId}/counter-evidence/${id}/answer`}>{t('counterEvidence.answerThis')}</a>
        </p>
      )}
    </li>
  )
}
