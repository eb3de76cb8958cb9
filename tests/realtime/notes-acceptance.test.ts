import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { db } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { type NoteSync, noteSync, type Unsaved } from '~/features/session-notes/ui/note-sync'
import { docOf, textIn } from '~/lib/shared-text'
import { type Application, startApplication } from '../support/application'
import { cast } from '../support/cast'
import { useDatabase } from '../support/database'
import { signInCookieOf } from '../support/realtime'
import { seeded } from '../support/seeded'
import { liveSession } from '../support/sessions'

/** So long five people write; `NOTES_SECONDS=60` is the whole of it. */
const seconds = Number(process.env.NOTES_SECONDS ?? 8)
const seed = Number(process.env.NOTES_SEED ?? 20261121)

const database = useDatabase()
let app: Application
let sessionId: string
let members: Viewer[]

beforeAll(async () => {
  const people = await cast()
  members = [people.amina, people.bounmy, people.carmen, people.elif, people.farid]
  sessionId = await liveSession(people.amina, { access: 'members' })
  app = await startApplication({ database })
}, 300_000)
afterAll(async () => {
  await app?.stop()
})

const wait = (milliseconds: number) => new Promise((then) => setTimeout(then, milliseconds))

/** Every keystroke of the whole test is a sign of its own, so that each can be found again. */
let keystrokes = 0
const nextSign = () => String.fromCharCode(0x4e00 + keystrokes++)

const signsIn = (update: string): string[] =>
  Y.decodeUpdate(new Uint8Array(Buffer.from(update, 'base64'))).structs.flatMap((struct) =>
    struct instanceof Y.Item && struct.content instanceof Y.ContentString ? [...struct.content.str] : [],
  )

/** Somebody who writes in a browser of his or her own, whose line breaks and whose page is loaded again now and then. */
async function writer(member: Viewer, random: () => number) {
  const { cookie } = await signInCookieOf(member)
  const typed = new Set<string>()
  const deleted = new Set<string>()
  const acknowledged = new Set<string>()
  const counts = { writes: 0, cuts: 0, reloads: 0, refused: 0 }
  let kept: Unsaved = { updates: [], aside: [] }
  let socket: Socket
  let sync: NoteSync

  function openPage() {
    socket = io(app.url, {
      forceNew: true,
      transports: ['websocket'],
      reconnectionDelay: 50,
      reconnectionDelayMax: 400,
      extraHeaders: { cookie },
    })
    const page = socket
    const ask = (event: string, payload: object) =>
      page
        .timeout(3_000)
        .emitWithAck(event, { sessionId, section: 'notes', ...payload })
        .catch(() => null)
    sync = noteSync({
      line: {
        open: (vector) => ask('notes:open', { vector }),
        write: async (update) => {
          counts.writes++
          const answer = await ask('notes:write', { update })
          if (answer?.ok) for (const sign of signsIn(update)) acknowledged.add(sign)
          else if (answer) counts.refused++
          return answer
        },
      },
      keep: { load: () => kept, save: (unsaved) => void (kept = unsaved) },
      changed: () => {},
      show: () => {},
      gather: 20 + Math.floor(random() * 180),
      again: 300,
    })
    const own = sync
    page.on('connect', () => own.connected())
    page.on('disconnect', () => own.disconnected())
    page.on('notes:changed', ({ update, version }) => own.heard(update, version))
  }
  openPage()

  return {
    typed,
    deleted,
    acknowledged,
    counts,
    text: () => sync.text(),
    isSaved: () => sync.isSaved(),
    /** A key: mostly a new sign somewhere, at times one of one's own is taken out. */
    press() {
      const text = sync.text()
      if (text.length > 0 && random() < 0.15) {
        const own = [...text].filter((sign) => typed.has(sign) && !deleted.has(sign))
        const gone = own[Math.floor(random() * own.length)]
        if (!gone) return
        sync.edit(text.replace(gone, ''))
        if (!sync.text().includes(gone)) deleted.add(gone)
        return
      }
      const at = Math.floor(random() * (text.length + 1))
      const sign = nextSign()
      sync.edit(text.slice(0, at) + sign + text.slice(at))
      if (sync.text().includes(sign)) typed.add(sign)
    },
    cut() {
      counts.cuts++
      // As a line breaks: nothing more is said, and it comes back by itself.
      socket.io.engine?.close()
    },
    reload() {
      counts.reloads++
      sync.stop()
      socket.disconnect()
      openPage()
    },
    close() {
      sync.stop()
      socket.disconnect()
    },
  }
}

describe('five people who write in one section at once', () => {
  it(
    'end with the same text and every acknowledged keystroke in it, over broken lines, reloads and a killed server',
    async () => {
      const random = seeded(seed)
      const writers = await Promise.all(members.map((member) => writer(member, random)))
      const until = Date.now() + seconds * 1_000
      const type = async (one: (typeof writers)[number]) => {
        while (Date.now() < until) {
          one.press()
          if (random() < 0.03) one.cut()
          if (random() < 0.006) one.reload()
          await wait(20 + random() * 120)
        }
      }
      const restart = async () => {
        await wait((seconds * 1_000) / 2)
        await app.kill()
        await app.restart()
      }
      await Promise.all([...writers.map(type), restart()])

      const deadline = Date.now() + 40_000
      const isDone = () => writers.every((one) => one.isSaved() && one.text() === writers[0]?.text())
      while (!isDone() && Date.now() < deadline) await wait(50)

      const { id, text, state, version } = await db.sessionNote.findFirstOrThrow({ where: { sessionId } })
      const counted = (of: (one: (typeof writers)[number]) => number) => writers.reduce((sum, one) => sum + of(one), 0)
      const figures = {
        seed,
        seconds,
        keystrokes: counted((one) => one.typed.size),
        deletions: counted((one) => one.deleted.size),
        acknowledged: counted((one) => one.acknowledged.size),
        writes: counted((one) => one.counts.writes),
        cuts: counted((one) => one.counts.cuts),
        reloads: counted((one) => one.counts.reloads),
        length: text.length,
        stateBytes: state.length,
        version,
        saves: await db.sessionNoteVersion.count({ where: { noteId: id } }),
      }
      if (process.env.NOTES_SECONDS) process.stdout.write(`${JSON.stringify(figures)}\n`)

      for (const one of writers) {
        expect(one.text(), JSON.stringify(figures)).toBe(text)
        expect(one.isSaved()).toBe(true)
        expect(one.counts.refused).toBe(0)
        expect([...one.acknowledged].filter((sign) => !one.deleted.has(sign) && !text.includes(sign))).toEqual([])
        expect([...one.typed].filter((sign) => !one.deleted.has(sign) && !text.includes(sign))).toEqual([])
        expect([...one.deleted].filter((sign) => text.includes(sign))).toEqual([])
        one.close()
      }
      expect(new Set(text).size).toBe(text.length)
      expect(textIn(docOf(state))).toBe(text)
      const newest = await db.sessionNoteVersion.findFirst({ where: { noteId: id }, orderBy: { version: 'desc' } })
      expect(newest).toMatchObject({ version, text })
      expect(figures.keystrokes).toBeGreaterThan(seconds * 5)
      expect(figures.cuts).toBeGreaterThan(0)
    },
    (seconds + 90) * 1_000,
  )
})
