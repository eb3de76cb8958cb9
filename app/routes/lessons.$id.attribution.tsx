import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { lookBehind } from '~/features/lessons/look-behind.server'
import { requireViewer } from '~/features/members/viewer.server'
import { seeOther } from '~/lib/http.server'

export { FormOnly as default } from '~/ui/form-only'

/** Who was asked to sign in first comes here with a GET: the button stands on the lesson's page. */
export const loader = ({ params: { id = '' } }: LoaderFunctionArgs) => redirect(`/lessons/${encodeURIComponent(id)}`)

/** A reviewer looks who wrote a lesson, which is written down for the author. 303 to the lesson; 403, 404. */
export async function action({ request, params: { id = '' } }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  await lookBehind(viewer, id)
  return seeOther(`/lessons/${id}`)
}
