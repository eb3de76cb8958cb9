import type { ReactNode } from 'react'
import type { FollowKind } from '~/features/following/follow'
import { FollowButton } from '~/features/following/ui/follow-button'
import { useText } from '~/i18n/locale'
import { Page } from '~/ui/page'
import type { UnderContext } from '../under-context.server'
import { UnderContextLists } from './under-context'

/** The page of a crisis type, phase or country: what it is, what is new about it, and the way to follow it. */
export function ContextPage({
  kind,
  target,
  title,
  here,
  following,
  under,
  children,
}: {
  kind: FollowKind & ('crisisType' | 'phase' | 'country')
  /** The key that its address has. */
  target: string
  title: string
  here: string
  following: boolean | null
  under: UnderContext
  /** What stands beside it, such as the crisis types below it. */
  children?: ReactNode
}) {
  const t = useText()
  return (
    <Page
      title={title}
      userTitle
      lead={
        <>
          <p className="muted">{t(`context.kinds.${kind}`)}</p>
          <FollowButton kind={kind} target={target} following={following} back={here} />
        </>
      }
      aside={children}
    >
      <UnderContextLists under={under} />
    </Page>
  )
}
