import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { listGuidelines } from '~/features/guidelines/queries.server'
import { GuidelineList } from '~/features/guidelines/ui/guideline-list'
import { viewerOf } from '~/features/members/viewer.server'
import { useText } from '~/i18n/locale'
import { pageTitle } from '~/ui/meta'
import { Page } from '~/ui/page'

export const meta = pageTitle('guidelines.title')

export async function loader({ request }: LoaderFunctionArgs) {
  return { phases: await listGuidelines(await viewerOf(request)) }
}

export default function Guidelines() {
  const t = useText()
  const { phases } = useLoaderData<typeof loader>()
  return (
    <Page
      title={t('guidelines.title')}
      lead={
        <>
          <p>{t('guidelines.lead')}</p>
          <p>
            <a href="/coverage">{t('insights.coverage.link')}</a>
          </p>
        </>
      }
    >
      <GuidelineList phases={phases} />
    </Page>
  )
}
