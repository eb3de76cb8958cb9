import type { LoaderFunctionArgs } from '@remix-run/node'
import { contextKeysOfUrl } from '~/features/context/context'
import { contextItemsOf } from '~/features/context/queries.server'
import { readerOf } from '~/features/members/reader.server'
import { viewerOf } from '~/features/members/viewer.server'
import { similarLines } from '~/features/search/similar'
import { similar } from '~/features/search/similar.server'
import { translate } from '~/i18n/translate'

/**
 * What is like a text that is being written: `GET /similar?title=…&body=…&crisisType=flood`, with `except` for the id of
 * the thing itself where it is stored already. Answers {lessons, practices, threads}, each a list of {title, url, why}.
 */
export async function loader({ request }: LoaderFunctionArgs) {
  const [viewer, { locale, formats }] = await Promise.all([viewerOf(request), readerOf(request)])
  const { searchParams } = new URL(request.url)
  const found = similar(viewer, {
    title: searchParams.get('title') ?? '',
    body: searchParams.get('body') ?? '',
    context: await contextItemsOf(contextKeysOfUrl(searchParams), formats),
    itself: searchParams.get('except') ?? '',
  })
  return Response.json(similarLines(found, translate(locale), formats))
}
