import { beforeAll, describe, expect, it } from 'vitest'
import { emptyContext } from '~/features/context/context'
import { draftLesson } from '~/features/lessons/draft-lesson.server'
import { prepareLesson } from '~/features/lessons/prepare-lesson.server'
import { getLesson } from '~/features/lessons/queries.server'
import { submitLesson } from '~/features/lessons/submit-lesson.server'
import { verifyLesson } from '~/features/lessons/verify-lesson.server'
import { newId } from '~/lib/ids'
import * as list from '~/routes/lessons._index'
import * as page from '~/routes/lessons.$id._index'
import * as edit from '~/routes/lessons.$id.edit'
import * as returning from '~/routes/lessons.$id.return'
import * as submit from '~/routes/lessons.$id.submit'
import * as verify from '~/routes/lessons.$id.verify'
import * as withdraw from '~/routes/lessons.$id.withdraw'
import * as autosave from '~/routes/lessons.autosave'
import * as fresh from '~/routes/lessons.new'
import * as review from '~/routes/review'
import { type Cast, cast } from '../support/cast'
import { useDatabase } from '../support/database'
import { aContent, aLesson, anObservation } from '../support/lessons'
import { get, post, run } from '../support/request'
import { liveSession } from '../support/sessions'

useDatabase()
let people: Cast
beforeAll(async () => {
  people = await cast()
})

const whole = {
  title: 'Keep a list of employers',
  planned: '',
  observation: 'No list named the factories.',
  discussion: '',
  conclusion: '',
  recommendation: 'Ask each quarter.',
  holdsWhen: '',
  sourceKind: 'first-hand',
  eventDate: '2011-02-24',
  attribution: 'organization',
  intent: 'submit',
  crisisType: ['flood'],
  guideline: '8',
}
const stateOf = async (id: string) => (await getLesson(people.amina, id, 'en-GB')).state

describe('POST /lessons/new', () => {
  it('answers 303 to the lesson, and the same for the same client id', async () => {
    const fields = { ...whole, clientId: newId() }
    const first = await run(fresh.action, post('/lessons/new', fields, people.amina))
    expect(first).toMatchObject({ status: 303, location: expect.stringMatching(/^\/lessons\/[0-9a-z]{14}$/) })
    const second = await run(fresh.action, post('/lessons/new', fields, people.amina))
    expect(second).toMatchObject({ status: 303, location: first.location })
    expect(await stateOf(first.location?.split('/')[2] ?? '')).toBe('submitted')
  })

  it('saves a draft of very little', async () => {
    const fields = { title: 'Only this', intent: 'draft', clientId: newId() }
    const { status, location } = await run(fresh.action, post('/lessons/new', fields, people.amina))
    expect(status).toBe(303)
    expect(await stateOf(location?.split('/')[2] ?? '')).toBe('draft')
  })

  it('answers 400 with all that was typed, and a sentence for each field', async () => {
    const fields = {
      ...whole,
      title: ' ',
      eventDate: '2999-01-01',
      crisisType: ['flood', 'nothing-of-the-kind'],
      clientId: newId(),
    }
    const { status, data } = await run(fresh.action, post('/lessons/new', fields, people.amina))
    expect(status).toBe(400)
    expect(Object.keys(data.errors).sort()).toEqual(['context', 'eventDate', 'title'])
    expect(data.values).toMatchObject({ observation: [whole.observation], crisisType: fields.crisisType })
    expect(data.clientId).toBe(fields.clientId)
  })

  it('searches a context without losing what was typed', async () => {
    const fields = { ...whole, contextQuery: 'lebanon', intent: 'context', clientId: newId() }
    const { status, data } = await run(fresh.action, post('/lessons/new', fields, people.amina))
    expect(status).toBe(200)
    expect(data.values.observation).toEqual([whole.observation])
    expect(data.picker.found.map(({ key }: { key: string }) => key)).toContain('LB')
  })

  it('asks a guest to sign in', async () => {
    const { status, location } = await run(fresh.action, post('/lessons/new', whole))
    expect([status, location]).toEqual([303, '/sign-in?redirectTo=%2Flessons%2Fnew'])
  })

  it('shows what was saved elsewhere beside what was typed', async () => {
    const clientId = newId()
    const id = await aLesson(people.amina, { title: 'First' }, { clientId, intent: 'draft' })
    const elsewhere = { ...whole, title: 'Elsewhere', intent: 'draft', version: '1' }
    expect((await run(edit.action, post(`/lessons/${id}/edit`, elsewhere, people.amina), { id })).status).toBe(303)
    const { status, data } = await run(fresh.action, post('/lessons/new', { ...whole, clientId }, people.amina))
    expect(status).toBe(409)
    expect(data).toMatchObject({
      action: `/lessons/${id}/edit`,
      lesson: { version: 2 },
      values: { title: [whole.title] },
    })
    expect(data.conflict.fields).toContainEqual({ name: 'title', saved: 'Elsewhere', yours: whole.title })
  })
})

describe('GET /lessons/new', () => {
  it('brings the context of its address along', async () => {
    const address = '/lessons/new?crisisType=flood&guideline=8'
    const { data } = await run(fresh.loader, get(address, people.amina))
    expect(data.picker.selected.map(({ key }: { key: string }) => key)).toEqual(['flood', '8'])
  })
})

describe('editing', () => {
  it('answers a save from an older version with 409, both texts, and the version to save over', async () => {
    const id = await aLesson(people.amina, { title: 'One' }, { intent: 'draft' })
    const save = (title: string, version: string) =>
      run(edit.action, post(`/lessons/${id}/edit`, { ...whole, title, intent: 'draft', version }, people.amina), { id })
    expect(await save('Two', '1')).toMatchObject({ status: 303, location: `/lessons/${id}` })
    const late = await save('Three', '1')
    expect(late.status).toBe(409)
    expect(late.data.conflict.fields).toEqual([{ name: 'title', saved: 'Two', yours: 'Three' }])
    expect(late.data.values.title).toEqual(['Three'])
    expect((await save('Three', String(late.data.lesson.version))).status).toBe(303)
  })

  it('does not let what reviewers read fall apart', async () => {
    const id = await aLesson(people.amina)
    const fields = { ...whole, title: '', intent: 'draft', version: '1' }
    const { status, data } = await run(edit.action, post(`/lessons/${id}/edit`, fields, people.amina), { id })
    expect([status, data.errors.title.key]).toEqual([400, 'lessons.errors.title'])
  })

  it('is refused to others, and a draft is not there for them', async () => {
    const open = await anObservation(people.amina, people.carmen)
    const draft = await aLesson(people.amina, {}, { intent: 'draft' })
    expect((await run(edit.loader, get(`/lessons/${open}/edit`, people.elif), { id: open })).status).toBe(403)
    expect((await run(edit.loader, get(`/lessons/${draft}/edit`, people.carmen), { id: draft })).status).toBe(404)
  })

  it('shows the author why a lesson was returned', async () => {
    const id = await aLesson(people.amina)
    await run(returning.action, post(`/lessons/${id}/return`, { note: 'Which road?' }, people.carmen), { id })
    const { data } = await run(edit.loader, get(`/lessons/${id}/edit`, people.amina), { id })
    expect(data).toMatchObject({ returnNote: 'Which road?', lesson: { state: 'returned' } })
  })
})

describe('the passages', () => {
  it('walk from draft to observation', async () => {
    const id = await aLesson(people.amina, {}, { intent: 'draft' })
    const answers = [
      await run(submit.action, post(`/lessons/${id}/submit`, {}, people.amina), { id }),
      await run(verify.action, post(`/lessons/${id}/verify`, {}, people.carmen), { id }),
    ]
    for (const answer of answers) expect(answer).toMatchObject({ status: 303, location: `/lessons/${id}` })
    const { data } = await run(page.loader, get(`/lessons/${id}`), { id })
    expect(data.lesson).toMatchObject({ state: 'observation', can: { revise: false, verify: false, withdraw: false } })
  })

  it('ask a reviewer for a note before a lesson is returned', async () => {
    const id = await aLesson(people.amina)
    const { status, data } = await run(returning.action, post(`/lessons/${id}/return`, { note: ' ' }, people.carmen), {
      id,
    })
    expect([status, data.errors.note.key]).toEqual([400, 'lessons.errors.note'])
    expect(await stateOf(id)).toBe('submitted')
  })

  it('ask before a lesson is withdrawn', async () => {
    const id = await anObservation(people.amina, people.carmen)
    expect((await run(withdraw.loader, get(`/lessons/${id}/withdraw`, people.amina), { id })).status).toBe(200)
    expect(await stateOf(id)).toBe('observation')
    expect((await run(withdraw.loader, get(`/lessons/${id}/withdraw`, people.elif), { id })).status).toBe(403)
    expect((await run(withdraw.action, post(`/lessons/${id}/withdraw`, {}, people.amina), { id })).status).toBe(303)
    expect((await run(page.loader, get(`/lessons/${id}`), { id })).status).toBe(404)
  })

  it('refuse the author as reviewer, members and guests', async () => {
    const own = await aLesson(people.carmen)
    expect((await run(verify.loader, get(`/lessons/${own}/verify`, people.carmen), { id: own })).status).toBe(403)
    expect((await run(verify.action, post(`/lessons/${own}/verify`, {}, people.carmen), { id: own })).status).toBe(403)
    expect((await run(verify.action, post(`/lessons/${own}/verify`, {}, people.elif), { id: own })).status).toBe(404)
    expect((await run(verify.action, post(`/lessons/${own}/verify`), { id: own })).location).toMatch(/^\/sign-in/)
  })
})

describe('the session that a lesson came from', () => {
  const harvested = async (access: 'open' | 'invited', attribution: 'named' | 'organization') => {
    const sessionId = await liveSession(people.amina, { access })
    const prepared = await prepareLesson(aContent({ attribution }))
    const { id } = await draftLesson(people.amina, prepared, { clientId: newId(), peerSessionId: sessionId })
    await submitLesson(people.amina, id)
    await verifyLesson(people.carmen, id, { note: '', version: null })
    return async (viewer: Cast['amina'] | null) =>
      (await run(page.loader, get(`/lessons/${id}`, viewer), { id })).data.session?.id === sessionId
  }

  it('is linked for everyone where the author is named and the session is open', async () => {
    const links = await harvested('open', 'named')
    expect([await links(null), await links(people.elif), await links(people.amina)]).toEqual([true, true, true])
  })

  it('is not named to those for whom the session does not exist', async () => {
    const links = await harvested('invited', 'named')
    expect([await links(null), await links(people.elif), await links(people.amina)]).toEqual([false, false, true])
  })

  it('is not linked where it would tell who chose not to be named', async () => {
    const links = await harvested('open', 'organization')
    expect([await links(null), await links(people.elif), await links(people.amina)]).toEqual([false, false, true])
  })
})

describe('GET /lessons', () => {
  it('shows members their own beside the verified, and reviewers the way to the queue', async () => {
    const mine = await aLesson(people.bounmy, { title: 'Mine' }, { intent: 'draft' })
    const member = (await run(list.loader, get('/lessons', people.bounmy))).data
    expect(member.own.map(({ id }: { id: string }) => id)).toEqual([mine])
    expect(member.toReview).toBe(0)
    const guest = (await run(list.loader, get('/lessons'))).data
    expect(guest.own).toEqual([])
    expect(JSON.stringify(guest)).not.toContain(mine)
    expect((await run(list.loader, get('/lessons', people.dmitri))).data.toReview).toBeGreaterThan(0)
  })

  it('keeps the filter in the address of the next page', async () => {
    for (let n = 0; n < 21; n++) {
      await anObservation(people.farid, people.carmen, {
        title: `Number ${n}`,
        context: { ...emptyContext(), country: ['TH'] },
      })
    }
    const first = (await run(list.loader, get('/lessons?country=TH'))).data
    expect(first.rows).toHaveLength(20)
    expect(first.next).toMatch(/^\/lessons\?country=TH&after=/)
    const second = (await run(list.loader, get(first.next))).data
    expect([second.rows.length, second.next]).toEqual([1, null])
  })
})

describe('GET /review', () => {
  it('is there for reviewers only', async () => {
    expect((await run(review.loader, get('/review', people.carmen))).status).toBe(200)
    expect((await run(review.loader, get('/review', people.amina))).status).toBe(404)
    expect((await run(review.loader, get('/review'))).status).toBe(404)
  })
})

describe('POST /lessons/autosave', () => {
  it('answers with the draft and its version', async () => {
    const fields = { title: 'As I type', clientId: newId(), lesson: '', version: '' }
    const first = await run(autosave.action, post('/lessons/autosave', fields, people.amina))
    expect(first).toMatchObject({ status: 200, data: { version: 1 } })
    const more = { ...fields, title: 'As I type on', lesson: first.data.id, version: '1' }
    expect((await run(autosave.action, post('/lessons/autosave', more, people.amina))).data.version).toBe(2)
    const late = { ...more, title: 'From another page' }
    expect((await run(autosave.action, post('/lessons/autosave', late, people.amina))).status).toBe(409)
  })

  it('says what is wrong: nothing typed, signed out, another’s draft', async () => {
    const fields = { title: 'x', clientId: newId() }
    const answer = async (more: object, viewer: Cast['amina'] | null) =>
      (await run(autosave.action, post('/lessons/autosave', { ...fields, ...more }, viewer))).status
    expect(await answer({ title: '' }, people.amina)).toBe(400)
    expect(await answer({}, null)).toBe(401)
    const hers = await aLesson(people.amina, {}, { intent: 'draft' })
    expect(await answer({ lesson: hers, version: '1' }, people.elif)).toBe(404)
  })
})
