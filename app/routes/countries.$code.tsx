import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { contextHref, pickContextKeys } from '~/features/context/context'
import { isFollowing } from '~/features/following/queries.server'
import { ContextPage } from '~/features/insights/ui/context-page'
import { underContext } from '~/features/insights/under-context.server'
import { readerOf } from '~/features/members/reader.server'
import { viewerOf } from '~/features/members/viewer.server'
import { countryName, isCountry } from '~/features/taxonomy/country'
import { notFound } from '~/lib/errors'
import { dataTitle } from '~/ui/meta'

export const meta = dataTitle(({ name }: Awaited<ReturnType<typeof loader>>) => name)

/** A code in small letters leads to the one address that the country has. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const [code = ''] = pickContextKeys({ country: params.code }).country
  if (!isCountry(code)) throw notFound()
  if (code !== params.code) throw redirect(contextHref.country(code), { status: 301 })
  const [viewer, { formats }] = await Promise.all([viewerOf(request), readerOf(request)])
  const [under, following] = await Promise.all([
    underContext(viewer, 'country', code, formats),
    isFollowing(viewer, 'country', code),
  ])
  return { code, name: countryName(code, formats), under, following }
}

export default function Country() {
  const { code, name, under, following } = useLoaderData<typeof loader>()
  return (
    <ContextPage
      kind="country"
      target={code}
      title={name}
      here={contextHref.country(code)}
      following={following}
      under={under}
    />
  )
}
