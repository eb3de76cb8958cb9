import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { viewerOf } from '~/features/members/viewer.server'
import { messageHistory } from '~/features/peer-sessions/message-history.server'
import { messagePage } from '~/features/peer-sessions/room-message'
import { useText } from '~/i18n/locale'
import { Changes } from '~/ui/changes'
import { pageTitle } from '~/ui/meta'
import { Page } from '~/ui/page'
import { When } from '~/ui/when'

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
    <Page title={t('peerSessions.marks.history.title', { number })}>
      <p>{t('peerSessions.marks.history.lead')}</p>
      <p>
        <a href={page}>{t('peerSessions.marks.history.back')}</a>
      </p>
      {versions.map((version) => (
        <section key={version.number}>
          <h2>
            {version.number === 1
              ? t('peerSessions.marks.history.first')
              : t('peerSessions.marks.history.version', { number: version.number })}
          </h2>
          <p className="muted">
            <When at={version.writtenAt} />
          </p>
          <Changes changes={version.changes} />
        </section>
      ))}
      {next && (
        <nav className="pager" aria-label={t('site.pager.label')}>
          <a href={`${page}/history?before=${next}`} rel="next">
            {t('peerSessions.marks.history.older')}
          </a>
        </nav>
      )}
    </Page>
  )
}
