import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { requireViewer } from '~/features/members/viewer.server'
import { slowModeInput } from '~/features/peer-sessions/peer-session'
import { slowSession } from '~/features/peer-sessions/slow-session.server'
import { AppError } from '~/lib/errors'
import { parseForm } from '~/lib/forms'
import { seeOther } from '~/lib/http.server'

export { FormOnly as default } from '~/ui/form-only'

export const loader = ({ params: { id = '' } }: LoaderFunctionArgs) => seeOther(`/sessions/${encodeURIComponent(id)}`)

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  const parsed = parseForm(slowModeInput, await request.formData())
  if (!parsed.ok) throw new AppError(400, 'peerSessions.slow.unknown')
  await slowSession(viewer, params.id ?? '', parsed.value.seconds)
  return seeOther(`/sessions/${params.id}`)
}
