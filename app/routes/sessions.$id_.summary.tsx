import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { HarmFound, HarmMasked } from '~/features/harm/ui/harm-found'
import { readerOf } from '~/features/members/reader.server'
import { requireViewer } from '~/features/members/viewer.server'
import { formAgain, maskedForm, unlessHarm } from '~/features/peer-sessions/answer-form.server'
import { summaryInput } from '~/features/peer-sessions/peer-session'
import { getSession } from '~/features/peer-sessions/queries.server'
import { writeSummary } from '~/features/peer-sessions/write-summary.server'
import { useText } from '~/i18n/locale'
import { forbidden } from '~/lib/errors'
import { parseForm } from '~/lib/forms'
import { invalid, seeOther } from '~/lib/http.server'
import { Button, ErrorSummary, TextArea, typed } from '~/ui/form'
import { pageTitle } from '~/ui/meta'
import { Page } from '~/ui/page'
import { UserText } from '~/ui/user-text'

export const meta = pageTitle('peerSessions.summary.title')

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request)
  const { id, title, summary, can } = await getSession(viewer, params.id ?? '', (await readerOf(request)).formats)
  if (!can.summarize) throw forbidden('peerSessions.errors.notOver')
  return { id, title, summary }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  const id = params.id ?? ''
  const form = await request.formData()
  const masked = await maskedForm(viewer, id, form, ['summary'])
  if (masked) return masked
  const parsed = parseForm(summaryInput, form)
  if (!parsed.ok) return invalid(formAgain(form, parsed.errors))
  const { summary, harmConfirmed } = parsed.value
  const answer = await unlessHarm(writeSummary(viewer, id, summary, harmConfirmed), form)
  return answer ? invalid(answer.refused) : seeOther(`/sessions/${id}`)
}

export default function Summary() {
  const t = useText()
  const { id, title, summary } = useLoaderData<typeof loader>()
  const returned = useActionData<typeof action>()
  return (
    <Page title={t('peerSessions.summary.title')}>
      <p>
        <a href={`/sessions/${id}`}>
          <UserText>{title}</UserText>
        </a>
      </p>
      <ErrorSummary errors={returned?.errors} />
      <form method="post" action={`/sessions/${id}/summary`}>
        <HarmFound found={returned?.harm} />
        <HarmMasked when={returned?.masked} />
        <TextArea
          name="summary"
          label={t('peerSessions.summary.label')}
          hint={`${t('peerSessions.summary.hint')} ${t('site.form.markdown')}`}
          error={returned?.errors.summary}
          value={typed(returned?.values, 'summary', summary)}
          rows={12}
        />
        <Button>{t('peerSessions.summary.submit')}</Button>
      </form>
    </Page>
  )
}
