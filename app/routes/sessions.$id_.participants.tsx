import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireViewer } from '~/features/members/viewer.server'
import { admitAll, declineAll } from '~/features/peer-sessions/admit-member.server'
import { moderationFor } from '~/features/peer-sessions/moderation-queries.server'
import { admissionsInput } from '~/features/peer-sessions/peer-session'
import { ModerationLists } from '~/features/peer-sessions/ui/moderation'
import { useText } from '~/i18n/locale'
import { AppError } from '~/lib/errors'
import { parseForm } from '~/lib/forms'
import { privatePage, seeOther } from '~/lib/http.server'
import { pageTitle } from '~/ui/meta'
import { Page } from '~/ui/page'
import { UserText } from '~/ui/user-text'

export const meta = pageTitle('peerSessions.moderation.allTitle')
export const headers = privatePage

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request)
  return { moderation: await moderationFor(viewer, params.id ?? '') }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  const id = params.id ?? ''
  const parsed = parseForm(admissionsInput, await request.formData())
  if (!parsed.ok) throw new AppError(400, 'peerSessions.errors.invalid')
  if (parsed.value.intent === 'admit') await admitAll(viewer, id)
  else await declineAll(viewer, id)
  return seeOther(`/sessions/${id}/participants`)
}

export default function Participants() {
  const t = useText()
  const { moderation } = useLoaderData<typeof loader>()
  return (
    <Page title={t('peerSessions.moderation.allTitle')}>
      <p>
        <a href={`/sessions/${moderation.id}`}>
          <UserText>{moderation.title}</UserText>
        </a>
      </p>
      <ModerationLists moderation={moderation} />
    </Page>
  )
}
