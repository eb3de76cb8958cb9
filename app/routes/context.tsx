import type { LoaderFunctionArgs } from '@remix-run/node'
import { findForContext } from '~/features/context/pick-context.server'
import { readerOf } from '~/features/members/reader.server'

/** What the picker finds for `q`, as JSON: an array of ContextItem. Everything in it is public. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { formats } = await readerOf(request)
  const query = new URL(request.url).searchParams.get('q') ?? ''
  return Response.json(await findForContext(query, formats))
}
