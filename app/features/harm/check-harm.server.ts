import { createHash } from 'node:crypto'
import { type Announce, db, preparedRead } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { getVocabulary } from '~/features/taxonomy/vocabulary.server'
import { AppError } from '~/lib/errors'
import type { FormErrors, FormValues } from '~/lib/forms'
import { newId } from '~/lib/ids'
import { findHarm } from './find-harm'
import type { Finding, HarmKind } from './harm'
import { masked } from './mask'

/** The texts of a form, by field, and what was found in them. */
export type Looked = { field: string; text: string; findings: Finding[] }[]

/** One place as a form shows it. */
export type HarmPlace = { field: string; kind: HarmKind; before: string; found: string; after: string }

/** What the author is shown. digest: what the form sends as `harmConfirmed` to say that exactly these are false alarms. */
export type HarmReport = {
  digest: string
  count: number
  places: HarmPlace[]
  /** Whether the author may confirm, and whether the text waits for a reviewer then. */
  confirmable: boolean
  waits: boolean
}

/** The text holds what may identify somebody, and its author has not confirmed exactly that. */
export class HarmFound extends AppError {
  constructor(readonly report: HarmReport) {
    super(400, 'harm.errors.found')
  }
}

/** Looks before the transaction, since it takes some milliseconds. */
export const lookForHarm = (texts: Record<string, string>, conflict: boolean): Looked =>
  Object.entries(texts).map(([field, text]) => ({ field, text, findings: findHarm(text, { conflict }) }))

/**
 * Whether a verb may go on: nothing was found, or the author confirmed exactly what was.
 * @param confirmed what the form sent as `harmConfirmed`
 * @returns whether something was confirmed, so that it waits where it is public
 * @throws HarmFound
 */
export function mustBeHarmless(
  looked: Looked,
  confirmed: string | undefined,
  { confirmable = true, waits = false }: { confirmable?: boolean; waits?: boolean } = {},
): boolean {
  const places = placesIn(looked)
  if (places.length === 0) return false
  const digest = digestOf(places)
  if (confirmable && confirmed === digest) return true
  throw new HarmFound({ digest, count: places.length, places: places.slice(0, mostShown), confirmable, waits })
}

/** What was found, as a page shows it. */
export const placesIn = (looked: Looked): HarmPlace[] =>
  looked.flatMap(({ field, text, findings }) => findings.map((one) => placeOf(field, text, one)))

const mostShown = 30
const around = 40

function placeOf(field: string, text: string, { kind, start, end }: Finding): HarmPlace {
  return {
    field,
    kind,
    before: text.slice(Math.max(0, start - around), start).toWellFormed(),
    found: text.slice(start, end).toWellFormed(),
    after: text.slice(end, end + around).toWellFormed(),
  }
}

/** Stands for what was found, wherever in the text it stands. */
const digestOf = (places: HarmPlace[]): string =>
  createHash('sha256')
    .update(JSON.stringify(places.map(({ field, kind, found }) => [field, kind, found]).sort()))
    .digest('base64url')
    .slice(0, 22)

/** What a form shows of an error, where it is about harm. */
export const harmIn = (error: unknown): HarmReport | null => (error instanceof HarmFound ? error.report : null)

/** A sentence for each field in which something was found. */
export const harmErrors = ({ places }: HarmReport): FormErrors =>
  Object.fromEntries(places.map(({ field }) => [field, { key: 'harm.found.error' as const }]))

/** A form's values with the places in some of its fields masked: what `intent=mask` comes back with. */
export function maskValues(values: FormValues, fields: string[], conflict: boolean): FormValues {
  const kept = { ...values }
  delete kept.harmConfirmed
  delete kept.intent
  for (const field of fields) {
    kept[field] = (values[field] ?? []).map((text) => masked(text, findHarm(text, { conflict })))
  }
  return kept
}

/** Keeps what was confirmed for a reviewer, inside the caller's transaction. */
export async function holdForReview(
  announce: Announce,
  viewer: Viewer,
  subject: { postId: string } | { messageId: string },
  looked: Looked,
): Promise<void> {
  const findings = looked.flatMap(({ field, findings }) => findings.map((one) => ({ field, ...one })))
  const id = newId()
  await db.harmReview.create({
    data: {
      id,
      ...subject,
      findings: JSON.stringify(findings),
      confirmedById: viewer.id,
      confirmedAt: new Date(),
    },
    select: { id: true },
  })
  await announce({ type: 'harm.held', harmReviewId: id, byId: viewer.id })
}

const conflictIn = (contextId: string) => `
  SELECT EXISTS (
    SELECT 1 FROM ContextCrisisType c JOIN CrisisType t ON t.slug = c.crisisTypeSlug
    WHERE c.contextId = ${contextId} AND (t.slug = 'conflict' OR t.parentSlug = 'conflict')
  ) AS found`
const ofContext = preparedRead<{ found: number }>(conflictIn('?'))
const ofThread = preparedRead<{ found: number }>(conflictIn('(SELECT contextId FROM Thread WHERE id = ?)'))
const ofPost = preparedRead<{ found: number }>(
  conflictIn('(SELECT t.contextId FROM Post p JOIN Thread t ON t.id = p.threadId WHERE p.id = ?)'),
)
const ofSession = preparedRead<{ found: number }>(conflictIn('(SELECT contextId FROM PeerSession WHERE id = ?)'))

/** Whether the crisis is a conflict, so that the check is stricter. What does not exist is none. */
export const isConflict = {
  context: (id: string): boolean => ofContext(id)[0]?.found === 1,
  thread: (id: string): boolean => ofThread(id)[0]?.found === 1,
  post: (id: string): boolean => ofPost(id)[0]?.found === 1,
  session: (id: string): boolean => ofSession(id)[0]?.found === 1,
  /** By the slugs of crisis types, as a form names them. */
  async types(slugs: string[]): Promise<boolean> {
    const { crisisTypes } = await getVocabulary()
    const conflict = crisisTypes.find(({ slug }) => slug === 'conflict')
    const all = new Set(['conflict', ...(conflict?.children.map(({ slug }) => slug) ?? [])])
    return slugs.some((slug) => all.has(slug))
  },
}
