import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { requireViewer } from '~/features/members/viewer.server'
import { answerRsvp } from '~/features/peer-sessions/answer-rsvp.server'
import { rsvpInput } from '~/features/peer-sessions/peer-session'
import { AppError } from '~/lib/errors'
import { parseForm } from '~/lib/forms'
import { seeOther } from '~/lib/http.server'

export { FormOnly as default } from '~/ui/form-only'

export const loader = ({ params: { id = '' } }: LoaderFunctionArgs) => seeOther(`/sessions/${encodeURIComponent(id)}`)

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  const parsed = parseForm(rsvpInput, await request.formData())
  if (!parsed.ok) throw new AppError(400, 'peerSessions.errors.invalid')
  await answerRsvp(viewer, params.id ?? '', parsed.value.answer)
  return seeOther(`/sessions/${params.id}`)
}
