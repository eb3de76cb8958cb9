import type { Translate } from '~/i18n/translate'

/** A participant as others know him or her under the Chatham House Rule. */
export type Neutral = {
  number: number
  /** The label of the kind of stakeholder, where at least three of that kind are there. */
  stakeholderType: string | null
}

/** Whether people show under neutral names: under the Chatham House Rule, and once links to members were removed. */
export const isNeutral = ({ chathamHouse, unlinkedAt }: { chathamHouse: boolean; unlinkedAt: Date | null }): boolean =>
  chathamHouse || unlinkedAt !== null

/** "Participant 4 (State of Origin)". Without a number where somebody took no part yet. */
export function neutralName(t: Translate, neutral: Neutral | null): string {
  if (!neutral) return t('peerSessions.neutral.somebody')
  const name = t('peerSessions.neutral.name', { number: neutral.number })
  return neutral.stakeholderType ? t('peerSessions.neutral.ofKind', { name, kind: neutral.stakeholderType }) : name
}
