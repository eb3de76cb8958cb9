import Ajv from 'ajv/dist/2020.js'
import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '~/db.server'
import { emptyContext } from '~/features/context/context'
import { harvestSession } from '~/features/harvest/harvest-session.server'
import type { Viewer } from '~/features/members/viewer'
import { endSession } from '~/features/peer-sessions/end-session.server'
import { gate, labels, type ViewerStanding } from '~/features/peer-sessions/gate'
import { joinSession } from '~/features/peer-sessions/join-session.server'
import { accesses } from '~/features/peer-sessions/peer-session'
import { removeMessage } from '~/features/peer-sessions/remove-message.server'
import { sendRoomMessage } from '~/features/peer-sessions/send-room-message.server'
import { stepSession } from '~/features/peer-sessions/step-session.server'
import { writeSummary } from '~/features/peer-sessions/write-summary.server'
import { agreeAction } from '~/features/session-actions/agree-action.server'
import { closeAction } from '~/features/session-actions/close-action.server'
import { saveNote } from '~/features/session-notes/write-note.server'
import { openThread } from '~/features/threads/open-thread.server'
import { newId } from '~/lib/ids'
import { renderMarkdown } from '~/lib/markdown.server'
import { loader as schema } from '~/routes/schemas.$file'
import { loader as record } from '~/routes/sessions.$id_.record'
import { loader as json } from '~/routes/sessions.$id[.]json'
import { loader as markdown } from '~/routes/sessions.$id[.]md'
import { type Cast, cast } from '../../support/cast'
import { useDatabase } from '../../support/database'
import { get, run } from '../../support/request'
import { liveSession } from '../../support/sessions'

useDatabase()
let people: Cast
beforeAll(async () => {
  people = await cast()
})

const says = (viewer: Viewer, id: string, body: string) => sendRoomMessage(viewer, id, { body, clientId: newId() })
const fileOf = (loader: unknown, id: string, viewer: Viewer | null = null, query = '') =>
  run(loader as typeof json, get(`/sessions/${id}.x${query}`, viewer), { id })

/** A peer assist that was held: two phases, messages, an action with its result, a thread, a lesson draft, a summary. */
async function held(other = {}) {
  const { amina, bounmy, elif, farid } = people
  const id = await liveSession(amina, { format: 'peer-assist', agenda: 'First **who**, then how.', ...other })
  for (const one of [bounmy, elif, farid]) await joinSession(one, id)
  await stepSession(amina, id, { type: 'start' })
  await says(bounmy, id, 'We asked the **foremen**.')
  await says(elif, id, 'So did we.')
  await saveNote(elif, id, 'notes', { text: '# Kept\n\nThey know.', version: 0, clientId: newId() })
  const fields = { what: 'List the foremen', with: 'the consulate', owner: bounmy.id, dueDate: '2100-01-31' }
  const made = await agreeAction(bounmy, id, { ...fields, clientId: newId() })
  if (made.ok) await closeAction(bounmy, id, made.id, { result: 'Forty.', state: 'done', version: 1 })
  await endSession(amina, id)
  await writeSummary(amina, id, 'They knew *everybody*.')
  const thread = { title: 'Foremen elsewhere', body: 'Tell us.', clientId: newId(), ...emptyContext() }
  await openThread(amina, thread, { peerSessionId: id })
  await harvestSession(amina, id, { title: 'A draft that nobody else sees', clientId: newId() })
  return id
}

describe('the file of a session', () => {
  it('as data follows its schema, and holds all of it', async () => {
    const id = await held({ title: 'Foremen', crisisType: ['flood'] })
    const { data, headers } = await fileOf(json, id)
    expect(headers.get('content-disposition')).toBe(`attachment; filename="session-${id}.json"`)
    const { data: found } = await run(schema, get('/x'), { file: 'session.json' })
    const validate = new Ajv({ strict: true, allowUnionTypes: true, validateFormats: false }).compile(found)
    expect(validate(data), JSON.stringify(validate.errors)).toBe(true)
    expect(validate({ ...data, extra: 1 })).toBe(false)
    expect(data).toMatchObject({
      ...{ id, title: 'Foremen', tlp: 'TLP:CLEAR', chathamHouse: false, organizer: 'Amina Diallo', complete: true },
      context: { crisisTypes: [{ slug: 'flood' }] },
      phases: [{ number: 1 }],
      summary: 'They knew *everybody*.',
      actions: [
        { what: 'List the foremen', owner: 'Bounmy Keo', dueDate: '2100-01-31', state: 'done', result: 'Forty.' },
      ],
      notes: [{ section: 'notes', text: '# Kept\n\nThey know.' }],
      threads: [{ title: 'Foremen elsewhere' }],
      attendance: { count: 4, people: [{ name: 'Amina Diallo', role: 'organizer' }, {}, {}, {}] },
      messages: [
        { number: 1, by: 'Bounmy Keo', body: 'We asked the **foremen**.', withheld: null },
        { number: 2, by: 'Elif Kaya' },
      ],
    })
  })

  it('tells a draft to nobody, not even to its author: a file is passed on', async () => {
    const id = await held()
    for (const loader of [json, markdown]) {
      expect(JSON.stringify((await fileOf(loader, id, people.amina)).data)).not.toContain('A draft that nobody')
    }
  })

  it('as text begins with its label, and reads from what it was for to what was said', async () => {
    const id = await held({ title: 'Foremen', access: 'members', sharing: 'amber' })
    const { data, headers } = await fileOf(markdown, id, people.bounmy)
    expect(headers.get('content-type')).toBe('text/markdown; charset=utf-8')
    const lines = (data as string).trimEnd().split('\n')
    expect([lines[0], lines[2], lines.at(-1)]).toEqual(['TLP:AMBER', '# Foremen', 'TLP:AMBER'])
    const headings = lines.filter((line) => line.startsWith('## ')).map((line) => line.slice(3))
    expect(headings).toEqual([
      ...['Purpose', 'Agenda', 'Phases', 'Summary', 'Notes', 'What we agreed', 'Threads', 'Who was there', 'Messages'],
    ])
    expect(data).toContain('\n> They knew *everybody*.\n')
    expect(data).toContain('\n> # Kept\n>\n> They know.\n')
    expect(data).toContain('**1.** Bounmy Keo · ')
  })

  it('is changed by nothing that people write', async () => {
    const evil = '](http://evil.example) **x** `y` <b> # | & ~~z~~ _u_'
    const id = await held({ title: `# ${evil}`, agenda: '```\n# No heading\n<!--' })
    const running = await liveSession(people.amina, { title: `${evil} ![p](http://evil.example/p.png)` })
    for (const body of [
      '```\nan open fence',
      '# No heading\n\n---\n\n<details>',
      '> deeper\n\n1. one\r\r# No heading',
    ]) {
      await says(people.bounmy, running, body)
    }
    for (const one of [id, running]) {
      const { data } = await fileOf(markdown, one)
      const html = await renderMarkdown(data as string)
      const unquoted = withoutQuotes(html)
      const headings = [...unquoted.matchAll(/<h([1-6])[^>]*>([\s\S]*?)<\/h\1>/g)].map(([, , text]) => text)
      expect(headings.some((text) => text?.includes('No heading'))).toBe(false)
      expect(unquoted).toContain('TLP:CLEAR')
      expect(headings[0]).not.toMatch(/<(?!\/?a\b)/)
      expect(headings.at(-1)).toBe('Messages')
      expect(html).not.toMatch(/<(b|strong)>x<|<del>|<code>y/)
      expect(html.match(/<blockquote/g)?.length).toBeGreaterThan(2)
    }
  })

  it('holds nothing of a message that was removed or waits for a reviewer', async () => {
    const id = await liveSession(people.amina)
    const { id: gone } = await says(people.bounmy, id, 'Secretword one')
    const { id: waiting } = await says(people.bounmy, id, 'Secretword two')
    await db.roomMessage.update({ where: { id: waiting }, data: { heldAt: new Date() } })
    await removeMessage(people.bounmy, id, gone)
    for (const viewer of [null, people.bounmy, people.amina]) {
      for (const loader of [json, markdown]) {
        expect(JSON.stringify((await fileOf(loader, id, viewer)).data)).not.toContain('Secretword')
      }
    }
    const { messages } = (await fileOf(json, id)).data
    expect(messages.map(({ withheld }: { withheld: string }) => withheld)).toEqual(['removed', 'waits'])
    expect(JSON.stringify((await fileOf(record, id)).data)).not.toContain('Secretword')
  })
})

function withoutQuotes(html: string): string {
  const rest = html.replace(/<blockquote[^>]*>(?:(?!<blockquote)[\s\S])*?<\/blockquote>/g, '')
  return rest === html ? html : withoutQuotes(rest)
}

describe('under the Chatham House Rule', () => {
  it('file and record name nobody but the organizer, whoever asks, and count who was there', async () => {
    const id = await held({ chathamHouse: true })
    for (const viewer of [null, people.elif, people.amina, people.dmitri]) {
      for (const loader of [json, markdown, record]) {
        const text = JSON.stringify(
          (await fileOf(loader, id, viewer)).data.messages ?? (await fileOf(loader, id, viewer)).data,
        )
        for (const { id: memberId, name } of Object.values(people)) {
          const known = [people.amina.id, viewer?.id].includes(memberId)
          if (!known) expect(text.includes(name) || text.includes(memberId), `${name} to ${viewer?.name}`).toBe(false)
        }
      }
    }
    const { attendance, actions, messages } = (await fileOf(json, id, people.amina)).data
    expect(attendance).toEqual({ count: 4, people: [], kinds: [] })
    expect(actions[0].owner).toMatch(/^Participant \d+$/)
    expect(messages[0].by).toBe(actions[0].owner)
    const page = (await fileOf(record, id, people.amina)).data
    expect(page.attendance).toEqual({ count: 4, people: [], kinds: [] })
  })
})

describe('record and files', () => {
  it('are for whom access and label let in: 403 for who may know of it, 404 for who may not', async () => {
    const lookers: [ViewerStanding, Viewer | null][] = [
      ['guest', null],
      ['member', people.farid],
      ['reviewer', people.carmen],
      ['participant', people.bounmy],
      ['lead', people.amina],
    ]
    for (const sharing of labels)
      for (const access of accesses) {
        const id = await liveSession(people.amina, { sharing, access })
        await db.sessionParticipant.create({
          data: { sessionId: id, memberId: people.bounmy.id, joinedAt: new Date() },
        })
        const world = { sharing, access, chathamHouse: false, status: 'live', unlinked: false } as const
        for (const [standing, viewer] of lookers) {
          const shown = gate(world, standing, 'export')
          const expected = !shown.exists ? 404 : shown.messages ? 200 : 403
          for (const loader of [json, markdown, record]) {
            const { status } = await fileOf(loader, id, viewer)
            expect(status, `${sharing} ${access} ${standing}`).toBe(expected)
          }
        }
      }
  })

  it('hold 5,000 messages, and say where to go on', async () => {
    const id = await liveSession(people.amina)
    const row = { sessionId: id, authorId: people.bounmy.id, body: 'A line.', html: '<p>A line.</p>' }
    const createdAt = new Date()
    const numbers = Array.from({ length: 5_050 }, (_, index) => index + 1)
    for (let from = 0; from < numbers.length; from += 500) {
      const some = numbers.slice(from, from + 500)
      await db.roomMessage.createMany({
        data: some.map((number) => ({ ...row, id: newId(), clientId: newId(), number, createdAt })),
      })
    }
    await db.peerSession.update({ where: { id }, data: { lastMessageNumber: numbers.length } })
    const first = (await fileOf(json, id)).data
    expect([first.messages.length, first.complete, first.next]).toEqual([
      ...[5_000, false, `http://localhost:3000/sessions/${id}.json?after=5000`],
    ])
    const rest = (await fileOf(json, id, null, '?after=5000')).data
    expect([rest.messages.length, rest.complete, rest.next]).toEqual([50, true, null])
    const page = (await fileOf(record, id)).data
    expect([page.messages.length, page.next]).toEqual([5_000, 5_000])
    expect((await fileOf(record, id, null, '?after=5000')).data.next).toBeNull()
  }, 60_000)
})
