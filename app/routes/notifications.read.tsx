import type { ActionFunctionArgs } from '@remix-run/node'
import { requireViewer } from '~/features/members/viewer.server'
import { markAllRead, markRead } from '~/features/notifications/mark-read.server'
import { readInput } from '~/features/notifications/notification'
import { notFound } from '~/lib/errors'
import { parseForm } from '~/lib/forms'
import { seeOther } from '~/lib/http.server'

export { FormOnly as default } from '~/ui/form-only'

/** Marks one notice (`id`), or all that were raised until the page was made, as read. */
export async function action({ request }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  const parsed = parseForm(readInput, await request.formData())
  if (!parsed.ok) throw notFound()
  const { id, until } = parsed.value
  await (id ? markRead(viewer, id) : markAllRead(viewer, until))
  return seeOther('/notifications')
}

/** Nothing to read here: the notices are at `/notifications`. */
export const loader = () => seeOther('/notifications')
