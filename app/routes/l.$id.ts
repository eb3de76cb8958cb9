import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { citedVersion } from '~/features/exports/cited-version.server'
import { newestVersion } from '~/features/exports/newest-version.server'
import { viewerOf } from '~/features/members/viewer.server'

/** The short address of a lesson, `/l/:id`, and of a version of it, `/l/:id?v=3`. It never changes. */
export async function loader({ request, params: { id = '' } }: LoaderFunctionArgs) {
  const viewer = await viewerOf(request)
  const newest = await newestVersion(viewer, id)
  const asked = new URL(request.url).searchParams.get('v') ?? ''
  const version = /^[1-9]\d{0,8}$/.test(asked) ? Number(asked) : newest
  if (version === newest) return redirect(`/lessons/${id}`)
  await citedVersion(viewer, id, version)
  return redirect(`/lessons/${id}/versions/${version}`)
}
