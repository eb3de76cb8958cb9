import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { contextHref } from '~/features/context/context'
import { isFollowing } from '~/features/following/queries.server'
import { ContextPage } from '~/features/insights/ui/context-page'
import { underContext } from '~/features/insights/under-context.server'
import { readerOf } from '~/features/members/reader.server'
import { viewerOf } from '~/features/members/viewer.server'
import { getVocabulary } from '~/features/taxonomy/vocabulary.server'
import { useText } from '~/i18n/locale'
import { notFound } from '~/lib/errors'
import { dataTitle } from '~/ui/meta'
import { UserText } from '~/ui/user-text'

export const meta = dataTitle(({ phase }: Awaited<ReturnType<typeof loader>>) => phase.label)

export async function loader({ request, params }: LoaderFunctionArgs) {
  const [viewer, { formats }, { phases }] = await Promise.all([viewerOf(request), readerOf(request), getVocabulary()])
  const phase = phases.find(({ slug }) => slug === params.slug)
  if (!phase) throw notFound()
  const [under, following] = await Promise.all([
    underContext(viewer, 'phase', phase.slug, formats),
    isFollowing(viewer, 'phase', phase.slug),
  ])
  return { phase, phases, under, following }
}

export default function Phase() {
  const t = useText()
  const { phase, phases, under, following } = useLoaderData<typeof loader>()
  return (
    <ContextPage
      kind="phase"
      target={phase.slug}
      title={phase.label}
      here={contextHref.phase(phase.slug)}
      following={following}
      under={under}
    >
      <h2>{t('context.groups.phase')}</h2>
      <ul>
        {phases.map(({ slug, label }) => (
          <li key={slug}>
            <a href={contextHref.phase(slug)} aria-current={slug === phase.slug ? 'page' : undefined}>
              <UserText>{label}</UserText>
            </a>
          </li>
        ))}
      </ul>
      <p>
        <a href="/guidelines">{t('context.page.guidelines')}</a>
      </p>
    </ContextPage>
  )
}
