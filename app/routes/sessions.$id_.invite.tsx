import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { readerOf } from '~/features/members/reader.server'
import { requireViewer } from '~/features/members/viewer.server'
import { inviteMember } from '~/features/peer-sessions/invite-member.server'
import { invitationInput } from '~/features/peer-sessions/peer-session'
import { getSession } from '~/features/peer-sessions/queries.server'
import { People } from '~/features/peer-sessions/ui/people'
import { useText } from '~/i18n/locale'
import { forbidden } from '~/lib/errors'
import { formValues, parseForm } from '~/lib/forms'
import { invalid, seeOther } from '~/lib/http.server'
import { Button, ErrorSummary, Field, typed } from '~/ui/form'
import { pageTitle } from '~/ui/meta'
import { Page } from '~/ui/page'
import { UserText } from '~/ui/user-text'

export const meta = pageTitle('peerSessions.invite.title')

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request)
  const session = await getSession(viewer, params.id ?? '', (await readerOf(request)).formats)
  if (!session.can.invite) throw forbidden('peerSessions.errors.notLeading')
  return { session }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  const form = await request.formData()
  const parsed = parseForm(invitationInput, form)
  if (!parsed.ok) return invalid(parsed)
  const invited = await inviteMember(viewer, params.id ?? '', parsed.value.email)
  if (!invited.ok) return invalid({ errors: invited.errors, values: formValues(form) })
  return seeOther(`/sessions/${params.id}/invite#people`)
}

export default function Invite() {
  const t = useText()
  const { session } = useLoaderData<typeof loader>()
  const returned = useActionData<typeof action>()
  return (
    <Page title={t('peerSessions.invite.title')}>
      <p>
        <a href={`/sessions/${session.id}`}>
          <UserText>{session.title}</UserText>
        </a>
      </p>
      <p>{t('peerSessions.invite.lead')}</p>
      <ErrorSummary errors={returned?.errors} />
      <form method="post" action={`/sessions/${session.id}/invite`}>
        <Field
          name="email"
          type="email"
          label={t('peerSessions.invite.email')}
          error={returned?.errors.email}
          value={typed(returned?.values, 'email')}
          required
        />
        <Button>{t('peerSessions.invite.submit')}</Button>
      </form>
      <People session={session} />
    </Page>
  )
}
