import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { requireViewer } from '~/features/members/viewer.server'
import { messagePlace } from '~/features/peer-sessions/message-page.server'
import { pinInput } from '~/features/peer-sessions/message-rules'
import { pinMessage } from '~/features/peer-sessions/pin-message.server'
import { messagePage } from '~/features/peer-sessions/room-message'
import { AppError } from '~/lib/errors'
import { parseForm } from '~/lib/forms'
import { seeOther } from '~/lib/http.server'

export { FormOnly as default } from '~/ui/form-only'

export const loader = ({ params }: LoaderFunctionArgs) => seeOther(messagePage(params.id ?? '', params.messageId ?? ''))

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  const { id = '', messageId = '' } = params
  const parsed = parseForm(pinInput, await request.formData())
  if (!parsed.ok) throw new AppError(400, 'peerSessions.errors.invalid')
  await pinMessage(viewer, id, messageId, parsed.value.intent === 'pin')
  return seeOther(await messagePlace(viewer, id, messageId))
}
