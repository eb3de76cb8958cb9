import type { LoaderFunctionArgs } from '@remix-run/node'
import { viewerOf } from '~/features/members/viewer.server'
import { ownLinksIn } from '~/features/peer-sessions/own-links'
import { cardsFor } from '~/features/search/cards.server'

const mostAsked = 10

/**
 * What links of the product lead to, for whoever asks: `GET /cards?url=/threads/x&url=…`, ten at most. Answers a list of
 * {href, kind, title, line}; what does not exist for the viewer is left out.
 */
export async function loader({ request }: LoaderFunctionArgs) {
  const { origin, searchParams } = new URL(request.url)
  const asked = searchParams.getAll('url').slice(0, mostAsked)
  const links = asked.flatMap((url) => ownLinksIn(url.trim(), origin))
  const cards = await cardsFor(await viewerOf(request), links)
  return Response.json([...cards.values()])
}
