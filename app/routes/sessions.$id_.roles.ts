import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { requireViewer } from '~/features/members/viewer.server'
import { rolesInput } from '~/features/peer-sessions/step-input'
import { stepSession } from '~/features/peer-sessions/step-session.server'
import { AppError } from '~/lib/errors'
import { parseForm } from '~/lib/forms'
import { seeOther } from '~/lib/http.server'

export { FormOnly as default } from '~/ui/form-only'

export const loader = ({ params }: LoaderFunctionArgs) => seeOther(`/sessions/${params.id}`)

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  const parsed = parseForm(rolesInput, await request.formData())
  if (!parsed.ok) throw new AppError(400, 'peerSessions.errors.invalid')
  const { intent: type, role, member } = parsed.value
  await stepSession(viewer, params.id ?? '', { type, role, member })
  return seeOther(`/sessions/${params.id}`)
}
