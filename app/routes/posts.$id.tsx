import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { viewerOf } from '~/features/members/viewer.server'
import { getPost } from '~/features/threads/queries.server'
import { postUrl } from '~/features/threads/thread'

/** The address of a post that never changes: leads to the page that holds it. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { threadId, number, id } = await getPost(await viewerOf(request), params.id ?? '')
  throw redirect(postUrl(threadId, number, id))
}

/** Never shown; with it, an address of no post is answered by the page for that. */
export default () => null
