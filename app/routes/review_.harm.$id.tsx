import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData } from '@remix-run/react'
import { harmVerdictInput, reviewHarm } from '~/features/harm/review-harm.server'
import { requireReviewer } from '~/features/members/viewer.server'
import { useText } from '~/i18n/locale'
import { parseForm } from '~/lib/forms'
import { invalid, seeOther } from '~/lib/http.server'
import { ErrorSummary } from '~/ui/form'
import { pageTitle } from '~/ui/meta'
import { Page } from '~/ui/page'

export const meta = pageTitle('harm.review.title')

/** Where signing in again leads: to the list. */
export async function loader({ request }: LoaderFunctionArgs) {
  await requireReviewer(request)
  return redirect('/review/harm')
}

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireReviewer(request)
  const parsed = parseForm(harmVerdictInput, await request.formData())
  if (!parsed.ok) return invalid(parsed)
  await reviewHarm(viewer, params.id ?? '', parsed.value.verdict)
  return seeOther('/review/harm')
}

export default function VerdictMissing() {
  const t = useText()
  const sent = useActionData<typeof action>()
  return (
    <Page title={t('harm.review.title')}>
      <ErrorSummary errors={sent?.errors} />
      <p>
        <a href="/review/harm">{t('harm.review.link')}</a>
      </p>
    </Page>
  )
}
