import type { LoaderFunctionArgs } from '@remix-run/node'
import { suggestOrganizations } from '~/features/members/suggest-organizations.server'
import { requestAddress } from '~/lib/request.server'

/** Names of organizations, for the field in which one is typed. */
export async function loader({ request }: LoaderFunctionArgs) {
  const q = new URL(request.url).searchParams.get('q') ?? ''
  return Response.json({ names: await suggestOrganizations(q, requestAddress()) })
}
