import { beforeAll, describe, expect, it } from 'vitest'
import { db, inTransaction } from '~/db.server'
import { newId } from '~/lib/ids'
import * as page from '~/routes/lessons.$id._index'
import * as contest from '~/routes/lessons.$id.counter-evidence'
import * as answer from '~/routes/lessons.$id.counter-evidence_.$evidenceId.answer'
import * as promote from '~/routes/lessons.$id.promote'
import * as reuse from '~/routes/lessons.$id.reuses'
import * as practicePage from '~/routes/practices.$slug'
import * as practiceReuse from '~/routes/practices.$slug_.reuses'
import { type Cast, cast } from '../support/cast'
import { useDatabase } from '../support/database'
import { aPractice } from '../support/follow-world'
import { aLesson, anObservation } from '../support/lessons'
import { get, post, run } from '../support/request'

useDatabase()
let people: Cast
beforeAll(async () => {
  people = await cast()
  await inTransaction(() => aPractice('boats', 'Boats'))
})

const aUse = () => ({
  ...{ country: 'LA', crisis: 'Floods of 2025', when: '2025-09-14', changed: 'Boats', helped: 'no', why: 'Wind' },
  clientId: newId(),
})

describe('POST /lessons/:id/reuses', () => {
  it('answers 303 to the use on the lesson, the same for the same client id', async () => {
    const id = await anObservation(people.amina, people.carmen)
    const fields = aUse()
    const send = () => run(reuse.action, post(`/lessons/${id}/reuses`, fields, people.elif), { id })
    const first = await send()
    const location = first.location ?? ''
    expect([first.status, location]).toEqual([303, expect.stringMatching(`^/lessons/${id}#reuse-[0-9a-z]{14}$`)])
    expect((await send()).location).toBe(location)
    const { data } = await run(page.loader, get(`/lessons/${id}`), { id })
    expect(data.record).toMatchObject({ use: { used: 1, failed: 1 }, reuses: [{ id: location.slice(-14) }] })
  })

  it('answers 400 with a sentence for each field and all that was typed', async () => {
    const id = await anObservation(people.amina, people.carmen)
    const fields = { ...aUse(), country: '', when: '2999-01-01', helped: '' }
    const { status, data } = await run(reuse.action, post(`/lessons/${id}/reuses`, fields, people.elif), { id })
    expect(status).toBe(400)
    expect(Object.keys(data.errors).sort()).toEqual(['country', 'helped', 'when'])
    expect(data.values).toMatchObject({ crisis: ['Floods of 2025'], changed: ['Boats'], clientId: [fields.clientId] })
  })

  it('asks a guest to sign in, and says 404 to who may not see the lesson, also where the form is wrong', async () => {
    const id = await aLesson(people.amina)
    const guest = await run(reuse.action, post(`/lessons/${id}/reuses`, aUse()), { id })
    expect([guest.status, guest.location]).toEqual([303, `/sign-in?redirectTo=%2Flessons%2F${id}%2Freuses`])
    for (const fields of [aUse(), { country: '' }]) {
      expect((await run(reuse.action, post(`/lessons/${id}/reuses`, fields, people.elif), { id })).status).toBe(404)
      expect((await run(reuse.action, post(`/lessons/${id}/reuses`, fields, people.amina), { id })).status).toBe(409)
    }
    expect((await run(reuse.loader, get(`/lessons/${id}/reuses`, people.elif), { id })).status).toBe(404)
  })
})

describe('POST /practices/:slug/reuses', () => {
  const params = { slug: 'boats' }

  it('answers 303 to the use on the practice', async () => {
    const { status, location } = await run(
      practiceReuse.action,
      post('/practices/boats/reuses', aUse(), people.elif),
      params,
    )
    expect([status, location]).toEqual([303, expect.stringMatching('^/practices/boats#reuse-[0-9a-z]{14}$')])
    const { data } = await run(practicePage.loader, get('/practices/boats'), params)
    expect(data).toMatchObject({ use: { used: 1 }, reuses: [{ crisis: 'Floods of 2025', by: { name: 'Elif Kaya' } }] })
  })

  it('answers 400, 404 and asks a guest to sign in', async () => {
    const wrong = await run(practiceReuse.action, post('/practices/boats/reuses', {}, people.elif), params)
    expect(wrong.status).toBe(400)
    const none = post('/practices/none/reuses', aUse(), people.elif)
    expect((await run(practiceReuse.action, none, { slug: 'none' })).status).toBe(404)
    expect((await run(practiceReuse.action, post('/practices/boats/reuses', aUse()), params)).status).toBe(303)
    expect(await db.reuse.count({ where: { practice: { slug: 'boats' } } })).toBe(1)
  })
})

describe('POST /lessons/:id/counter-evidence', () => {
  it('contests the lesson, and its answer ends that', async () => {
    const id = await anObservation(people.amina, people.carmen)
    const at = `/lessons/${id}/counter-evidence`
    const fields = { conditions: 'Households', body: 'Nobody answered.', clientId: newId() }
    const said = await run(contest.action, post(at, fields, people.elif), { id })
    expect([said.status, said.location]).toEqual([303, expect.stringMatching(`^/lessons/${id}#counter-[0-9a-z]{14}$`)])
    expect((await run(contest.action, post(at, fields, people.elif), { id })).location).toBe(said.location)
    const evidenceId = said.location?.slice(-14) ?? ''
    const contested = async () =>
      (await run(page.loader, get(`/lessons/${id}`), { id })).data.record.confidence.contested
    expect(await contested()).toBe(true)

    const params = { id, evidenceId }
    const send = (text: string, viewer: Cast['amina'] | null) =>
      run(answer.action, post(`${at}/${evidenceId}/answer`, { answer: text }, viewer), params)
    expect((await send('No.', people.bounmy)).status).toBe(403)
    expect((await send('No.', people.elif)).status).toBe(403)
    expect((await send('', people.bounmy)).status).toBe(403)
    expect((await send('', people.amina)).status).toBe(400)
    expect((await send('No.', null)).location).toContain('/sign-in')
    expect(await contested()).toBe(true)
    expect(await send('True of households.', people.amina)).toMatchObject({ status: 303, location: said.location })
    expect(await contested()).toBe(false)
    expect(await send('True of households.', people.amina)).toMatchObject({ status: 303, location: said.location })
    expect((await send('Of boats, too.', people.amina)).status).toBe(409)
    const form = await run(answer.loader, get(`${at}/${evidenceId}/answer`, people.carmen), params)
    expect(form.status).toBe(409)
  })

  it('answers 400 with what was typed, 404 and 409', async () => {
    const id = await anObservation(people.amina, people.carmen)
    const wrong = await run(
      contest.action,
      post(`/lessons/${id}/counter-evidence`, { conditions: 'Rain', body: ' ' }, people.elif),
      { id },
    )
    expect([wrong.status, wrong.data.errors.body.key]).toEqual([400, 'counterEvidence.errors.body'])
    expect(wrong.data.values.conditions).toEqual(['Rain'])
    const hidden = await aLesson(people.amina)
    const send = (viewer: Cast['amina']) =>
      run(contest.action, post(`/lessons/${hidden}/counter-evidence`, { conditions: 'a', body: 'b' }, viewer), {
        id: hidden,
      })
    expect((await send(people.elif)).status).toBe(404)
    expect((await send(people.carmen)).status).toBe(409)
  })
})

describe('/lessons/:id/promote', () => {
  it('makes a practice for an administrator, and afterwards leads there', async () => {
    const id = await anObservation(people.amina, people.carmen)
    await db.lesson.update({ where: { id }, data: { state: 'lesson-learned' } })
    const at = `/lessons/${id}/promote`
    const form = await run(promote.loader, get(at, people.dmitri), { id })
    expect(form.data.values).toMatchObject({ stakeholderLine: ['Consular Directorate'] })
    const fields = { ...form.data.values, title: '' }
    const wrong = await run(promote.action, post(at, fields, people.dmitri), { id })
    expect([wrong.status, Object.keys(wrong.data.errors)]).toEqual([400, ['title']])
    expect(wrong.data.values.description).toEqual(form.data.values.description)
    const searching = { ...fields, intent: 'context', contextQuery: 'lebanon' }
    expect((await run(promote.action, post(at, searching, people.dmitri), { id })).data.picker.found).not.toEqual([])
    const made = await run(promote.action, post(at, { ...fields, title: 'Head counts' }, people.dmitri), { id })
    expect([made.status, made.location]).toEqual([303, '/practices/head-counts'])
    expect((await run(promote.loader, get(at, people.dmitri), { id })).location).toBe('/practices/head-counts')
    const { data } = await run(practicePage.loader, get('/practices/head-counts'), { slug: 'head-counts' })
    expect(data.lesson).toMatchObject({ id })
  })

  it('does not exist for anyone else', async () => {
    const id = await anObservation(people.amina, people.carmen)
    for (const viewer of [people.amina, people.carmen, null]) {
      expect((await run(promote.loader, get(`/lessons/${id}/promote`, viewer), { id })).status).toBe(404)
      expect((await run(promote.action, post(`/lessons/${id}/promote`, {}, viewer), { id })).status).toBe(404)
    }
    expect((await run(promote.loader, get(`/lessons/${id}/promote`, people.dmitri), { id })).status).toBe(409)
  })
})

describe('what may identify somebody', () => {
  const harmful = 'Call him at +961 71 234 567.'

  it('is shown, can be masked and is not taken in a use or in counter-evidence, since everyone reads them at once', async () => {
    const id = await anObservation(people.amina, people.carmen)
    type Form = {
      send: Parameters<typeof run>[0]
      at: string
      params: Record<string, string>
      fields: Record<string, string>
      field: string
    }
    const forms: Form[] = [
      {
        send: reuse.action,
        at: `/lessons/${id}/reuses`,
        params: { id },
        fields: { ...aUse(), why: harmful },
        field: 'why',
      },
      {
        send: practiceReuse.action,
        at: '/practices/boats/reuses',
        params: { slug: 'boats' },
        fields: { ...aUse(), changed: harmful },
        field: 'changed',
      },
      {
        send: contest.action,
        at: `/lessons/${id}/counter-evidence`,
        params: { id },
        fields: { conditions: 'Rain', body: harmful, clientId: newId() },
        field: 'body',
      },
    ]
    for (const { send, at, params, fields, field } of forms) {
      const found = await run(send, post(at, fields, people.elif), params)
      expect([found.status, Object.keys(found.data.errors)]).toEqual([400, [field]])
      expect(found.data.harm).toMatchObject({ count: 1, confirmable: false, places: [{ field, kind: 'phone' }] })
      const confirmed = { ...fields, harmConfirmed: found.data.harm.digest }
      expect((await run(send, post(at, confirmed, people.elif), params)).status).toBe(400)
      const { status, data } = await run(send, post(at, { ...fields, intent: 'mask' }, people.elif), params)
      expect([status, data.masked]).toEqual([200, true])
      expect(data.values[field][0]).not.toContain('234')
      expect((await run(send, post(at, data.values, people.elif), params)).status).toBe(303)
    }
    expect(await db.reuse.count({ where: { why: { contains: '234' } } })).toBe(0)
  })

  it('is not taken in an answer', async () => {
    const id = await anObservation(people.amina, people.carmen)
    const at = `/lessons/${id}/counter-evidence`
    const fields = { conditions: 'Rain', body: 'It rained.', clientId: newId() }
    const said = await run(contest.action, post(at, fields, people.elif), { id })
    const evidenceId = said.location?.slice(-14) ?? ''
    const send = post(`${at}/${evidenceId}/answer`, { answer: harmful }, people.amina)
    const { status, data } = await run(answer.action, send, { id, evidenceId })
    expect([status, data.harm.confirmable]).toEqual([400, false])
  })
})
