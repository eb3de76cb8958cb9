import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { HarmFound, HarmMasked } from '~/features/harm/ui/harm-found'
import { requireViewer } from '~/features/members/viewer.server'
import { formAgain, maskedForm, refusedForm } from '~/features/peer-sessions/answer-form.server'
import { editMessage, MessageChanged } from '~/features/peer-sessions/edit-message.server'
import { messagePageFor, messagePlace } from '~/features/peer-sessions/message-page.server'
import { editMessageInput } from '~/features/peer-sessions/message-rules'
import { messagePage } from '~/features/peer-sessions/room-message'
import { useText } from '~/i18n/locale'
import { forbidden } from '~/lib/errors'
import { parseForm } from '~/lib/forms'
import { invalid, seeOther } from '~/lib/http.server'
import { Button, ErrorSummary, TextArea, typed } from '~/ui/form'
import { pageTitle } from '~/ui/meta'
import { Page } from '~/ui/page'

export const meta = pageTitle('peerSessions.marks.edit')

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request)
  const { message, session, source } = await messagePageFor(viewer, params.id ?? '', params.messageId ?? '')
  if (!source) throw forbidden('peerSessions.marks.notYours')
  return { id: message.id, number: message.number, sessionId: session.id, ...source }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  const { id = '', messageId = '' } = params
  const form = await request.formData()
  const masked = await maskedForm(viewer, id, form, ['body'])
  if (masked) return { ...masked, changed: false }
  const parsed = parseForm(editMessageInput, form)
  if (!parsed.ok) return invalid({ ...formAgain(form, parsed.errors), changed: false })
  try {
    await editMessage(viewer, id, messageId, parsed.value)
    return seeOther(await messagePlace(viewer, id, messageId))
  } catch (error) {
    // The room is closed, or somebody was first: what was typed comes back with the sentence.
    const { status, again } = refusedForm(error, form, 'body', (status) => status === 409)
    return data({ ...again, changed: error instanceof MessageChanged }, { status })
  }
}

export default function EditMessage() {
  const { id, number, sessionId, body, version } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const { errors = {}, values, changed = false } = sent ?? {}
  // Whoever has seen what it says now may replace it.
  const startAgain = changed || Boolean(errors.version)
  const t = useText()
  return (
    <Page title={t('peerSessions.marks.editTitle', { number })}>
      <ErrorSummary errors={errors} />
      {changed && (
        <>
          <p>{t('peerSessions.marks.changed')}</p>
          <h2>{t('peerSessions.marks.theirs')}</h2>
          <pre className="source" dir="auto" data-user-text="">
            {body}
          </pre>
        </>
      )}
      <form method="post">
        <HarmFound found={sent?.harm} />
        <HarmMasked when={sent?.masked} />
        <input
          type="hidden"
          name="version"
          value={typed(startAgain ? undefined : values, 'version', String(version))}
        />
        <TextArea
          name="body"
          label={t('peerSessions.marks.text')}
          hint={`${t('peerSessions.marks.editKeep')} ${t('site.form.markdown')}`}
          value={typed(values, 'body', body)}
          error={errors.body}
          rows={6}
          required
        />
        <p className="actions">
          <Button>{t('peerSessions.marks.save')}</Button>
          <a href={messagePage(sessionId, id)}>{t('peerSessions.marks.cancel')}</a>
        </p>
      </form>
    </Page>
  )
}
