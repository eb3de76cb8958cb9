import type { Translate } from '~/i18n/translate'
import type { SourceKind } from './lesson'

/**
 * What is known of how a lesson fared in other hands. Organizations are entities: one that was merged into another is the
 * other; somebody without one counts as one of his or her own. The author's own confirmations and successes are no part
 * of it; failures are, whoever tells them. Nobody's liking is.
 */
export type ConfidenceFacts = {
  sourceKind: SourceKind
  /** Organizations other than the author's that confirmed it. */
  confirmations: number
  /** Organizations, not counting the author, for which it helped; and those for which it helped in part, but never whole. */
  helped: number
  helpedPartly: number
  /** How often it did not help. */
  failed: number
  /** Kinds of stakeholder among those who confirmed it or whom it helped, also in part. */
  kinds: number
  /** Countries in which it helped somebody, also in part. */
  countries: number
  /** Counter-evidence: not answered yet, and answered. */
  open: number
  answered: number
}

export const confidenceLevels = ['low', 'moderate', 'high'] as const
export type ConfidenceLevel = (typeof confidenceLevels)[number]

/** The lines of the table by which confidence is computed, in the order in which it is shown. */
export const confidenceRules = [
  'source',
  'confirmations',
  'kinds',
  'countries',
  'helped',
  'helpedPartly',
  'failed',
  'open',
  'answered',
] as const
export type ConfidenceRule = (typeof confidenceRules)[number]

export type Confidence = {
  level: ConfidenceLevel
  /** There is counter-evidence that nobody has answered. */
  contested: boolean
  /** The sum that the level comes from: halves and whole numbers; for ranking, more is better. */
  points: number
  /** What each line of the table gives. */
  parts: Record<ConfidenceRule, number>
}

export const moderateFrom = 4
export const highFrom = 8

const upTo = (most: number, count: number) => Math.min(most, count)

/**
 * How far a lesson can be relied on: the sum of the table below. The same table is shown on every lesson's page and in
 * app/README.md.
 *
 * | what                                                                  | points                   |
 * |-----------------------------------------------------------------------|--------------------------|
 * | source: a document or an evaluation; first hand or a session          | 2; 1                     |
 * | each other organization that confirmed it                             | 1, at most 3             |
 * | each kind of stakeholder that confirmed or was helped, after the first | 1, at most 2             |
 * | each country in which it helped, after the first                      | 1, at most 2             |
 * | each organization for which it helped                                 | 1, at most 3             |
 * | each organization for which it helped only in part                    | ½, at most 1, and 3 with the line above |
 * | each use that did not help                                            | −1                       |
 * | each counter-evidence without an answer                               | −1                       |
 * | each counter-evidence with an answer                                  | −½, at most −1           |
 *
 * Moderate from 4 points, high from 8; high needs an organization that it helped and no counter-evidence without an answer.
 */
export function confidenceOf(facts: ConfidenceFacts): Confidence {
  const { sourceKind, confirmations, kinds, countries, helped, helpedPartly, failed, open, answered } = facts
  const parts: Confidence['parts'] = {
    source: sourceKind === 'document' || sourceKind === 'evaluation' ? 2 : 1,
    confirmations: upTo(3, confirmations),
    kinds: upTo(2, Math.max(0, kinds - 1)),
    countries: upTo(2, Math.max(0, countries - 1)),
    helped: upTo(3, helped),
    helpedPartly: Math.min(1, helpedPartly / 2, 3 - upTo(3, helped)),
    failed: 0 - failed,
    open: 0 - open,
    answered: 0 - upTo(1, answered / 2),
  }
  const points = confidenceRules.reduce((sum, rule) => sum + parts[rule], 0)
  const isHigh = points >= highFrom && helped > 0 && open === 0
  const level = isHigh ? 'high' : points >= moderateFrom ? 'moderate' : 'low'
  return { level, contested: open > 0, points, parts }
}

/** Of a lesson in nobody else's hands yet. */
export const untested = (sourceKind: SourceKind): ConfidenceFacts => ({
  sourceKind,
  confirmations: 0,
  helped: 0,
  helpedPartly: 0,
  failed: 0,
  kinds: 0,
  countries: 0,
  open: 0,
  answered: 0,
})

/**
 * The reasons in words: "confirmed by 2 other organizations, helped 2 organizations, of 2 kinds of stakeholder, 1
 * counter-example without an answer". What is nought is not told.
 * @param formats the BCP 47 tag in which lists are joined
 */
export function confidenceReasons(t: Translate, facts: ConfidenceFacts, formats: string): string {
  const told = (
    ['confirmations', 'helped', 'helpedPartly', 'failed', 'kinds', 'countries', 'open', 'answered'] as const
  )
    .filter((name) => facts[name] > (name === 'kinds' || name === 'countries' ? 1 : 0))
    .map((name) => t(`confidence.reasons.${name}`, { count: facts[name] }))
  const isUntested = facts.confirmations + facts.helped + facts.helpedPartly + facts.failed === 0
  const reasons = [
    t(`confidence.sources.${facts.sourceKind}`),
    ...told,
    ...(isUntested ? [t('confidence.untested')] : []),
  ]
  return new Intl.ListFormat(formats, { type: 'unit', style: 'long' }).format(reasons)
}
