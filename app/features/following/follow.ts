import { z } from 'zod'
import { contextHref } from '~/features/context/context'
import { threadUrl } from '~/features/threads/thread'

/** What a member can follow, the most specific first: the order in which reasons for a notice count. */
export const followKinds = ['thread', 'practice', 'guideline', 'crisisType', 'phase', 'country'] as const
export type FollowKind = (typeof followKinds)[number]

/** Something that can be followed, by the key that its address has: a thread's id, a practice's slug, "8", "flood", "PH". */
export type FollowTarget = { kind: FollowKind; key: string }

/** Why somebody hears of something: what he or she follows. */
export type FollowReason = FollowTarget

/** The form of `POST /follows`. `back` is a path of this site. */
export const followInput = z.object({
  kind: z.enum(followKinds, 'following.errors.kind'),
  key: z.string().trim().min(1, 'following.errors.key').max(200, 'following.errors.key'),
  intent: z
    .string()
    .transform((value) => value || 'follow')
    .pipe(z.enum(['follow', 'unfollow'], 'following.errors.intent')),
  back: z.string(),
})

/** The address of what is followed. */
export const followHref = ({ kind, key }: FollowTarget): string =>
  kind === 'thread' ? threadUrl(encodeURIComponent(key)) : contextHref[kind](key)
