import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireViewer } from '~/features/members/viewer.server'
import { formAgain, maskedForm, unlessHarm } from '~/features/peer-sessions/answer-form.server'
import { feedbackInput } from '~/features/peer-sessions/feedback'
import { feedbackFor } from '~/features/peer-sessions/feedback-queries.server'
import { giveFeedback, refusalOfFeedback } from '~/features/peer-sessions/give-feedback.server'
import { sessionFor } from '~/features/peer-sessions/queries.server'
import { FeedbackForm } from '~/features/peer-sessions/ui/feedback'
import { useText } from '~/i18n/locale'
import { AppError } from '~/lib/errors'
import { parseForm } from '~/lib/forms'
import { invalid, seeOther } from '~/lib/http.server'
import { ErrorSummary } from '~/ui/form'
import { pageTitle } from '~/ui/meta'
import { Page } from '~/ui/page'
import { UserText } from '~/ui/user-text'

export const meta = pageTitle('sessionRecord.feedback.title')

export async function loader({ request, params: { id = '' } }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request)
  const session = await sessionFor(viewer, id)
  const refusal = refusalOfFeedback(session)
  if (refusal) throw new AppError(refusal.status, refusal.key)
  return { id, title: session.title, mine: (await feedbackFor(viewer, id)).mine }
}

/** The two questions after a session, for who was there. 303 to the session; 400 with sentences, 403, 404, 409. */
export async function action({ request, params: { id = '' } }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  const form = await request.formData()
  const masked = await maskedForm(viewer, id, form, ['change'])
  if (masked) return masked
  const parsed = parseForm(feedbackInput, form)
  if (!parsed.ok) {
    await sessionFor(viewer, id)
    return invalid(formAgain(form, parsed.errors))
  }
  const answer = await unlessHarm(giveFeedback(viewer, id, parsed.value), form)
  return answer ? invalid(answer.refused) : seeOther(`/sessions/${id}#feedback`)
}

export default function FeedbackPage() {
  const t = useText()
  const { id, title, mine } = useLoaderData<typeof loader>()
  const returned = useActionData<typeof action>()
  return (
    <Page
      title={t('sessionRecord.feedback.title')}
      lead={
        <p>
          <a href={`/sessions/${id}`}>
            <UserText>{title}</UserText>
          </a>
        </p>
      }
    >
      <ErrorSummary errors={returned?.errors} />
      <FeedbackForm sessionId={id} mine={mine} {...returned} />
    </Page>
  )
}
