import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { viewerOf } from '~/features/members/viewer.server'
import { noteHistory } from '~/features/session-notes/note-queries.server'
import { SectionName } from '~/features/session-notes/ui/session-notes'
import { useText } from '~/i18n/locale'
import { privatePage } from '~/lib/http.server'
import { Changes } from '~/ui/changes'
import { pageTitle } from '~/ui/meta'
import { EmptyState, Page } from '~/ui/page'
import { UserText } from '~/ui/user-text'
import { When } from '~/ui/when'

export const headers = privatePage
export const meta = pageTitle('sessionNotes.history.title')

export async function loader({ request, params: { id = '', section = '' } }: LoaderFunctionArgs) {
  const before = new URL(request.url).searchParams.get('before') ?? ''
  const from = /^\d{1,9}$/.test(before) ? Number(before) : undefined
  return { id, section, ...(await noteHistory(await viewerOf(request), id, section, from)) }
}

export default function NoteHistory() {
  const t = useText()
  const { id, section, label, saves, next } = useLoaderData<typeof loader>()
  return (
    <Page title={t('sessionNotes.history.title')}>
      <p>
        <SectionName note={{ label }} />
      </p>
      <p>{t('sessionNotes.history.lead')}</p>
      <p>
        <a href={`/sessions/${id}/notes#note-${section}`}>{t('sessionNotes.history.back')}</a>
      </p>
      {saves.length === 0 && <EmptyState>{t('sessionNotes.history.empty')}</EmptyState>}
      {saves.map(({ version, at, authors, changes }) => (
        <section key={version}>
          <h2>{t('sessionNotes.history.version', { version })}</h2>
          <p className="muted">
            <When at={at} />, {t('sessionNotes.history.by')}{' '}
            {authors.map((name, index) => (
              <span key={name}>
                {index > 0 && ', '}
                <UserText>{name}</UserText>
              </span>
            ))}
          </p>
          <Changes changes={changes} />
        </section>
      ))}
      {next && (
        <nav className="pager" aria-label={t('site.pager.label')}>
          <a href={`/sessions/${id}/notes/${section}/history?before=${next}`} rel="next">
            {t('sessionNotes.history.older')}
          </a>
        </nav>
      )}
    </Page>
  )
}
