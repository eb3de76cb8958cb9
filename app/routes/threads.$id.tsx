import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { contextQuery } from '~/features/context/context'
import { ContextLine, ContextLinks, hasBeside } from '~/features/context/ui/context-links'
import { citeThread } from '~/features/exports/export-item.server'
import { ExportThread } from '~/features/exports/ui/export-links'
import { isFollowing } from '~/features/following/queries.server'
import { FollowButton } from '~/features/following/ui/follow-button'
import { originOf } from '~/features/harvest/queries.server'
import { fittingLessons } from '~/features/insights/fitting-lessons.server'
import { FittingLessons } from '~/features/insights/ui/fitting-lessons'
import { readerOf } from '~/features/members/reader.server'
import { viewerOf } from '~/features/members/viewer.server'
import { getQuote, getThread } from '~/features/threads/queries.server'
import { readAfter, threadUrl } from '~/features/threads/thread'
import { Post } from '~/features/threads/ui/post'
import { ReplyForm } from '~/features/threads/ui/reply-form'
import { useText } from '~/i18n/locale'
import { newId } from '~/lib/ids'
import { dataTitle } from '~/ui/meta'
import { Page, Pager } from '~/ui/page'
import { UserText } from '~/ui/user-text'

export const meta = dataTitle(({ thread }: Awaited<ReturnType<typeof loader>>) => thread.title)

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { id = '' } = params
  const { searchParams } = new URL(request.url)
  const [viewer, { formats }] = await Promise.all([viewerOf(request), readerOf(request)])
  const [thread, following] = await Promise.all([
    getThread(viewer, id, { after: readAfter(searchParams.get('after')), formats }),
    isFollowing(viewer, 'thread', id),
  ])
  const answers = thread.can.reply ? await getQuote(viewer, id, searchParams.get('replyTo') ?? '') : null
  const fitting = await fittingLessons(viewer, thread.context)
  const session = await originOf(viewer, thread.peerSessionId)
  return {
    thread: { ...thread, peerSessionId: undefined },
    session,
    following,
    answers,
    fitting,
    jsonLd: citeThread(thread, request),
    clientId: newId(),
  }
}

export default function Thread() {
  const { thread, session, following, answers, fitting, jsonLd, clientId } = useLoaderData<typeof loader>()
  const { id, title, context, posts, after } = thread
  const t = useText()
  const here = threadUrl(id, after)
  const replyHref = (postId: string) => `${here}${after > 0 ? '&' : '?'}replyTo=${postId}#reply`
  return (
    <Page
      title={title}
      userTitle
      lead={
        <p className="muted">
          {t('threads.replies', { count: thread.replies })}
          {context.length > 0 && ' · '}
          <ContextLine items={context} />
        </p>
      }
      aside={
        <>
          <FollowButton kind="thread" target={id} following={following} back={here} />
          {hasBeside(context) && <h2>{t('threads.aside.about')}</h2>}
          <ContextLinks items={context} beside />
          {session && (
            <>
              <h2>{t('threads.aside.session')}</h2>
              <p>
                <a href={`/sessions/${session.id}`}>
                  <UserText>{session.title}</UserText>
                </a>
              </p>
            </>
          )}
          <FittingLessons lessons={fitting} />
          <ExportThread id={id} jsonLd={jsonLd} />
          {thread.can.revise && (
            <p>
              <a href={`/threads/${id}/edit`}>{t('threads.aside.change')}</a>
            </p>
          )}
          {thread.can.reply && (
            <p>
              <a href={`/lessons/new${contextQuery(thread.keys)}`}>{t('threads.aside.lesson')}</a>
            </p>
          )}
        </>
      }
    >
      {posts.map((post) => (
        <Post key={post.id} post={post} replyHref={thread.can.reply ? replyHref(post.id) : null} />
      ))}
      <Pager previous={thread.previous} next={thread.next} />
      <section className="reply" id="reply">
        <h2>{t('threads.reply.title')}</h2>
        {thread.can.reply ? (
          <ReplyForm threadId={id} clientId={clientId} answers={answers} dropHref={`${here}#reply`} />
        ) : (
          <p>
            <a href={`/sign-in?redirectTo=${encodeURIComponent(`${here}#reply`)}`}>{t('threads.reply.signIn')}</a>
            {' · '}
            <a href="/sign-up">{t('threads.reply.join')}</a>
          </p>
        )}
      </section>
    </Page>
  )
}
