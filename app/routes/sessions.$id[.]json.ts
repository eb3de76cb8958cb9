import type { LoaderFunctionArgs } from '@remix-run/node'
import { exportSession } from '~/features/exports/export-session.server'
import { viewerOf } from '~/features/members/viewer.server'

/** The whole record of a session as data, by `/schemas/session.json`; `?after=NUMBER` where it is longer. 403, 404. */
export const loader = async ({ request, params: { id = '' } }: LoaderFunctionArgs) =>
  exportSession(await viewerOf(request), id, 'json', request)
