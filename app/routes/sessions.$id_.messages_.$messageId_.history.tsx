import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { viewerOf } from '~/features/members/viewer.server'
import { messageHistory } from '~/features/peer-sessions/message-history.server'
import { messagePage } from '~/features/peer-sessions/room-message'
import { useText } from '~/i18n/locale'
import { HistoryPage } from '~/ui/history-page'
import { pageTitle } from '~/ui/meta'

export const meta = pageTitle('peerSessions.marks.edited')

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { id = '', messageId = '' } = params
  const asked = new URL(request.url).searchParams.get('before') ?? ''
  const before = /^\d{1,6}$/.test(asked) ? Number(asked) : undefined
  return { page: messagePage(id, messageId), ...(await messageHistory(await viewerOf(request), id, messageId, before)) }
}

export default function MessageHistory() {
  const { page, number, versions, next } = useLoaderData<typeof loader>()
  const t = useText()
  return (
    <HistoryPage
      title={t('peerSessions.marks.history.title', { number })}
      href={page}
      back={t('peerSessions.marks.history.back')}
      first={t('peerSessions.marks.history.first')}
      versions={versions}
      next={next}
    />
  )
}
