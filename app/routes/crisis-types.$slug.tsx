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

export const meta = dataTitle(({ type }: Awaited<ReturnType<typeof loader>>) => type.label)

export async function loader({ request, params }: LoaderFunctionArgs) {
  const [viewer, { formats }, { crisisTypes }] = await Promise.all([
    viewerOf(request),
    readerOf(request),
    getVocabulary(),
  ])
  const family = crisisTypes.find(({ slug, children }) =>
    [slug, ...children.map((child) => child.slug)].includes(params.slug ?? ''),
  )
  const type = family && [family, ...family.children].find(({ slug }) => slug === params.slug)
  if (!family || !type) throw notFound()
  const { slug, label } = type
  const [under, following] = await Promise.all([
    underContext(viewer, 'crisisType', slug, formats),
    isFollowing(viewer, 'crisisType', slug),
  ])
  return { type: { slug, label }, family, under, following }
}

export default function CrisisType() {
  const t = useText()
  const { type, family, under, following } = useLoaderData<typeof loader>()
  const isFamily = family.slug === type.slug
  return (
    <ContextPage
      kind="crisisType"
      target={type.slug}
      title={type.label}
      here={contextHref.crisisType(type.slug)}
      following={following}
      under={under}
    >
      <h2>
        <UserText>{family.label}</UserText>
      </h2>
      <p>{isFamily ? t('context.page.includes') : t('context.page.within')}</p>
      <ul>
        {[family, ...family.children].map(({ slug, label }) => (
          <li key={slug}>
            <a href={contextHref.crisisType(slug)} aria-current={slug === type.slug ? 'page' : undefined}>
              <UserText>{label}</UserText>
            </a>
          </li>
        ))}
      </ul>
      <p>
        <a href="/crisis-types">{t('context.page.allCrisisTypes')}</a>
      </p>
    </ContextPage>
  )
}
