import { isReviewer, type Viewer } from '~/features/members/viewer'
import { getVocabulary } from '~/features/taxonomy/vocabulary.server'
import type { Prisma } from '~/generated/prisma/client'
import { type Attribution, attributionOf, authorSelect, lookHoldsSince } from './attribution'
import {
  type EvidenceKind,
  type LessonState,
  nextOnPath,
  publicStates,
  refusalOfConfirmation,
  refusalOfPassage,
  type TransitionTo,
  transitionNames,
  type Unmet,
  unmetCriteria,
} from './life-cycle'
import { entityOf, factsOf, factsSelect, isOfNow, organizationsMeant } from './life-cycle-facts.server'

/** What is read of an action and its owner. */
export const actionSelect = {
  ownerMemberId: true,
  dueDate: true,
  ownerMember: { select: authorSelect },
  ownerOrganization: {
    select: { id: true, name: true, mergedIntoId: true, mergedInto: { select: { name: true } } },
  },
} satisfies Prisma.LessonActionSelect

/** What the page of a lesson reads of its life cycle. */
export const lifeCycleSelect = {
  ...factsSelect,
  action: { select: actionSelect },
  confirmations: {
    orderBy: { at: 'asc' },
    select: {
      memberId: true,
      stakeholderTypeSlug: true,
      organizationId: true,
      note: true,
      at: true,
      member: { select: { name: true } },
    },
  },
  evidence: {
    orderBy: { at: 'asc' },
    select: { id: true, kind: true, html: true, url: true, reuseId: true, at: true, by: { select: authorSelect } },
  },
  relation: { select: { kind: true, target: { select: { id: true, title: true, state: true, verifiedAt: true } } } },
  attributionLooks: {
    orderBy: { at: 'desc' },
    take: 50,
    select: { byId: true, at: true, by: { select: { name: true } } },
  },
} satisfies Prisma.LessonSelect

type Row = Prisma.LessonGetPayload<{ select: typeof lifeCycleSelect }> & {
  state: string
  attribution: string
  author: Prisma.MemberGetPayload<{ select: typeof authorSelect }>
}

/** Who carries out a recommendation, as everyone may know it: an author who chose not to be named is not named here either. */
export type OwnerView = Attribution

export type LifeCycleView = {
  /** The next state where all goes well, and what is missing for it; null at the end and beside the way. */
  next: { to: TransitionTo; unmet: Unmet[] } | null
  /** Where this viewer may take it now, or could once what is missing is there. */
  offers: TransitionTo[]
  action: { owner: OwnerView; dueDate: string } | null
  /** Those of what the lesson says now. */
  confirmations: {
    memberId: string
    name: string
    organization?: string
    stakeholderType: string
    note: string
    at: Date
  }[]
  canConfirm: boolean
  evidence: { id: string; kind: EvidenceKind; html: string; at: Date; by: Attribution }[]
  /** The lesson that stands in the place of this one. */
  replacedBy: { id: string; title: string } | null
  /** For the author: who looked behind the attribution, the last first. */
  looks: { name: string; at: Date }[]
  /** A reviewer could see who wrote it, which would be written down. */
  canLook: boolean
}

/** Whether the viewer is a reviewer who has looked behind a lesson's attribution just now. */
export const hasLooked = (viewer: Viewer | null, row: Pick<Row, 'attributionLooks'>): boolean =>
  isReviewer(viewer) && row.attributionLooks.some(({ byId, at }) => byId === viewer?.id && at >= lookHoldsSince())

/** Where a lesson stands in its life cycle, what it needs and what this viewer may do about it. */
export async function lifeCycleView(viewer: Viewer | null, row: Row): Promise<LifeCycleView> {
  const state = row.state as LessonState
  const [meant, vocabulary] = await Promise.all([
    organizationsMeant(row.confirmations.map(({ organizationId }) => organizationId)),
    getVocabulary(),
  ])
  const labels = new Map(vocabulary.stakeholderTypes.map(({ slug, label }) => [slug, label]))
  const facts = await factsOf(row, meant)
  const to = nextOnPath(state)
  const looked = hasLooked(viewer, row)
  const isHidden = row.attribution !== 'named' && viewer?.id !== row.authorId
  const target = row.relation?.target
  return {
    next: to && { to, unmet: unmetCriteria({ to }, facts).filter(({ criterion }) => criterion !== 'unchanged') },
    offers: viewer ? transitionNames.filter((name) => !refusalOfPassage(viewer, { ...facts, state }, name)) : [],
    action: row.action && { owner: ownerView(row, viewer, looked), dueDate: row.action.dueDate },
    confirmations: row.confirmations
      .filter((confirmation) => isOfNow(confirmation, row))
      .map(({ memberId, member, organizationId, stakeholderTypeSlug, note, at }) => ({
        memberId,
        name: member.name,
        organization: organizationId ? meant.get(organizationId)?.name : undefined,
        stakeholderType: labels.get(stakeholderTypeSlug) ?? stakeholderTypeSlug,
        note,
        at,
      })),
    canConfirm:
      viewer !== null &&
      !refusalOfConfirmation(viewer, { ...facts, state }) &&
      !facts.confirmations.some(({ memberId }) => memberId === viewer.id),
    evidence: row.evidence.map(({ id, kind, html, at, by }) => ({
      id,
      kind: kind as EvidenceKind,
      html,
      at,
      by: actorView(row, by, viewer, looked),
    })),
    replacedBy: target && isReadable(target) ? { id: target.id, title: target.title } : null,
    looks: viewer?.id === row.authorId ? row.attributionLooks.map(({ by, at }) => ({ name: by.name, at })) : [],
    canLook: isHidden && isReviewer(viewer) && !looked,
  }
}

const isReadable = ({ state, verifiedAt }: { state: string; verifiedAt: Date | null }) =>
  publicStates.includes(state as LessonState) ||
  ((state === 'superseded-by' || state === 'duplicate-of') && verifiedAt !== null)

type Owned = {
  authorId: string
  attribution: string
  action: Prisma.LessonActionGetPayload<{ select: typeof actionSelect }> | null
}

/** The owner as this viewer may know him or her. */
export function ownerView(row: Owned, viewer: Viewer | null, looked: boolean): OwnerView {
  const { ownerMember, ownerOrganization } = row.action ?? {}
  if (ownerMember) {
    const attribution = ownerMember.id === row.authorId ? row.attribution : 'named'
    return attributionOf({ author: ownerMember, attribution }, viewer, looked)
  }
  return { organization: ownerOrganization?.mergedInto?.name ?? ownerOrganization?.name }
}

/**
 * Who carried out what a lesson recommends, or said so. Where its author chose not to be named and an organization owns the
 * action, all of its members act as that organization: who of them wrote the lesson could be told from the rest.
 */
export function actorView(row: Owned, actor: Row['author'], viewer: Viewer | null, looked: boolean): Attribution {
  const owner = row.action?.ownerOrganization
  if (row.attribution !== 'named' && owner && entityOf(actor.organization) === entityOf(owner)) {
    return ownerView(row, viewer, looked)
  }
  const attribution = actor.id === row.authorId ? row.attribution : 'named'
  return attributionOf({ author: actor, attribution }, viewer, looked)
}
