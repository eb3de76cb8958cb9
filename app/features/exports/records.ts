import type { SourceKind } from '~/features/lessons/lesson'

/** What can be taken out, as its address names it. */
export const exportNouns = ['lessons', 'practices', 'threads'] as const
export type ExportNoun = (typeof exportNouns)[number]
/** The endings of the address of a list and of one thing. */
export const listEndings = ['csv', 'json', 'md'] as const
export type ListEnding = (typeof listEndings)[number]
export const itemEndings = ['md', 'json', 'bib', 'ris'] as const
export type ItemEnding = (typeof itemEndings)[number]

/** The most things in one file; a JSON file says where to go on. */
export const mostListed = 10_000
/** The most characters of posts in the file of one thread. */
export const mostOfThread = 4_000_000

type Term = { slug: string; label: string }

export type RecordContext = {
  crisisTypes: Term[]
  phases: Term[]
  /** ISO 3166-1 alpha-2, or "global". */
  countries: { code: string; label: string }[]
  guidelines: { number: number; title: string }[]
  samplePractices: { id: string; text: string }[]
  practices: { slug: string; title: string }[]
}

/** A lesson as everyone may know it: the texts are Markdown, moments and days ISO 8601. */
export type LessonRecord = {
  type: 'lesson'
  id: string
  url: string
  /** The short address, with the version. */
  permanentUrl: string
  version: number
  title: string
  state: string
  by: { name: string | null; organization: string | null; stakeholderType: string | null }
  sourceKind: SourceKind
  eventDate: string | null
  planned: string
  observation: string
  discussion: string
  conclusion: string
  recommendation: string
  holdsWhen: string
  context: RecordContext
  verifiedAt: string | null
  updatedAt: string
}

export type PracticeRecord = {
  type: 'practice'
  slug: string
  url: string
  title: string
  description: string
  stakeholders: string
  stakeholderTypes: Term[]
  typesOfPractice: Term[]
  thematicAreas: string[]
  sourceUrl: string | null
  links: { label: string; url: string | null }[]
  context: RecordContext
  updatedAt: string
}

export type PostRecord = {
  number: number
  url: string
  by: string
  body: string
  createdAt: string
  editedAt: string | null
}

export type ThreadRecord = {
  type: 'thread'
  id: string
  url: string
  title: string
  by: string
  replies: number
  createdAt: string
  lastPostAt: string
  context: RecordContext
}

/** One thread with what was said in it. complete: false where it is longer than one file holds. */
export type WholeThread = ThreadRecord & { posts: PostRecord[]; complete: boolean }

export type ExportRecord = LessonRecord | PracticeRecord | ThreadRecord | WholeThread
