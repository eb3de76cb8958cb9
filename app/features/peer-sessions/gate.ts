import type { Access, SessionRole, SessionStatus } from './peer-session'

/**
 * Sharing labels, the FIRST standard TLP 2.0 (https://www.first.org/tlp/): clear without limit, green within the community
 * (members), amber within the recipients' organizations, red for those who take part.
 */
export const labels = ['clear', 'green', 'amber', 'red'] as const
export type Label = (typeof labels)[number]

/** The label of a session whose form names none: as far as its access reaches. */
export const usualLabel: Record<Access, Label> = { open: 'clear', members: 'green', invited: 'red' }

/**
 * What somebody is to a session. A colleague is a member whose organization one of its participants belongs to; a
 * participant joined or is invited; a lead organizes or facilitates. Reviewers are members like any other.
 */
export const standings = ['guest', 'member', 'reviewer', 'colleague', 'participant', 'lead'] as const
export type ViewerStanding = (typeof standings)[number]

/**
 * Every way on which something of a session leaves it, and the most that goes out on it: `announcement` is the title,
 * purpose, time, format and organizer, `content` what was said, written and agreed, `people` who came. `abroad`: it leaves
 * the site, to a calendar service, a preview or a browser's synchronized history.
 */
export const ways = {
  page: { announcement: true, content: true, people: true, abroad: false },
  list: { announcement: true, content: false, people: false, abroad: false },
  state: { announcement: false, content: true, people: true, abroad: false },
  messages: { announcement: false, content: true, people: false, abroad: false },
  'socket-message': { announcement: false, content: true, people: false, abroad: false },
  'socket-presence': { announcement: false, content: false, people: true, abroad: false },
  'socket-typing': { announcement: false, content: false, people: true, abroad: false },
  'socket-state': { announcement: false, content: true, people: true, abroad: false },
  'socket-notes': { announcement: false, content: true, people: false, abroad: false },
  actions: { announcement: true, content: true, people: true, abroad: false },
  search: { announcement: true, content: true, people: false, abroad: false },
  notification: { announcement: true, content: false, people: false, abroad: false },
  calendar: { announcement: true, content: false, people: false, abroad: true },
  export: { announcement: true, content: true, people: true, abroad: false },
  'page-title': { announcement: true, content: false, people: false, abroad: true },
  'link-preview': { announcement: true, content: false, people: false, abroad: true },
  history: { announcement: false, content: true, people: false, abroad: false },
  harvest: { announcement: true, content: true, people: false, abroad: true },
} as const satisfies Record<string, { announcement: boolean; content: boolean; people: boolean; abroad: boolean }>
export type Way = keyof typeof ways
export const wayNames = Object.keys(ways) as Way[]

/** What of a session decides what leaves it. `unlinked`: the links from messages to members were removed. */
export type Gated = {
  sharing: Label
  chathamHouse: boolean
  access: Access
  status: SessionStatus
  unlinked: boolean
}

/** What may leave. Where `exists` is false nothing may, not even that it is there. */
export type Shown = {
  exists: boolean
  /** Else it is called "Session". */
  title: boolean
  purpose: boolean
  messages: boolean
  notes: boolean
  /** As whom the authors of messages and the holders of roles appear. */
  authors: 'name' | 'pseudonym' | 'nothing'
  /** counts: how many of each kind of stakeholder, where there are three or more. */
  people: 'names' | 'counts' | 'nothing'
}

/** So many of one kind must be there before their kind is told under the Chatham House Rule. */
export const fewestOfKind = 3

/** How many there are of each kind of stakeholder, the most first; kinds of too few people are left out. */
export function kindsTold(kinds: readonly (string | null | undefined)[]): { label: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const kind of kinds) if (kind) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return [...counts]
    .filter(([, count]) => count >= fewestOfKind)
    .map(([label, count]) => ({ label, count }))
    .sort((a, b) => b.count - a.count)
}

const takesPart = (standing: ViewerStanding): boolean => standing === 'participant' || standing === 'lead'

/** Whether the access lets somebody know of a session. The same as canSeeSession in peer-session.ts. */
const letsIn = (access: Access, standing: ViewerStanding): boolean =>
  access === 'open' || takesPart(standing) || (access === 'members' && standing !== 'guest')

/** Whether everybody, guests too, may have what is said. */
export const isReadByAll = ({ access, sharing }: Pick<Gated, 'access' | 'sharing'>): boolean =>
  letsIn(access, 'guest') && reaches(sharing, 'guest')

/** Whether the label lets somebody have what was said. */
const reaches = (label: Label, standing: ViewerStanding): boolean => {
  if (label === 'clear' || takesPart(standing)) return true
  if (label === 'green') return standing !== 'guest'
  return label === 'amber' && standing === 'colleague'
}

/**
 * Decides what leaves a session for somebody on a way out; everything that shows something of a session asks it.
 * The table in app/README.md says the same in words:
 *
 * - The announcement goes as far as the access. Abroad, an amber session tells its title only, and a red one is called
 *   "Session".
 * - Content goes as far as the access and the label both let it. What is found by search, or harvested, can reach all whom
 *   the access lets in, or everybody; there content goes only where the label lets it do that.
 * - Under the Chatham House Rule authors and holders of roles are pseudonyms for everybody, reviewers and leads too. Leads
 *   see who comes, since they invite, until the links are removed; others see counts, and what leaves the page only counts.
 */
export function gate(session: Gated, standing: ViewerStanding, way: Way): Shown {
  const { announcement, content, people, abroad } = ways[way]
  // A preview is made by somebody's machine for whoever gets the link.
  const asks = way === 'link-preview' ? 'guest' : standing
  const exists = letsIn(session.access, asks)
  const { sharing, chathamHouse } = session
  const told = exists && announcement
  const shared = exists && reaches(sharing, asks)
  const said = shared && content && (way === 'search' ? sharedWithAll(session) : !abroad || isWide(sharing))
  const neutral = chathamHouse || session.unlinked
  return {
    exists,
    title: told && !(abroad && way !== 'harvest' && sharing === 'red'),
    purpose: told && !(abroad && !isWide(sharing)),
    messages: said,
    notes: said,
    authors: !said ? 'nothing' : neutral ? 'pseudonym' : 'name',
    people: !(shared && people)
      ? 'nothing'
      : !chathamHouse || (seesNames(standing, way) && !session.unlinked)
        ? 'names'
        : 'counts',
  }
}

const isWide = (label: Label): boolean => label === 'clear' || label === 'green'

const seesNames = (standing: ViewerStanding, way: Way): boolean => standing === 'lead' && way === 'page'

/** The same of a row, for the index of the search. */
export const isFoundByAll = ({ sharing, access }: { sharing: string; access: string }): boolean =>
  sharedWithAll({ sharing: sharing as Label, access: access as Access })

/** Whether everybody whom the access lets in may have what was said, so that it can be found by all of them. */
export const sharedWithAll = ({ sharing, access }: Pick<Gated, 'sharing' | 'access'>): boolean =>
  sharing === 'clear' || access === 'invited' || (sharing === 'green' && access === 'members')

/** What somebody is to a session. */
export function standingOf(
  viewer: { role: string } | null,
  role: SessionRole | null,
  isColleague: boolean,
): ViewerStanding {
  if (!viewer) return 'guest'
  if (role) return role === 'participant' ? 'participant' : 'lead'
  if (isColleague) return 'colleague'
  return viewer.role === 'member' ? 'member' : 'reviewer'
}
