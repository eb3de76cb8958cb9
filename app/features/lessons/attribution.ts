import type { Viewer } from '~/features/members/viewer'
import type { AttributionChoice } from './lesson'

/** What a query reads of an author. It may leave the feature only through attributionOf. */
export const authorSelect = {
  id: true,
  name: true,
  organization: { select: { id: true, mergedIntoId: true, name: true, mergedInto: { select: { name: true } } } },
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
  /** Set where the viewer sees more than others do: as the author, or as a reviewer who looked. It is what the others see. */
  hidden?: Exclude<AttributionChoice, 'named'>
}

/** How long a reviewer sees who wrote a lesson, once he or she has looked and that was written down. */
export const lookMinutes = 15
/** A look after this moment still holds. */
export const lookHoldsSince = (now = new Date()): Date => new Date(now.getTime() - lookMinutes * 60_000)

/**
 * The one way out for a lesson's author. The name is told where the author chose to be named, the organization where he
 * or she chose that or the name, the kind of stakeholder always. The author sees all, and what others see. Reviewers see
 * what everyone sees, until they look behind it, which is written down (`lookBehind`).
 * @param looked the viewer is a reviewer who has looked behind it just now
 */
export function attributionOf(
  lesson: { author: Author; attribution: AttributionChoice | string },
  viewer: Viewer | null,
  looked = false,
): Attribution {
  const { author, attribution } = lesson
  const hidden =
    attribution === 'named' ? undefined : attribution === 'organization' ? 'organization' : 'stakeholder-type'
  const behind = looked || viewer?.id === author.id
  const organization = author.organization?.mergedInto?.name ?? author.organization?.name
  return {
    ...((!hidden || behind) && { name: author.name, memberId: author.id }),
    ...((hidden !== 'stakeholder-type' || behind) && organization && { organization }),
    ...(author.stakeholderType && { stakeholderType: author.stakeholderType.label }),
    ...(hidden && behind && { hidden }),
  }
}
