import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '~/db.server'
import { harvestSession } from '~/features/harvest/harvest-session.server'
import type { Viewer } from '~/features/members/viewer'
import { listNotifications } from '~/features/notifications/queries.server'
import { endSession } from '~/features/peer-sessions/end-session.server'
import {
  type Gated,
  gate,
  labels,
  type Shown,
  type ViewerStanding,
  type Way,
  wayNames,
} from '~/features/peer-sessions/gate'
import { accesses } from '~/features/peer-sessions/peer-session'
import { sendRoomMessage } from '~/features/peer-sessions/send-room-message.server'
import { stepSession } from '~/features/peer-sessions/step-session.server'
import { writeSummary } from '~/features/peer-sessions/write-summary.server'
import { indexSession } from '~/features/search/index-documents.server'
import { search } from '~/features/search/search.server'
import { agreeAction } from '~/features/session-actions/agree-action.server'
import { openNote } from '~/features/session-notes/open-note.server'
import { saveNote } from '~/features/session-notes/write-note.server'
import { AppError } from '~/lib/errors'
import { newId } from '~/lib/ids'
import { docOf, textIn } from '~/lib/shared-text'
import { tellState } from '~/realtime/room-channel.server'
import { loader as allActions } from '~/routes/actions'
import { loader as list } from '~/routes/sessions._index'
import { loader as page, meta as titleMeta } from '~/routes/sessions.$id'
import { loader as actionsHere } from '~/routes/sessions.$id_.actions'
import { loader as messages } from '~/routes/sessions.$id_.messages'
import { loader as oneMessage } from '~/routes/sessions.$id_.messages_.$messageId'
import { loader as history } from '~/routes/sessions.$id_.messages_.$messageId_.history'
import { loader as notes } from '~/routes/sessions.$id_.notes'
import { loader as noteHistory } from '~/routes/sessions.$id_.notes_.$section_.history'
import { loader as state } from '~/routes/sessions.$id_.state'
import { loader as calendar } from '~/routes/sessions.$id[.]ics'
import { loader as json } from '~/routes/sessions.$id[.]json'
import { loader as markdown } from '~/routes/sessions.$id[.]md'
import { type Cast, cast } from '../../support/cast'
import { useDatabase } from '../../support/database'
import { arrive, ask, hears, useRealtime } from '../../support/realtime'
import { get, run } from '../../support/request'
import { liveSession } from '../../support/sessions'

/**
 * Every file outside of peer-sessions that reads something of a session, and the ways on which it lets it out. `never`:
 * it writes, or needs only that the session is there. Who adds a file adds it here, and sees to it that it asks the gate.
 */
const doors: Record<string, readonly Way[] | 'never'> = {
  'routes/sessions.$id.tsx': ['page', 'page-title', 'link-preview'],
  'features/session-page/load-session-page.server.ts': ['page'],
  'routes/sessions._index.tsx': ['list'],
  'routes/_index.tsx': ['list'],
  'features/insights/under-context.server.ts': ['list'],
  'routes/sessions.$id_.edit.tsx': ['page'],
  'routes/sessions.$id_.end.tsx': ['page'],
  'routes/sessions.$id_.facilitators.tsx': ['page'],
  'routes/sessions.$id_.invite.tsx': ['page'],
  'routes/sessions.$id_.cancel.tsx': ['page'],
  'routes/sessions.$id_.participants.tsx': ['page'],
  'routes/sessions.$id_.participants_.$member.tsx': ['page'],
  'routes/sessions.$id_.summary.tsx': ['page'],
  'routes/sessions.$id_.harvest.tsx': ['harvest'],
  'features/harvest/harvest-session.server.ts': ['harvest'],
  'features/harvest/insight-quotes.server.ts': ['harvest'],
  'features/harvest/harvest-action.server.ts': ['harvest'],
  'features/harvest/queries.server.ts': ['page', 'actions'],
  'features/session-actions/agree-action.server.ts': 'never',
  'features/session-actions/close-action.server.ts': 'never',
  'features/session-actions/owner.server.ts': 'never',
  'features/session-actions/queries.server.ts': ['actions'],
  'features/session-actions/remind-action-owners.server.ts': 'never',
  'features/session-actions/revise-action.server.ts': 'never',
  'features/notifications/notify-after-session.server.ts': 'never',
  'routes/actions.tsx': ['actions'],
  'routes/sessions.$id_.actions.tsx': ['actions'],
  'routes/sessions.$id_.actions_.$actionId.tsx': ['actions'],
  'routes/sessions.$id_.actions_.$actionId_.result.tsx': ['actions'],
  'routes/sessions.$id_.feedback.tsx': ['page'],
  'features/exports/read-session.server.ts': ['export'],
  'features/exports/record-page.server.ts': ['page', 'export', 'page-title'],
  'routes/sessions.$id_.state.ts': ['state'],
  'features/session-notes/note-queries.server.ts': ['page', 'history'],
  'features/session-notes/open-note.server.ts': ['socket-notes'],
  'features/session-notes/render-note.server.ts': 'never',
  'features/session-notes/write-note.server.ts': ['page'],
  'routes/sessions.$id_.notes.tsx': ['page'],
  'routes/sessions.$id_.notes_.$section.tsx': ['page'],
  'routes/sessions.$id_.notes_.$section_.history.tsx': ['history'],
  'routes/sessions.$id_.messages.tsx': ['messages'],
  'routes/sessions.$id_.messages_.$messageId.tsx': ['messages'],
  'routes/sessions.$id_.messages_.$messageId_.edit.tsx': ['messages'],
  'routes/sessions.$id_.messages_.$messageId_.history.tsx': ['history'],
  'routes/sessions.$id_.messages_.$messageId_.insight.ts': 'never',
  'routes/sessions.$id_.messages_.$messageId_.pin.ts': 'never',
  'routes/sessions.$id_.messages_.$messageId_.reactions.ts': 'never',
  'routes/sessions.$id_.messages_.$messageId_.remove.tsx': ['messages'],
  'routes/sessions.$id_.messages_.$messageId_.restore.ts': 'never',
  'routes/sessions.$id_.read.ts': 'never',
  'realtime/message-acts.server.ts': ['socket-message'],
  'features/search/cards.server.ts': ['list'],
  'routes/sessions.$id[.]ics.ts': ['calendar'],
  'routes/calendar.$secret[.]ics.ts': ['calendar'],
  'routes/calendar._index.tsx': 'never',
  'realtime/gateway.server.ts': ['socket-message', 'socket-presence', 'socket-typing'],
  'realtime/room-channel.server.ts': ['socket-message', 'socket-state'],
  'features/search/search.server.ts': ['search'],
  'features/search/index-documents.server.ts': ['search'],
  'features/notifications/queries.server.ts': ['notification'],
  'features/notifications/notify-coming.server.ts': 'never',
  'features/notifications/notify-followers.server.ts': 'never',
  'features/notifications/notify-invited.server.ts': 'never',
  'features/notifications/notify-of-harm.server.ts': 'never',
  'features/notifications/notify-of-moderation.server.ts': 'never',
  'features/harm/check-harm.server.ts': 'never',
  // Only messages wait here that everybody may read once they are shown; never with a name under the rule.
  'features/harm/review-harm.server.ts': ['page'],
  'routes/sessions.$id_.hand.ts': 'never',
  'routes/sessions.$id_.join.ts': 'never',
  'routes/sessions.$id_.open.ts': 'never',
  'routes/sessions.$id_.phase.ts': 'never',
  'routes/sessions.$id_.roles.ts': 'never',
  'routes/sessions.$id_.rsvp.ts': 'never',
  'routes/sessions.$id_.slow-mode.ts': 'never',
  'routes/sessions.new.tsx': 'never',
  'reactions.server.ts': 'never',
  'server.ts': 'never',
  'demo/seed-sessions.server.ts': 'never',
}
const reads = new RegExp(
  [
    'features/(peer-sessions|session-[a-z]+)/[a-z-]+\\.server',
    'db\\.(peerSession|roomMessage|session(?!Format)[A-Z]\\w+|noteS\\w+|messageReaction)\\b',
    '(FROM|JOIN) "?(PeerSession|RoomMessage|Session(?!Format)[A-Z]\\w+|NoteS\\w+)',
    '\\b(session|message|peerSession|messages|participations|roomMessages)\\??: \\{ select',
  ].join('|'),
)

describe('the list of ways out', () => {
  const app = fileURLToPath(new URL('../../../app', import.meta.url))
  const found = (readdirSync(app, { recursive: true, encoding: 'utf8' }) as string[])
    .filter((name) => /\.tsx?$/.test(name) && !/^(generated|features\/peer-sessions)\//.test(name))
    .filter((name) => reads.test(readFileSync(join(app, name), 'utf8').replace(/^import type .*$/gm, '')))
    .map((name) => relative('.', name))

  it('names every file that lets something of a session out', () => {
    expect(found.sort()).toEqual(Object.keys(doors).sort())
  })

  it('has a door for every way', () => {
    const open = new Set(Object.values(doors).flat())
    expect(wayNames.filter((way) => !open.has(way))).toEqual([])
  })
})

useDatabase()
const realtime = useRealtime()
let people: Cast
type Looker = { standing: ViewerStanding; viewer: Viewer | null }
let lookers: Looker[]

type World = Gated & { id: string; mark: string }
const worlds: World[] = []
const words = { title: 'Zwetitle', purpose: 'Zwepurpose', message: 'Zwemessage', summary: 'Zwesummary' }
/** Who joined and never looks. */
const silent = () => people.dmitri.name

beforeAll(async () => {
  people = await cast()
  // A member of the organization of one who takes part.
  const colleague: Viewer = {
    ...people.farid,
    id: 'gita0000000000',
    name: 'Gita Rao',
    organizationId: people.bounmy.organizationId,
  }
  await db.member.create({
    data: { ...colleague, email: 'gita@example.org', passwordHash: '', createdAt: new Date() },
  })
  await db.member.update({ where: { id: people.carmen.id }, data: { organizationId: people.farid.organizationId } })
  const carmen = { ...people.carmen, organizationId: people.farid.organizationId }
  lookers = [
    { standing: 'guest', viewer: null },
    { standing: 'member', viewer: people.farid },
    { standing: 'reviewer', viewer: carmen },
    { standing: 'colleague', viewer: colleague },
    { standing: 'participant', viewer: people.elif },
    { standing: 'lead', viewer: people.amina },
  ]
  // Whoever takes part is of the exchange or the network; nobody of them of the builders.
  for (const sharing of labels)
    for (const access of accesses)
      for (const chathamHouse of [false, true]) {
        const mark = newId()
        const texts = { title: `${words.title} ${mark}`, purpose: words.purpose }
        const id = await liveSession(people.amina, { ...texts, sharing, access, chathamHouse })
        await db.sessionParticipant.createMany({
          data: [people.bounmy, people.elif, people.dmitri].map((one) => ({
            sessionId: id,
            memberId: one.id,
            invitedAt: new Date(),
          })),
        })
        await sendRoomMessage(people.bounmy, id, { body: words.message, clientId: newId() })
        await stepSession(people.bounmy, id, { type: 'raise', member: '' })
        await agreeAction(people.bounmy, id, {
          ...{ what: words.message, owner: people.bounmy.id, with: '', dueDate: '2100-01-01', clientId: newId() },
        })
        await saveNote(people.bounmy, id, 'notes', { text: words.message, version: 0, clientId: newId() })
        await db.peerSession.update({
          where: { id },
          data: { summary: words.summary, summaryHtml: `<p>${words.summary}</p>` },
        })
        await indexSession(id)
        worlds.push({ id, mark, sharing, access, chathamHouse, status: 'live', unlinked: false })
      }
}, 120_000)

/** What comes out on a way for somebody, as text; null where the answer is that there is nothing. */
const outs: Partial<Record<Way, (world: World, viewer: Viewer | null) => Promise<string | null>>> = {
  page: async ({ id }, viewer) => {
    const out = await loaded(page, `/sessions/${id}`, viewer, id)
    const written = await loaded(notes, `/sessions/${id}/notes`, viewer, id)
    return written === null ? out : `${out}\n${written}`
  },
  'socket-notes': async ({ id }, viewer) => {
    if (!viewer) return null
    const opened = await openNote(viewer, id, 'notes', new Uint8Array()).catch((error) => {
      if (error instanceof AppError) return null
      throw error
    })
    return opened && textIn(docOf(opened.update))
  },
  list: async ({ mark }, viewer) => {
    const { live } = (await run(list, get('/sessions', viewer))).data
    return textOf(live.filter(({ title }: { title: string }) => title.includes(mark)))
  },
  state: ({ id }, viewer) => loaded(state, `/sessions/${id}/state`, viewer, id),
  actions: async ({ id }, viewer) => {
    const { own, overdue, coming } = (await run(allActions, get('/actions', viewer))).data.actions
    const here = [...own, ...overdue, ...coming].filter((one) => one.action.sessionId === id)
    const listed = await loaded(actionsHere, `/sessions/${id}/actions`, viewer, id)
    expect(here.length > 0).toBe(listed !== null)
    return listed && textOf([...here, listed])
  },
  export: async ({ id }, viewer) => {
    const files = [
      await loaded(markdown, `/sessions/${id}.md`, viewer, id),
      await loaded(json, `/sessions/${id}.json`, viewer, id),
    ]
    return files[0] === null || files[1] === null ? (files.find((file) => file !== null) ?? null) : files.join('\n')
  },
  messages: ({ id }, viewer) => loaded(messages, `/sessions/${id}/messages`, viewer, id),
  history: async ({ id }, viewer) => {
    const { id: messageId } = await db.roomMessage.findFirstOrThrow({ where: { sessionId: id }, select: { id: true } })
    const params = { id, messageId }
    const [page, versions] = [
      await run(oneMessage, get(`/sessions/${id}/messages/${messageId}`, viewer), params),
      await run(history, get(`/sessions/${id}/messages/${messageId}/history`, viewer), params),
    ]
    const saves = await run(noteHistory, get(`/sessions/${id}/notes/notes/history`, viewer), { id, section: 'notes' })
    expect([page.status, saves.status]).toEqual([versions.status, versions.status])
    return versions.status === 200 ? JSON.stringify([page.data.message, versions.data, saves.data]) : null
  },
  calendar: ({ id }, viewer) => loaded(calendar, `/sessions/${id}.ics`, viewer, id),
  'page-title': ({ id }, viewer) => titleOf(id, viewer),
  'link-preview': ({ id }) => titleOf(id, null),
  search: async ({ mark }, viewer) => {
    const named = search(viewer, { q: mark }).results
    const said = search(viewer, { q: `${mark} ${words.summary}` })
    return textOf([...named, ...(said.isWider ? [] : said.results.map((one) => ({ ...one, said: words.summary })))])
  },
  notification: async ({ id, mark }, viewer) => {
    if (!viewer) return null
    const at = new Date()
    await db.notification.create({
      data: {
        ...{ id: newId(), memberId: viewer.id, kind: 'session.scheduled', sessionId: id, eventId: 1 },
        ...{ createdAt: at, raisedAt: at },
      },
    })
    const { rows } = await listNotifications(viewer, { limit: 100, formats: 'en' })
    return textOf(rows.filter(({ title }) => title.includes(mark)))
  },
}

const textOf = (found: unknown[]): string | null => (found.length > 0 ? JSON.stringify(found) : null)

async function loaded(loader: unknown, path: string, viewer: Viewer | null, id: string): Promise<string | null> {
  const { status, data } = await run(loader as typeof page, get(path, viewer), { id })
  return status === 200 ? (typeof data === 'string' ? data.replace(/\r\n[ \t]/g, '') : JSON.stringify(data)) : null
}

async function titleOf(id: string, viewer: Viewer | null): Promise<string | null> {
  const { status, data } = await run(page, get(`/sessions/${id}`, viewer), { id })
  return status === 200
    ? JSON.stringify(titleMeta({ data, matches: [] } as unknown as Parameters<typeof titleMeta>[0]))
    : null
}

/** Holds what came out against what may. */
function judge(what: string, text: string | null, shown: Shown) {
  const out = text ?? ''
  const has = (part: string) => out.includes(part)
  if (!shown.title) expect(has(words.title), `${what}: title`).toBe(false)
  if (!shown.purpose) expect(has(words.purpose), `${what}: purpose`).toBe(false)
  if (!shown.messages) expect(has(words.message) || has(words.summary), `${what}: content`).toBe(false)
  if (shown.people !== 'names') {
    expect(has(silent()), `${what}: people`).toBe(false)
    if (shown.authors !== 'name')
      expect(has(people.bounmy.name) || has(people.bounmy.id), `${what}: author`).toBe(false)
  }
}

describe('a session lets out what its label, its rule and its access let out', () => {
  it.each(Object.keys(outs) as Way[])(
    'on the way "%s", and no more, whoever asks',
    async (way) => {
      for (const world of worlds) {
        for (const { standing, viewer } of lookers) {
          const is = world.sharing !== 'amber' && standing === 'colleague' ? 'member' : standing
          const shown = gate(world, is, way)
          const text = await outs[way]?.(world, viewer)
          const what = [way, world.sharing, world.access, world.chathamHouse ? 'rule' : 'named', standing].join(' ')
          judge(what, text ?? null, shown)
          if (way === 'page' || way === 'list') expect(text !== null, `${what}: there`).toBe(shown.exists)
          if (way === 'socket-notes' && viewer) expect(text === words.message, `${what}: read`).toBe(shown.notes)
          if (way === 'messages' || way === 'state' || way === 'export' || way === 'actions')
            expect(text !== null, `${what}: answered`).toBe(shown.messages)
          if (way === 'messages' && shown.messages) {
            expect(text?.includes(people.bounmy.name), `${what}: named`).toBe(shown.authors === 'name')
          }
        }
      }
    },
    120_000,
  )

  it('over the socket: who may not read is not let in, who may hears no more than that', async () => {
    const quiet = await arrive(realtime, people.dmitri)
    const sockets = new Map<ViewerStanding, Awaited<ReturnType<typeof arrive>>>()
    for (const { standing, viewer } of lookers) if (viewer) sockets.set(standing, await arrive(realtime, viewer))
    for (const world of worlds) {
      const sessionId = world.id
      await ask(quiet, 'room:join', { sessionId })
      for (const [standing, socket] of sockets) {
        const is = world.sharing !== 'amber' && standing === 'colleague' ? 'member' : standing
        const what = ['socket', world.sharing, world.access, world.chathamHouse ? 'rule' : 'named', standing].join(' ')
        const answer = await ask(socket, 'room:join', { sessionId })
        const shown = gate(world, is, 'socket-message')
        const presence = gate(world, is, 'socket-presence')
        expect(answer.ok, what).toBe(shown.messages)
        judge(what, JSON.stringify(answer), { ...shown, title: true, purpose: true, people: presence.people })
        if (!answer.ok) continue
        const told = hears(socket, 'session:state', (one) => one.sessionId === sessionId)
        await tellState(realtime.gateway)({ sessionId })
        judge(what, JSON.stringify(await told), {
          ...gate(world, is, 'socket-state'),
          title: true,
          purpose: true,
          people: presence.people,
        })
        if (standing === 'participant') {
          const typing = hears(socket, 'room:typing', (one) => one.sessionId === sessionId)
          quiet.emit('room:typing', { sessionId })
          const heard = JSON.stringify(await typing)
          expect(heard.includes(silent()), what).toBe(gate(world, is, 'socket-typing').people === 'names')
        }
        await ask(socket, 'room:leave', { sessionId })
      }
      await ask(quiet, 'room:leave', { sessionId })
    }
  }, 120_000)

  it('in what is harvested, which is written for everybody', async () => {
    for (const sharing of labels) {
      const id = await liveSession(people.amina, { sharing, access: 'members' })
      await endSession(people.amina, id)
      await writeSummary(people.amina, id, words.summary)
      const { id: lessonId } = await harvestSession(people.amina, id, { title: 'Boats', clientId: newId() })
      const { observation } = await db.lesson.findUniqueOrThrow({
        where: { id: lessonId },
        select: { observation: true },
      })
      const shown = gate({ ...(worlds[0] as World), sharing, access: 'members', status: 'past' }, 'lead', 'harvest')
      expect(observation.includes(words.summary), sharing).toBe(shown.messages)
      expect(shown.messages, sharing).toBe(sharing === 'clear' || sharing === 'green')
    }
  })
})
