import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireViewer } from '~/features/members/viewer.server'
import { messagePageFor, messagePlace } from '~/features/peer-sessions/message-page.server'
import { removeMessage } from '~/features/peer-sessions/remove-message.server'
import { messagePage } from '~/features/peer-sessions/room-message'
import { useText } from '~/i18n/locale'
import { forbidden } from '~/lib/errors'
import { seeOther } from '~/lib/http.server'
import { Button } from '~/ui/form'
import { pageTitle } from '~/ui/meta'
import { Page } from '~/ui/page'
import { UserHtml } from '~/ui/user-text'

export const meta = pageTitle('peerSessions.marks.remove')

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request)
  const { message, session, can, place } = await messagePageFor(viewer, params.id ?? '', params.messageId ?? '')
  if (message.removed) throw redirect(place)
  if (!can.remove) throw forbidden('peerSessions.marks.notYours')
  return { message, sessionId: session.id }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  const { id = '', messageId = '' } = params
  await removeMessage(viewer, id, messageId)
  return seeOther(await messagePlace(viewer, id, messageId))
}

export default function RemoveMessage() {
  const { message, sessionId } = useLoaderData<typeof loader>()
  const t = useText()
  return (
    <Page title={t('peerSessions.marks.removeTitle', { number: message.number })}>
      <p>{t('peerSessions.marks.removeWhat')}</p>
      <blockquote>
        <UserHtml html={message.html} />
      </blockquote>
      <form method="post" className="actions">
        <Button kind="danger">{t('peerSessions.marks.removeIt')}</Button>
        <a href={messagePage(sessionId, message.id)}>{t('peerSessions.marks.keep')}</a>
      </form>
    </Page>
  )
}
