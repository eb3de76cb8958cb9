import type { Socket } from 'socket.io-client'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { db } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { endSession } from '~/features/peer-sessions/end-session.server'
import { inviteMember } from '~/features/peer-sessions/invite-member.server'
import { stepSession } from '~/features/peer-sessions/step-session.server'
import { type NoteShown, type NoteSync, noteSync, type Unsaved } from '~/features/session-notes/ui/note-sync'
import { saveNote } from '~/features/session-notes/write-note.server'
import { newId } from '~/lib/ids'
import { type Cast, cast, emailOf } from '../support/cast'
import { useDatabase } from '../support/database'
import { arrive, ask, hears, useRealtime } from '../support/realtime'
import { liveSession } from '../support/sessions'

useDatabase()
const realtime = useRealtime()
let people: Cast

beforeAll(async () => {
  people = await cast()
})

const textOf = async (sessionId: string) =>
  (await db.sessionNote.findUnique({ where: { sessionId_section: { sessionId, section: 'notes' } } }))?.text ?? ''

type Kept = { unsaved: Unsaved }
const nothing = (): Kept => ({ unsaved: { updates: [], aside: [] } })
const open: NoteSync[] = []
afterEach(() => {
  for (const sync of open.splice(0)) sync.stop()
})

/** A member's page with a section open, as the island has it. */
function pageOf(socket: Socket, sessionId: string, kept = nothing()) {
  const said = (event: string, payload: object) =>
    ask(socket, event, { sessionId, section: 'notes', ...payload }).catch(() => null)
  let shown: NoteShown | undefined
  const waiting = new Set<() => void>()
  const look = () => {
    for (const one of waiting) one()
  }
  const sync = noteSync({
    line: { open: (vector) => said('notes:open', { vector }), write: (update) => said('notes:write', { update }) },
    keep: {
      load: () => kept.unsaved,
      save: (unsaved) => {
        kept.unsaved = unsaved
      },
    },
    changed: look,
    show: (now) => {
      shown = now
      look()
    },
    gather: 5,
    again: 50,
  })
  open.push(sync)
  socket.on('notes:changed', ({ update, version }) => sync.heard(update, version))
  sync.connected()
  return {
    sync,
    kept,
    shown: () => shown,
    /** Resolves once it shows what is asked for. */
    until: (fits: (shown: NoteShown, text: string) => boolean) =>
      new Promise<NoteShown>((resolve) => {
        const one = () => {
          if (!shown || !fits(shown, sync.text())) return
          waiting.delete(one)
          resolve(shown)
        }
        waiting.add(one)
        one()
      }),
  }
}
type Page = ReturnType<typeof pageOf>

/** A page that can be written in. */
async function writing(viewer: Viewer, sessionId: string, kept?: Kept): Promise<Page> {
  const page = pageOf(await arrive(realtime, viewer), sessionId, kept)
  await page.until(({ state }) => state === 'saved')
  return page
}

/** Goes through the phases of a session, each press for the phase that is there. */
async function next(sessionId: string, times: number) {
  for (let time = 0; time < times; time++) {
    const { formatState } = await db.peerSession.findUniqueOrThrow({ where: { id: sessionId } })
    const { number = 0 } = formatState ? JSON.parse(formatState) : {}
    await stepSession(people.amina, sessionId, { type: formatState ? 'next' : 'start', number })
  }
}

describe('notes over the socket', () => {
  it('are told to who has the section open, once they are kept, and to nobody else', async () => {
    const id = await liveSession(people.amina)
    const [amina, bounmy, elif] = await Promise.all([
      arrive(realtime, people.amina),
      arrive(realtime, people.bounmy),
      arrive(realtime, people.elif),
    ])
    const section = { sessionId: id, section: 'notes' }
    const opened = await ask(amina, 'notes:open', section)
    expect(opened).toEqual({
      ok: true,
      update: expect.any(String),
      vector: expect.any(String),
      version: 0,
      writer: expect.any(Number),
    })
    await ask(bounmy, 'notes:open', section)
    await ask(elif, 'room:join', { sessionId: id })
    const strangers: unknown[] = []
    elif.on('notes:changed', (payload) => strangers.push(payload))
    const doc = new Y.Doc()
    doc.clientID = opened.writer
    doc.getText('text').insert(0, 'Boats')
    const update = Buffer.from(Y.encodeStateAsUpdate(doc)).toString('base64')
    const heard = hears(bounmy, 'notes:changed')
    expect(await ask(amina, 'notes:write', { ...section, update })).toEqual({ ok: true, version: 1 })
    expect(await heard).toMatchObject({ ...section, version: 1, update: expect.stringMatching(/./) })
    expect(await textOf(id)).toBe('Boats')
    await realtime.teller.settled()
    await ask(elif, 'room:leave', { sessionId: id })
    expect(strangers).toEqual([])
  })

  it('are told no more to who was put out', async () => {
    const id = await liveSession(people.amina, { access: 'invited' })
    await inviteMember(people.amina, id, emailOf('bounmy'))
    const [amina, bounmy] = [await writing(people.amina, id), await arrive(realtime, people.bounmy)]
    const section = { sessionId: id, section: 'notes' }
    expect(await ask(bounmy, 'notes:open', section)).toMatchObject({ ok: true })
    const heard: unknown[] = []
    bounmy.on('notes:changed', (payload) => heard.push(payload))
    await db.sessionParticipant.deleteMany({ where: { sessionId: id, memberId: people.bounmy.id } })
    await realtime.gateway.recheckRoom(id)
    amina.sync.edit('Among us.')
    await amina.until(({ state }) => state === 'saved')
    await realtime.teller.settled()
    expect(await ask(bounmy, 'notes:open', section)).toMatchObject({ ok: false, code: 'not-found' })
    expect(heard).toEqual([])
  })

  it('do not exist for outsiders, and nothing that is no change is taken', async () => {
    const id = await liveSession(people.amina, { access: 'invited' })
    const socket = await arrive(realtime, people.elif)
    const section = { sessionId: id, section: 'notes' }
    const missing = { ok: false, code: 'not-found' }
    expect(await ask(socket, 'notes:open', section)).toMatchObject(missing)
    expect(await ask(socket, 'notes:write', { ...section, update: 'AAA=' })).toMatchObject(missing)
    const own = await liveSession(people.amina)
    for (const update of ['', 'AA', '////', '!', 'x'.repeat(61_000), 7, null, {}]) {
      const answer = await ask(socket, 'notes:write', { sessionId: own, section: 'notes', update })
      expect(answer).toMatchObject({ ok: false, code: 'invalid', message: expect.stringMatching(/\.$/) })
    }
    expect(await ask(socket, 'notes:open', { sessionId: own, section: 'nowhere' })).toMatchObject(missing)
    expect(await ask(socket, 'notes:open', { sessionId: own, section: 'notes', vector: '////' })).toMatchObject({
      ok: false,
      code: 'invalid',
    })
    expect(await textOf(own)).toBe('')
  })
})

describe('two who write at once', () => {
  it('see the same text, with all words of both, also those of a form', async () => {
    const id = await liveSession(people.amina)
    const [amina, bounmy] = [await writing(people.amina, id), await writing(people.bounmy, id)]
    amina.sync.edit('Boats came late. 🚤')
    bounmy.sync.edit('Nobody had keys.')
    await Promise.all([amina, bounmy].map((page) => page.until((_, text) => /late/.test(text) && /keys/.test(text))))
    await Promise.all([amina, bounmy].map((page) => page.until(({ state }) => state === 'saved')))
    const { version, text } = await db.sessionNote.findFirstOrThrow({ where: { sessionId: id } })
    expect([amina.sync.text(), bounmy.sync.text()]).toEqual([text, text])
    await saveNote(people.elif, id, 'notes', { text: `${text} By form.`, version, clientId: newId() })
    await Promise.all([amina, bounmy].map((page) => page.until((_, now) => now === `${text} By form.`)))
  })

  it('move the places of each other', async () => {
    const id = await liveSession(people.amina)
    const [amina, bounmy] = [await writing(people.amina, id), await writing(people.bounmy, id)]
    amina.sync.edit('Boats')
    await bounmy.until((_, text) => text === 'Boats')
    bounmy.sync.hold()
    amina.sync.edit('Ferries and Boats')
    await amina.until(({ state }) => state === 'saved')
    bounmy.sync.edit('Boats!')
    bounmy.sync.release()
    await amina.until((_, text) => text === 'Ferries and Boats!')
    await bounmy.until((_, text) => text === 'Ferries and Boats!')
  })
})

describe('what was not acknowledged', () => {
  it('outlives the page, and is merged when another one opens', async () => {
    const id = await liveSession(people.amina)
    const first = await writing(people.bounmy, id)
    first.sync.disconnected()
    first.sync.edit('Written without a line.')
    expect(first.shown()).toMatchObject({ state: 'broken', mayWrite: true })
    first.sync.stop()
    await saveNote(people.amina, id, 'notes', { text: 'Meanwhile. ', version: 0, clientId: newId() })
    const second = await writing(people.bounmy, id, first.kept)
    expect(second.kept.unsaved).toEqual({ updates: [], aside: [] })
    expect(await textOf(id)).toContain('Written without a line.')
    expect(await textOf(id)).toContain('Meanwhile. ')
  })

  it('is shown to its author where the phase lets others write only, and merged when it lets him or her again', async () => {
    const id = await liveSession(people.amina, { access: 'members', format: 'troika-consulting' })
    const page = await writing(people.bounmy, id)
    page.sync.disconnected()
    page.sync.edit('Said in time.')
    await next(id, 3)
    page.sync.connected()
    const shown = await page.until(({ state, unsaved }) => state === 'refused' && unsaved !== null)
    expect(shown).toMatchObject({ mayWrite: false, unsaved: ['Said in time.'] })
    expect(shown.reason).toMatch(/^[A-Z].*\.$/)
    expect(await textOf(id)).toBe('')
    await next(id, 1)
    page.sync.renew()
    await page.until(({ state, unsaved }) => state === 'saved' && unsaved === null)
    expect(await textOf(id)).toBe('Said in time.')
  })

  it('is shown where the session is over, over a reload too, until the author needs it no more', async () => {
    const id = await liveSession(people.amina)
    const page = await writing(people.bounmy, id)
    page.sync.disconnected()
    page.sync.edit('Too late.')
    page.sync.stop()
    await endSession(people.amina, id)
    const again = pageOf(await arrive(realtime, people.bounmy), id, page.kept)
    const shown = await again.until(({ unsaved }) => unsaved !== null)
    expect(shown).toMatchObject({ mayWrite: false, unsaved: ['Too late.'] })
    expect(again.kept.unsaved.updates).not.toEqual([])
    again.sync.discard()
    await again.until(({ state, unsaved }) => state === 'reading' && unsaved === null)
    expect(again.kept.unsaved).toEqual({ updates: [], aside: [] })
  })

  it('is shown where it goes on from something that is no more', async () => {
    const id = await liveSession(people.amina)
    const first = await writing(people.bounmy, id)
    first.sync.edit('Kept. ')
    await first.until(({ state }) => state === 'saved')
    first.sync.disconnected()
    first.sync.edit('Kept. Stranded.')
    first.sync.stop()
    await db.sessionNote.updateMany({ where: { sessionId: id }, data: { state: new Uint8Array(), text: '' } })
    const again = await writing(people.bounmy, id, first.kept)
    expect(again.shown()).toMatchObject({ mayWrite: true, unsaved: ['Stranded.'] })
    again.sync.edit('Anew.')
    await again.until(({ state }) => state === 'saved')
    expect(await textOf(id)).toBe('Anew.')
  })

  it('stays with the author while it may identify somebody, and is merged once it does not', async () => {
    const id = await liveSession(people.amina, { access: 'open' })
    const page = await writing(people.bounmy, id)
    page.sync.edit('Call +961 3 123 456 for boats')
    const shown = await page.until(({ state }) => state === 'refused')
    expect(shown).toMatchObject({ mayWrite: true, unsaved: null, reason: expect.stringContaining('+961 3 123 456') })
    expect(await textOf(id)).toBe('')
    page.sync.edit('Call the port for boats')
    await page.until(({ state }) => state === 'saved')
    expect(await textOf(id)).toBe('Call the port for boats')
  })

  it('is told where the section is too long, and merged once it is shortened', async () => {
    const id = await liveSession(people.amina)
    const page = await writing(people.bounmy, id)
    page.sync.edit('é'.repeat(20_500))
    const { reason } = await page.until(({ state }) => state === 'refused')
    expect(reason).toContain('20000')
    page.sync.edit('é'.repeat(19_000))
    await page.until(({ state }) => state === 'saved')
    expect((await textOf(id)).length).toBe(19_000)
  })
})

describe('who may not write', () => {
  it('reads along', async () => {
    const id = await liveSession(people.amina, { access: 'members', format: 'troika-consulting' })
    await next(id, 3)
    const amina = await writing(people.amina, id)
    const reader = pageOf(await arrive(realtime, people.bounmy), id)
    await reader.until(({ state }) => state === 'reading')
    amina.sync.edit('Consultants say: boats.')
    await reader.until((_, text) => text === 'Consultants say: boats.')
    reader.sync.edit('Not mine to write')
    expect(reader.sync.text()).toBe('Consultants say: boats.')
    expect(reader.kept.unsaved.updates).toEqual([])
  })
})
