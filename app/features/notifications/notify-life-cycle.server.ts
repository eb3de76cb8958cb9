import { db, inTransaction } from '~/db.server'
import type { AppEventOf, Telling } from '~/events.server'
import { followersOf } from '~/features/following/queries.server'
import { type LessonState, openStates, publicStates } from '~/features/lessons/lesson'
import { type Hearer, raise } from './raise.server'

/** What a lesson goes through once reviewers have seen it. */
export type LifeCycleEvent =
  | AppEventOf<'lesson.noted'>
  | AppEventOf<'lesson.merged'>
  | AppEventOf<'lesson.superseded'>
  | AppEventOf<'lesson.confirmed'>
  | AppEventOf<'lesson.identified'>
  | AppEventOf<'lesson.acted-on'>
  | AppEventOf<'lesson.learned'>

type Audience = 'author' | 'owners' | 'peers' | 'followers'

/** Who hears of what, and in which states it is still true. Peers: who confirmed it or wrote a lesson merged into it. */
const plan: Record<LifeCycleEvent['type'], { to: Audience[]; states: readonly LessonState[] }> = {
  'lesson.noted': { to: ['author'], states: ['noted'] },
  'lesson.merged': { to: ['author', 'peers'], states: ['duplicate-of'] },
  'lesson.superseded': { to: ['author', 'owners', 'peers'], states: ['superseded-by'] },
  'lesson.confirmed': { to: ['author'], states: publicStates },
  'lesson.identified': { to: ['author', 'owners', 'peers', 'followers'], states: publicStates },
  'lesson.acted-on': { to: ['author', 'owners'], states: publicStates },
  'lesson.learned': { to: ['author', 'owners', 'peers', 'followers'], states: publicStates },
}

const lessonSelect = {
  authorId: true,
  contextId: true,
  action: {
    select: { ownerMemberId: true, ownerOrganization: { select: { id: true, mergedIntoId: true } } },
  },
  confirmations: { select: { memberId: true } },
  relatedFrom: { select: { lesson: { select: { authorId: true, confirmations: { select: { memberId: true } } } } } },
} as const

/** Tells those whom it concerns what became of a lesson, each once and with the closest reason. A reaction. */
export const notifyLifeCycle = ({ type, lessonId, byId }: LifeCycleEvent, telling: Telling): Promise<void> =>
  inTransaction(async (announce) => {
    const { to, states } = plan[type]
    const lesson = await db.lesson.findFirst({
      where: { id: lessonId, state: { in: [...states] } },
      select: lessonSelect,
    })
    if (!lesson) return
    const groups: Record<Audience, () => Promise<Hearer[]> | Hearer[]> = {
      author: () => [{ memberId: lesson.authorId, reason: null }],
      owners: () => ownersOf(lesson.action),
      peers: () => peersOf(lesson),
      followers: () => followersOf({ contextId: lesson.contextId }),
    }
    const hearers: Hearer[] = []
    for (const group of to) hearers.push(...(await groups[group]()))
    await raise(announce, { kind: type, subjectId: lessonId, hearers: eachOnce(hearers), byId, ...telling })
  })

/** Reminds whoever carries out a recommendation that its day comes, has come or has passed. A reaction to `action.due`. */
export const remindOwners = ({ lessonId }: AppEventOf<'action.due'>, telling: Telling): Promise<void> =>
  inTransaction(async (announce) => {
    const lesson = await db.lesson.findFirst({
      where: { id: lessonId, state: { in: [...openStates] } },
      select: { action: lessonSelect.action },
    })
    if (!lesson) return
    const hearers = await ownersOf(lesson.action)
    await raise(announce, { kind: 'action.due', subjectId: lessonId, hearers, ...telling })
  })

type Action = { ownerMemberId: string | null; ownerOrganization: { id: string; mergedIntoId: string | null } | null }

/** The member who owns an action, or the members of the organization that does. */
async function ownersOf(action: Action | null): Promise<Hearer[]> {
  const reason = { kind: 'owner' } as const
  if (action?.ownerMemberId) return [{ memberId: action.ownerMemberId, reason }]
  if (!action?.ownerOrganization) return []
  const { id, mergedIntoId } = action.ownerOrganization
  const members = await db.member.findMany({
    where: { organizationId: mergedIntoId ?? id, bannedAt: null },
    select: { id: true },
  })
  return members.map((member) => ({ memberId: member.id, reason }))
}

type Peers = {
  confirmations: { memberId: string }[]
  relatedFrom: { lesson: { authorId: string; confirmations: { memberId: string }[] } }[]
}

const peersOf = ({ confirmations, relatedFrom }: Peers): Hearer[] => [
  ...confirmations.map(({ memberId }) => ({ memberId, reason: { kind: 'confirmed' } as const })),
  ...relatedFrom.flatMap(({ lesson }) => [
    { memberId: lesson.authorId, reason: { kind: 'merged' } as const },
    ...lesson.confirmations.map(({ memberId }) => ({ memberId, reason: { kind: 'confirmed' } as const })),
  ]),
]

/** Who hears for several reasons hears once, for the first. */
const eachOnce = (hearers: Hearer[]): Hearer[] => [
  ...new Map(hearers.toReversed().map((hearer) => [hearer.memberId, hearer])).values(),
]
