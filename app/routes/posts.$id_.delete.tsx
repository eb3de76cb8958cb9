import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireViewer } from '~/features/members/viewer.server'
import { deletePost } from '~/features/threads/delete-post.server'
import { getPost } from '~/features/threads/queries.server'
import { canDeletePost, postUrl } from '~/features/threads/thread'
import { useText } from '~/i18n/locale'
import { forbidden } from '~/lib/errors'
import { seeOther } from '~/lib/http.server'
import { Button } from '~/ui/form'
import { dataTitle } from '~/ui/meta'
import { Page } from '~/ui/page'
import { UserHtml } from '~/ui/user-text'

export const meta = dataTitle(({ post }: Awaited<ReturnType<typeof loader>>) => post.threadTitle)

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request)
  const post = await getPost(viewer, params.id ?? '')
  if (post.deletedAt) throw redirect(postUrl(post.threadId, post.number, post.id))
  if (!canDeletePost(viewer, post)) throw forbidden('threads.errors.notYours')
  return { post, own: post.authorId === viewer.id }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request)
  const { threadId, number, id } = await deletePost(viewer, params.id ?? '')
  return seeOther(postUrl(threadId, number, id))
}

export default function DeletePost() {
  const { post, own } = useLoaderData<typeof loader>()
  const t = useText()
  return (
    <Page title={t('threads.delete.title', { number: post.number })}>
      <p>{t(own ? 'threads.delete.what' : 'threads.delete.whatModerator')}</p>
      <blockquote>
        <UserHtml html={post.html} />
      </blockquote>
      <form method="post" className="actions">
        <Button kind="danger">{t('threads.delete.send')}</Button>
        <a href={`/posts/${post.id}`}>{t('threads.delete.back')}</a>
      </form>
    </Page>
  )
}
