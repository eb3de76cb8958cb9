import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { lessonsToReview } from '~/features/lessons/queries.server'
import { LessonList } from '~/features/lessons/ui/lesson-list'
import { readerOf } from '~/features/members/reader.server'
import { requireReviewer } from '~/features/members/viewer.server'
import { useText } from '~/i18n/locale'
import { pageTitle } from '~/ui/meta'
import { EmptyState, Page } from '~/ui/page'

export const meta = pageTitle('lessons.review.title')

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requireReviewer(request)
  const { formats } = await readerOf(request)
  return { lessons: await lessonsToReview(viewer, formats) }
}

export default function Review() {
  const t = useText()
  const { lessons } = useLoaderData<typeof loader>()
  return (
    <Page title={t('lessons.review.title')} lead={<p>{t('lessons.review.lead')}</p>}>
      {lessons.length > 0 ? (
        <LessonList rows={lessons} />
      ) : (
        <EmptyState>
          {t('lessons.review.empty')} <a href="/lessons">{t('lessons.review.all')}</a>
        </EmptyState>
      )}
    </Page>
  )
}
