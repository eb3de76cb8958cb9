import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { requireViewer } from '~/features/members/viewer.server'
import { markRead } from '~/features/peer-sessions/mark-read.server'
import { readInput } from '~/features/peer-sessions/message-rules'
import { sessionFor } from '~/features/peer-sessions/queries.server'
import { AppError } from '~/lib/errors'
import { parseForm } from '~/lib/forms'
import { seeOther } from '~/lib/http.server'

export { FormOnly as default } from '~/ui/form-only'

export const loader = ({ params }: LoaderFunctionArgs) => seeOther(`/sessions/${params.id}`)

/** Keeps how far the viewer has read: {number} of the newest message that was on the page. */
export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  const { id } = await sessionFor(viewer, params.id ?? '')
  const parsed = parseForm(readInput, await request.formData())
  if (!parsed.ok) throw new AppError(400, 'peerSessions.errors.invalid')
  await markRead(viewer, id, parsed.value.number)
  return seeOther(`/sessions/${id}#latest`)
}
