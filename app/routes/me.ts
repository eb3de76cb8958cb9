import type { LoaderFunctionArgs } from '@remix-run/node'
import { viewerOf } from '~/features/members/viewer.server'

/** Who is signed in, for programs. */
export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await viewerOf(request)
  const headers = { 'Cache-Control': 'no-store' }
  if (!viewer) return Response.json({ error: 'signed out' }, { status: 401, headers })
  const { id, name, role } = viewer
  return Response.json({ id, name, role }, { headers })
}
