import type { LoaderFunctionArgs } from '@remix-run/node'
import { viewerOf } from '~/features/members/viewer.server'
import { sessionState } from '~/features/peer-sessions/facilitation.server'

/** Where a session stands, as JSON. Its clock is the server's, so nobody keeps it. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const state = await sessionState(await viewerOf(request), params.id ?? '')
  return Response.json(state, { headers: { 'Cache-Control': 'no-store' } })
}
