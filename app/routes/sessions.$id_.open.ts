import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { requireViewer } from '~/features/members/viewer.server'
import { openSession } from '~/features/peer-sessions/open-session.server'
import { seeOther } from '~/lib/http.server'

export { FormOnly as default } from '~/ui/form-only'

export const loader = ({ params: { id = '' } }: LoaderFunctionArgs) => seeOther(`/sessions/${encodeURIComponent(id)}`)

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  await openSession(viewer, params.id ?? '')
  return seeOther(`/sessions/${params.id}`)
}
