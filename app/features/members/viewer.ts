/** Roles, from the least to the most powers. Reviewer means moderator or administrator. */
export const roles = ['member', 'moderator', 'administrator'] as const
export type Role = (typeof roles)[number]

/** Who is looking: the first argument of every query and verb. A guest is null. */
export type Viewer = {
  id: string
  name: string
  role: Role
  /** IANA name of the zone the member reads times in. */
  timeZone: string
  organizationId: string | null
  stakeholderTypeSlug: string | null
}

/** A moderator or administrator: verifies lessons and keeps order. */
export const isReviewer = (viewer: Viewer | null): boolean =>
  viewer?.role === 'moderator' || viewer?.role === 'administrator'

export const isAdministrator = (viewer: Viewer | null): boolean => viewer?.role === 'administrator'
