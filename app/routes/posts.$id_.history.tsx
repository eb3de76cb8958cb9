import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { viewerOf } from '~/features/members/viewer.server'
import { postHistory } from '~/features/threads/post-history.server'
import { readAfter } from '~/features/threads/thread'
import { useText } from '~/i18n/locale'
import { HistoryPage } from '~/ui/history-page'
import { dataTitle } from '~/ui/meta'

export const meta = dataTitle(({ title }: Awaited<ReturnType<typeof loader>>) => title)

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { id = '' } = params
  const before = readAfter(new URL(request.url).searchParams.get('before')) || undefined
  const { post, versions, next } = await postHistory(await viewerOf(request), id, before)
  return { id, title: post.threadTitle, number: post.number, versions, next }
}

export default function PostHistory() {
  const { id, number, versions, next } = useLoaderData<typeof loader>()
  const t = useText()
  return (
    <HistoryPage
      title={t('threads.history.title', { number })}
      href={`/posts/${id}`}
      back={t('threads.history.back')}
      first={t('threads.history.first')}
      versions={versions}
      next={next}
    />
  )
}
