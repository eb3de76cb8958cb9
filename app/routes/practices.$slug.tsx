import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { isFollowing } from '~/features/following/queries.server'
import { FollowButton } from '~/features/following/ui/follow-button'
import { UnderContextLists } from '~/features/insights/ui/under-context'
import { underContext } from '~/features/insights/under-context.server'
import { readerOf } from '~/features/members/reader.server'
import { EditLink } from '~/features/members/ui/edit-link'
import { isAdministrator } from '~/features/members/viewer'
import { viewerOf } from '~/features/members/viewer.server'
import { getPractice } from '~/features/practices/queries.server'
import { PracticeFields, PracticeText } from '~/features/practices/ui/practice-record'
import { dataTitle } from '~/ui/meta'
import { Page } from '~/ui/page'

export const meta = dataTitle<Awaited<ReturnType<typeof loader>>>(({ practice }) => practice.title)

export async function loader({ request, params }: LoaderFunctionArgs) {
  const [viewer, { formats }] = await Promise.all([viewerOf(request), readerOf(request)])
  const practice = await getPractice(viewer, params.slug ?? '', formats)
  const guideline = practice.guidelines.map(({ number }) => number)
  const [under, following] = await Promise.all([
    underContext(viewer, 'practice', practice.slug, formats, { guideline }),
    isFollowing(viewer, 'practice', practice.slug),
  ])
  return { practice, under, following, mayEdit: isAdministrator(viewer) }
}

export default function Practice() {
  const { practice, under, following, mayEdit } = useLoaderData<typeof loader>()
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
      <UnderContextLists under={under} />
    </Page>
  )
}
