import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { requireViewer } from '~/features/members/viewer.server'
import { messagePlace } from '~/features/peer-sessions/message-page.server'
import { reactionInput } from '~/features/peer-sessions/message-rules'
import { reactToMessage } from '~/features/peer-sessions/react-to-message.server'
import { messagePage } from '~/features/peer-sessions/room-message'
import { AppError } from '~/lib/errors'
import { parseForm } from '~/lib/forms'
import { seeOther } from '~/lib/http.server'

export { FormOnly as default } from '~/ui/form-only'

export const loader = ({ params }: LoaderFunctionArgs) => seeOther(messagePage(params.id ?? '', params.messageId ?? ''))

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  const { id = '', messageId = '' } = params
  const parsed = parseForm(reactionInput, await request.formData())
  if (!parsed.ok) throw new AppError(400, 'peerSessions.errors.invalid')
  await reactToMessage(viewer, id, messageId, parsed.value)
  return seeOther(await messagePlace(viewer, id, messageId))
}
