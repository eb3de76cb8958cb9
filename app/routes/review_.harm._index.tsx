import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { harmToReview } from '~/features/harm/review-harm.server'
import { HarmCases } from '~/features/harm/ui/harm-cases'
import { requireReviewer } from '~/features/members/viewer.server'
import { useText } from '~/i18n/locale'
import { privatePage } from '~/lib/http.server'
import { pageTitle } from '~/ui/meta'
import { EmptyState, Page } from '~/ui/page'

export const meta = pageTitle('harm.review.title')
export const headers = privatePage

export const loader = async ({ request }: LoaderFunctionArgs) => harmToReview(await requireReviewer(request))

export default function ReviewHarm() {
  const t = useText()
  const { cases, count } = useLoaderData<typeof loader>()
  return (
    <Page title={t('harm.review.title')} lead={<p>{t('harm.review.lead')}</p>}>
      {cases.length > 0 ? (
        <>
          <p className="muted">{t('harm.review.count', { count })}</p>
          <HarmCases cases={cases} />
        </>
      ) : (
        <EmptyState>{t('harm.review.empty')}</EmptyState>
      )}
    </Page>
  )
}
