import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { viewerOf } from '~/features/members/viewer.server'
import { notesFor } from '~/features/session-notes/note-queries.server'
import { NotesRecord, SessionNotes } from '~/features/session-notes/ui/session-notes'
import { useText } from '~/i18n/locale'
import { privatePage } from '~/lib/http.server'
import { pageTitle } from '~/ui/meta'
import { Page } from '~/ui/page'
import { UserText } from '~/ui/user-text'

/** Whoever asks for JSON is answered in it. */
export const handle = { json: 'asked' }
export const headers = privatePage
export const meta = pageTitle('sessionNotes.pageTitle')

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await viewerOf(request)
  return { ...(await notesFor(viewer, params.id ?? '')), me: viewer && { id: viewer.id } }
}

export default function Notes() {
  const t = useText()
  const { me, ...notes } = useLoaderData<typeof loader>()
  return (
    <Page title={t('sessionNotes.pageTitle')}>
      <p>
        <a href={`/sessions/${notes.sessionId}`}>
          <UserText>{notes.title}</UserText>
        </a>
      </p>
      {notes.live || notes.mayWrite ? (
        <>
          <p>{t('sessionNotes.lead')}</p>
          <SessionNotes notes={notes} me={me} whole />
        </>
      ) : (
        <NotesRecord notes={notes} me={me} />
      )}
    </Page>
  )
}
