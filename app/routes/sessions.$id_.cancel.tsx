import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { HarmFound, HarmMasked } from '~/features/harm/ui/harm-found'
import { requireViewer } from '~/features/members/viewer.server'
import { formAgain, maskedForm, unlessHarm } from '~/features/peer-sessions/answer-form.server'
import { cancelSession, reinstateSession } from '~/features/peer-sessions/cancel-session.server'
import { sessionLedBy } from '~/features/peer-sessions/facilitation.server'
import { cancelInput, statusAt } from '~/features/peer-sessions/peer-session'
import { useText } from '~/i18n/locale'
import { conflict } from '~/lib/errors'
import { parseForm } from '~/lib/forms'
import { invalid, seeOther } from '~/lib/http.server'
import { Button, ErrorSummary, Field, typed } from '~/ui/form'
import { pageTitle } from '~/ui/meta'
import { Page } from '~/ui/page'
import { UserText } from '~/ui/user-text'

export const meta = pageTitle('peerSessions.cancel.title')

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request)
  const { session } = await sessionLedBy(viewer, params.id ?? '')
  if (statusAt(session, new Date()) === 'past') throw conflict('peerSessions.errors.over')
  return { id: session.id, title: session.title }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  const id = params.id ?? ''
  const form = await request.formData()
  const masked = await maskedForm(viewer, id, form, ['reason'])
  if (masked) return masked
  const parsed = parseForm(cancelInput, form)
  if (!parsed.ok) return invalid(formAgain(form, parsed.errors))
  const { intent } = parsed.value
  const work = intent === 'reinstate' ? reinstateSession(viewer, id) : cancelSession(viewer, id, parsed.value)
  const answer = await unlessHarm(work, form)
  return answer ? invalid(answer.refused) : seeOther(`/sessions/${id}`)
}

export default function CancelSession() {
  const t = useText()
  const { id, title } = useLoaderData<typeof loader>()
  const returned = useActionData<typeof action>()
  return (
    <Page title={t('peerSessions.cancel.title')}>
      <p>
        <UserText>{title}</UserText>
      </p>
      <ErrorSummary errors={returned?.errors} />
      <p>{t('peerSessions.cancel.lead')}</p>
      <form method="post" action={`/sessions/${id}/cancel`}>
        <HarmFound found={returned?.harm} />
        <HarmMasked when={returned?.masked} />
        <Field
          name="reason"
          label={t('peerSessions.cancel.reason')}
          hint={t('peerSessions.cancel.reasonHint')}
          error={returned?.errors.reason}
          value={typed(returned?.values, 'reason')}
          maxLength={500}
        />
        <p className="actions">
          <Button name="intent" value="cancel" kind="danger">
            {t('peerSessions.cancel.submit')}
          </Button>
          <a href={`/sessions/${id}`}>{t('peerSessions.cancel.back')}</a>
        </p>
      </form>
    </Page>
  )
}
