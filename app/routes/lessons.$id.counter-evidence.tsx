import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { isAboutConflict, lookInOpen } from '~/features/harm/harm-in-open.server'
import { HarmFound, HarmMasked } from '~/features/harm/ui/harm-found'
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
import { formValues, parseForm } from '~/lib/forms'
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
  const form = await request.formData()
  const lesson = await findLesson(viewer, id)
  unlessRefused(refusalOfContesting(lesson))
  const looked = lookInOpen(formValues(form), ['conditions', 'body'], await isAboutConflict(lesson.contextId))
  if (looked?.masked) return looked
  const parsed = parseForm(counterEvidenceInput, form)
  if (!parsed.ok) return invalid({ ...parsed, harm: null, masked: false })
  if (looked) return invalid(looked)
  const evidenceId = await contestLesson(viewer, id, parsed.value)
  return seeOther(`/lessons/${id}#counter-${evidenceId}`)
}

export default function ContestLesson() {
  const t = useText()
  const { id, title, isOwn, clientId } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const field = (name: string) => ({ name, value: typed(sent?.values, name), error: sent?.errors[name] })
  return (
    <Page title={t('counterEvidence.form.title')}>
      <ErrorSummary errors={sent?.errors} />
      <p>
        <a href={`/lessons/${id}`}>
          <UserText>{title}</UserText>
        </a>
      </p>
      <p>{t(isOwn ? 'counterEvidence.form.ownLead' : 'counterEvidence.form.lead')}</p>
      <p className="notice">{t('counterEvidence.form.harm')}</p>
      <form method="post" action={`/lessons/${id}/counter-evidence`} noValidate>
        <HarmFound found={sent?.harm} />
        <HarmMasked when={sent?.masked} />
        <ClientId value={typed(sent?.values, 'clientId', clientId)} />
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
