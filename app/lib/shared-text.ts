import * as Y from 'yjs'

/** A text that several people write at once is a Yjs document with one Y.Text of this name, and nothing else. */
export const textName = 'text'

/** A document as its encoded state says; an empty state is an empty text. */
export function docOf(state: Uint8Array): Y.Doc {
  const doc = new Y.Doc()
  if (state.length > 0) Y.applyUpdate(doc, state)
  return doc
}

export const textIn = (doc: Y.Doc): string => doc.getText(textName).toString()

/** The state of a document that was never written by anybody and says this. */
export function freshState(text: string): Uint8Array {
  const doc = new Y.Doc()
  doc.getText(textName).insert(0, text)
  return Y.encodeStateAsUpdate(doc)
}

/** How one text became another in one place: from `at`, `remove` UTF-16 units went and `insert` came. */
export type Cut = { at: number; remove: number; insert: string }

const isHigh = (unit: number) => unit >= 0xd800 && unit <= 0xdbff
const isLow = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff

/** The smallest such change; a sign of two units stays whole. */
export function cutBetween(before: string, after: string): Cut {
  const most = Math.min(before.length, after.length)
  let at = 0
  while (at < most && before.charCodeAt(at) === after.charCodeAt(at)) at++
  if (at > 0 && isHigh(before.charCodeAt(at - 1))) at--
  let tail = 0
  while (
    tail < most - at &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  ) {
    tail++
  }
  if (tail > 0 && isLow(before.charCodeAt(before.length - tail))) tail--
  return { at, remove: before.length - at - tail, insert: after.slice(at, after.length - tail) }
}

/** Where a place in a text is after a change; a place inside what was removed is where that was. */
export function placeAfter(place: number, { at, remove, insert }: Cut): number {
  if (place <= at) return place
  return Math.max(at, place - remove) + insert.length
}
