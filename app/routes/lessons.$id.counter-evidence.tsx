import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { contestLesson } from '~/features/lessons/contest-lesson.server'
import {
  counterEvidenceInput,
  longestConditions,
  longestCounterEvidence,
  refusalOfContesting,
} from '~/features/lessons/counter-evidence'
import { unlessRefused } from '~/features/lessons/lesson'
import { findLesson } from '~/features/lessons/queries.server'
import { requireViewer } from '~/features/members/viewer.server'
import { useText } from '~/i18n/locale'
import { parseForm } from '~/lib/forms'
import { invalid, seeOther } from '~/lib/http.server'
import { newId } from '~/lib/ids'
import { Button, ClientId, ErrorSummary, TextArea, typed } from '~/ui/form'
import { pageTitle } from '~/ui/meta'
import { Page } from '~/ui/page'
import { UserText } from '~/ui/user-text'

export const meta = pageTitle('counterEvidence.form.title')

export async function loader({ request, params: { id = '' } }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request)
  const lesson = await findLesson(viewer, id)
  unlessRefused(refusalOfContesting(lesson))
  return { id, title: lesson.content.title, isOwn: lesson.authorId === viewer.id, clientId: newId() }
}

export async function action({ request, params: { id = '' } }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  const parsed = parseForm(counterEvidenceInput, await request.formData())
  if (!parsed.ok) {
    unlessRefused(refusalOfContesting(await findLesson(viewer, id)))
    return invalid(parsed)
  }
  const evidenceId = await contestLesson(viewer, id, parsed.value)
  return seeOther(`/lessons/${id}#counter-${evidenceId}`)
}

export default function ContestLesson() {
  const t = useText()
  const { id, title, isOwn, clientId } = useLoaderData<typeof loader>()
  const wrong = useActionData<typeof action>()
  const field = (name: string) => ({ name, value: typed(wrong?.values, name), error: wrong?.errors[name] })
  return (
    <Page title={t('counterEvidence.form.title')}>
      <ErrorSummary errors={wrong?.errors} />
      <p>
        <a href={`/lessons/${id}`}>
          <UserText>{title}</UserText>
        </a>
      </p>
      <p>{t(isOwn ? 'counterEvidence.form.ownLead' : 'counterEvidence.form.lead')}</p>
      <p className="notice">{t('counterEvidence.form.harm')}</p>
      <form method="post" action={`/lessons/${id}/counter-evidence`} noValidate>
        <ClientId value={typed(wrong?.values, 'clientId', clientId)} />
        <TextArea
          {...field('conditions')}
          label={t('counterEvidence.form.conditions')}
          hint={t('counterEvidence.form.conditionsHint')}
          rows={2}
          maxLength={longestConditions}
          required
        />
        <TextArea
          {...field('body')}
          label={t('counterEvidence.form.body')}
          hint={t('counterEvidence.form.bodyHint')}
          rows={6}
          maxLength={longestCounterEvidence}
          required
        />
        <p className="hint">{t('site.form.markdown')}</p>
        <div className="actions">
          <Button>{t('counterEvidence.form.button')}</Button>
          <a href={`/lessons/${id}`}>{t('counterEvidence.form.back')}</a>
        </div>
      </form>
    </Page>
  )
}
