import { beforeAll, describe, expect, it } from 'vitest'
import { db, inTransaction } from '~/db.server'
import { emptyContext } from '~/features/context/context'
import { autosaveLesson } from '~/features/lessons/autosave-lesson.server'
import { draftLesson } from '~/features/lessons/draft-lesson.server'
import { postLesson } from '~/features/lessons/post-lesson.server'
import { prepareLesson } from '~/features/lessons/prepare-lesson.server'
import { findLesson, getLesson } from '~/features/lessons/queries.server'
import { returnLesson } from '~/features/lessons/return-lesson.server'
import { reviseLesson } from '~/features/lessons/revise-lesson.server'
import { submitLesson } from '~/features/lessons/submit-lesson.server'
import { verifyLesson } from '~/features/lessons/verify-lesson.server'
import { withdrawLesson } from '~/features/lessons/withdraw-lesson.server'
import { newId } from '~/lib/ids'
import { type Cast, cast } from '../../support/cast'
import { useDatabase } from '../../support/database'
import { aContent, aLesson, anObservation } from '../../support/lessons'

useDatabase()
let people: Cast
beforeAll(async () => {
  people = await cast()
})

const seen = { note: '', version: null }
const rowOf = (id: string) => db.lesson.findUniqueOrThrow({ where: { id } })
const passagesOf = async (id: string) =>
  (await db.lessonPassage.findMany({ where: { lessonId: id }, orderBy: { at: 'asc' } })).map(
    ({ fromState, toState, byId }) => [fromState, toState, byId],
  )
const versionsOf = async (id: string) =>
  (await db.lessonVersion.findMany({ where: { lessonId: id }, orderBy: { version: 'asc' } })).map(
    ({ version, content }) => [version, JSON.parse(content).title],
  )
const eventsOf = async (id: string) =>
  (await db.event.findMany({ where: { payload: { contains: id } }, orderBy: { id: 'asc' } })).map(({ type }) => type)

describe('posting a lesson', () => {
  it('keeps a draft for its author alone and tells nobody', async () => {
    const id = await aLesson(people.amina, {}, { intent: 'draft' })
    expect((await rowOf(id)).state).toBe('draft')
    expect(await passagesOf(id)).toEqual([[null, 'draft', people.amina.id]])
    expect(await eventsOf(id)).toEqual([])
    expect(await versionsOf(id)).toEqual([])
    for (const viewer of [people.elif, people.carmen, people.dmitri, null]) {
      await expect(getLesson(viewer, id, 'en-GB')).rejects.toMatchObject({ status: 404 })
    }
  })

  it('hands it in with the same button press, its first version kept', async () => {
    const id = await aLesson(people.amina, { title: 'First' })
    expect(await rowOf(id)).toMatchObject({ state: 'submitted', submittedAt: expect.any(Date), verifiedAt: null })
    expect((await passagesOf(id)).map(([from, to]) => [from, to])).toEqual([
      [null, 'draft'],
      ['draft', 'submitted'],
    ])
    expect(await eventsOf(id)).toEqual(['lesson.submitted'])
    expect(await versionsOf(id)).toEqual([[1, 'First']])
  })

  it('renders its texts once and keeps its context', async () => {
    const context = { ...emptyContext(), crisisType: ['flood'], country: ['LB'] }
    const id = await aLesson(people.amina, { context, planned: '<script>alert(1)</script>' })
    const row = await rowOf(id)
    expect(row.observationHtml).toContain('<strong>five</strong>')
    expect(row.plannedHtml).not.toContain('<script')
    expect((await findLesson(people.amina, id)).content.context).toEqual(context)
  })

  it('makes one of two posts with the same client id', async () => {
    const clientId = newId()
    const first = await aLesson(people.amina, {}, { clientId })
    expect(await aLesson(people.amina, {}, { clientId })).toBe(first)
    expect(await eventsOf(first)).toEqual(['lesson.submitted'])
    expect(await db.lesson.count({ where: { clientId } })).toBe(1)
  })

  it('makes one of two posts at the same moment', async () => {
    const clientId = newId()
    const [a, b] = await Promise.all([aLesson(people.amina, {}, { clientId }), aLesson(people.amina, {}, { clientId })])
    expect(a).toBe(b)
  })

  it('gives two members with the same client id a lesson each', async () => {
    const clientId = newId()
    const hers = await aLesson(people.amina, {}, { clientId })
    expect(await aLesson(people.elif, {}, { clientId })).not.toBe(hers)
  })

  it('goes on from the draft that the form has saved by itself', async () => {
    const clientId = newId()
    const id = await aLesson(people.amina, { title: 'Half' }, { clientId, intent: 'draft' })
    expect(await aLesson(people.amina, { title: 'Whole' }, { clientId, intent: 'submit' })).toBe(id)
    expect(await rowOf(id)).toMatchObject({ title: 'Whole', state: 'submitted', version: 2 })
  })

  it('does not overwrite a draft that was changed elsewhere', async () => {
    const clientId = newId()
    const id = await aLesson(people.amina, { title: 'Here' }, { clientId, intent: 'draft' })
    await reviseLesson(people.amina, id, { content: aContent({ title: 'There' }), intent: 'draft', version: 1 })
    const again = { content: aContent({ title: 'Here again' }), intent: 'submit' as const, clientId, version: null }
    expect(await postLesson(people.amina, again)).toMatchObject({ ok: false, stored: { content: { title: 'There' } } })
    expect(await rowOf(id)).toMatchObject({ title: 'There', state: 'draft' })
  })
})

describe('drafting a lesson for a harvest', () => {
  it('joins the transaction that it is called in, and makes one for one client id', async () => {
    const prepared = await prepareLesson(aContent())
    const clientId = newId()
    const failing = inTransaction(async () => {
      await draftLesson(people.amina, prepared, { clientId })
      throw new Error('on purpose')
    })
    await expect(failing).rejects.toThrow('on purpose')
    expect(await db.lesson.count({ where: { clientId } })).toBe(0)
    const [a, b] = [
      await draftLesson(people.amina, prepared, { clientId }),
      await draftLesson(people.amina, prepared, { clientId }),
    ]
    expect(a.id).toBe(b.id)
  })
})

describe('submitting', () => {
  it('takes a draft to the reviewers, once', async () => {
    const id = await aLesson(people.amina, {}, { intent: 'draft' })
    await submitLesson(people.amina, id)
    await submitLesson(people.amina, id)
    expect(await eventsOf(id)).toEqual(['lesson.submitted'])
    expect(await passagesOf(id)).toHaveLength(2)
  })

  it('is refused while its title or what happened is missing', async () => {
    const id = await aLesson(people.amina, { title: '', observation: '' }, { intent: 'draft' })
    await expect(submitLesson(people.amina, id)).rejects.toMatchObject({
      status: 409,
      key: 'lessons.unmet.title',
    })
    expect((await rowOf(id)).state).toBe('draft')
  })

  it('is nobody else’s: a draft does not exist for others', async () => {
    const id = await aLesson(people.amina, {}, { intent: 'draft' })
    for (const viewer of [people.elif, people.carmen]) {
      await expect(submitLesson(viewer, id)).rejects.toMatchObject({ status: 404 })
    }
  })

  it('is refused for an observation, which would take it from everyone without a change', async () => {
    const id = await anObservation(people.amina, people.carmen)
    await expect(submitLesson(people.amina, id)).rejects.toMatchObject({ status: 409 })
    expect((await rowOf(id)).state).toBe('observation')
  })
})

describe('verifying', () => {
  it('opens a submitted lesson to everyone and says who did it', async () => {
    const id = await aLesson(people.amina)
    await verifyLesson(people.carmen, id, { note: 'Sound.', version: 1 })
    expect(await rowOf(id)).toMatchObject({ state: 'observation', verifiedAt: expect.any(Date) })
    expect((await passagesOf(id)).at(-1)).toEqual(['submitted', 'observation', people.carmen.id])
    expect(await eventsOf(id)).toEqual(['lesson.submitted', 'lesson.verified'])
    await expect(getLesson(null, id, 'en-GB')).resolves.toMatchObject({ id })
  })

  it('happens once however often the button is pressed', async () => {
    const id = await anObservation(people.amina, people.carmen)
    await verifyLesson(people.carmen, id, seen)
    expect(await eventsOf(id)).toEqual(['lesson.submitted', 'lesson.verified'])
    await expect(verifyLesson(people.dmitri, id, seen)).rejects.toMatchObject({ status: 409 })
  })

  it('is refused to the author, reviewer or not', async () => {
    const own = await aLesson(people.carmen)
    await expect(verifyLesson(people.carmen, own, seen)).rejects.toMatchObject({
      status: 403,
      key: 'lessons.errors.ownReview',
    })
    const hers = await aLesson(people.amina)
    await expect(verifyLesson(people.amina, hers, seen)).rejects.toMatchObject({ status: 403 })
    expect((await rowOf(own)).state).toBe('submitted')
  })

  it('is not there for a member who may not see the lesson', async () => {
    const id = await aLesson(people.amina)
    await expect(verifyLesson(people.elif, id, seen)).rejects.toMatchObject({ status: 404 })
  })

  it('is refused when the author changed what the reviewer has read', async () => {
    const id = await aLesson(people.amina)
    await reviseLesson(people.amina, id, { content: aContent({ title: 'Other' }), intent: 'submit', version: 1 })
    await expect(verifyLesson(people.carmen, id, { note: '', version: 1 })).rejects.toMatchObject({
      status: 409,
      key: 'lessons.errors.changedSince',
    })
    await verifyLesson(people.carmen, id, { note: '', version: 2 })
    expect((await rowOf(id)).state).toBe('observation')
  })

  it.each(['draft', 'returned', 'withdrawn'] as const)('is refused in the state %s', async (state) => {
    const id = await aLesson(people.amina)
    await db.lesson.update({ where: { id }, data: { state } })
    await expect(verifyLesson(people.carmen, id, seen)).rejects.toMatchObject({
      status: state === 'returned' ? 409 : 404,
    })
  })
})

describe('returning', () => {
  it('gives a lesson back with a note, from which the author submits it again', async () => {
    const id = await aLesson(people.amina)
    await returnLesson(people.carmen, id, { note: 'Which road?' })
    expect((await rowOf(id)).state).toBe('returned')
    const content = aContent({ title: 'With the road' })
    await reviseLesson(people.amina, id, { content, intent: 'submit', version: 1 })
    expect((await passagesOf(id)).map(([, to]) => to)).toEqual(['draft', 'submitted', 'returned', 'submitted'])
    expect(await eventsOf(id)).toEqual(['lesson.submitted', 'lesson.returned', 'lesson.revised', 'lesson.submitted'])
    expect((await versionsOf(id)).at(-1)).toEqual([2, 'With the road'])
  })

  it('is refused to the author and, once verified, to everyone', async () => {
    const own = await aLesson(people.carmen)
    await expect(returnLesson(people.carmen, own, { note: 'x' })).rejects.toMatchObject({ status: 403 })
    const id = await anObservation(people.amina, people.carmen)
    await expect(returnLesson(people.dmitri, id, { note: 'x' })).rejects.toMatchObject({ status: 409 })
    await expect(returnLesson(people.elif, id, { note: 'x' })).rejects.toMatchObject({ status: 403 })
  })

  it('tells its note to the author and the reviewers only', async () => {
    const id = await aLesson(people.amina)
    await returnLesson(people.carmen, id, { note: 'Leave out the village.' })
    await submitLesson(people.amina, id)
    await verifyLesson(people.dmitri, id, seen)
    const notesFor = async (viewer: Cast[keyof Cast] | null) =>
      (await getLesson(viewer, id, 'en-GB')).timeline.map(({ note }) => note).join('')
    expect(await notesFor(people.amina)).toBe('Leave out the village.')
    expect(await notesFor(people.dmitri)).toBe('Leave out the village.')
    expect(await notesFor(people.elif)).toBe('')
    expect(await notesFor(null)).toBe('')
  })
})

describe('withdrawing', () => {
  it('takes a lesson from everyone but its author', async () => {
    const id = await anObservation(people.amina, people.carmen)
    await withdrawLesson(people.amina, id)
    await withdrawLesson(people.amina, id)
    expect(await eventsOf(id)).toEqual(['lesson.submitted', 'lesson.verified', 'lesson.withdrawn'])
    await expect(getLesson(people.amina, id, 'en-GB')).resolves.toMatchObject({ state: 'withdrawn' })
    for (const viewer of [people.elif, people.carmen, null]) {
      await expect(getLesson(viewer, id, 'en-GB')).rejects.toMatchObject({ status: 404 })
    }
  })

  it('is refused to everyone else', async () => {
    const id = await anObservation(people.amina, people.carmen)
    for (const viewer of [people.elif, people.carmen, people.dmitri]) {
      await expect(withdrawLesson(viewer, id)).rejects.toMatchObject({ status: 403 })
    }
  })
})

describe('revising', () => {
  it('saves a draft over itself and keeps no versions of what only the author has read', async () => {
    const id = await aLesson(people.amina, {}, { intent: 'draft' })
    const content = aContent({ title: 'Second', context: { ...emptyContext(), guideline: ['8'] } })
    const saved = await reviseLesson(people.amina, id, { content, intent: 'draft', version: 1 })
    expect(saved).toMatchObject({ ok: true, lesson: { version: 2, state: 'draft' } })
    expect((await findLesson(people.amina, id)).content).toEqual(content)
    expect(await versionsOf(id)).toEqual([])
  })

  it('keeps every version that a reviewer could read', async () => {
    const id = await aLesson(people.amina, { title: 'One' })
    await reviseLesson(people.amina, id, { content: aContent({ title: 'Two' }), intent: 'submit', version: 1 })
    expect(await versionsOf(id)).toEqual([
      [1, 'One'],
      [2, 'Two'],
    ])
    expect(await eventsOf(id)).toEqual(['lesson.submitted', 'lesson.revised'])
  })

  it('sends an observation back to the reviewers, away from everyone else', async () => {
    const id = await anObservation(people.amina, people.carmen)
    await reviseLesson(people.amina, id, {
      content: aContent({ title: 'Now different' }),
      intent: 'submit',
      version: 1,
    })
    expect(await rowOf(id)).toMatchObject({ state: 'submitted', verifiedAt: null })
    expect((await passagesOf(id)).at(-1)).toEqual(['observation', 'submitted', people.amina.id])
    await expect(getLesson(people.elif, id, 'en-GB')).rejects.toMatchObject({ status: 404 })
  })

  it('leaves an observation as it is when nothing was changed', async () => {
    const id = await anObservation(people.amina, people.carmen)
    await reviseLesson(people.amina, id, { content: aContent(), intent: 'submit', version: 1 })
    expect((await rowOf(id)).state).toBe('observation')
  })

  it('refuses to save over what was saved meanwhile, and shows it', async () => {
    const id = await aLesson(people.amina, {}, { intent: 'draft' })
    await reviseLesson(people.amina, id, { content: aContent({ title: 'On the phone' }), intent: 'draft', version: 1 })
    const late = { content: aContent({ title: 'On the computer' }), intent: 'submit' as const, version: 1 }
    expect(await reviseLesson(people.amina, id, late)).toMatchObject({
      ok: false,
      stored: { version: 2, content: { title: 'On the phone' } },
    })
    expect(await rowOf(id)).toMatchObject({ title: 'On the phone', state: 'draft', version: 2 })
  })

  it('is harmless when the same save is sent twice', async () => {
    const id = await aLesson(people.amina, {}, { intent: 'draft' })
    const save = { content: aContent({ title: 'Twice' }), intent: 'submit' as const, version: 1 }
    await reviseLesson(people.amina, id, save)
    expect(await reviseLesson(people.amina, id, save)).toMatchObject({ ok: true, lesson: { version: 2 } })
    expect(await eventsOf(id)).toEqual(['lesson.submitted'])
  })

  it('is refused to everyone but the author', async () => {
    const save = { content: aContent({ title: 'Not mine' }), intent: 'submit' as const, version: 1 }
    const id = await anObservation(people.amina, people.carmen)
    for (const viewer of [people.elif, people.carmen]) {
      await expect(reviseLesson(viewer, id, save)).rejects.toMatchObject({ status: 403 })
    }
    const draft = await aLesson(people.amina, {}, { intent: 'draft' })
    await expect(reviseLesson(people.carmen, draft, save)).rejects.toMatchObject({ status: 404 })
  })

  it('is refused once withdrawn', async () => {
    const id = await aLesson(people.amina)
    await withdrawLesson(people.amina, id)
    const save = { content: aContent({ title: 'Back' }), intent: 'submit' as const, version: 1 }
    await expect(reviseLesson(people.amina, id, save)).rejects.toMatchObject({ status: 409 })
  })
})

describe('saving by itself', () => {
  const typed = (title: string, clientId: string, version: number | null = null) => ({
    content: aContent({ title }),
    intent: 'draft' as const,
    clientId,
    version,
  })

  it('makes one draft and goes on in it', async () => {
    const clientId = newId()
    const first = await autosaveLesson(people.amina, '', typed('A', clientId))
    if (!first.ok) throw new Error('it is new')
    const second = await autosaveLesson(people.amina, first.lesson.id, typed('AB', clientId, 1))
    expect(second).toMatchObject({ ok: true, lesson: { id: first.lesson.id, version: 2 } })
  })

  it('never changes what others may read', async () => {
    const clientId = newId()
    const id = await aLesson(people.amina, {}, { clientId })
    await expect(autosaveLesson(people.amina, id, typed('X', clientId, 1))).rejects.toMatchObject({ status: 409 })
    await expect(autosaveLesson(people.amina, '', typed('X', clientId))).rejects.toMatchObject({ status: 409 })
    expect((await rowOf(id)).title).toBe(aContent().title)
  })
})
