import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { cite } from '~/features/exports/export-item.server'
import { CiteExport } from '~/features/exports/ui/export-links'
import { isFollowing } from '~/features/following/queries.server'
import { FollowButton } from '~/features/following/ui/follow-button'
import { UnderContextLists } from '~/features/insights/ui/under-context'
import { underContext } from '~/features/insights/under-context.server'
import { lessonOfPractice } from '~/features/lessons/promotion-queries.server'
import { readerOf } from '~/features/members/reader.server'
import { EditLink } from '~/features/members/ui/edit-link'
import { isAdministrator } from '~/features/members/viewer'
import { viewerOf } from '~/features/members/viewer.server'
import { getPractice } from '~/features/practices/queries.server'
import { PracticeFields, PracticeText } from '~/features/practices/ui/practice-record'
import { listReuses, reuseCounts } from '~/features/reuses/queries.server'
import { UsedBy } from '~/features/reuses/ui/used-by'
import { useText } from '~/i18n/locale'
import { dataTitle } from '~/ui/meta'
import { Page } from '~/ui/page'
import { UserText } from '~/ui/user-text'

export const meta = dataTitle<Awaited<ReturnType<typeof loader>>>(({ practice }) => practice.title)

export async function loader({ request, params }: LoaderFunctionArgs) {
  const [viewer, { formats }] = await Promise.all([viewerOf(request), readerOf(request)])
  const practice = await getPractice(viewer, params.slug ?? '', formats)
  const guideline = practice.guidelines.map(({ number }) => number)
  const [under, following, reuses, uses, lesson] = await Promise.all([
    underContext(viewer, 'practice', practice.slug, formats, { guideline }),
    isFollowing(viewer, 'practice', practice.slug),
    listReuses({ practiceId: practice.id }, { formats }),
    reuseCounts('practice', [practice.id]),
    lessonOfPractice(viewer, practice.id),
  ])
  const use = uses.get(practice.id) ?? null
  const cited = await cite(viewer, 'practices', practice.slug, request)
  return { practice, under, following, reuses, use, lesson, cited, mayEdit: isAdministrator(viewer) }
}

export default function Practice() {
  const t = useText()
  const { practice, under, following, reuses, use, lesson, cited, mayEdit } = useLoaderData<typeof loader>()
  return (
    <Page
      title={practice.title}
      userTitle
      lead={
        <>
          <FollowButton
            kind="practice"
            target={practice.slug}
            following={following}
            back={`/practices/${practice.slug}`}
          />
          {mayEdit && <EditLink href={`/admin/practices/${practice.slug}`} />}
        </>
      }
    >
      <PracticeFields practice={practice} />
      <PracticeText practice={practice} />
      {lesson && (
        <p>
          {t('promotion.lesson')}{' '}
          <a href={`/lessons/${lesson.id}`}>
            <UserText>{lesson.title}</UserText>
          </a>
        </p>
      )}
      <UsedBy use={use} rows={reuses} href={`/practices/${practice.slug}`} />
      <UnderContextLists under={under} />
      <CiteExport cited={cited} />
    </Page>
  )
}
