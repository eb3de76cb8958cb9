import * as Y from 'yjs'
import { cutBetween, placeAfter, textName } from '~/lib/shared-text'

/** The answers to `notes:open` and `notes:write`, as far as they matter here; bytes are base64. */
type Opened = { ok: true; update: string; version: number; writer: number | null }
type Written = { ok: true; version: number }
type Refusal = { ok: false; code: string; message: string }

/** The way to the server; null where no answer came. */
export type NoteLine = {
  open(vector: string): Promise<Opened | Refusal | null>
  write(update: string): Promise<Written | Refusal | null>
}

/** What was written and is not known to be kept. aside: what never can be merged, as it reads. */
export type Unsaved = { updates: string[]; aside: string[] }

/** Where unsaved words outlive the page. */
export type Keep = { load(): Unsaved; save(unsaved: Unsaved): void }

/**
 * connecting: not opened yet. saved: all of it is kept. saving: some of it is on its way. broken: some waits for the line.
 * offline: the line is broken and nothing waits. reading: others write. refused: the server does not take it.
 */
export type NoteState = 'connecting' | 'saved' | 'saving' | 'broken' | 'offline' | 'reading' | 'refused' | 'signedOut'

export type NoteShown = {
  state: NoteState
  mayWrite: boolean
  /** Why the server does not take it, in its words; empty for what cannot be merged. */
  reason: string
  /** The author's words that could not be merged, to be shown; null for none, [] where only words were taken out. */
  unsaved: string[] | null
}

type Parts = {
  line: NoteLine
  keep: Keep
  /** The section's text as others changed it, and how a place in the text before moves; null where all is new. */
  changed: (text: string, move: ((place: number) => number) | null) => void
  show: (shown: NoteShown) => void
  /** Milliseconds for which keystrokes are gathered, and after which what failed is tried again. */
  gather?: number
  again?: number
}

/** Bytes in one write; a frame holds 64 KB of base64. */
const mostInWrite = 30_000
/** Keystrokes that wait are put together up to so many bytes. */
const mostInPart = 8_000
/** A pasted text goes in pieces. */
const mostInInsert = 4_000

const encode = (bytes: Uint8Array): string => {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}
const decode = (text: string): Uint8Array => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))

/** What no text may hold: control signs, and halves of a sign of two units. */
export const cleaned = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000B-\u001F]/g, '')
    .replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD')

/**
 * One section in one browser: a Yjs document that is merged with the server's. What is typed is kept until the server
 * has acknowledged it, over broken lines, restarts of the server and reloads of the page; what the server refuses stays
 * and is shown. It knows no page, so that tests run the same.
 */
export function noteSync({ line, keep, changed, show, gather = 400, again = 3_000 }: Parts) {
  let doc = new Y.Doc()
  let { updates, aside } = load(keep)
  let online = false
  let opened = false
  let mayWrite = false
  let version = 0
  let refusal: Refusal | null = null
  /** Why what waits was not taken, until it may be again. */
  let reason = ''
  /** The refusal stands until the author writes on, and then all is sent in one. */
  let waitsForAuthor = false
  let opening = false
  let openAgain = false
  let inFlight = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let retry: ReturnType<typeof setTimeout> | undefined
  let held: (() => void)[] | null = null
  let stopped = false

  const text = () => doc.getText(textName).toString()
  const save = () => keep.save({ updates: updates.map(encode), aside })
  /** What comes from elsewhere waits while a word is being composed. */
  const fromElsewhere = (work: () => void) => (held ? void held.push(work) : work())

  function tell(): void {
    if (updates.length === 0 || (mayWrite && !refusal)) reason = refusal?.message ?? ''
    const stuck = updates.length > 0 && reason !== '' && (!mayWrite || refusal?.code === 'invalid')
    const unsaved = aside.length > 0 || stuck ? [...aside, ...(stuck ? wordsIn(updates) : [])] : null
    show({ state: state(), mayWrite, reason, unsaved })
  }

  function state(): NoteState {
    if (refusal?.code === 'signed-out') return 'signedOut'
    if (!opened) return refusal ? 'refused' : 'connecting'
    if (!online) return updates.length > 0 ? 'broken' : 'offline'
    if ((refusal || !mayWrite) && updates.length > 0) return 'refused'
    if (!mayWrite) return 'reading'
    return updates.length > 0 ? 'saving' : 'saved'
  }

  async function open(): Promise<void> {
    if (opening || !online) {
      openAgain = opening
      return
    }
    opening = true
    openAgain = false
    const goesOn = mayWrite
    let answer = await line.open(goesOn ? encode(Y.encodeStateVector(doc)) : '')
    // Who may write no more is shown what is kept, and nothing else.
    if (goesOn && answer?.ok && answer.writer === null) answer = await line.open('')
    opening = false
    if (stopped || !online) return
    if (!answer) return openLater()
    if (!answer.ok) {
      if (answer.code === 'too-many' || answer.code === 'unexpected') return openLater()
      refuse(answer)
      mayWrite = false
      return tell()
    }
    const found = answer
    fromElsewhere(() => {
      if (goesOn && found.writer !== null) take(found.update)
      else begin(found)
      opened = true
      version = Math.max(version, found.version)
      if (mayWrite && !waitsForAuthor) refusal = null
      tell()
      void flush()
      if (openAgain) void open()
    })
  }

  function refuse(answer: Refusal): void {
    refusal = answer
    reason = answer.message
  }

  function openLater(): void {
    clearTimeout(retry)
    retry = setTimeout(() => void open(), again)
  }

  /** A new document: what the server has, and on it what was not saved yet. */
  function begin({ update, writer }: Opened): void {
    mayWrite = writer !== null
    doc = documentOf(update, writer)
    if (mayWrite && updates.length > 0) {
      for (const one of updates) Y.applyUpdate(doc, one)
      const { pendingStructs, pendingDs } = doc.store
      if (pendingStructs || pendingDs) {
        // It goes on from something that is no more: it can be read, and not merged.
        aside = [...aside, ...wordsIn(updates)]
        updates = []
        doc = documentOf(update, writer)
        save()
      }
    }
    listen(doc)
    changed(text(), null)
  }

  function documentOf(update: string, writer: number | null): Y.Doc {
    const made = new Y.Doc()
    if (writer !== null) made.clientID = writer
    Y.applyUpdate(made, decode(update))
    return made
  }

  function listen(to: Y.Doc): void {
    to.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'own') return
      const last = updates.at(-1)
      const joins = last && updates.length > inFlight && last.length + update.length < mostInPart
      if (joins) updates[updates.length - 1] = Y.mergeUpdates([last, update])
      else updates.push(update)
    })
    to.getText(textName).observe((event, { origin }) => {
      if (origin !== 'own') changed(text(), movesOf(event.delta))
    })
  }

  function take(update: string): void {
    Y.applyUpdate(doc, decode(update), 'server')
    if (doc.store.pendingStructs || doc.store.pendingDs) void open()
  }

  /** Sends what waits, one write at a time, the oldest first. */
  async function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    if (inFlight > 0 || !online || !opened || updates.length === 0) return
    // Who may write no more, and has words left from before, is told why by trying.
    if (waitsForAuthor || (!mayWrite && refusal)) return
    inFlight = countInWrite()
    const sent = updates.slice(0, inFlight)
    const answer = await line.write(encode(Y.mergeUpdates(sent)))
    inFlight = 0
    if (stopped) return
    if (answer?.ok) {
      updates = updates.filter((one) => !sent.includes(one))
      refusal = null
      save()
    } else if (!answer || answer.code === 'too-many' || answer.code === 'unexpected') {
      if (online) timer = setTimeout(() => void flush(), again)
      return tell()
    } else {
      refuse(answer)
      waitsForAuthor = answer.code === 'harm' || answer.code === 'invalid'
      if (!waitsForAuthor) {
        // What is kept is shown, and beside it what was not taken.
        mayWrite = false
        tell()
        return open()
      }
    }
    tell()
    if (updates.length > 0 && !waitsForAuthor) timer ??= setTimeout(() => void flush(), gather)
  }

  /** After a refusal all that waits goes in one, since only together it may be taken. */
  function countInWrite(): number {
    let bytes = 0
    let count = 0
    for (const { length } of updates) {
      bytes += length
      if (count > 0 && bytes > mostInWrite) break
      count++
    }
    return count
  }

  return {
    text,
    /** Whether all that was typed is acknowledged. */
    isSaved: () => updates.length === 0,
    /** The line is there, for the first time or again. */
    connected(): void {
      online = true
      tell()
      void open()
    },
    disconnected(): void {
      online = false
      opening = false
      clearTimeout(retry)
      tell()
    },
    /** Asks the server anew: the phase may have changed, or the session ended. */
    renew(): void {
      if (!waitsForAuthor && refusal?.code !== 'signed-out') refusal = null
      void open()
    },
    /** What the server told of somebody's change. */
    heard(update: string, newest: number): void {
      if (!opened) return
      fromElsewhere(() => {
        if (update) take(update)
        // Something in between was missed.
        if (!update || newest > version + 1) void open()
        version = Math.max(version, newest)
      })
    },
    /**
     * The author's text as it is now. `from` is the text that the page began with, where the section was not open yet
     * when the author wrote.
     */
    edit(written: string, from = text()): void {
      if (!mayWrite) return
      const now = text()
      const cut = cutBetween(from, cleaned(written))
      const elsewhere = cutBetween(from, now)
      const at = from === now ? cut.at : placeAfter(cut.at, elsewhere)
      const end = from === now ? at + cut.remove : placeAfter(cut.at + cut.remove, elsewhere)
      const shared = doc.getText(textName)
      if (end > at) doc.transact(() => shared.delete(at, end - at), 'own')
      for (let done = 0; done < cut.insert.length; ) {
        const part = piece(cut.insert, done)
        doc.transact(() => shared.insert(at + done, part), 'own')
        done += part.length
      }
      save()
      waitsForAuthor = false
      tell()
      if (inFlight === 0) timer ??= setTimeout(() => void flush(), gather)
    },
    /** Holds back what comes from elsewhere, while a word is being composed. */
    hold(): void {
      held ??= []
    },
    release(): void {
      const waiting = held ?? []
      held = null
      for (const work of waiting) work()
    },
    /** The author has no more need of what could not be merged. */
    discard(): void {
      aside = []
      if (mayWrite && refusal?.code !== 'invalid') {
        save()
        tell()
        return
      }
      updates = []
      refusal = null
      waitsForAuthor = false
      mayWrite = false
      save()
      tell()
      void open()
    },
    stop(): void {
      stopped = true
      online = false
      clearTimeout(timer)
      clearTimeout(retry)
    },
  }
}
export type NoteSync = ReturnType<typeof noteSync>

function load(keep: Keep): { updates: Uint8Array[]; aside: string[] } {
  const { updates, aside } = keep.load()
  try {
    return { updates: updates.map(decode), aside }
  } catch {
    return { updates: [], aside }
  }
}

/** Up to so many units of a text, without cutting a sign in two. */
function piece(text: string, from: number): string {
  const part = text.slice(from, from + mostInInsert)
  return /[\uD800-\uDBFF]$/.test(part) && from + part.length < text.length ? part.slice(0, -1) : part
}

type Delta = { retain?: number; insert?: unknown; delete?: number }[]

/** How a place in a text moves when somebody else changes the text; a caret stays before what comes in at its place. */
function movesOf(delta: Delta): (place: number) => number {
  return (place) => {
    let at = 0
    let moved = place
    for (const { retain = 0, insert, delete: gone = 0 } of delta) {
      at += retain
      if (typeof insert === 'string') {
        if (at < moved) moved += insert.length
        at += insert.length
      } else if (gone > 0 && at < moved) moved = Math.max(at, moved - gone)
    }
    return moved
  }
}

/** The words that updates bring and do not take out again, as they were written; updates need not fit anything. */
function wordsIn(updates: Uint8Array[]): string[] {
  const { structs, ds } = Y.decodeUpdate(Y.mergeUpdates(updates))
  const words: string[] = []
  let before: Y.ID | null = null
  for (const struct of structs) {
    if (!(struct instanceof Y.Item && struct.content instanceof Y.ContentString)) continue
    const gone = ds.clients.get(struct.id.client) ?? []
    const left = struct.content.str
      .split('')
      .filter((_, at) => {
        const clock = struct.id.clock + at
        return !gone.some((one) => clock >= one.clock && clock < one.clock + one.len)
      })
      .join('')
    const goesOn = before && struct.origin && Y.compareIDs(before, struct.origin) && words.length > 0
    if (goesOn) words[words.length - 1] += left
    else words.push(left)
    before = Y.createID(struct.id.client, struct.id.clock + struct.length - 1)
  }
  return words.filter((one) => one.trim() !== '')
}
