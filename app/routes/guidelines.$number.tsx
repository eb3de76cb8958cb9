import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { isFollowing } from '~/features/following/queries.server'
import { FollowButton } from '~/features/following/ui/follow-button'
import { getGuideline } from '~/features/guidelines/queries.server'
import { GuidelinesBeside, GuidelineText } from '~/features/guidelines/ui/guideline-text'
import { UnderContextLists } from '~/features/insights/ui/under-context'
import { underContext } from '~/features/insights/under-context.server'
import { readerOf } from '~/features/members/reader.server'
import { EditLink } from '~/features/members/ui/edit-link'
import { isAdministrator } from '~/features/members/viewer'
import { viewerOf } from '~/features/members/viewer.server'
import { listPractices } from '~/features/practices/queries.server'
import { PracticeList } from '~/features/practices/ui/practice-list'
import { useText } from '~/i18n/locale'
import { dataTitle } from '~/ui/meta'
import { EmptyState, Page } from '~/ui/page'

export const meta = dataTitle<Awaited<ReturnType<typeof loader>>>(
  ({ guideline: { number, title } }) => `${number}. ${title}`,
)

export async function loader({ request, params }: LoaderFunctionArgs) {
  const [viewer, { formats }] = await Promise.all([viewerOf(request), readerOf(request)])
  const guideline = await getGuideline(viewer, params.number ?? '')
  const key = String(guideline.number)
  const [practices, under, following] = await Promise.all([
    listPractices(viewer, { guideline: [guideline.number] }, { formats, limit: 10 }),
    underContext(viewer, 'guideline', key, formats),
    isFollowing(viewer, 'guideline', key),
  ])
  return {
    guideline,
    practices: practices.rows,
    more: practices.next !== null,
    under,
    following,
    mayEdit: isAdministrator(viewer),
  }
}

export default function Guideline() {
  const t = useText()
  const { guideline, practices, more, under, following, mayEdit } = useLoaderData<typeof loader>()
  const { number, title } = guideline
  return (
    <Page
      title={t('guidelines.heading', { number, title })}
      userTitle
      lead={
        <>
          <FollowButton kind="guideline" target={String(number)} following={following} back={`/guidelines/${number}`} />
          {mayEdit && <EditLink href={`/admin/guidelines/${number}`} />}
        </>
      }
    >
      <GuidelineText guideline={guideline} />
      <section>
        <h2>{t('guidelines.practices')}</h2>
        {practices.length > 0 ? (
          <PracticeList rows={practices} />
        ) : (
          <EmptyState>{t('guidelines.noPractices')}</EmptyState>
        )}
        {more && (
          <p>
            <a href={`/practices?guideline=${number}`}>{t('guidelines.allPractices')}</a>
          </p>
        )}
      </section>
      <UnderContextLists under={under} />
      <GuidelinesBeside guideline={guideline} />
    </Page>
  )
}
