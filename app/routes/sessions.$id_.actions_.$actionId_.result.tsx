import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireViewer } from '~/features/members/viewer.server'
import { formAgain, maskedForm, unlessHarm } from '~/features/peer-sessions/answer-form.server'
import { closeAction, type StoredResult } from '~/features/session-actions/close-action.server'
import { getAction } from '~/features/session-actions/queries.server'
import { resultInput } from '~/features/session-actions/session-action'
import { ResultForm } from '~/features/session-actions/ui/action-form'
import { ActionSentence } from '~/features/session-actions/ui/action-lines'
import { useText } from '~/i18n/locale'
import { forbidden } from '~/lib/errors'
import { parseForm } from '~/lib/forms'
import { asksForJson, invalid, seeOther } from '~/lib/http.server'
import { ErrorSummary } from '~/ui/form'
import { pageTitle } from '~/ui/meta'
import { Page } from '~/ui/page'
import { UserText } from '~/ui/user-text'

export const meta = pageTitle('sessionActions.result.edit')

/** Whoever asks for JSON is answered in it. */
export const handle = { json: 'asked' }

export async function loader({ request, params: { id = '', actionId = '' } }: LoaderFunctionArgs) {
  const action = await getAction(await requireViewer(request), id, actionId)
  if (!action.can.close) throw forbidden('sessionActions.errors.notOwner')
  return { id, action }
}

/** Says what came of it. 303 to it; 400 with sentences, 403, 404; 409 with what stands now (`stored`) and what was `sent`. */
export async function action({ request, params: { id = '', actionId = '' } }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  const form = await request.formData()
  const stored = null as StoredResult | null
  const masked = await maskedForm(viewer, id, form, ['result'])
  if (masked) return { ...masked, stored }
  const parsed = parseForm(resultInput, form)
  if (!parsed.ok) {
    await getAction(viewer, id, actionId)
    return invalid({ ...formAgain(form, parsed.errors), stored })
  }
  const answer = await unlessHarm(closeAction(viewer, id, actionId, parsed.value), form)
  if ('refused' in answer) return invalid({ ...answer.refused, stored })
  const href = `/sessions/${id}/actions/${actionId}`
  if (answer.ok) return asksForJson(request) ? ({ id: actionId, href } as never) : seeOther(href)
  if (!answer.stored) return invalid({ ...formAgain(form, answer.errors), stored })
  const again = formAgain(form, { result: { key: 'sessionActions.errors.changed' } })
  return data({ ...again, stored: answer.stored, sent: parsed.value }, { status: 409 })
}

export default function ActionResult() {
  const t = useText()
  const { id, action: agreed } = useLoaderData<typeof loader>()
  const returned = useActionData<typeof action>()
  const typedVersion = Number(returned?.values.version?.[0])
  return (
    <Page
      title={t('sessionActions.result.edit')}
      lead={
        <p>
          <a href={`/sessions/${id}/actions/${agreed.id}`}>
            <UserText>{agreed.sessionTitle}</UserText>
          </a>
        </p>
      }
    >
      <ErrorSummary errors={returned?.errors} />
      <p className="lead">
        <ActionSentence action={agreed} />
      </p>
      {returned?.stored && (
        <>
          <p className="notice">{t('sessionActions.form.changed')}</p>
          <pre className="source" dir="auto" data-user-text="">
            {returned.stored.result}
          </pre>
        </>
      )}
      <ResultForm
        {...returned}
        sessionId={id}
        stored={agreed}
        version={returned?.stored ? returned.stored.version : typedVersion || agreed.version}
        result={agreed.result}
      />
    </Page>
  )
}
