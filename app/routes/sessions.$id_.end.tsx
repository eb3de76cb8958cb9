import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireViewer } from '~/features/members/viewer.server'
import { endSession } from '~/features/peer-sessions/end-session.server'
import { canEnd } from '~/features/peer-sessions/peer-session'
import { sessionFor } from '~/features/peer-sessions/queries.server'
import { useText } from '~/i18n/locale'
import { forbidden } from '~/lib/errors'
import { seeOther } from '~/lib/http.server'
import { Button } from '~/ui/form'
import { pageTitle } from '~/ui/meta'
import { Page } from '~/ui/page'
import { UserText } from '~/ui/user-text'

export const meta = pageTitle('peerSessions.end.title')

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request)
  const session = await sessionFor(viewer, params.id ?? '')
  if (!canEnd(viewer, session, new Date())) throw forbidden('peerSessions.errors.notLeading')
  return { id: session.id, title: session.title }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  await endSession(viewer, params.id ?? '')
  return seeOther(`/sessions/${params.id}`)
}

export default function EndSession() {
  const t = useText()
  const { id, title } = useLoaderData<typeof loader>()
  return (
    <Page title={t('peerSessions.end.title')}>
      <p>
        <UserText>{title}</UserText>
      </p>
      <p>{t('peerSessions.end.lead')}</p>
      <form method="post" action={`/sessions/${id}/end`} className="actions">
        <Button kind="danger">{t('peerSessions.end.submit')}</Button>
        <a href={`/sessions/${id}`}>{t('peerSessions.end.cancel')}</a>
      </form>
    </Page>
  )
}
