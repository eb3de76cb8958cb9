import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ContextKeys } from '~/features/context/context'
import type { FollowTarget } from '~/features/following/follow'
import type { AttributionChoice, LessonState, SourceKind, TransitionTo } from '~/features/lessons/lesson'
import type { Role } from '~/features/members/viewer'
import type { Access } from '~/features/peer-sessions/peer-session'
import type { ReactionKind } from '~/features/peer-sessions/room-message'
import type { Helped } from '~/features/reuses/reuse'
import { projectRoot } from '~/lib/project-root.server'

/** A text, one item a line. */
type Lines = string[]
/** The key of somebody in people.json. */
export type Name = string

export type DemoPerson = {
  name: string
  email: string
  role?: Role
  organization: string
  stakeholderType: string
  timeZone: string
  country: string[]
  language: string[]
  expertise: string
  follows: FollowTarget[]
}

/** after: hours after the thread's first post. answers: the number of the post that it answers. */
export type DemoPost = { by: Name; after: number; body: Lines; answers?: number; edited?: Lines; deleted?: boolean }
/** day: days before the seeding. */
export type DemoThread = {
  key: string
  by: Name
  day: number
  title: string
  about: Partial<ContextKeys>
  body: Lines
  posts: DemoPost[]
}

/** after: days after the lesson's day; dueIn: days after the seeding; other: the title of another lesson. */
export type DemoPassage = { by: Name; after: number } & (
  | { confirm: string }
  | {
      to: TransitionTo
      note: string
      owner?: string
      dueIn?: number
      evidence?: string
      evidenceKind?: string
      other?: string
    }
)

/** day: days before the seeding; review.after: days after that. */
export type DemoLesson = {
  by: Name
  day: number
  state: LessonState
  attribution: AttributionChoice
  sourceKind: SourceKind
  eventDate: string | null
  title: string
  about: Partial<ContextKeys>
  planned: Lines
  observation: Lines
  discussion: Lines
  conclusion: Lines
  recommendation: Lines
  holdsWhen: Lines
  review?: { by: Name; after: number; verdict: 'verify' | 'return'; note: string }
  later?: DemoPassage[]
}

/** day: days before the seeding. lesson: its title; practice: its slug. */
export type DemoUse = {
  by: Name
  day: number
  country: string
  crisis: string
  when: string
  helped: Helped
  changed: Lines
  why: Lines
} & ({ lesson: string } | { practice: string })

/** day: days before the seeding; answer.after: days after that. lesson: its title. */
export type DemoCounterEvidence = {
  by: Name
  day: number
  lesson: string
  conditions: Lines
  body: Lines
  answer?: { by: Name; after: number; text: Lines }
}

/** minute: minutes after the start. */
type DemoMessage = { by: Name; minute: number; body: Lines }
type DemoSessionBase = {
  key: string
  by: Name
  timeZone: string
  title: string
  format: string
  access: Access
  about: Partial<ContextKeys>
  purpose: Lines
}
/** startedAgo: minutes before the seeding. */
export type HeldSession = DemoSessionBase & {
  startedAgo: number
  facilitator?: Name
  messages: DemoMessage[]
  /** What was agreed. dueIn: days after the seeding; result: of one that is done. */
  actions?: { what: string; owner: Name; with?: string; dueIn: number; result?: string }[]
  /** The minutes at which its phases began. */
  phases?: number[]
  /** Who sits where, by the slugs of roles, and who asks for the word. */
  roles?: Record<string, Name[]>
  hands?: Name[]
  /** The shared notes, by section. */
  notes?: Record<string, { by: Name; text: Lines }>
  /** Numbers of messages that were marked as insights. */
  insights?: number[]
  reactions?: { message: number; by: Name; kind: ReactionKind }[]
  endsAtMinute?: number
  summary?: Lines
  harvest?: boolean
}
/** startsIn: days after the seeding, and the time of that day in the session's zone. */
export type ComingSession = DemoSessionBase & {
  startsIn: { days: number; time: string }
  joined?: Name[]
  invited?: Name[]
}

export type DemoContent = {
  password: string
  people: Record<Name, DemoPerson>
  threads: DemoThread[]
  lessons: DemoLesson[]
  uses: DemoUse[]
  counterEvidence: DemoCounterEvidence[]
  sessions: (HeldSession | ComingSession)[]
}

/** The invented people, threads, lessons, uses and sessions of prisma/seed/demo. */
export async function readDemoContent(): Promise<DemoContent> {
  const files = ['people', 'threads', 'lessons', 'uses', 'sessions'].map((name) =>
    readFile(join(projectRoot(), 'prisma/seed/demo', `${name}.json`), 'utf8'),
  )
  return Object.assign({}, ...(await Promise.all(files)).map((text) => JSON.parse(text)))
}

export const text = (lines: Lines): string => lines.join('\n')
