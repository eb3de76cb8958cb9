import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '~/db.server'
import { harvestAction } from '~/features/harvest/harvest-action.server'
import { lessonsOfAction, originOf } from '~/features/harvest/queries.server'
import { getLesson } from '~/features/lessons/queries.server'
import type { Viewer } from '~/features/members/viewer'
import { endSession } from '~/features/peer-sessions/end-session.server'
import { sessionState } from '~/features/peer-sessions/facilitation.server'
import { joinSession } from '~/features/peer-sessions/join-session.server'
import { stepSession } from '~/features/peer-sessions/step-session.server'
import { unlinkAuthors } from '~/features/peer-sessions/unlink-authors.server'
import { agreeAction } from '~/features/session-actions/agree-action.server'
import { closeAction } from '~/features/session-actions/close-action.server'
import { actionsOf, getAction, listSessionActions, ownersFor } from '~/features/session-actions/queries.server'
import { announceDueSessionActions } from '~/features/session-actions/remind-action-owners.server'
import { reviseAction } from '~/features/session-actions/revise-action.server'
import { type ActionInput, mostActions } from '~/features/session-actions/session-action'
import { newId } from '~/lib/ids'
import type { Gateway } from '~/realtime/gateway.server'
import { tellAction } from '~/realtime/room-channel.server'
import { loader as actionsPage } from '~/routes/actions'
import { loader as agreePage, action as agreeRoute } from '~/routes/sessions.$id_.actions'
import { action as reviseRoute } from '~/routes/sessions.$id_.actions_.$actionId'
import { action as lessonRoute } from '~/routes/sessions.$id_.actions_.$actionId_.lesson'
import { loader as resultPage, action as resultRoute } from '~/routes/sessions.$id_.actions_.$actionId_.result'
import { type Cast, cast, emailOf } from '../../support/cast'
import { useDatabase } from '../../support/database'
import { get, post, run } from '../../support/request'
import { comingSession, liveSession } from '../../support/sessions'

useDatabase()
let people: Cast
beforeAll(async () => {
  people = await cast()
})

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
const action = (other: Partial<ActionInput> = {}): ActionInput => ({
  what: 'List the foremen of all camps',
  owner: '',
  with: 'the consulate',
  dueDate: inDays(20),
  harmConfirmed: undefined,
  clientId: newId(),
  ...other,
})

/** Agrees on something and answers with its id. */
async function agreed(by: Viewer, sessionId: string, other: Partial<ActionInput> = {}): Promise<string> {
  const answer = await agreeAction(by, sessionId, action(other))
  if (!answer.ok) throw new Error(JSON.stringify(answer.errors))
  return answer.id
}

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error) => error.status,
  )

describe('agreeing on something to do', () => {
  it('is for whoever may write while the session runs, and for who leads it afterwards', async () => {
    const id = await liveSession(people.amina)
    await agreed(people.bounmy, id)
    const joined = { where: { sessionId_memberId: { sessionId: id, memberId: people.bounmy.id } } }
    expect((await db.sessionParticipant.findUnique(joined))?.joinedAt).toBeTruthy()
    await endSession(people.amina, id)
    expect(await refusal(agreeAction(people.bounmy, id, action()))).toBe(403)
    await agreed(people.amina, id)
    expect(await actionsOf(null, id)).toHaveLength(2)
  })

  it('is refused before the session runs, where it does not exist, and in a phase of others', async () => {
    expect(await refusal(agreeAction(people.amina, await comingSession(people.amina), action()))).toBe(409)
    const hidden = await liveSession(people.amina, { access: 'invited' })
    expect(await refusal(agreeAction(people.farid, hidden, action()))).toBe(404)

    const troika = await liveSession(people.amina, { format: 'troika-consulting' })
    await joinSession(people.bounmy, troika)
    await stepSession(people.bounmy, troika, { type: 'take', role: 'client', member: '' })
    await joinSession(people.elif, troika)
    await stepSession(people.elif, troika, { type: 'take', role: 'consultant', member: '' })
    await stepSession(people.amina, troika, { type: 'start' })
    let refused: unknown = 'done'
    for (let phase = 0; phase < 8 && refused === 'done'; phase++) {
      refused = await refusal(agreeAction(people.bounmy, troika, action()))
      const { number } = await sessionState(people.amina, troika)
      if (refused === 'done') await stepSession(people.amina, troika, { type: 'next', number })
    }
    expect(refused).toBe(403)
    expect(await refusal(agreeAction(people.amina, troika, action()))).toBe('done')
  })

  it('is refused beyond as many as are shown, so that none is kept where nobody sees it', async () => {
    const id = await liveSession(people.amina)
    const last = action()
    const kept = { what: 'Call.', sessionId: id, createdById: people.amina.id, createdAt: new Date() }
    await db.sessionAction.createMany({
      data: Array.from({ length: mostActions - 1 }, () => ({ ...kept, id: newId(), clientId: newId() })),
    })
    await agreeAction(people.bounmy, id, last)
    expect(await refusal(agreeAction(people.bounmy, id, action()))).toBe(409)
    expect(await refusal(agreeAction(people.bounmy, id, last))).toBe('done')
    expect(await actionsOf(null, id)).toHaveLength(mostActions)
  })

  it('makes one action of one client id', async () => {
    const id = await liveSession(people.amina)
    const once = action()
    expect(await agreeAction(people.bounmy, id, once)).toEqual(await agreeAction(people.bounmy, id, once))
    expect(await actionsOf(people.farid, id)).toHaveLength(1)
  })

  it('takes an owner by id or e-mail address, nobody for now, and nobody who is not in the session', async () => {
    const id = await liveSession(people.amina)
    await joinSession(people.bounmy, id)
    for (const owner of [people.bounmy.id, emailOf('bounmy').toUpperCase()]) {
      const made = await agreed(people.elif, id, { owner })
      expect((await getAction(null, id, made)).owner).toEqual({ id: people.bounmy.id, name: 'Bounmy Keo' })
    }
    expect((await getAction(null, id, await agreed(people.elif, id))).owner).toBeNull()
    expect((await getAction(null, id, await agreed(people.farid, id, { owner: people.farid.id }))).owner?.name).toBe(
      'Farid Nasser',
    )
    for (const owner of [people.dmitri.id, emailOf('dmitri'), 'nobody']) {
      expect(await agreeAction(people.elif, id, action({ owner }))).toMatchObject({
        ok: false,
        errors: { owner: { key: 'sessionActions.errors.owner' } },
      })
    }
  })

  it('refuses a day that is over, and may do without one', async () => {
    const id = await liveSession(people.amina)
    expect(await agreeAction(people.amina, id, action({ dueDate: inDays(-2) }))).toMatchObject({
      errors: { dueDate: { key: 'sessionActions.errors.past' } },
    })
    await agreed(people.amina, id, { dueDate: inDays(0) })
    await agreed(people.amina, id, { dueDate: '' })
  })

  it('refuses what may identify somebody; nothing can be confirmed where everybody reads it', async () => {
    const what = 'Call Ahmed at +961 3 123 456'
    const sessions = [
      { access: 'open', confirms: false },
      { access: 'open', sharing: 'green', confirms: true },
      { access: 'members', confirms: true },
    ] as const
    for (const { confirms, ...kind } of sessions) {
      const id = await liveSession(people.amina, kind)
      const { report } = (await agreeAction(people.amina, id, action({ what })).catch((error) => error)) as {
        report: { digest: string; confirmable: boolean }
      }
      expect(report.confirmable).toBe(confirms)
      const confirmed = agreeAction(people.amina, id, action({ what, harmConfirmed: report.digest }))
      expect(await refusal(confirmed)).toBe(confirms ? 'done' : 400)
    }
  })
})

describe('changing what was agreed', () => {
  const change = async (by: Viewer, id: string, actionId: string, other: object = {}) => {
    const { what, with: others, dueDate, owner, version } = await getAction(people.amina, id, actionId)
    const now = { what, with: others, dueDate, owner: owner?.id ?? '', version, harmConfirmed: undefined }
    return reviseAction(by, id, actionId, { ...now, ...other })
  }

  it('is for who wrote it and who sees to it, and for who leads; afterwards not for who only wrote it', async () => {
    const id = await liveSession(people.amina)
    await joinSession(people.elif, id)
    const made = await agreed(people.bounmy, id, { owner: people.elif.id })
    expect(await refusal(change(people.farid, id, made, { what: 'Other' }))).toBe(403)
    for (const by of [people.bounmy, people.elif, people.amina]) {
      expect(await change(by, id, made, { what: `By ${by.name}` })).toEqual({ ok: true })
    }
    await endSession(people.amina, id)
    expect(await refusal(change(people.bounmy, id, made, { what: 'Late' }))).toBe(403)
    expect(await change(people.elif, id, made, { what: 'Late' })).toEqual({ ok: true })
  })

  it('answers an old version with what stands now, and takes the same again as done', async () => {
    const id = await liveSession(people.amina)
    const made = await agreed(people.bounmy, id)
    expect(await change(people.bounmy, id, made, { what: 'First', version: 1 })).toEqual({ ok: true })
    expect(await change(people.bounmy, id, made, { what: 'First', version: 1 })).toEqual({ ok: true })
    expect(await change(people.amina, id, made, { what: 'Second', version: 1 })).toMatchObject({
      ok: false,
      stored: { what: 'First', version: 2 },
    })
  })

  it('keeps a day that is over by now, and takes no other that is', async () => {
    const id = await liveSession(people.amina)
    const made = await agreed(people.amina, id)
    await db.sessionAction.update({ where: { id: made }, data: { dueDate: inDays(-9) } })
    expect(await change(people.amina, id, made, { what: 'Still to do' })).toEqual({ ok: true })
    expect(await change(people.amina, id, made, { dueDate: inDays(-3) })).toMatchObject({ ok: false, errors: {} })
  })
})

describe('what came of an action', () => {
  const result = (other: object = {}) => ({
    ...{ result: 'We found **40** foremen.', state: 'done' as const, version: 1, harmConfirmed: undefined },
    ...other,
  })

  it('is said by its owner or who leads, with words; an old version comes back with both', async () => {
    const id = await liveSession(people.amina)
    await joinSession(people.bounmy, id)
    const made = await agreed(people.elif, id, { owner: people.bounmy.id })
    await endSession(people.amina, id)
    expect(await refusal(closeAction(people.elif, id, made, result()))).toBe(403)
    expect(await closeAction(people.bounmy, id, made, result({ result: ' ' }))).toMatchObject({ errors: {} })
    expect(await closeAction(people.bounmy, id, made, result())).toEqual({ ok: true })
    expect(await closeAction(people.bounmy, id, made, result())).toEqual({ ok: true })
    expect(await closeAction(people.amina, id, made, result({ result: 'None.', state: 'dropped' }))).toEqual({
      ok: false,
      stored: { result: 'We found **40** foremen.', state: 'done', version: 2 },
    })
    expect(await getAction(null, id, made)).toMatchObject({
      state: 'done',
      resultHtml: expect.stringContaining('<strong>40</strong>'),
    })
  })

  it('becomes the draft of a lesson that points to the session and the action, and both ways', async () => {
    const id = await liveSession(people.amina, { title: 'Foremen', crisisType: ['flood'] })
    const made = await agreed(people.bounmy, id, { owner: people.bounmy.id })
    expect(await refusal(harvestAction(people.bounmy, id, made, newId()))).toBe(409)
    await closeAction(people.bounmy, id, made, result())
    expect(await refusal(harvestAction(people.elif, id, made, newId()))).toBe(403)
    const clientId = newId()
    const { id: lessonId } = await harvestAction(people.bounmy, id, made, clientId)
    expect(await harvestAction(people.bounmy, id, made, clientId)).toEqual({ id: lessonId })
    const lesson = await getLesson(people.bounmy, lessonId, 'en')
    expect(lesson).toMatchObject({ title: 'List the foremen of all camps', peerSessionId: id, sessionActionId: made })
    expect(lesson.context).toMatchObject([{ key: 'flood' }])
    expect(await originOf(people.bounmy, id, { id: made, isAuthor: true })).toEqual({
      ...{ id, title: 'Foremen', actionId: made },
    })
    expect((await lessonsOfAction(people.bounmy, id, made, 'en')).map((one) => one.id)).toEqual([lessonId])
    expect(await lessonsOfAction(people.elif, id, made, 'en')).toEqual([])
  })

  it('leaves the words of an amber or red session behind', async () => {
    for (const sharing of ['clear', 'green', 'amber', 'red'] as const) {
      const id = await liveSession(people.amina, { access: 'members', sharing })
      const made = await agreed(people.amina, id, { owner: people.amina.id })
      await closeAction(people.amina, id, made, result())
      const { id: lessonId } = await harvestAction(people.amina, id, made, newId())
      const { title, observation } = await db.lesson.findUniqueOrThrow({ where: { id: lessonId } })
      expect(title !== '' && observation !== '', sharing).toBe(sharing === 'clear' || sharing === 'green')
    }
  })
})

describe('the owners of actions', () => {
  it('are reminded seven days before, on the day and every week after, each once, and a missed day is made good', async () => {
    await db.sessionAction.updateMany({ data: { state: 'dropped' } })
    const id = await liveSession(people.amina)
    const made = await agreed(people.amina, id, { owner: people.amina.id, dueDate: inDays(20) })
    const nobodys = await agreed(people.amina, id, { dueDate: inDays(20) })
    const at = (days: number) => new Date(Date.now() + days * 86_400_000)
    const told: number[] = []
    for (const day of [5, 12, 13, 13, 14, 20, 21, 29, 30, 34]) {
      if ((await announceDueSessionActions(at(day))) > 0) told.push(day)
    }
    expect(told).toEqual([13, 20, 29, 34])
    await closeAction(people.amina, id, made, { result: 'Done.', state: 'done', version: 1, harmConfirmed: undefined })
    expect(await announceDueSessionActions(at(50))).toBe(0)
    const events = await db.event.findMany({ where: { type: 'session.action-due' } })
    expect(events.some(({ payload }) => payload.includes(nobodys))).toBe(false)
  })

  it('see what is theirs beside what lessons ask for, by due date; others as far as the label lets them', async () => {
    const open = await liveSession(people.carmen, { title: 'Open one' })
    const red = await liveSession(people.carmen, { title: 'Red one', access: 'members', sharing: 'red' })
    const late = await agreed(people.dmitri, open, { what: 'Late', owner: people.dmitri.id, dueDate: inDays(30) })
    const soon = await agreed(people.dmitri, red, { what: 'Soon', owner: people.dmitri.id, dueDate: inDays(3) })
    const { own } = await listSessionActions(people.dmitri)
    expect(own.map((one) => [one.id, one.sessionTitle, one.isMine])).toEqual([
      [soon, 'Red one', true],
      [late, 'Open one', true],
    ])
    const ids = async (viewer: Viewer | null) => (await listSessionActions(viewer)).coming.map((one) => one.id)
    for (const viewer of [null, people.farid]) {
      expect(await ids(viewer)).toContain(late)
      expect(await ids(viewer)).not.toContain(soon)
    }
    expect(await ids(people.carmen)).toEqual(expect.arrayContaining([late, soon]))
    const { data } = await run(actionsPage, get('/actions', people.dmitri))
    expect(data.actions.own.map((one: { action: { id: string } }) => one.action.id)).toEqual([soon, late])
  })
})

describe('under the Chatham House Rule', () => {
  const names = () => Object.values(people).flatMap(({ id, name }) => [id, name])
  const tellsNobody = (answer: unknown) => {
    for (const name of names()) expect(JSON.stringify(answer)).not.toContain(name)
  }

  it('an owner shows under the neutral name, and is named by it alone', async () => {
    const id = await liveSession(people.amina, { chathamHouse: true })
    await joinSession(people.bounmy, id)
    await joinSession(people.elif, id)
    const { people: neutral } = await ownersFor(people.elif, id)
    tellsNobody(neutral)
    const own = await agreed(people.bounmy, id, { owner: people.bounmy.id })
    const shown = await actionsOf(people.elif, id)
    tellsNobody(shown)
    expect(shown[0]?.owner).toMatchObject({ name: expect.stringMatching(/^Participant \d+$/), neutral: true })
    await agreed(people.elif, id, { owner: shown[0]?.owner?.id })
    expect(await db.sessionAction.count({ where: { sessionId: id, ownerId: people.bounmy.id } })).toBe(2)
    for (const owner of [people.bounmy.id, emailOf('bounmy')]) {
      for (const by of [people.elif, people.amina]) {
        expect(
          await agreeAction(by, id, action({ owner })),
          'an address that is taken tells whose it is',
        ).toMatchObject({
          ok: false,
        })
      }
    }
    tellsNobody((await listSessionActions(people.farid)).coming.filter(({ sessionId }) => sessionId === id))
    expect((await getAction(people.bounmy, id, own)).isMine).toBe(true)
  })

  it('the room hears of it without names', async () => {
    const id = await liveSession(people.amina, { chathamHouse: true })
    const made = await agreed(people.bounmy, id, { owner: people.bounmy.id })
    const told: unknown[] = []
    const toRoom = (...heard: unknown[]) => void told.push(heard)
    await tellAction({ toRoom } as unknown as Gateway)({ sessionId: id, actionId: made })
    expect(told).toMatchObject([
      [id, 'session:action', { sessionId: id, id: made, what: 'List the foremen of all camps', version: 1 }],
    ])
    tellsNobody(told)
  })

  it('nobody but its author learns from a lesson who stands behind a neutral name', async () => {
    const id = await liveSession(people.amina, { chathamHouse: true })
    const made = await agreed(people.bounmy, id, { owner: people.bounmy.id })
    await closeAction(people.bounmy, id, made, { result: 'Done.', state: 'done', version: 1, harmConfirmed: undefined })
    const { id: lessonId } = await harvestAction(people.bounmy, id, made, newId())
    await db.lesson.update({
      where: { id: lessonId },
      data: { attribution: 'named', state: 'observation', verifiedAt: new Date() },
    })
    expect(await lessonsOfAction(people.amina, id, made, 'en')).toEqual([])
    expect(await lessonsOfAction(people.bounmy, id, made, 'en')).toHaveLength(1)
    expect(await originOf(people.elif, id, { id: made, isAuthor: false })).toMatchObject({ actionId: null })
    expect(await originOf(people.bounmy, id, { id: made, isAuthor: true })).toMatchObject({ actionId: made })
  })

  it('the link to members goes with all others, and the neutral name stays', async () => {
    const id = await liveSession(people.amina, { chathamHouse: true, unlinkAfterDays: 1 })
    const made = await agreed(people.bounmy, id, { owner: people.bounmy.id, clientId: `bounmy-${newId()}` })
    await closeAction(people.bounmy, id, made, { result: 'Done.', state: 'done', version: 1, harmConfirmed: undefined })
    await harvestAction(people.bounmy, id, made, newId())
    await db.notification.create({
      data: {
        ...{ id: newId(), memberId: people.bounmy.id, kind: 'session.action-given', sessionId: id, eventId: 1 },
        ...{ createdAt: new Date(), raisedAt: new Date() },
      },
    })
    const before = (await actionsOf(null, id))[0]?.owner
    await endSession(people.amina, id)
    await db.event.updateMany({ data: { toldAt: new Date() } })
    await unlinkAuthors(new Date(Date.now() + 2 * 86_400_000))
    const rows = await db.sessionAction.findMany({ where: { sessionId: id } })
    tellsNobody(rows)
    expect(JSON.stringify(rows)).not.toContain('bounmy')
    expect((await actionsOf(null, id))[0]?.owner).toEqual(before)
    expect(await db.lesson.count({ where: { sessionActionId: made } })).toBe(0)
    expect(await db.notification.count({ where: { sessionId: id } })).toBe(0)
    expect(
      await refusal(
        reviseAction(people.amina, id, made, {
          ...{ what: 'Kept', owner: before?.id ?? '', with: '', dueDate: '', version: 2, harmConfirmed: undefined },
        }),
      ),
    ).toBe('done')
    expect((await actionsOf(null, id))[0]?.owner).toEqual(before)
  })
})

describe('the addresses of actions', () => {
  const fields = (other: object = {}) => ({ ...action(), harmConfirmed: '', ...other }) as Record<string, string>

  it('answer 303 to the action, 400 with sentences and all that was typed, 403, 404 and 409', async () => {
    const id = await liveSession(people.amina)
    const path = `/sessions/${id}/actions`
    const send = async (other: object, viewer: Viewer | null) =>
      run(agreeRoute, post(path, fields(other), viewer), { id })
    const made = await send({}, people.bounmy)
    expect([made.status, made.location]).toEqual([303, expect.stringMatching(`^/sessions/${id}#action-`)])
    const actionId = made.location?.split('#action-')[1] ?? ''

    const wrong = await send({ what: ' ', dueDate: '2026-02-31' }, people.bounmy)
    expect([wrong.status, Object.keys(wrong.data.errors)]).toEqual([400, ['what', 'dueDate']])
    expect(wrong.data.values.with).toEqual(['the consulate'])
    expect((await send({ owner: 'nobody' }, people.bounmy)).data.errors).toHaveProperty('owner')
    expect((await send({}, null)).location).toMatch(/^\/sign-in/)
    expect((await run(agreeRoute, post(path, fields(), people.amina), { id: 'none' })).status).toBe(404)

    const params = { id, actionId }
    const revise = (other: object, viewer: Viewer) =>
      run(reviseRoute, post(`${path}/${actionId}`, { ...fields(other) }, viewer), params)
    expect((await revise({ version: '1', what: 'New words' }, people.bounmy)).status).toBe(303)
    const old = await revise({ version: '1', what: 'Old words' }, people.amina)
    expect(old).toMatchObject({
      status: 409,
      data: { stored: { what: 'New words' }, sent: { what: 'Old words' }, values: { what: ['Old words'] } },
    })
    expect((await revise({ version: '2', what: 'Mine' }, people.farid)).status).toBe(403)
    expect((await revise({ version: 'x' }, people.amina)).status).toBe(400)

    const close = (other: object, viewer: Viewer) =>
      run(
        resultRoute,
        post(`${path}/${actionId}/result`, { result: 'Forty.', state: 'done', version: '2', ...other }, viewer),
        params,
      )
    expect((await close({ state: 'gone' }, people.amina)).status).toBe(400)
    expect((await close({ result: '' }, people.amina)).status).toBe(400)
    expect((await close({}, people.farid)).status).toBe(403)
    expect((await run(resultPage, get(path, people.farid), params)).status).toBe(403)
    expect((await run(lessonRoute, post(path, {}, people.amina), params)).status).toBe(409)
    expect((await close({}, people.amina)).status).toBe(303)
    expect((await close({ result: 'Fifty.' }, people.amina)).data.stored.result).toBe('Forty.')
    expect((await run(lessonRoute, post(path, {}, people.amina), params)).location).toMatch(/^\/lessons\/\w+\/edit$/)
  })

  it('mask what may identify somebody where that is asked for', async () => {
    const id = await liveSession(people.amina)
    const what = 'Call Ahmed at +961 3 123 456'
    const send = (other: object) => run(agreeRoute, post('/x', fields({ what, ...other }), people.amina), { id })
    expect(await send({})).toMatchObject({ status: 400, data: { harm: { confirmable: false } } })
    const masked = await send({ intent: 'mask' })
    expect(masked.data.values.what[0]).not.toContain('123 456')
  })

  it('tell what was agreed as JSON to who asks for that, and keep it where the label does', async () => {
    const id = await liveSession(people.amina, { sharing: 'red' })
    await agreed(people.amina, id)
    const asking = await get(`/sessions/${id}/actions`, people.amina)
    asking.headers.set('accept', 'application/json')
    expect((await run(agreePage, asking, { id })).data).toMatchObject([
      { what: 'List the foremen of all camps', version: 1 },
    ])
    expect((await run(agreePage, get('/x', people.farid), { id })).status).toBe(403)
    const sending = await post('/x', fields(), people.amina)
    sending.headers.set('accept', 'application/json')
    expect((await run(agreeRoute, sending, { id })).data).toMatchObject({ id: expect.any(String) })
  })
})
