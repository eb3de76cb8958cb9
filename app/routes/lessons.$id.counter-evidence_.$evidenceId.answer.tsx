import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { answerCounterEvidence } from '~/features/lessons/answer-counter-evidence.server'
import { answerInput, longestCounterEvidence, refusalOfAnswer } from '~/features/lessons/counter-evidence'
import { findCounterEvidence } from '~/features/lessons/counter-evidence-queries.server'
import { unlessRefused } from '~/features/lessons/lesson'
import { By } from '~/features/lessons/ui/by'
import type { Viewer } from '~/features/members/viewer'
import { requireViewer } from '~/features/members/viewer.server'
import { useText } from '~/i18n/locale'
import { parseForm } from '~/lib/forms'
import { invalid, seeOther } from '~/lib/http.server'
import { Button, ErrorSummary, TextArea, typed } from '~/ui/form'
import { pageTitle } from '~/ui/meta'
import { Page } from '~/ui/page'
import { UserHtml, UserText } from '~/ui/user-text'

export const meta = pageTitle('counterEvidence.answerForm.title')

export async function loader({ request, params: { id = '', evidenceId = '' } }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request)
  const { lesson, view } = await toAnswer(viewer, id, evidenceId)
  return { id, evidenceId, title: lesson.title, conditions: view.conditions, html: view.html, by: view.by }
}

export async function action({ request, params: { id = '', evidenceId = '' } }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  const parsed = parseForm(answerInput, await request.formData())
  if (!parsed.ok) {
    await toAnswer(viewer, id, evidenceId)
    return invalid(parsed)
  }
  await answerCounterEvidence(viewer, id, evidenceId, parsed.value)
  return seeOther(`/lessons/${id}#counter-${evidenceId}`)
}

async function toAnswer(viewer: Viewer, lessonId: string, evidenceId: string) {
  const found = await findCounterEvidence(viewer, lessonId, evidenceId)
  unlessRefused(refusalOfAnswer(viewer, found.lesson, found.evidence))
  return found
}

export default function AnswerCounterEvidence() {
  const t = useText()
  const { id, evidenceId, title, conditions, html, by } = useLoaderData<typeof loader>()
  const wrong = useActionData<typeof action>()
  return (
    <Page title={t('counterEvidence.answerForm.title')}>
      <ErrorSummary errors={wrong?.errors} />
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
        <TextArea
          name="answer"
          label={t('counterEvidence.answerForm.answer')}
          hint={t('counterEvidence.answerForm.answerHint')}
          rows={6}
          maxLength={longestCounterEvidence}
          required
          value={typed(wrong?.values, 'answer')}
          error={wrong?.errors.answer}
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
