import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { readerOf } from '~/features/members/reader.server'
import { viewerOf } from '~/features/members/viewer.server'
import { getPractice } from '~/features/practices/queries.server'
import { PracticeFields, PracticeText } from '~/features/practices/ui/practice-record'
import { dataTitle } from '~/ui/meta'
import { Page } from '~/ui/page'

export const meta = dataTitle<Awaited<ReturnType<typeof loader>>>(({ practice }) => practice.title)

export async function loader({ request, params }: LoaderFunctionArgs) {
  const [viewer, { formats }] = await Promise.all([viewerOf(request), readerOf(request)])
  return { practice: await getPractice(viewer, params.slug ?? '', formats) }
}

export default function Practice() {
  const { practice } = useLoaderData<typeof loader>()
  return (
    <Page title={practice.title} userTitle>
      <PracticeFields practice={practice} />
      <PracticeText practice={practice} />
    </Page>
  )
}
