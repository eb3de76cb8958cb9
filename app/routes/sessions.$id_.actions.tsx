import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireViewer, viewerOf } from '~/features/members/viewer.server'
import { formAgain, maskedForm, unlessHarm } from '~/features/peer-sessions/answer-form.server'
import { sessionFor } from '~/features/peer-sessions/queries.server'
import { agreeAction } from '~/features/session-actions/agree-action.server'
import { actionsOf, agreeingIn, ownerIdIn } from '~/features/session-actions/queries.server'
import { actionInput, actionUrl } from '~/features/session-actions/session-action'
import { ActionForm } from '~/features/session-actions/ui/action-form'
import { ActionLines } from '~/features/session-actions/ui/action-lines'
import { useText } from '~/i18n/locale'
import { parseForm } from '~/lib/forms'
import { asksForJson, invalid, seeOther } from '~/lib/http.server'
import { newId } from '~/lib/ids'
import { ErrorSummary } from '~/ui/form'
import { pageTitle } from '~/ui/meta'
import { Page } from '~/ui/page'
import { UserText } from '~/ui/user-text'

export const meta = pageTitle('sessionActions.title')

/** Whoever asks for JSON is answered in it: a GET with the actions in a list. */
export const handle = { json: 'asked' }

export async function loader({ request, params: { id = '' } }: LoaderFunctionArgs) {
  const viewer = await viewerOf(request)
  const actions = await actionsOf(viewer, id)
  if (asksForJson(request) && request.method === 'GET') return actions as never
  const { title } = await sessionFor(viewer, id)
  return {
    id,
    title,
    actions,
    owners: viewer && (await agreeingIn(viewer, id)),
    me: viewer ? await ownerIdIn(viewer, id) : undefined,
    clientId: newId(),
  }
}

/** Agrees on something to do. 303 to it, or `{id, href}` in JSON; 400 with sentences, 403, 404, 409. */
export async function action({ request, params: { id = '' } }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  const form = await request.formData()
  const masked = await maskedForm(viewer, id, form, ['what', 'with'])
  if (masked) return masked
  const parsed = parseForm(actionInput, form)
  if (!parsed.ok) {
    await sessionFor(viewer, id)
    return invalid(formAgain(form, parsed.errors))
  }
  const answer = await unlessHarm(agreeAction(viewer, id, parsed.value), form)
  if ('refused' in answer) return invalid(answer.refused)
  if (!answer.ok) return invalid(formAgain(form, answer.errors))
  const href = actionUrl(answer.sessionId, answer.id)
  return asksForJson(request) ? ({ id: answer.id, href } as never) : seeOther(href)
}

export default function SessionActionsPage() {
  const t = useText()
  const { id, title, actions, owners, me, clientId } = useLoaderData<typeof loader>()
  const returned = useActionData<typeof action>()
  return (
    <Page
      title={t('sessionActions.title')}
      lead={
        <p>
          <a href={`/sessions/${id}`}>
            <UserText>{title}</UserText>
          </a>
        </p>
      }
    >
      <ErrorSummary errors={returned?.errors} />
      {returned ? null : <ActionLines sessionId={id} actions={actions} me={me} />}
      {owners && (
        <section aria-labelledby="add">
          <h2 id="add">{t('sessionActions.add')}</h2>
          <p>{t('sessionActions.lead')}</p>
          <ActionForm sessionId={id} owners={owners} clientId={clientId} {...returned} />
        </section>
      )}
    </Page>
  )
}
