import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { answerTransition } from '~/features/lessons/answer-transition.server'
import { confirmLesson } from '~/features/lessons/confirm-lesson.server'
import { confirmInput } from '~/features/lessons/lesson'
import { readerOf } from '~/features/members/reader.server'
import { requireViewer } from '~/features/members/viewer.server'
import { parseForm } from '~/lib/forms'
import { seeOther } from '~/lib/http.server'

export { FormOnly as default } from '~/ui/form-only'

/** Whoever asks for JSON is answered in it. */
export const handle = { json: 'asked' }

/** Who was asked to sign in first comes here with a GET: the form stands on the lesson's page. */
export const loader = ({ params: { id = '' } }: LoaderFunctionArgs) =>
  redirect(`/lessons/${encodeURIComponent(id)}#confirmations`)

/** A peer confirms the lesson. 303 to the lesson; JSON for who asks for it. 400, 403, 404, 409. */
export async function action({ request, params: { id = '' } }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  const [{ locale }, form] = await Promise.all([readerOf(request), request.formData()])
  return answerTransition(request, locale, async () => {
    const parsed = parseForm(confirmInput, form)
    if (!parsed.ok) return { status: 400, errors: parsed.errors, page: null }
    await confirmLesson(viewer, id, parsed.value)
    return { id, state: 'confirmed', page: seeOther(`/lessons/${id}#confirmations`) }
  })
}
