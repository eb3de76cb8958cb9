import { diffArrays } from 'diff'

/** A stretch of a text beside the version before it. */
export type Change = { kind: 'same' | 'added' | 'removed'; text: string }

const unspaced = String.raw`[\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}\p{scx=Han}\p{scx=Hira}\p{scx=Kana}]`
const letters = String.raw`(?:(?!${unspaced})[\p{L}\p{N}\p{M}])+`
const picture = String.raw`\p{ExtPict}[\p{M}\p{EMod}]*`
const part = new RegExp(
  String.raw`${unspaced}\p{M}*|${letters}(?:['’.,]${letters})*|\s+|${picture}(?:\u200D${picture})*|[^]`,
  'gu',
)
/**
 * Words, spaces and signs; scripts that write no spaces letter by letter. Intl.Segmenter knows their words, and takes
 * half a second for the longest post, while everybody waits.
 */
const wordsOf = (text: string): string[] => text.match(part) ?? []

/** Words that may differ before two texts are shown as wholly different: it bounds the work. */
const mostChanges = 400

/** How one text became another, word by word; the first version is all its own. */
export function changesBetween(before: string | null, after: string): Change[] {
  if (before === null) return [{ kind: 'same', text: after }]
  const parts = diffArrays(wordsOf(before), wordsOf(after), { maxEditLength: mostChanges })
  if (!parts) {
    return [
      { kind: 'removed', text: before },
      { kind: 'added', text: after },
    ]
  }
  return parts.map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value.join(''),
  }))
}
