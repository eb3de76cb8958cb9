import type { ContextItem } from '~/features/context/context'
import { briefLabel } from '~/features/context/shared-context'
import type { Translate } from '~/i18n/translate'

/** What can be similar to something that is being written, in the order in which it is shown. */
export const similarKinds = ['lessons', 'practices', 'threads'] as const
export type SimilarKind = (typeof similarKinds)[number]

/** The most of each kind. */
export const mostSimilar = 5

/**
 * Something like what is being written. `likely`: it may say the same; `strong`: so alike that whoever writes should look
 * before sending.
 */
export type SimilarThing = {
  title: string
  url: string
  /** What both are about. */
  shared: Pick<ContextItem, 'kind' | 'key' | 'label'>[]
  /** Words that both have, the rarest first, as they were typed. */
  words: string[]
  likely: boolean
  strong: boolean
}

export type Similar = Record<SimilarKind, SimilarThing[]>

/** One as it is told outside. */
export type SimilarLine = { title: string; url: string; why: string }
export type SimilarLines = Record<SimilarKind, SimilarLine[]>

/** One line on why it is shown: "Shares Flood and Guideline 10; both say border, buses". */
export function whySimilar({ shared, words }: Pick<SimilarThing, 'shared' | 'words'>, t: Translate, formats: string) {
  const list = new Intl.ListFormat(formats, { style: 'long', type: 'conjunction' })
  const same = shared.slice(0, 3).map((item) => briefLabel(item, t))
  const said = words.slice(0, 3).map((word) => `“${word}”`)
  if (same.length > 0 && said.length > 0) {
    return t('search.similar.sharesAndSays', { shared: list.format(same), words: list.format(said) })
  }
  return same.length > 0
    ? t('search.similar.shares', { shared: list.format(same) })
    : t('search.similar.says', { words: list.format(said) })
}

/** All of it as it is told outside: what `GET /similar` answers. */
export const similarLines = (similar: Similar, t: Translate, formats: string): SimilarLines => {
  const lines = (kind: SimilarKind) =>
    similar[kind].map((one) => ({ title: one.title, url: one.url, why: whySimilar(one, t, formats) }))
  return { lessons: lines('lessons'), practices: lines('practices'), threads: lines('threads') }
}

/** Only what is so alike that it should be looked at before sending; null where there is nothing. */
export function strongOnly(similar: Similar): Similar | null {
  const strong = (kind: SimilarKind) => similar[kind].filter((one) => one.strong)
  const only = { lessons: strong('lessons'), practices: strong('practices'), threads: strong('threads') }
  return similarKinds.some((kind) => only[kind].length > 0) ? only : null
}
