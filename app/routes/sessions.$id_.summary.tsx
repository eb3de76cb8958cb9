import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { readerOf } from '~/features/members/reader.server'
import { requireViewer } from '~/features/members/viewer.server'
import { summaryInput } from '~/features/peer-sessions/peer-session'
import { getSession } from '~/features/peer-sessions/queries.server'
import { writeSummary } from '~/features/peer-sessions/write-summary.server'
import { useText } from '~/i18n/locale'
import { forbidden } from '~/lib/errors'
import { parseForm } from '~/lib/forms'
import { invalid, seeOther } from '~/lib/http.server'
import { Button, ErrorSummary, TextArea, typed } from '~/ui/form'
import { pageTitle } from '~/ui/meta'
import { Page } from '~/ui/page'
import { UserText } from '~/ui/user-text'

export const meta = pageTitle('peerSessions.summary.title')

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request)
  const { id, title, summary, can } = await getSession(viewer, params.id ?? '', (await readerOf(request)).formats)
  if (!can.summarize) throw forbidden('peerSessions.errors.notOver')
  return { id, title, summary }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  const parsed = parseForm(summaryInput, await request.formData())
  if (!parsed.ok) return invalid(parsed)
  await writeSummary(viewer, params.id ?? '', parsed.value.summary)
  return seeOther(`/sessions/${params.id}`)
}

export default function Summary() {
  const t = useText()
  const { id, title, summary } = useLoaderData<typeof loader>()
  const returned = useActionData<typeof action>()
  return (
    <Page title={t('peerSessions.summary.title')}>
      <p>
        <a href={`/sessions/${id}`}>
          <UserText>{title}</UserText>
        </a>
      </p>
      <ErrorSummary errors={returned?.errors} />
      <form method="post" action={`/sessions/${id}/summary`}>
        <TextArea
          name="summary"
          label={t('peerSessions.summary.label')}
          hint={`${t('peerSessions.summary.hint')} ${t('site.form.markdown')}`}
          error={returned?.errors.summary}
          value={typed(returned?.values, 'summary', summary)}
          rows={12}
        />
        <Button>{t('peerSessions.summary.submit')}</Button>
      </form>
    </Page>
  )
}
