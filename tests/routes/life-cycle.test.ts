import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '~/db.server'
import { mergeOrganizations } from '~/features/members/merge-organizations.server'
import * as actions from '~/routes/actions'
import * as page from '~/routes/lessons.$id._index'
import * as attribution from '~/routes/lessons.$id.attribution'
import * as confirmations from '~/routes/lessons.$id.confirmations'
import * as transitions from '~/routes/lessons.$id.transitions'
import * as versions from '~/routes/lessons.$id.versions._index'
import * as wording from '~/routes/lessons.$id.wording'
import * as review from '~/routes/review'
import { type Cast, cast, emailOf } from '../support/cast'
import { useDatabase } from '../support/database'
import { aLesson, anObservation } from '../support/lessons'
import { get, post, run } from '../support/request'

useDatabase()
let people: Cast
beforeAll(async () => {
  people = await cast()
})

type Fields = Record<string, string>
const go = async (who: Cast['amina'] | null, id: string, fields: Fields) =>
  run(transitions.action, post(`/lessons/${id}/transitions`, fields, who), { id })
const confirm = async (who: Cast['amina'], id: string, note = '') =>
  run(confirmations.action, post(`/lessons/${id}/confirmations`, { note }, who), { id })
const view = async (who: Cast['amina'] | null, id: string) =>
  (await run(page.loader, get(`/lessons/${id}`, who), { id })).data.lesson
const stateOf = async (id: string) => (await db.lesson.findUniqueOrThrow({ where: { id } })).state
const eventsOf = async (id: string) =>
  (await db.event.findMany({ where: { payload: { contains: id } }, orderBy: { id: 'asc' } })).map(({ type }) => type)
const whole = { conclusion: 'Nobody had asked.', recommendation: 'Ask each quarter.' }
const plan = { to: 'lesson-identified', owner: emailOf('farid'), dueDate: '2030-01-31' }
const verified = () => anObservation(people.amina, people.carmen, whole)
const confirmed = async () => {
  const id = await verified()
  await confirm(people.elif, id, 'Here too.')
  await confirm(people.bounmy, id)
  return id
}

describe('POST /lessons/:id/transitions', () => {
  it('takes a lesson from draft to learned, each step recorded and told', async () => {
    const id = await aLesson(people.amina, { ...whole, attribution: 'organization' }, { intent: 'draft' })
    expect(await go(people.amina, id, { to: 'submitted' })).toMatchObject({ status: 303, location: `/lessons/${id}` })
    expect(await go(people.carmen, id, { to: 'observation' })).toMatchObject({ status: 303 })
    await confirm(people.elif, id)
    await confirm(people.bounmy, id)
    expect(await go(people.carmen, id, plan)).toMatchObject({ status: 303 })
    expect(await go(people.farid, id, { to: 'action-under-way', note: 'The list is asked for.' })).toMatchObject({
      status: 303,
    })
    const evidence = 'The [procedure](https://example.org/procedure) has changed.'
    expect(await go(people.farid, id, { to: 'lesson-learned', evidence })).toMatchObject({ status: 303 })
    const seen = await view(null, id)
    expect(seen).toMatchObject({
      state: 'lesson-learned',
      next: null,
      action: { owner: { name: 'Farid Nasser' }, dueDate: '2030-01-31' },
      evidence: [{ kind: 'document', by: { name: 'Farid Nasser' } }],
    })
    expect(seen.timeline.map(({ to }: { to: string }) => to)).toEqual([
      'draft',
      'submitted',
      'observation',
      'lesson-identified',
      'action-under-way',
      'lesson-learned',
    ])
    expect(seen.timeline[4].note).toBe('The list is asked for.')
    expect(JSON.stringify(seen)).not.toContain('Amina')
    expect(await eventsOf(id)).toEqual([
      'lesson.submitted',
      'lesson.verified',
      'lesson.confirmed',
      'lesson.confirmed',
      'lesson.identified',
      'lesson.acted-on',
      'lesson.learned',
    ])
  })

  it('answers 409 with everything that is missing, beside its field, and keeps what was typed', async () => {
    const id = await anObservation(people.amina, people.carmen)
    const answer = await go(people.carmen, id, { to: 'lesson-identified', note: 'Typed.' })
    expect(answer.status).toBe(409)
    expect(Object.keys(answer.data.errors)).toEqual(['conclusion', 'owner', 'dueDate', 'confirmations'])
    expect(answer.data.values.note).toEqual(['Typed.'])
    expect(await stateOf(id)).toBe('observation')
  })

  it('tells it in words as JSON to who asks for that', async () => {
    const id = await verified()
    const request = await post(`/lessons/${id}/transitions`, { to: 'lesson-identified' }, people.carmen)
    request.headers.set('accept', 'application/json')
    const answer = await run(transitions.action, request, { id })
    expect(answer).toMatchObject({
      status: 409,
      data: { error: expect.stringMatching(/owner.*due date.*confirmations/) },
    })
  })

  it.each([
    ['an e-mail address', () => emailOf('farid'), { name: 'Farid Nasser' }],
    ['a member’s id', () => people.farid.id, { name: 'Farid Nasser' }],
    ['an organization in any spelling', () => ' HARBOUR  builders ', { organization: 'Harbour Builders' }],
  ])('finds the owner by %s', async (_, owner, shown) => {
    const id = await confirmed()
    expect((await go(people.carmen, id, { ...plan, owner: owner() })).status).toBe(303)
    expect((await view(null, id)).action.owner).toMatchObject(shown)
  })

  it('finds no owner in a name that nobody has, or in somebody banned', async () => {
    const id = await confirmed()
    for (const owner of ['Nobody at all', emailOf('zed')]) {
      const answer = await go(people.carmen, id, { ...plan, owner })
      expect(answer).toMatchObject({ status: 409, data: { errors: { owner: { key: 'lessons.unmet.ownerUnknown' } } } })
    }
  })

  it('answers 403 to who sees it and may not, 404 to who may not see it, 400 to a state that there is not', async () => {
    const id = await verified()
    expect((await go(people.elif, id, plan)).status).toBe(403)
    expect((await go(people.elif, id, { to: 'withdrawn' })).status).toBe(403)
    const hidden = await aLesson(people.amina)
    expect((await go(people.elif, hidden, { to: 'observation' })).status).toBe(404)
    expect((await go(people.amina, hidden, { to: 'observation' })).status).toBe(403)
    expect((await go(people.carmen, hidden, { to: 'wherever' })).status).toBe(400)
    expect((await go(people.carmen, hidden, { to: 'draft' })).status).toBe(400)
    expect((await go(null, id, plan)).location).toMatch(/^\/sign-in/)
  })

  it('does once what is sent twice', async () => {
    const id = await confirmed()
    await go(people.carmen, id, plan)
    expect((await go(people.carmen, id, plan)).status).toBe(303)
    expect((await eventsOf(id)).filter((type) => type === 'lesson.identified')).toHaveLength(1)
    expect((await go(people.dmitri, id, plan)).status).toBe(409)
  })

  it('shows its form to who may, with what is missing besides', async () => {
    const id = await verified()
    const form = async (who: Cast['amina'], to: string) =>
      run(transitions.loader, get(`/lessons/${id}/transitions?to=${to}`, who), { id })
    expect((await form(people.carmen, 'lesson-identified')).data.form.unmet).toMatchObject([
      { criterion: 'confirmations' },
    ])
    expect((await form(people.elif, 'lesson-identified')).status).toBe(403)
    expect((await form(people.carmen, 'lesson-learned')).status).toBe(409)
  })
})

describe('POST /lessons/:id/confirmations', () => {
  it('is public with kind of stakeholder, name and organization, once for each member', async () => {
    const id = await verified()
    expect((await confirm(people.elif, id, 'Here too.')).status).toBe(303)
    await confirm(people.elif, id, 'Again.')
    expect((await view(null, id)).confirmations).toMatchObject([
      {
        name: 'Elif Kaya',
        organization: 'Disaster Management Authority',
        stakeholderType: 'Host State',
        note: 'Here too.',
      },
    ])
    expect((await eventsOf(id)).filter((type) => type === 'lesson.confirmed')).toHaveLength(1)
  })

  it('is refused to the author, and to colleagues of the author: by the organization, not its spelling', async () => {
    const id = await anObservation(people.bounmy, people.carmen, whole)
    expect((await confirm(people.bounmy, id)).status).toBe(403)
    await db.member.update({ where: { id: people.elif.id }, data: { organizationId: people.bounmy.organizationId } })
    expect((await confirm(people.elif, id)).status).toBe(403)
    await db.member.update({ where: { id: people.elif.id }, data: { organizationId: people.elif.organizationId } })
    expect((await confirm(people.elif, id)).status).toBe(303)
  })

  it('counts no more where the two organizations turn out to be one', async () => {
    await db.organization.create({
      data: { id: 'orgspelling000', name: 'Konsulat', key: 'konsulat', createdAt: new Date() },
    })
    const id = await verified()
    await db.member.update({ where: { id: people.farid.id }, data: { organizationId: 'orgspelling000' } })
    await confirm({ ...people.farid, organizationId: 'orgspelling000' }, id)
    await confirm(people.elif, id)
    await mergeOrganizations(people.dmitri, { from: 'Konsulat', into: 'Consular Directorate' })
    const answer = await go(people.carmen, id, { ...plan, owner: emailOf('bounmy') })
    expect(answer).toMatchObject({
      status: 409,
      data: { errors: { confirmations: { key: 'lessons.unmet.confirmation' } } },
    })
    await db.member.update({ where: { id: people.farid.id }, data: { organizationId: people.farid.organizationId } })
  })

  it('needs a verified lesson that the member sees', async () => {
    const id = await aLesson(people.amina, whole)
    expect((await confirm(people.elif, id)).status).toBe(404)
    expect((await confirm(people.carmen, id)).status).toBe(409)
  })
})

describe('a lesson that another one stands in the place of', () => {
  it('leaves the lists and keeps its page, which points to the other', async () => {
    const [old, fresh] = [await verified(), await verified()]
    const address = `http://localhost:3000/lessons/${fresh}?x=1`
    expect((await go(people.carmen, old, { to: 'superseded-by', supersededBy: address })).status).toBe(303)
    expect(await view(null, old)).toMatchObject({ state: 'superseded-by', replacedBy: { id: fresh } })
    const back = await go(people.carmen, fresh, { to: 'superseded-by', supersededBy: old })
    expect(back).toMatchObject({ status: 409, data: { errors: { supersededBy: { key: 'lessons.unmet.target' } } } })
  })

  it('is not opened to everyone by that, where no reviewer had verified it', async () => {
    const [hidden, open] = [await aLesson(people.elif, { title: 'Never verified' }), await verified()]
    expect((await go(people.carmen, hidden, { to: 'duplicate-of', duplicateOf: open })).status).toBe(303)
    await expect(view(people.elif, hidden)).resolves.toMatchObject({ replacedBy: { id: open } })
    for (const who of [people.amina, null]) {
      expect((await run(page.loader, get(`/lessons/${hidden}`, who), { id: hidden })).status).toBe(404)
    }
  })
})

describe('POST /lessons/:id/attribution', () => {
  const look = (who: Cast['amina'], id: string) =>
    run(attribution.action, post(`/lessons/${id}/attribution`, {}, who), { id })

  it('shows a reviewer who wrote it, and the author who looked', async () => {
    const id = await anObservation(people.amina, people.carmen, { attribution: 'stakeholder-type' })
    expect(JSON.stringify(await view(people.dmitri, id))).not.toContain('Amina')
    expect((await look(people.dmitri, id)).status).toBe(303)
    await look(people.dmitri, id)
    expect((await view(people.dmitri, id)).by.name).toBe('Amina Diallo')
    expect((await view(people.carmen, id)).by.name).toBeUndefined()
    expect((await view(people.amina, id)).looks).toMatchObject([{ name: 'Dmitri Orlov' }])
    expect((await view(people.dmitri, id)).looks).toEqual([])
    await db.attributionLook.updateMany({ where: { lessonId: id }, data: { at: new Date(Date.now() - 16 * 60_000) } })
    expect((await view(people.dmitri, id)).by.name).toBeUndefined()
  })

  it('is for reviewers, and only where they see the lesson', async () => {
    const id = await anObservation(people.amina, people.carmen, { attribution: 'organization' })
    expect((await look(people.elif, id)).status).toBe(403)
    const draft = await aLesson(people.amina, { attribution: 'organization' }, { intent: 'draft' })
    expect((await look(people.carmen, draft)).status).toBe(404)
    expect(await db.attributionLook.count({ where: { lessonId: id } })).toBe(0)
  })
})

describe('the words of a reviewer', () => {
  const texts = { title: 'Better', planned: '', observation: 'Two roads.', discussion: '', holdsWhen: '' }
  const reword = (who: Cast['amina'], id: string, version = '1') =>
    run(
      wording.action,
      post(`/lessons/${id}/wording`, { ...texts, conclusion: '', recommendation: '', version }, who),
      {
        id,
      },
    )
  const compare = (who: Cast['amina'], id: string) => run(versions.loader, get(`/lessons/${id}/versions`, who), { id })

  it('are kept beside the author’s, and both compare them word by word', async () => {
    const id = await aLesson(people.amina, { title: 'Good', observation: 'Five roads.', attribution: 'organization' })
    expect(await reword(people.carmen, id)).toMatchObject({ status: 303, location: `/lessons/${id}/verify` })
    await go(people.carmen, id, { to: 'observation', version: '2' })
    expect((await view(null, id)).title).toBe('Better')
    const { data } = await compare(people.carmen, id)
    expect(data.versions).toMatchObject([
      { version: 1, byAuthor: true },
      { version: 2, byAuthor: false, by: { name: 'Carmen Ruiz' } },
    ])
    expect(data.versions[0].by).not.toHaveProperty('name')
    expect(data.fields[0]).toMatchObject({
      name: 'title',
      changes: [
        { kind: 'removed', text: 'Good' },
        { kind: 'added', text: 'Better' },
      ],
    })
    expect((await compare(people.amina, id)).data.versions[0].by.name).toBe('Amina Diallo')
  })

  it('are for no member and no author, and only before the verification', async () => {
    const id = await aLesson(people.amina)
    expect((await reword(people.amina, id)).status).toBe(403)
    expect((await reword(people.elif, id)).status).toBe(404)
    const open = await verified()
    expect((await reword(people.carmen, open)).status).toBe(409)
    expect((await compare(people.elif, open)).status).toBe(404)
  })

  it('do not overwrite what the author saved meanwhile', async () => {
    const id = await aLesson(people.amina)
    await reword(people.carmen, id)
    expect(await reword(people.dmitri, id, '1')).toMatchObject({ status: 303 })
    const late = run(
      wording.action,
      post(
        `/lessons/${id}/wording`,
        { ...texts, title: 'Late', conclusion: '', recommendation: '', version: '1' },
        people.dmitri,
      ),
      { id },
    )
    expect(await late).toMatchObject({ status: 409, data: { meanwhile: true, values: { title: ['Late'] } } })
  })
})

describe('GET /actions', () => {
  const actionsFor = async (who: Cast['amina'] | null) => {
    const { own, overdue, coming } = (await run(actions.loader, get('/actions', who))).data.actions
    const each = (list: { action: { lessonId: string; owner: object } }[]) => list.map(({ action }) => action)
    return { own: each(own), overdue: each(overdue), coming: each(coming) }
  }
  const ids = (rows: { lessonId: string }[]) => rows.map(({ lessonId }) => lessonId)

  it('shows what is overdue and to come to everyone, and first their own to those who carry it out', async () => {
    const [late, soon] = [await confirmed(), await confirmed()]
    await go(people.carmen, late, { ...plan, owner: 'Harbour Builders', dueDate: '2020-01-31' })
    await go(people.carmen, soon, { ...plan, dueDate: '2099-01-31' })
    expect(ids((await actionsFor(people.farid)).own)).toEqual(expect.arrayContaining([late, soon]))
    const forGuests = await actionsFor(null)
    expect(forGuests.own).toEqual([])
    expect(ids(forGuests.overdue)).toContain(late)
    expect(ids(forGuests.coming)).toContain(soon)
    expect((await run(review.loader, get('/review', people.carmen))).data.overdue).toBe(1)
    await go(people.farid, late, { to: 'action-under-way', note: 'Begun.' })
    await go(people.farid, late, { to: 'lesson-learned', evidence: 'It is in the manual.' })
    expect(ids((await actionsFor(null)).overdue)).not.toContain(late)
  })

  it('does not name an owner who wrote the lesson and chose not to be named', async () => {
    const id = await anObservation(people.amina, people.carmen, { ...whole, attribution: 'stakeholder-type' })
    await confirm(people.elif, id)
    await confirm(people.bounmy, id)
    await go(people.carmen, id, { ...plan, owner: emailOf('amina') })
    const line = (await actionsFor(people.elif)).coming.find(({ lessonId }) => lessonId === id)
    expect(line?.owner).toEqual({ stakeholderType: 'State of Origin' })
    expect((await view(people.elif, id)).action.owner).toEqual({ stakeholderType: 'State of Origin' })
  })

  it('does not tell who of an organization acted, where one of them wrote the lesson unnamed', async () => {
    const id = await anObservation(people.amina, people.carmen, { ...whole, attribution: 'stakeholder-type' })
    await confirm(people.elif, id)
    await confirm(people.bounmy, id)
    await go(people.carmen, id, { ...plan, owner: 'Consular Directorate' })
    await go(people.amina, id, { to: 'action-under-way', note: 'Begun.' })
    await go(people.amina, id, { to: 'lesson-learned', evidence: 'It is in the manual.' })
    const seen = await view(null, id)
    const byOrganization = { organization: 'Consular Directorate' }
    expect(seen.timeline.slice(-2).map(({ by }: { by: object }) => by)).toEqual([byOrganization, byOrganization])
    expect(seen.evidence[0].by).toEqual(byOrganization)
    expect(seen.timeline[0].by).toEqual({ stakeholderType: 'State of Origin' })
  })
})
