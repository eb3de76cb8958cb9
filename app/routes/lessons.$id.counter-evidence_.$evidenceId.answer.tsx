import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { isAboutConflict, lookInOpen } from '~/features/harm/harm-in-open.server'
import { HarmFound, HarmMasked } from '~/features/harm/ui/harm-found'
import { answerCounterEvidence } from '~/features/lessons/answer-counter-evidence.server'
import { answerInput, longestCounterEvidence, refusalOfAnswer } from '~/features/lessons/counter-evidence'
import { findCounterEvidence } from '~/features/lessons/counter-evidence-queries.server'
import { unlessRefused } from '~/features/lessons/lesson'
import { By } from '~/features/lessons/ui/by'
import { requireViewer } from '~/features/members/viewer.server'
import { useText } from '~/i18n/locale'
import { formValues, parseForm } from '~/lib/forms'
import { invalid, seeOther } from '~/lib/http.server'
import { Button, ErrorSummary, TextArea, typed } from '~/ui/form'
import { pageTitle } from '~/ui/meta'
import { Page } from '~/ui/page'
import { UserHtml, UserText } from '~/ui/user-text'

export const meta = pageTitle('counterEvidence.answerForm.title')

export async function loader({ request, params: { id = '', evidenceId = '' } }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request)
  const { lesson, evidence, view } = await findCounterEvidence(viewer, id, evidenceId)
  unlessRefused(refusalOfAnswer(viewer, lesson, evidence))
  return { id, evidenceId, title: lesson.title, conditions: view.conditions, html: view.html, by: view.by }
}

export async function action({ request, params: { id = '', evidenceId = '' } }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  const form = await request.formData()
  const { lesson, evidence } = await findCounterEvidence(viewer, id, evidenceId)
  // Who presses twice has answered by the second time, and is answered as the first time.
  if (evidence.answeredById !== viewer.id) unlessRefused(refusalOfAnswer(viewer, lesson, evidence))
  const looked = lookInOpen(formValues(form), ['answer'], await isAboutConflict(lesson.contextId))
  if (looked?.masked) return looked
  const parsed = parseForm(answerInput, form)
  if (!parsed.ok) return invalid({ ...parsed, harm: null, masked: false })
  if (looked) return invalid(looked)
  await answerCounterEvidence(viewer, id, evidenceId, parsed.value)
  return seeOther(`/lessons/${id}#counter-${evidenceId}`)
}

export default function AnswerCounterEvidence() {
  const t = useText()
  const { id, evidenceId, title, conditions, html, by } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <Page title={t('counterEvidence.answerForm.title')}>
      <ErrorSummary errors={sent?.errors} />
      <p>
        <a href={`/lessons/${id}`}>
          <UserText>{title}</UserText>
        </a>
      </p>
      <section className="ruled" aria-labelledby="said">
        <h2 id="said">{t('counterEvidence.answerForm.conditions')}</h2>
        <p className="as-typed" dir="auto" data-user-text="">
          <strong>{conditions}</strong>
        </p>
        <UserHtml html={html} />
        <p className="muted">
          {t('counterEvidence.saidBy')} <By by={by} />
        </p>
      </section>
      <p>{t('counterEvidence.answerForm.lead')}</p>
      <form method="post" action={`/lessons/${id}/counter-evidence/${evidenceId}/answer`} noValidate>
        <HarmFound found={sent?.harm} />
        <HarmMasked when={sent?.masked} />
        <TextArea
          name="answer"
          label={t('counterEvidence.answerForm.answer')}
          hint={t('counterEvidence.answerForm.answerHint')}
          rows={6}
          maxLength={longestCounterEvidence}
          required
          value={typed(sent?.values, 'answer')}
          error={sent?.errors.answer}
        />
        <p className="hint">{t('site.form.markdown')}</p>
        <div className="actions">
          <Button>{t('counterEvidence.answerForm.button')}</Button>
          <a href={`/lessons/${id}#counter-${evidenceId}`}>{t('counterEvidence.answerForm.back')}</a>
        </div>
      </form>
    </Page>
  )
}
