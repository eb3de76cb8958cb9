import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { requireViewer } from '~/features/members/viewer.server'
import { restorePost } from '~/features/threads/restore-post.server'
import { postUrl } from '~/features/threads/thread'
import { seeOther } from '~/lib/http.server'

/** Where signing in again leads, after the deletion was undone by somebody whose sign-in had ended: to the post. */
export const loader = ({ params }: LoaderFunctionArgs) => redirect(`/posts/${encodeURIComponent(params.id ?? '')}`)

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  const { threadId, number, id } = await restorePost(viewer, params.id ?? '')
  return seeOther(postUrl(threadId, number, id))
}

/** Never shown; with it, what cannot be restored is answered by the page for that. */
export default () => null
