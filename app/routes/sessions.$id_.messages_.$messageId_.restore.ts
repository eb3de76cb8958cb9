import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { requireViewer } from '~/features/members/viewer.server'
import { messagePlace } from '~/features/peer-sessions/message-page.server'
import { restoreMessage } from '~/features/peer-sessions/restore-message.server'
import { messagePage } from '~/features/peer-sessions/room-message'
import { seeOther } from '~/lib/http.server'

export { FormOnly as default } from '~/ui/form-only'

export const loader = ({ params }: LoaderFunctionArgs) => seeOther(messagePage(params.id ?? '', params.messageId ?? ''))

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  const { id = '', messageId = '' } = params
  await restoreMessage(viewer, id, messageId)
  return seeOther(await messagePlace(viewer, id, messageId))
}
