import type { ActionFunctionArgs } from '@remix-run/node'
import { requireViewer } from '~/features/members/viewer.server'
import { openNotification } from '~/features/notifications/open-notification.server'
import { seeOther } from '~/lib/http.server'

export { FormOnly as default } from '~/ui/form-only'

/** Marks a notice as read and leads to what it is about. A form sends it, since a GET changes nothing. */
export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  return seeOther(await openNotification(viewer, params.id ?? ''))
}

export const loader = () => seeOther('/notifications')
