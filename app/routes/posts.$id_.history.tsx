import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { viewerOf } from '~/features/members/viewer.server'
import { postHistory } from '~/features/threads/post-history.server'
import { readAfter } from '~/features/threads/thread'
import { useText } from '~/i18n/locale'
import { Changes } from '~/ui/changes'
import { dataTitle } from '~/ui/meta'
import { Page } from '~/ui/page'
import { When } from '~/ui/when'

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
    <Page title={t('threads.history.title', { number })}>
      <p>{t('threads.history.lead')}</p>
      <p>
        <a href={`/posts/${id}`}>{t('threads.history.back')}</a>
      </p>
      {versions.map((version) => (
        <section key={version.number}>
          <h2>
            {version.number === 1
              ? t('threads.history.first')
              : t('threads.history.version', { number: version.number })}
          </h2>
          <p className="muted">
            <When at={version.writtenAt} />
          </p>
          <Changes changes={version.changes} />
        </section>
      ))}
      {next && (
        <nav className="pager" aria-label={t('site.pager.label')}>
          <a href={`/posts/${id}/history?before=${next}`} rel="next">
            {t('threads.history.older')}
          </a>
        </nav>
      )}
    </Page>
  )
}
