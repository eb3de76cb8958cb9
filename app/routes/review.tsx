import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { countOverdueActions } from '~/features/lessons/actions.server'
import { lessonsToReview } from '~/features/lessons/queries.server'
import { ReviewList } from '~/features/lessons/ui/review-list'
import { readerOf } from '~/features/members/reader.server'
import { requireReviewer } from '~/features/members/viewer.server'
import { likelyDuplicates } from '~/features/search/likely-duplicates.server'
import { LikelyDuplicates } from '~/features/search/ui/similar-things'
import { useText } from '~/i18n/locale'
import { pageTitle } from '~/ui/meta'
import { EmptyState, Page } from '~/ui/page'

export const meta = pageTitle('lessons.review.title')

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requireReviewer(request)
  const { formats } = await readerOf(request)
  const [lessons, overdue] = await Promise.all([lessonsToReview(viewer, formats), countOverdueActions(viewer)])
  const ids = lessons.map(({ id }) => id)
  return { lessons, overdue, duplicates: await likelyDuplicates(viewer, ids, formats) }
}

export default function Review() {
  const t = useText()
  const { lessons, overdue, duplicates } = useLoaderData<typeof loader>()
  return (
    <Page title={t('lessons.review.title')} lead={<p>{t('lessons.review.lead')}</p>}>
      <p>
        <a href="/review/harm">{t('harm.review.link')}</a>
      </p>
      {overdue > 0 && (
        <p>
          <a href="/actions">{t('lessons.review.overdue', { count: overdue })}</a>
        </p>
      )}
      {lessons.length > 0 ? (
        <ReviewList rows={lessons} below={({ id }) => <LikelyDuplicates things={duplicates[id] ?? []} />} />
      ) : (
        <EmptyState>
          {t('lessons.review.empty')} <a href="/lessons">{t('lessons.review.all')}</a>
        </EmptyState>
      )}
    </Page>
  )
}
