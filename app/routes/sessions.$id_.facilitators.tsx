import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { readerOf } from '~/features/members/reader.server'
import { requireViewer } from '~/features/members/viewer.server'
import { nameFacilitator } from '~/features/peer-sessions/name-facilitator.server'
import { getSession } from '~/features/peer-sessions/queries.server'
import { useText } from '~/i18n/locale'
import { forbidden } from '~/lib/errors'
import { seeOther } from '~/lib/http.server'
import { Button } from '~/ui/form'
import { pageTitle } from '~/ui/meta'
import { EmptyState, Page } from '~/ui/page'
import { UserText } from '~/ui/user-text'

export const meta = pageTitle('peerSessions.facilitators.title')

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request)
  const session = await getSession(viewer, params.id ?? '', (await readerOf(request)).formats)
  if (!session.can.nameFacilitator) throw forbidden('peerSessions.errors.notOrganizer')
  return { session }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  const form = await request.formData()
  const role = form.get('intent') === 'remove' ? 'participant' : 'facilitator'
  await nameFacilitator(viewer, params.id ?? '', String(form.get('member') ?? ''), role)
  return seeOther(`/sessions/${params.id}/facilitators`)
}

export default function Facilitators() {
  const t = useText()
  const { session } = useLoaderData<typeof loader>()
  const others = session.participants.filter(({ role }) => role !== 'organizer')
  return (
    <Page title={t('peerSessions.facilitators.title')}>
      <p>
        <a href={`/sessions/${session.id}`}>
          <UserText>{session.title}</UserText>
        </a>
      </p>
      <p>{t('peerSessions.facilitators.lead')}</p>
      {others.length === 0 && (
        <EmptyState>
          {t('peerSessions.facilitators.none')}{' '}
          <a href={`/sessions/${session.id}/invite`}>{t('peerSessions.people.invite')}</a>
        </EmptyState>
      )}
      <ul className="lines">
        {others.map(({ id, name, role, organization }) => (
          <li key={id} className="line">
            <UserText>{name}</UserText> <UserText>{organization ?? ''}</UserText>
            <form method="post" action={`/sessions/${session.id}/facilitators`}>
              <input type="hidden" name="member" value={id} />
              {role === 'facilitator' ? (
                <Button name="intent" value="remove" kind="plain">
                  {t('peerSessions.facilitators.remove', { name })}
                </Button>
              ) : (
                <Button name="intent" value="name" kind="plain">
                  {t('peerSessions.facilitators.name', { name })}
                </Button>
              )}
            </form>
          </li>
        ))}
      </ul>
    </Page>
  )
}
