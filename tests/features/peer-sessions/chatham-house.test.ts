import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '~/db.server'
import { endSession } from '~/features/peer-sessions/end-session.server'
import { sessionState } from '~/features/peer-sessions/facilitation.server'
import { giveFeedback } from '~/features/peer-sessions/give-feedback.server'
import { joinSession } from '~/features/peer-sessions/join-session.server'
import { messagesAfter, recordAfter } from '~/features/peer-sessions/message-queries.server'
import { getSession } from '~/features/peer-sessions/queries.server'
import { reviseSession } from '~/features/peer-sessions/revise-session.server'
import { sendRoomMessage } from '~/features/peer-sessions/send-room-message.server'
import { stepSession } from '~/features/peer-sessions/step-session.server'
import { unlinkAuthors } from '~/features/peer-sessions/unlink-authors.server'
import { agreeAction } from '~/features/session-actions/agree-action.server'
import { agreeingIn } from '~/features/session-actions/queries.server'
import { reviseAction } from '~/features/session-actions/revise-action.server'
import { saveNote } from '~/features/session-notes/write-note.server'
import { newId } from '~/lib/ids'
import { loader as page } from '~/routes/sessions.$id'
import { type Cast, cast } from '../../support/cast'
import { useDatabase } from '../../support/database'
import { get, run } from '../../support/request'
import { liveSession, sessionFields } from '../../support/sessions'

const file = useDatabase()
let people: Cast
const says = (body: string) => ({ body, clientId: newId() })
const held = (other = {}) => liveSession(people.amina, { chathamHouse: true, ...other })
const names = () => Object.values(people).flatMap(({ id, name }) => [id, name])

/** Nobody's name or id stands in it. */
function tellsNobody(answer: unknown, except: string[] = []) {
  const text = JSON.stringify(answer)
  for (const name of names()) if (!except.includes(name)) expect(text).not.toContain(name)
}

beforeAll(async () => {
  people = await cast()
})

describe('a session under the Chatham House Rule', () => {
  it('names no author in its messages, to nobody, with one neutral name for all that one says', async () => {
    const id = await held()
    for (const by of [people.bounmy, people.elif, people.bounmy]) await sendRoomMessage(by, id, says('We called.'))
    for (const viewer of [null, people.farid, people.amina, people.dmitri]) {
      const record = await recordAfter(viewer, id, 0)
      tellsNobody(record)
      expect(record.map(({ author }) => author)).toMatchObject([
        { name: expect.stringMatching(/^Participant \d+$/), neutral: true },
        { name: expect.stringMatching(/^Participant \d+$/) },
        record[0]?.author,
      ])
      expect(record[1]?.author.name).not.toBe(record[0]?.author.name)
      expect(record[0]?.author).not.toHaveProperty('organization')
    }
  })

  it('lets its author know an own line by the client id, and one client id stays one message', async () => {
    const id = await held()
    const message = says('We asked the foremen.')
    const first = await sendRoomMessage(people.bounmy, id, message)
    expect(await sendRoomMessage(people.bounmy, id, message)).toEqual(first)
    const own = await messagesAfter(people.bounmy, id, 0)
    expect(own.messages).toMatchObject([{ clientId: message.clientId }])
    const others = await messagesAfter(people.elif, id, 0)
    expect(others.messages).toHaveLength(1)
    expect(others.messages[0]).not.toHaveProperty('clientId')
  })

  it('gives the same member another neutral id in another session', async () => {
    const authors = []
    for (const id of [await held(), await held()]) {
      authors.push((await sendRoomMessage(people.bounmy, id, says('Here too.'))).author.id)
    }
    expect(authors[0]).not.toBe(authors[1])
  })

  it('tells a kind of stakeholder once three of that kind are there', async () => {
    const id = await held()
    const kind = { stakeholderTypeSlug: 'ngos' }
    const [first, second, third] = [people.bounmy, people.elif, people.farid].map((one) => ({ ...one, ...kind }))
    await sendRoomMessage(first!, id, says('One.'))
    await sendRoomMessage(second!, id, says('Two.'))
    const name = async () => (await recordAfter(null, id, 0))[0]?.author.name
    expect(await name()).toMatch(/^Participant \d+$/)
    await sendRoomMessage(third!, id, says('Three.'))
    const { label } = await db.stakeholderType.findUniqueOrThrow({ where: { slug: 'ngos' } })
    expect(await name()).toMatch(/^Participant \d+ \(.+\)$/)
    expect(await name()).toContain(label)
  })

  it('shows the people as counts, to who leads it by name, and hands and roles by neutral names', async () => {
    const id = await held({ format: 'peer-assist' })
    for (const one of [people.bounmy, people.elif]) await joinSession(one, id)
    await stepSession(people.bounmy, id, { type: 'take', role: 'host', member: '' })
    await stepSession(people.elif, id, { type: 'raise', member: '' })
    const state = await sessionState(people.farid, id)
    tellsNobody(state)
    expect(state.hands[0]?.name).toMatch(/^Participant \d+$/)
    expect(state.roles.find(({ slug }) => slug === 'host')?.members[0]?.name).toMatch(/^Participant \d+$/)

    const { participants, shown, people: count, kinds } = await getSession(people.farid, id, 'en')
    expect([participants, shown.people, count, kinds]).toEqual([[], 'counts', 3, []])
    expect((await getSession(people.amina, id, 'en')).participants).toHaveLength(3)
  })

  it('gives a seat by a neutral name', async () => {
    const id = await held({ format: 'peer-assist' })
    await joinSession(people.bounmy, id)
    const { id: neutral } = await db.sessionPseudonym.findFirstOrThrow({
      where: { sessionId: id, memberId: people.bounmy.id },
    })
    await stepSession(people.amina, id, { type: 'give', role: 'host', member: neutral })
    const { roles } = await sessionState(people.amina, id)
    expect(roles.find(({ slug }) => slug === 'host')?.members).toMatchObject([{ id: neutral }])
  })

  it('has a page that names only its organizer and the reader', async () => {
    const id = await held()
    await sendRoomMessage(people.bounmy, id, says('We called.'))
    for (const viewer of [null, people.elif, people.carmen]) {
      const { data } = await run(page, get(`/sessions/${id}`, viewer), { id })
      tellsNobody(data, [people.amina.id, people.amina.name, viewer?.id ?? '', viewer?.name ?? ''])
    }
  })

  it('keeps label and rule once it runs', async () => {
    const id = await held()
    await reviseSession(people.amina, id, sessionFields({ chathamHouse: false, sharing: 'red' }))
    expect(await getSession(people.amina, id, 'en')).toMatchObject({ chathamHouse: true, sharing: 'clear' })
  })
})

describe('the link between messages and members', () => {
  const linked = async (id: string) => ({
    messages: await db.roomMessage.count({ where: { sessionId: id, authorId: { not: null } } }),
    neutral: await db.sessionPseudonym.count({ where: { sessionId: id, memberId: { not: null } } }),
  })

  it('is removed for good when its time is over, and what was said stays under its neutral names', async () => {
    const id = await held({ format: 'peer-assist', unlinkAfterDays: 2 })
    await sendRoomMessage(people.bounmy, id, { body: 'We called.', clientId: `bounmy-${newId()}` })
    await stepSession(people.bounmy, id, { type: 'take', role: 'host', member: '' })
    const action = { what: 'Call', with: '', owner: people.bounmy.id, dueDate: '', clientId: `bounmy-${newId()}` }
    await agreeAction(people.bounmy, id, action)
    await saveNote(people.bounmy, id, 'notes', { text: 'We called.', version: 0, clientId: `bounmy-${newId()}` })
    const stateBefore = (await db.sessionNote.findFirstOrThrow({ where: { sessionId: id } })).state
    await endSession(people.amina, id)
    await giveFeedback(people.bounmy, id, { useful: 'yes', change: 'Ask first.' })
    const before = await recordAfter(null, id, 0)
    const days = (count: number) => new Date(Date.now() + count * 86_400_000)

    await unlinkAuthors(days(1.9))
    expect(await linked(id)).toEqual({ messages: 1, neutral: 2 })
    await db.event.updateMany({ data: { toldAt: new Date() } })
    await unlinkAuthors(days(2.1))
    expect(await linked(id)).toEqual({ messages: 0, neutral: 0 })
    expect(await recordAfter(null, id, 0)).toEqual(before)
    expect((await recordAfter(people.bounmy, id, 0))[0]).not.toHaveProperty('clientId')
    const rows = [
      await db.roomMessage.findMany({ where: { sessionId: id } }),
      await db.sessionPseudonym.findMany({ where: { sessionId: id } }),
      await db.sessionAction.findMany({ where: { sessionId: id } }),
      await db.sessionNoteVersion.findMany({ where: { note: { sessionId: id } } }),
      await db.sessionFeedback.findMany({ where: { sessionId: id } }),
      (await db.peerSession.findUniqueOrThrow({ where: { id } })).formatState,
      (await db.event.findMany()).filter(({ payload }) => payload.includes(id)),
    ]
    tellsNobody(rows)
    expect(JSON.stringify(rows)).not.toContain('bounmy')
    const came = await db.sessionParticipant.findMany({ where: { sessionId: id }, select: { joinedAt: true } })
    expect(new Set(came.map(({ joinedAt }) => joinedAt?.getTime())).size).toBe(1)
    // The ids under which each wrote are made of the members'.
    expect((await db.sessionNote.findFirstOrThrow({ where: { sessionId: id } })).state).not.toEqual(stateBefore)
    expect(await unlinkAuthors(days(3))).toBe(0)
  })

  it('is readable in no file of the database any more, while it runs', async () => {
    const id = await held()
    const said = []
    for (let count = 0; count < 20; count++) said.push(await sendRoomMessage(people.bounmy, id, says('We called.')))
    await db.event.updateMany({ data: { toldAt: new Date() } })
    const link = `${people.bounmy.id}${said[0]?.author.id}`
    const inFiles = () => ['', '-wal'].some((ending) => readFileSync(file + ending, 'latin1').includes(link))
    expect(inFiles()).toBe(true)
    await endSession(people.amina, id)
    await unlinkAuthors(new Date(Date.now() + 31 * 86_400_000))
    expect(inFiles()).toBe(false)
  })

  it('comes back by nothing that is agreed later', async () => {
    const id = await held()
    const action = { what: 'Call the foremen.', owner: '', with: '', dueDate: '', clientId: newId() }
    const agreed = await agreeAction(people.amina, id, action)
    await endSession(people.amina, id)
    await unlinkAuthors(new Date(Date.now() + 31 * 86_400_000))
    const again = { ...action, owner: people.amina.id, clientId: newId() }
    await expect(agreeAction(people.amina, id, again)).rejects.toMatchObject({ status: 409 })
    expect(await agreeingIn(people.amina, id)).toBeNull()
    if (!agreed.ok) throw new Error('It was not agreed.')
    const { clientId: _, ...own } = { ...again, version: 1 }
    expect(await reviseAction(people.amina, id, agreed.id, own)).toMatchObject({ ok: false, errors: { owner: {} } })
    expect(await linked(id)).toEqual({ messages: 0, neutral: 0 })
  })

  it('stays where the rule does not hold, and while the session runs', async () => {
    const named = await liveSession(people.amina)
    await sendRoomMessage(people.bounmy, named, says('We called.'))
    await endSession(people.amina, named)
    const running = await held({ unlinkAfterDays: 0 })
    await sendRoomMessage(people.bounmy, running, says('We called.'))
    await unlinkAuthors(new Date(Date.now() + 3_600_000))
    expect((await linked(named)).messages).toBe(1)
    expect((await linked(running)).messages).toBe(1)
  })
})
