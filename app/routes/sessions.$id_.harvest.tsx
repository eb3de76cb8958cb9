import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { harvestSession } from '~/features/harvest/harvest-session.server'
import { longestTitle } from '~/features/lessons/lesson'
import { requireViewer } from '~/features/members/viewer.server'
import { canHarvest } from '~/features/peer-sessions/peer-session'
import { sessionFor } from '~/features/peer-sessions/queries.server'
import { useText } from '~/i18n/locale'
import { forbidden } from '~/lib/errors'
import { lineInput, parseForm } from '~/lib/forms'
import { invalid, seeOther } from '~/lib/http.server'
import { clientIdInput, newId } from '~/lib/ids'
import { Button, ClientId, ErrorSummary, Field, typed } from '~/ui/form'
import { pageTitle } from '~/ui/meta'
import { Page } from '~/ui/page'
import { UserText } from '~/ui/user-text'

export const meta = pageTitle('peerSessions.harvest.title')

const harvestInput = z.object({
  title: lineInput(longestTitle, 'lessons.errors.title'),
  clientId: clientIdInput,
})

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request)
  const session = await sessionFor(viewer, params.id ?? '')
  if (!canHarvest(viewer, session, new Date())) throw forbidden('peerSessions.errors.notOver')
  return { id: session.id, title: session.title, clientId: newId() }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  const parsed = parseForm(harvestInput, await request.formData())
  if (!parsed.ok) return invalid(parsed)
  const { id } = await harvestSession(viewer, params.id ?? '', parsed.value)
  return seeOther(`/lessons/${id}/edit`)
}

export default function Harvest() {
  const t = useText()
  const { id, title, clientId } = useLoaderData<typeof loader>()
  const returned = useActionData<typeof action>()
  return (
    <Page title={t('peerSessions.harvest.title')}>
      <p>
        <a href={`/sessions/${id}`}>
          <UserText>{title}</UserText>
        </a>
      </p>
      <p>{t('peerSessions.harvest.lead')}</p>
      <ErrorSummary errors={returned?.errors} />
      <form method="post" action={`/sessions/${id}/harvest`}>
        <ClientId value={returned?.values.clientId?.[0] ?? clientId} />
        <Field
          name="title"
          label={t('peerSessions.harvest.lessonTitle')}
          error={returned?.errors.title}
          value={typed(returned?.values, 'title', title)}
          maxLength={longestTitle}
          required
        />
        <Button>{t('peerSessions.harvest.submit')}</Button>
      </form>
    </Page>
  )
}
