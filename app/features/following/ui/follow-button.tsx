import { useText } from '~/i18n/locale'
import type { FollowKind } from '../follow'

/**
 * Follows or unfollows something, and comes back. A guest (`following` is null) is led to sign in.
 * @param target the key that the thing's address has
 * @param back the path of the page it stands on
 */
export function FollowButton({
  kind,
  target,
  following,
  back,
  label,
}: {
  kind: FollowKind
  target: string
  following: boolean | null
  back: string
  /** What it is, for lists in which several stand. */
  label?: string
}) {
  const t = useText()
  if (following === null) {
    return (
      <p>
        <a href={`/sign-in?redirectTo=${encodeURIComponent(back)}`}>{t('following.signIn')}</a>
      </p>
    )
  }
  const words = following ? t('following.unfollow') : t('following.follow')
  return (
    <form method="post" action="/follows" className="follow">
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="key" value={target} />
      <input type="hidden" name="back" value={back} />
      <button
        type="submit"
        className={label ? 'button button-link' : 'button button-plain'}
        name="intent"
        value={following ? 'unfollow' : 'follow'}
        aria-label={label && t(following ? 'following.unfollowThat' : 'following.followThat', { label })}
      >
        {words}
      </button>{' '}
      {following && !label && <span className="muted">{t('following.following')}</span>}
    </form>
  )
}
