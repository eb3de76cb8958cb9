import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { requireViewer } from '~/features/members/viewer.server'
import { handInput } from '~/features/peer-sessions/step-input'
import { stepSession } from '~/features/peer-sessions/step-session.server'
import { AppError } from '~/lib/errors'
import { parseForm } from '~/lib/forms'
import { seeOther } from '~/lib/http.server'

export { FormOnly as default } from '~/ui/form-only'

export const loader = ({ params }: LoaderFunctionArgs) => seeOther(`/sessions/${params.id}`)

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  const parsed = parseForm(handInput, await request.formData())
  if (!parsed.ok) throw new AppError(400, 'peerSessions.errors.invalid')
  const { intent: type, member, newVoicesFirst } = parsed.value
  await stepSession(viewer, params.id ?? '', type === 'order' ? { type, newVoicesFirst } : { type, member })
  return seeOther(`/sessions/${params.id}`)
}
