import { useText } from '~/i18n/locale'
import { UserHtml, UserText } from '~/ui/user-text'
import { When } from '~/ui/when'
import type { PostView } from '../read-posts.server'

/**
 * One post of a thread: who, from where, when, what it answers, its text, and what the viewer may do.
 * @param replyHref where replying to it leads; none where the viewer cannot reply
 */
export function Post({ post, replyHref }: { post: PostView; replyHref: string | null }) {
  const { id, number, author, answers, deletedBy, held, html, createdAt, clientId } = post
  const t = useText()
  return (
    <article className="post" id={`post-${id}`} data-post-id={id} data-client-id={clientId ?? undefined}>
      <header className="post-by">
        <h2>
          <a href={`/members/${author.id}`}>
            <UserText>{author.name}</UserText>
          </a>
        </h2>
        <p className="muted">
          {[author.organization, author.stakeholderType].map(
            (from) =>
              from && (
                <span key={from}>
                  <UserText>{from}</UserText>
                  {'\u00a0· '}
                </span>
              ),
          )}
          <When at={createdAt} />
        </p>
        <a className="muted" href={`/posts/${id}`} aria-label={t('threads.post.permalink', { number })}>
          #{number}
        </a>
      </header>
      {answers && !deletedBy && <Answers answers={answers} />}
      {deletedBy ? (
        <p className="muted">
          {t(deletedBy === 'author' ? 'threads.post.deletedByAuthor' : 'threads.post.deletedByModerator')}
        </p>
      ) : held === 'other' ? (
        <p className="muted">{t('harm.held.other')}</p>
      ) : (
        <>
          {held && <Held by={held} />}
          <UserHtml html={html} />
        </>
      )}
      {held !== 'other' && <PostActions post={post} replyHref={held ? null : replyHref} />}
    </article>
  )
}

function Held({ by }: { by: 'own' | 'reviewer' }) {
  const t = useText()
  return (
    <p className="notice">
      {t(`harm.held.${by}`)} {by === 'reviewer' && <a href="/review/harm">{t('harm.held.review')}</a>}
    </p>
  )
}

function Answers({ answers: { href, number, author, excerpt } }: { answers: NonNullable<PostView['answers']> }) {
  const t = useText()
  return (
    <p className="quote">
      {excerpt === null ? (
        <a href={href}>{t('threads.post.answersGone', { number, author })}</a>
      ) : (
        <>
          <a href={href}>{t('threads.post.answers', { number, author })}</a> <UserText>{excerpt}</UserText>
        </>
      )}
    </p>
  )
}

function PostActions({ post, replyHref }: { post: PostView; replyHref: string | null }) {
  const { id, number, can, deletedBy, editedAt } = post
  const t = useText()
  if (deletedBy) {
    return can.restore ? (
      <form method="post" action={`/posts/${id}/restore`}>
        <button type="submit" className="button button-link" aria-label={t('threads.post.restorePost', { number })}>
          {t('threads.post.restore')}
        </button>
      </form>
    ) : null
  }
  if (!replyHref && !editedAt && !can.revise && !can.delete) return null
  return (
    <p className="post-actions">
      {replyHref && (
        <a href={replyHref} aria-label={t('threads.post.replyTo', { number })}>
          {t('threads.post.reply')}
        </a>
      )}
      {editedAt && (
        <a href={`/posts/${id}/history`} aria-label={t('threads.post.editedPost', { number })}>
          {t('threads.post.edited')}
        </a>
      )}
      {can.revise && (
        <a href={`/posts/${id}/edit`} aria-label={t('threads.post.editPost', { number })}>
          {t('threads.post.edit')}
        </a>
      )}
      {can.delete && (
        <a href={`/posts/${id}/delete`} aria-label={t('threads.post.deletePost', { number })}>
          {t('threads.post.delete')}
        </a>
      )}
    </p>
  )
}
