import { isReviewer, type Viewer } from '~/features/members/viewer'
import type { AttributionChoice } from './lesson'

/** What a query reads of an author. It may leave the feature only through attributionOf. */
export const authorSelect = {
  id: true,
  name: true,
  organization: { select: { name: true, mergedInto: { select: { name: true } } } },
  stakeholderType: { select: { label: true } },
} as const

type Author = {
  id: string
  name: string
  organization: { name: string; mergedInto?: { name: string } | null } | null
  stakeholderType: { label: string } | null
}

/**
 * Who stands behind a lesson, as far as this viewer may know. What is missing is not told; a member without an
 * organization or a kind of stakeholder may be all blank.
 */
export type Attribution = {
  name?: string
  memberId?: string
  organization?: string
  stakeholderType?: string
  /** Set where the viewer sees more than others do: as a reviewer or as the author. It is what the others see. */
  hidden?: Exclude<AttributionChoice, 'named'>
}

/**
 * The one way out for a lesson's author. The name is told where the author chose to be named, the organization where he
 * or she chose that or the name, the kind of stakeholder always. The author and the reviewers see all, and what others see.
 */
export function attributionOf(
  lesson: { author: Author; attribution: AttributionChoice | string },
  viewer: Viewer | null,
): Attribution {
  const { author, attribution } = lesson
  const hidden =
    attribution === 'named' ? undefined : attribution === 'organization' ? 'organization' : 'stakeholder-type'
  const behind = viewer !== null && (viewer.id === author.id || isReviewer(viewer))
  const organization = author.organization?.mergedInto?.name ?? author.organization?.name
  return {
    ...((!hidden || behind) && { name: author.name, memberId: author.id }),
    ...((hidden !== 'stakeholder-type' || behind) && organization && { organization }),
    ...(author.stakeholderType && { stakeholderType: author.stakeholderType.label }),
    ...(hidden && behind && { hidden }),
  }
}
