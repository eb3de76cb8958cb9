import { createHash, randomInt } from 'node:crypto'
import * as Y from 'yjs'
import { docOf, textIn, textName } from '~/lib/shared-text'
import { type Change, changesBetween } from '~/lib/word-changes'
import { longestSection } from './session-note'

/**
 * Bytes of the state of a section; it grows by what was written and taken out again, and shrinks never. Three thousand
 * keystrokes at places far from each other make a fifth of it; merging into the largest takes a tenth of a second.
 */
export const largestState = 400_000
/** Characters that one change may add or take out: far more than a section holds. */
const mostInChange = 1_000_000

/** What a change made of a section. `update` is what others have to hear; null where it brought nothing new. */
export type Merged =
  | { ok: true; state: Uint8Array<ArrayBuffer>; text: string; update: Uint8Array | null }
  | { ok: false; why: 'unreadable' | 'tooLong' | 'tooLarge' }

const writerBits = 2 ** 32

/**
 * The first part of the ids under which a member writes in a section. Yjs takes what two wrote under one id and number
 * for the same, so nobody may write under another's. Nobody can tell from it who it is: the note's id never leaves.
 */
const tagOf = (noteId: string, memberId: string): number =>
  createHash('sha256').update(`${noteId}\n${memberId}`).digest().readUInt32BE() >>> 11

/** An id for a Yjs document in which a member writes in a section. Each document needs one of its own. */
export const writerId = (noteId: string, memberId: string): number =>
  tagOf(noteId, memberId) * writerBits + randomInt(writerBits)

/** Merges a change that a browser sent into a section. Whatever the bytes hold, it answers and harms nothing. */
export function mergeUpdate(
  state: Uint8Array,
  update: Uint8Array,
  author: { noteId: string; memberId: string },
): Merged {
  const unreadable = { ok: false, why: 'unreadable' } as const
  try {
    const doc = docOf(state)
    const known = Y.decodeStateVector(Y.encodeStateVector(doc))
    if (!isPlainText(update, known, tagOf(author.noteId, author.memberId))) return unreadable
    const heard = { update: null as Uint8Array | null }
    doc.on('update', (change: Uint8Array) => {
      heard.update = change
    })
    Y.applyUpdate(doc, update)
    const { pendingStructs, pendingDs } = doc.store
    if (pendingStructs || pendingDs || [...doc.share.keys()].some((name) => name !== textName)) return unreadable
    return checked(doc, heard.update)
  } catch {
    // Yjs throws on bytes that are no update.
    return unreadable
  }
}

/** Whether what is new in a change is text alone, written under ids of its author. */
function isPlainText(update: Uint8Array, known: Map<number, number>, tag: number): boolean {
  let length = 0
  return Y.decodeUpdate(update).structs.every((struct) => {
    if (struct.id.clock + struct.length <= (known.get(struct.id.client) ?? 0)) return true
    length += struct.length
    return (
      length <= mostInChange &&
      Math.floor(struct.id.client / writerBits) === tag &&
      struct instanceof Y.Item &&
      (struct.content instanceof Y.ContentString || struct.content instanceof Y.ContentDeleted) &&
      struct.parentSub === null &&
      // A string until it is integrated; the types know only what it is then.
      (struct.parent === null || (struct.parent as unknown) === textName)
    )
  })
}

/** Merges a text that a form sent: only what differs changes, so that others who write at once lose nothing. */
export function mergeText(state: Uint8Array, text: string, writer: number): Merged {
  const doc = docOf(state)
  doc.clientID = writer
  const heard = { update: null as Uint8Array | null }
  doc.on('update', (change: Uint8Array) => {
    heard.update = change
  })
  const shared = doc.getText(textName)
  doc.transact(() => {
    let at = 0
    for (const { kind, text: part } of changesOf(textIn(doc), text)) {
      if (kind === 'removed') shared.delete(at, part.length)
      else {
        if (kind === 'added') shared.insert(at, part)
        at += part.length
      }
    }
  })
  return checked(doc, heard.update)
}

/** Word by word between what both texts begin and end with. */
function changesOf(before: string, after: string): Change[] {
  let from = 0
  while (from < before.length && from < after.length && before[from] === after[from]) from++
  let tail = 0
  const rest = Math.min(before.length, after.length) - from
  while (tail < rest && before.at(-1 - tail) === after.at(-1 - tail)) tail++
  // To the edge of a word, so that no sign is cut in two.
  while (from > 0 && /\S/.test(before[from - 1] ?? '')) from--
  while (tail > 0 && /\S/.test(before.at(-tail) ?? '')) tail--
  return [
    { kind: 'same', text: before.slice(0, from) },
    ...changesBetween(before.slice(from, before.length - tail), after.slice(from, after.length - tail)),
    { kind: 'same', text: tail > 0 ? before.slice(-tail) : '' },
  ]
}

/** What no text may hold; a line's end is LF. */
const unfit = /[\u0000-\u0008\u000B-\u001F]/

function checked(doc: Y.Doc, update: Uint8Array | null): Merged {
  const text = textIn(doc)
  if (unfit.test(text) || !text.isWellFormed()) return { ok: false, why: 'unreadable' }
  if (text.length > longestSection) return { ok: false, why: 'tooLong' }
  const state = new Uint8Array(Y.encodeStateAsUpdate(doc))
  if (state.length > largestState) return { ok: false, why: 'tooLarge' }
  return { ok: true, state, text, update }
}
