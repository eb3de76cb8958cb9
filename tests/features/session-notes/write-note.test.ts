import { beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { db } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { endSession } from '~/features/peer-sessions/end-session.server'
import { stepSession } from '~/features/peer-sessions/step-session.server'
import { noteHistory, notesFor, notesOf } from '~/features/session-notes/note-queries.server'
import { openNote } from '~/features/session-notes/open-note.server'
import { renderNote } from '~/features/session-notes/render-note.server'
import { mergeNote, saveNote } from '~/features/session-notes/write-note.server'
import { newId } from '~/lib/ids'
import { docOf, freshState, textIn } from '~/lib/shared-text'
import { loader as page } from '~/routes/sessions.$id_.notes'
import { loader as form, action as save } from '~/routes/sessions.$id_.notes_.$section'
import { loader as history } from '~/routes/sessions.$id_.notes_.$section_.history'
import { type Cast, cast } from '../../support/cast'
import { useDatabase } from '../../support/database'
import { get, post, run } from '../../support/request'
import { comingSession, liveSession } from '../../support/sessions'

useDatabase()
let people: Cast

beforeAll(async () => {
  people = await cast()
})

const says = (text: string, version = 0, clientId = newId()) => ({ text, version, clientId })
const textOf = async (sessionId: string, section = 'notes') =>
  (await db.sessionNote.findUnique({ where: { sessionId_section: { sessionId, section } } }))?.text
const savesOf = (sessionId: string) =>
  db.sessionNoteVersion.findMany({ where: { note: { sessionId } }, orderBy: { version: 'asc' } })

/** A member's page with a section open: what it writes is kept until it is sent. */
async function opened(viewer: Viewer, sessionId: string, section = 'notes') {
  const { update, writer } = await openNote(viewer, sessionId, section, new Uint8Array())
  const doc = new Y.Doc()
  if (writer !== null) doc.clientID = writer
  Y.applyUpdate(doc, update)
  const waiting: Uint8Array[] = []
  doc.on('update', (change: Uint8Array, origin: unknown) => origin !== 'server' && waiting.push(change))
  return {
    doc,
    text: doc.getText('text'),
    send: () => mergeNote(viewer, sessionId, section, Y.mergeUpdates(waiting.splice(0))),
    async catchUp() {
      const vector = Y.encodeStateVector(doc)
      Y.applyUpdate(doc, (await openNote(viewer, sessionId, section, vector)).update, 'server')
      return textIn(doc)
    },
  }
}

const troika = (other = {}) => liveSession(people.amina, { access: 'members', format: 'troika-consulting', ...other })

describe('the sections of notes', () => {
  it('are the phases of the format, each once, and a free one', async () => {
    const { sections } = await notesFor(people.bounmy, await troika())
    expect(sections.map(({ section, label }) => [section, label])).toEqual([
      ['the-challenge-and-the-help-wanted', 'The challenge and the help wanted'],
      ['clarifying-questions', 'Clarifying questions'],
      ['consultants-talk-the-client-only-listens', expect.stringMatching(/^Consultants talk/)],
      ['what-helped-most', 'What helped most'],
      ['notes', null],
    ])
    const plain = await notesFor(people.bounmy, await liveSession(people.amina))
    expect(plain.sections.map(({ section }) => section)).toEqual(['notes'])
    const clinic = await notesFor(people.bounmy, await liveSession(people.amina, { format: 'case-clinic' }))
    expect(clinic.sections.filter(({ section }) => section === 'notes')).toHaveLength(1)
  })

  it('begin with the one of the present phase', async () => {
    const id = await troika()
    const present = async () => (await notesFor(people.bounmy, id)).sections.find((one) => one.present)?.section
    expect(await present()).toBe('notes')
    await stepSession(people.amina, id, { type: 'start' })
    expect(await present()).toBe('the-challenge-and-the-help-wanted')
  })

  it('that are none do not exist', async () => {
    const id = await liveSession(people.amina)
    const never = { status: 404 }
    await expect(saveNote(people.bounmy, id, 'what-helped-most', says('Boats'))).rejects.toMatchObject(never)
    await expect(opened(people.bounmy, id, 'what-helped-most')).rejects.toMatchObject(never)
    await expect(noteHistory(people.bounmy, id, 'what-helped-most')).rejects.toMatchObject(never)
    await expect(noteHistory(people.bounmy, id, '__proto__')).rejects.toMatchObject(never)
  })
})

describe('a save by form', () => {
  it('keeps the text, rendered, and makes its author take part', async () => {
    const id = await liveSession(people.amina)
    const sent = await run(save, post(`/sessions/${id}/notes/notes`, says('**Two** boats') as never, people.bounmy), {
      id,
      section: 'notes',
    })
    expect(sent).toMatchObject({ status: 303, location: `/sessions/${id}/notes#note-notes` })
    const [note] = (await notesFor(people.elif, id)).sections
    expect(note).toMatchObject({ text: '**Two** boats', version: 1, html: expect.stringContaining('<strong>Two') })
    const there = { sessionId_memberId: { sessionId: id, memberId: people.bounmy.id } }
    expect(await db.sessionParticipant.findUnique({ where: there })).toMatchObject({ joinedAt: expect.any(Date) })
    expect(await notesOf(people.elif, id)).toMatchObject([{ section: 'notes', label: 'Notes', text: '**Two** boats' }])
  })

  it('with an old version comes back with both texts and the new version, in the page and in JSON', async () => {
    const id = await liveSession(people.amina)
    await saveNote(people.amina, id, 'notes', says('One boat'))
    const fields = { text: 'Three boats', version: '0', clientId: newId() }
    const again = await run(save, post(`/sessions/${id}/notes/notes`, fields, people.bounmy), { id, section: 'notes' })
    expect(again.status).toBe(409)
    expect(again.data).toMatchObject({
      yours: 'Three boats',
      theirs: 'One boat',
      version: 1,
      values: { text: ['Three boats'] },
      errors: { text: { key: 'sessionNotes.errors.changed' } },
    })
    expect(again.data.difference.map(({ kind }: { kind: string }) => kind)).toEqual([
      'removed',
      'added',
      'same',
      'removed',
      'added',
    ])
    expect(await textOf(id)).toBe('One boat')
    await saveNote(people.bounmy, id, 'notes', says('One boat, three boats', again.data.version))
    expect(await textOf(id)).toBe('One boat, three boats')
  })

  it('is one save however often it comes', async () => {
    const id = await liveSession(people.amina)
    const first = says('One boat')
    const versions = await Promise.all([
      saveNote(people.amina, id, 'notes', first),
      saveNote(people.amina, id, 'notes', first),
    ])
    await saveNote(people.amina, id, 'notes', says('Two boats', 1))
    expect(await saveNote(people.amina, id, 'notes', first)).toBe(1)
    expect(versions).toEqual([1, 1])
    expect(await textOf(id)).toBe('Two boats')
    expect(await savesOf(id)).toHaveLength(2)
  })

  it('keeps what others wrote live in what it did not change', async () => {
    const id = await liveSession(people.amina)
    await saveNote(people.amina, id, 'notes', says('Boats came late.\nNobody had keys.'))
    const live = await opened(people.bounmy, id)
    live.text.insert(live.text.toString().indexOf('late') + 4, ' again')
    await saveNote(people.elif, id, 'notes', says('Boats came late.\nNobody had the keys.', 1))
    await live.send()
    expect(await textOf(id)).toBe('Boats came late again.\nNobody had the keys.')
  })

  it('is refused where it is too long, says no version, or is about nothing that is there', async () => {
    const id = await liveSession(people.amina)
    const sent = async (fields: Record<string, string>) =>
      run(save, post(`/sessions/${id}/notes/notes`, fields, people.bounmy), { id, section: 'notes' })
    expect(await sent({ text: 'x'.repeat(20_001), version: '0' })).toMatchObject({ status: 400 })
    expect((await sent({ text: 'Boats' })).data.errors).toMatchObject({ version: expect.anything() })
    expect(await sent({ text: 'x'.repeat(20_000), version: '0' })).toMatchObject({ status: 303 })
  })
})

describe('who may write', () => {
  const refused = (status: number, key = expect.any(String)) => ({ status, key })

  it('is nobody to whom the session does not exist, nor who may not read what is written', async () => {
    const closed = await liveSession(people.amina, { access: 'invited' })
    await expect(saveNote(people.elif, closed, 'notes', says('Boats'))).rejects.toMatchObject(refused(404))
    await expect(opened(people.elif, closed)).rejects.toMatchObject(refused(404))
    for (const [loader, path] of [
      [page, 'notes'],
      [form, 'notes/notes'],
      [history, 'notes/notes/history'],
    ] as const) {
      const asked = await run(loader, get(`/sessions/${closed}/${path}`, people.elif), { id: closed, section: 'notes' })
      expect(asked.status).toBe(404)
    }
    const red = await liveSession(people.amina, { access: 'open', sharing: 'red' })
    await expect(saveNote(people.elif, red, 'notes', says('Boats'))).rejects.toMatchObject(refused(403))
    await expect(opened(people.elif, red)).rejects.toMatchObject(refused(403))
    await expect(notesFor(null, red)).rejects.toMatchObject(refused(403))
    await expect(noteHistory(null, red, 'notes')).rejects.toMatchObject(refused(403))
  })

  it('is in a phase whom it lets write, by form and live; leads always', async () => {
    const id = await troika()
    const bounmy = await opened(people.bounmy, id)
    for (const type of ['start', 'next', 'next'] as const) {
      const { number = 0 } = JSON.parse((await db.peerSession.findUniqueOrThrow({ where: { id } })).formatState || '{}')
      await stepSession(people.amina, id, { type, number })
    }
    const yours = refused(403, 'peerSessions.phase.notYours')
    await expect(saveNote(people.bounmy, id, 'notes', says('Boats'))).rejects.toMatchObject(yours)
    bounmy.text.insert(0, 'Boats')
    await expect(bounmy.send()).rejects.toMatchObject(yours)
    expect((await openNote(people.bounmy, id, 'notes', new Uint8Array())).writer).toBeNull()
    expect((await notesFor(people.bounmy, id)).mayWrite).toBe(false)
    const fields = { text: 'Boats', version: '0', clientId: newId() }
    const back = await run(save, post(`/sessions/${id}/notes/notes`, fields, people.bounmy), { id, section: 'notes' })
    expect(back).toMatchObject({
      status: 403,
      data: { values: { text: ['Boats'] }, errors: { text: { key: yours.key } } },
    })
    await saveNote(people.amina, id, 'notes', says('Ferries'))
    expect(await textOf(id)).toBe('Ferries')
  })

  it('is nobody before the session, after it those who lead it, and nobody once the links are gone', async () => {
    const coming = await comingSession(people.amina)
    await expect(saveNote(people.amina, coming, 'notes', says('Boats'))).rejects.toMatchObject(
      refused(409, 'sessionNotes.errors.notYet'),
    )
    const id = await liveSession(people.amina)
    await saveNote(people.bounmy, id, 'notes', says('Boats'))
    const live = await opened(people.bounmy, id)
    live.text.insert(5, ' and')
    await endSession(people.amina, id)
    const over = refused(409, 'sessionNotes.errors.over')
    await expect(saveNote(people.bounmy, id, 'notes', says('Ferries', 1))).rejects.toMatchObject(over)
    await expect(live.send()).rejects.toMatchObject(over)
    await saveNote(people.amina, id, 'notes', says('Boats.', 1))
    await db.peerSession.update({ where: { id }, data: { unlinkedAt: new Date() } })
    await expect(saveNote(people.amina, id, 'notes', says('Boats!', 2))).rejects.toMatchObject(over)
    expect(await textOf(id)).toBe('Boats.')
  })
})

describe('what is written live', () => {
  it('is merged, whoever comes first', async () => {
    const id = await liveSession(people.amina)
    const [amina, bounmy] = [await opened(people.amina, id), await opened(people.bounmy, id)]
    amina.text.insert(0, 'Boats 🚤. ')
    bounmy.text.insert(0, 'Keys. ')
    await Promise.all([amina.send(), bounmy.send()])
    amina.text.delete(amina.text.toString().indexOf('Boats'), 5)
    amina.text.insert(0, 'Ferries')
    await amina.send()
    const texts = [await amina.catchUp(), await bounmy.catchUp(), await textOf(id)]
    expect(new Set(texts).size).toBe(1)
    expect(texts[0]).toContain('Ferries')
    expect(texts[0]).toContain('Keys. ')
    expect(texts[0]).toContain('🚤')
  })

  it('may come twice, and is one change', async () => {
    const id = await liveSession(people.amina)
    const amina = await opened(people.amina, id)
    const changes: Uint8Array[] = []
    amina.doc.on('update', (change: Uint8Array) => changes.push(change))
    amina.text.insert(0, 'Boats')
    const send = () => mergeNote(people.amina, id, 'notes', changes[0] ?? new Uint8Array())
    expect([await send(), await send()]).toEqual([1, 1])
    expect(await textOf(id)).toBe('Boats')
    expect(await db.event.count({ where: { type: 'note.saved', payload: { contains: id } } })).toBe(1)
  })

  it('of one author within a minute is one save; a save by form ends it', async () => {
    const id = await liveSession(people.amina)
    const [amina, bounmy] = [await opened(people.amina, id), await opened(people.bounmy, id)]
    for (const word of ['One ', 'two ', 'three ']) {
      amina.text.insert(amina.text.length, word)
      await amina.send()
      bounmy.text.insert(0, word)
      await bounmy.send()
    }
    expect((await savesOf(id)).map(({ version, authorId }) => [version, authorId])).toEqual([
      [5, people.amina.id],
      [6, people.bounmy.id],
    ])
    await saveNote(people.elif, id, 'notes', says('Anew', 6))
    bounmy.text.insert(0, 'Late ')
    await bounmy.send()
    expect((await savesOf(id)).map(({ version }) => version)).toEqual([5, 6, 7, 8])
  })

  it('is rendered for pages, at the latest when one is asked for', async () => {
    const id = await liveSession(people.amina)
    const amina = await opened(people.amina, id)
    amina.text.insert(0, '**Boats**')
    await amina.send()
    const html = async () => (await notesFor(people.elif, id)).sections[0]?.html
    expect(await html()).toContain('<strong>Boats')
    const { id: noteId } = await db.sessionNote.findFirstOrThrow({ where: { sessionId: id } })
    await renderNote(noteId)
    expect(await db.sessionNote.findUnique({ where: { id: noteId } })).toMatchObject({ version: 1, htmlVersion: 1 })
    expect(await html()).toContain('<strong>Boats')
  })
})

describe('a change that is none', () => {
  let id = ''
  beforeAll(async () => {
    id = await liveSession(people.amina)
    await saveNote(people.amina, id, 'notes', says('Boats'))
  })
  const merge = (bytes: Uint8Array, viewer = people.bounmy) => mergeNote(viewer, id, 'notes', bytes)
  const unreadable = { status: 400, key: 'sessionNotes.errors.unreadable' }
  const change = async (work: (doc: Y.Doc) => void) => {
    const { doc } = await opened(people.bounmy, id)
    const changes: Uint8Array[] = []
    doc.on('update', (update: Uint8Array) => changes.push(update))
    work(doc)
    return Y.mergeUpdates(changes)
  }

  it('is refused whatever its bytes are, and the text stays', async () => {
    const valid = await change((doc) => doc.getText('text').insert(0, 'Keys '))
    let at = 7
    const random = () => {
      at = (at * 48_271) % 2_147_483_647
      return at
    }
    for (let round = 0; round < 300; round++) {
      const bytes = round % 2 ? Uint8Array.from({ length: random() % 60 }, () => random() % 256) : valid.slice()
      if (round % 2 === 0) bytes[random() % bytes.length] = random() % 256
      await merge(bytes).catch((error) => expect(error).toMatchObject({ status: 400 }))
    }
    expect(await textOf(id)).toContain('Boats')
    const { state, text } = await db.sessionNote.findFirstOrThrow({ where: { sessionId: id } })
    expect(textIn(docOf(state))).toBe(text)
  }, 120_000)

  it('is refused where it is no plain text', async () => {
    const hostile = [
      (doc: Y.Doc) => doc.getMap('other').set('key', 1),
      (doc: Y.Doc) => doc.getText('other').insert(0, 'Hidden'),
      (doc: Y.Doc) => doc.getText('text').insertEmbed(0, { image: 'x' }),
      (doc: Y.Doc) => doc.getText('text').insert(0, 'Bold', { bold: true }),
      (doc: Y.Doc) => doc.getText('text').setAttribute('color', 'red'),
      (doc: Y.Doc) => doc.getText('text').insert(0, 'NUL\u0000'),
    ]
    for (const work of hostile) await expect(merge(await change(work))).rejects.toMatchObject(unreadable)
  })

  it('is refused where something before it is missing', async () => {
    const { doc } = await opened(people.bounmy, id)
    doc.getText('text').insert(0, 'First ')
    const between = Y.encodeStateVector(doc)
    doc.getText('text').insert(0, 'Second ')
    await expect(merge(Y.encodeStateAsUpdate(doc, between))).rejects.toMatchObject(unreadable)
  })

  it('is refused under the id of another member, so that nobody takes the place of what somebody writes', async () => {
    const bounmy = await opened(people.bounmy, id)
    const forged = new Y.Doc()
    forged.clientID = bounmy.doc.clientID
    forged.getText('text').insert(0, 'Not mine')
    await expect(merge(Y.encodeStateAsUpdate(forged), people.elif)).rejects.toMatchObject(unreadable)
    await expect(merge(freshState('Of nobody'), people.elif)).rejects.toMatchObject(unreadable)
  })

  it('is refused where the section would be too long', async () => {
    const long = await change((doc) => doc.getText('text').insert(0, 'x'.repeat(20_000)))
    await expect(merge(long)).rejects.toMatchObject({ status: 400, key: 'sessionNotes.errors.tooLong' })
  })
})

describe('what may identify somebody', () => {
  const number = 'Call Ahmed on +961 3 123 456.'

  it('is changed or masked where everybody reads, by form and live', async () => {
    const id = await liveSession(people.amina, { access: 'open' })
    const error = await saveNote(people.bounmy, id, 'notes', says(number)).catch((thrown) => thrown)
    expect(error.report).toMatchObject({ confirmable: false })
    const confirmed = { ...says(number), harmConfirmed: error.report.digest }
    await expect(saveNote(people.bounmy, id, 'notes', confirmed)).rejects.toMatchObject({ status: 400 })
    const masked = await run(
      save,
      post(`/sessions/${id}/notes/notes`, { text: number, version: '0', intent: 'mask' }, people.bounmy),
      { id, section: 'notes' },
    )
    expect(masked.data).toMatchObject({ masked: true })
    expect(masked.data.values.text[0]).not.toContain('123 456')

    const live = await opened(people.bounmy, id)
    live.text.insert(0, number)
    const update = Y.encodeStateAsUpdate(live.doc)
    await expect(mergeNote(people.bounmy, id, 'notes', update)).rejects.toMatchObject({ key: 'harm.errors.found' })
    live.text.delete(live.text.toString().indexOf('+961'), 14)
    await mergeNote(people.bounmy, id, 'notes', Y.encodeStateAsUpdate(live.doc))
    expect(await textOf(id)).toBe('Call Ahmed on .')
    const { state } = await db.sessionNote.findFirstOrThrow({ where: { sessionId: id } })
    expect(Buffer.from(state).toString('latin1')).not.toContain('123 456')
  })

  it('of another keeps nobody from writing', async () => {
    const id = await liveSession(people.amina, { access: 'open' })
    const live = await opened(people.bounmy, id)
    await db.sessionNote.updateMany({
      where: { sessionId: id },
      data: { text: number, state: freshState(number) as never },
    })
    await live.catchUp()
    live.text.insert(0, 'Boats. ')
    await live.send()
    expect(await textOf(id)).toBe(`Boats. ${number}`)
  })

  it('can be confirmed in a session of members, where live words are not looked at', async () => {
    const id = await liveSession(people.amina, { access: 'members' })
    const error = await saveNote(people.bounmy, id, 'notes', says(number)).catch((thrown) => thrown)
    await saveNote(people.bounmy, id, 'notes', { ...says(number), harmConfirmed: error.report.digest })
    const live = await opened(people.elif, id)
    live.text.insert(0, 'Or +961 3 654 321. ')
    await live.send()
    expect(await textOf(id)).toContain('654 321')
  })
})

describe('the history of a section', () => {
  it('shows each save beside the one before, with time and author, ten at a time', async () => {
    const id = await liveSession(people.amina)
    for (let version = 0; version < 23; version++) {
      await saveNote(version % 2 ? people.amina : people.bounmy, id, 'notes', says(`Boats ${version}`, version))
    }
    const seen: number[] = []
    let before: number | undefined
    do {
      const { saves, next } = await noteHistory(people.elif, id, 'notes', before)
      seen.push(...saves.map(({ version }) => version))
      before = next ?? undefined
    } while (before)
    expect(seen).toEqual(Array.from({ length: 23 }, (_, index) => 23 - index))
    const { saves } = await noteHistory(people.elif, id, 'notes')
    expect(saves[0]).toMatchObject({ version: 23, authors: ['Bounmy Keo'] })
    expect(saves[0]?.changes).toEqual([
      { kind: 'same', text: 'Boats ' },
      { kind: 'removed', text: '21' },
      { kind: 'added', text: '22' },
    ])
  })

  it('names together who wrote live in the same minute', async () => {
    const id = await liveSession(people.amina)
    const [amina, bounmy] = [await opened(people.amina, id), await opened(people.bounmy, id)]
    amina.text.insert(0, 'Boats. ')
    await amina.send()
    bounmy.text.insert(0, 'Keys. ')
    await bounmy.send()
    const { saves } = await noteHistory(people.elif, id, 'notes')
    expect(saves).toMatchObject([{ version: 2, authors: ['Bounmy Keo', 'Amina Diallo'] }])
  })

  it('is under the Chatham House Rule one of neutral names', async () => {
    const id = await liveSession(people.amina, { access: 'members', chathamHouse: true })
    await saveNote(people.bounmy, id, 'notes', says('Boats'))
    const live = await opened(people.elif, id)
    live.text.insert(0, 'Keys. ')
    await live.send()
    const told = JSON.stringify([
      await noteHistory(people.amina, id, 'notes'),
      (await run(page, get(`/sessions/${id}/notes`, people.amina), { id })).data.sections,
    ])
    for (const { id: memberId, name } of [people.bounmy, people.elif]) {
      expect(told).not.toContain(name)
      expect(told).not.toContain(memberId)
    }
    expect(told).toMatch(/Participant \d+/)
  })
})
