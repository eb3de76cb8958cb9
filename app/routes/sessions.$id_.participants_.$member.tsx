import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireViewer } from '~/features/members/viewer.server'
import { admitMember, declineMember } from '~/features/peer-sessions/admit-member.server'
import { decisionOn } from '~/features/peer-sessions/moderation-queries.server'
import { muteMember, unmuteMember } from '~/features/peer-sessions/mute-member.server'
import { moderationInput } from '~/features/peer-sessions/peer-session'
import { removeMember } from '~/features/peer-sessions/remove-member.server'
import { DecisionForms } from '~/features/peer-sessions/ui/moderation'
import { useText } from '~/i18n/locale'
import { AppError } from '~/lib/errors'
import { parseForm } from '~/lib/forms'
import { privatePage, seeOther } from '~/lib/http.server'
import { pageTitle } from '~/ui/meta'
import { Page } from '~/ui/page'
import { UserText } from '~/ui/user-text'

export const meta = pageTitle('peerSessions.moderation.decide')
export const headers = privatePage

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request)
  return decisionOn(viewer, params.id ?? '', params.member ?? '')
}

const verbs = {
  mute: muteMember,
  unmute: unmuteMember,
  remove: removeMember,
  admit: admitMember,
  decline: declineMember,
} as const

/** Answers with the page of all about whom was decided, where it can be undone. */
export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  const parsed = parseForm(moderationInput, await request.formData())
  if (!parsed.ok) throw new AppError(400, 'peerSessions.errors.invalid')
  await verbs[parsed.value.intent](viewer, params.id ?? '', params.member ?? '')
  return seeOther(`/sessions/${params.id}/participants`)
}

export default function Decide() {
  const t = useText()
  const { person, session } = useLoaderData<typeof loader>()
  return (
    <Page title={t('peerSessions.moderation.title', { name: person.name })} userTitle>
      <p>
        <a href={`/sessions/${session.id}`}>
          <UserText>{session.title}</UserText>
        </a>
      </p>
      <DecisionForms person={person} session={session} />
    </Page>
  )
}
