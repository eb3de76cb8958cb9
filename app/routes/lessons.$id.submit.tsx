import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { submitLesson } from '~/features/lessons/submit-lesson.server'
import { requireViewer } from '~/features/members/viewer.server'
import { seeOther } from '~/lib/http.server'

export { FormOnly as default } from '~/ui/form-only'

/** Who was asked to sign in first comes here with a GET: the button stands on the lesson's page. */
export const loader = ({ params: { id = '' } }: LoaderFunctionArgs) => redirect(`/lessons/${encodeURIComponent(id)}`)

export async function action({ request, params: { id = '' } }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  await submitLesson(viewer, id)
  return seeOther(`/lessons/${id}`)
}
