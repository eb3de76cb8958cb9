import type { HarmReport } from '~/features/harm/check-harm.server'
import { HarmFound, HarmMasked } from '~/features/harm/ui/harm-found'
import { useText } from '~/i18n/locale'
import type { FormErrors, FormValues } from '~/lib/forms'
import { Button, Choices, TextArea, typed } from '~/ui/form'
import { longestChange, usefulness } from '../feedback'
import type { FeedbackView } from '../feedback-queries.server'

type Returned = { errors?: FormErrors; values?: FormValues; harm?: HarmReport | null; masked?: boolean }

/** The two questions after a session, for who was there; and what was answered, for who leads it. */
export function Feedback({ sessionId, feedback }: { sessionId: string; feedback: FeedbackView }) {
  const t = useText()
  const { canGive, mine, leads } = feedback
  if (!canGive && !leads) return null
  return (
    <section aria-labelledby="feedback">
      <h2 id="feedback">{t('sessionRecord.feedback.title')}</h2>
      {leads && <Summary feedback={feedback} />}
      {canGive && (
        <details>
          <summary>{t(mine ? 'sessionRecord.feedback.again' : 'sessionRecord.feedback.give')}</summary>
          <FeedbackForm sessionId={sessionId} mine={mine} />
        </details>
      )}
    </section>
  )
}

function Summary({ feedback: { summary } }: { feedback: FeedbackView }) {
  const t = useText()
  if (!summary) return <p>{t('sessionRecord.feedback.fewer')}</p>
  return (
    <>
      <p>
        {t('sessionRecord.feedback.count', { count: summary.count })}{' '}
        {usefulness.map((one) => `${t(`sessionRecord.feedback.useful.${one}`)}: ${summary.useful[one]}`).join(' · ')}
      </p>
      {summary.changes.length > 0 && (
        <>
          <h3>{t('sessionRecord.feedback.changes')}</h3>
          <ul>
            {summary.changes.map((change, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two may have answered the same
              <li key={index} className="as-typed" dir="auto" data-user-text="">
                {change}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

/** The form of the two questions. */
export function FeedbackForm({
  sessionId,
  mine,
  errors,
  values,
  harm,
  masked,
}: Returned & { sessionId: string; mine: FeedbackView['mine'] }) {
  const t = useText()
  return (
    <form method="post" action={`/sessions/${sessionId}/feedback`} noValidate>
      <HarmFound found={harm} />
      <HarmMasked when={masked} />
      <Choices
        name="useful"
        label={t('sessionRecord.feedback.usefulLabel')}
        value={typed(values, 'useful', mine?.useful)}
        error={errors?.useful}
        options={usefulness.map((value) => ({ value, label: t(`sessionRecord.feedback.useful.${value}`) }))}
      />
      <TextArea
        name="change"
        label={t('sessionRecord.feedback.change')}
        hint={t('sessionRecord.feedback.changeHint')}
        value={typed(values, 'change', mine?.change)}
        error={errors?.change}
        rows={3}
        maxLength={longestChange}
      />
      <p className="actions">
        <Button>{t('sessionRecord.feedback.send')}</Button>
      </p>
    </form>
  )
}
