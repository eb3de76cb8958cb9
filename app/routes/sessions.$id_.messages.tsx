import { type ActionFunctionArgs, data, type HeadersFunction, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useParams } from '@remix-run/react'
import { requireViewer, viewerOf } from '~/features/members/viewer.server'
import { formAgain, maskedForm, refusedForm } from '~/features/peer-sessions/answer-form.server'
import { markRead } from '~/features/peer-sessions/mark-read.server'
import { recordAfter } from '~/features/peer-sessions/message-queries.server'
import { roomMessageInput } from '~/features/peer-sessions/peer-session'
import { sessionFor } from '~/features/peer-sessions/queries.server'
import { sendRoomMessage } from '~/features/peer-sessions/send-room-message.server'
import { Composer } from '~/features/peer-sessions/ui/room'
import { useText } from '~/i18n/locale'
import { parseForm } from '~/lib/forms'
import { invalid, seeOther } from '~/lib/http.server'
import { newId } from '~/lib/ids'
import { ErrorSummary } from '~/ui/form'
import { pageTitle } from '~/ui/meta'
import { Page } from '~/ui/page'

/** A GET answers with the messages after a number, as a JSON array. */
export const handle = { json: true }

export const meta = pageTitle('peerSessions.message.backTitle')
/** A page takes none of its action's by itself: too soon in slow mode says when to come back. */
export const headers: HeadersFunction = ({ actionHeaders }) => actionHeaders

export async function loader({ request, params }: LoaderFunctionArgs) {
  const after = Number(new URL(request.url).searchParams.get('after') ?? 0)
  const from = Number.isSafeInteger(after) && after > 0 ? after : 0
  return recordAfter(await viewerOf(request), params.id ?? '', from)
}

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  const sessionId = params.id ?? ''
  const form = await request.formData()
  const clientId = newId()
  const masked = await maskedForm(viewer, sessionId, form, ['body'])
  if (masked) return { ...masked, clientId }
  const parsed = parseForm(roomMessageInput, form)
  if (!parsed.ok) {
    await sessionFor(viewer, sessionId)
    return invalid({ ...formAgain(form, parsed.errors), clientId })
  }
  try {
    const { id, number } = await sendRoomMessage(viewer, sessionId, parsed.value)
    // Whoever wrote on the page has it before him or her.
    await markRead(viewer, sessionId, number)
    return seeOther(`/sessions/${sessionId}#message-${id}`)
  } catch (error) {
    // The room is closed, or not for this member now: what was typed comes back with the sentence, so that nothing is lost.
    const { status, again } = refusedForm(error, form, 'body', (status) => [403, 409, 429].includes(status))
    const seconds = again.errors.body?.params?.seconds ?? 60
    const headers = status === 429 ? { 'Retry-After': String(seconds) } : undefined
    return data({ ...again, clientId }, { status, headers })
  }
}

export default function MessageAgain() {
  const t = useText()
  const { id = '' } = useParams()
  const returned = useActionData<typeof action>()
  return (
    <Page title={t('peerSessions.message.backTitle')}>
      <ErrorSummary errors={returned?.errors} />
      <Composer
        sessionId={id}
        clientId={
          returned?.errors.clientId ? returned.clientId : (returned?.values.clientId?.[0] ?? returned?.clientId ?? '')
        }
        errors={returned?.errors}
        values={returned?.values}
        harm={returned?.harm}
        masked={returned?.masked}
      />
      <p>
        <a href={`/sessions/${id}`}>{t('peerSessions.message.back')}</a>
      </p>
    </Page>
  )
}
