import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '~/db.server'
import { answerCounterEvidence } from '~/features/lessons/answer-counter-evidence.server'
import { contestLesson } from '~/features/lessons/contest-lesson.server'
import { refusalOfAnswer, refusalOfContesting } from '~/features/lessons/counter-evidence'
import { counterEvidenceOf } from '~/features/lessons/counter-evidence-queries.server'
import { lessonStates, publicStates } from '~/features/lessons/lesson'
import { listLessons } from '~/features/lessons/queries.server'
import { withdrawLesson } from '~/features/lessons/withdraw-lesson.server'
import type { Viewer } from '~/features/members/viewer'
import { indexLesson } from '~/features/search/index-documents.server'
import { search } from '~/features/search/search.server'
import { newId } from '~/lib/ids'
import { type Cast, cast } from '../../support/cast'
import { useDatabase } from '../../support/database'
import { aLesson, anObservation } from '../../support/lessons'

useDatabase()
let people: Cast
beforeAll(async () => {
  people = await cast()
})

const contest = (member: Viewer, lessonId: string, clientId = newId()) =>
  contestLesson(member, lessonId, { conditions: 'Households as employers', body: '**31** of 900 answered.', clientId })
const isContested = async (id: string) =>
  (await listLessons(null, {}, { formats: 'en', limit: 100 })).rows.find((row) => row.id === id)?.track?.confidence
    .contested
const eventsOf = async (id: string) =>
  (await db.event.findMany({ where: { payload: { contains: id } }, orderBy: { id: 'asc' } })).map(({ type }) => type)

describe('saying that a lesson did not hold', () => {
  it('stands beside it, for guests too, and contests it until it is answered', async () => {
    const id = await anObservation(people.amina, people.carmen)
    expect(await isContested(id)).toBe(false)
    const evidence = await contest(people.elif, id)
    expect(await isContested(id)).toBe(true)
    expect(await counterEvidenceOf(null, id)).toMatchObject([
      {
        id: evidence,
        conditions: 'Households as employers',
        html: expect.stringContaining('<strong>31</strong>'),
        by: { name: people.elif.name },
        answer: null,
        canAnswer: false,
      },
    ])
    await answerCounterEvidence(people.amina, id, evidence, { answer: 'Agreed: not for households.' })
    expect(await isContested(id)).toBe(false)
    const [row] = await counterEvidenceOf(people.bounmy, id)
    expect(row?.answer).toMatchObject({ html: expect.stringContaining('Agreed'), by: { name: people.amina.name } })
    expect((await eventsOf(evidence)).slice(-2)).toEqual(['lesson.contested', 'lesson.answered'])
  })

  it('is marked where the lesson is found', async () => {
    const id = await anObservation(people.amina, people.carmen, { title: 'Zeppelins over the delta' })
    await indexLesson(id)
    const found = () => search(null, { q: 'zeppelins' }).results.map(({ contested }) => contested)
    expect(found()).toEqual([false])
    const evidence = await contest(people.elif, id)
    expect(found()).toEqual([true])
    await answerCounterEvidence(people.amina, id, evidence, { answer: 'They need calm air.' })
    expect(found()).toEqual([false])
  })

  it('is said once for one client id', async () => {
    const id = await anObservation(people.amina, people.carmen)
    const clientId = newId()
    const [a, b] = await Promise.all([contest(people.elif, id, clientId), contest(people.elif, id, clientId)])
    expect(a).toBe(b)
    expect(await db.counterEvidence.count({ where: { lessonId: id } })).toBe(1)
    expect((await eventsOf(id)).filter((type) => type === 'lesson.contested')).toHaveLength(1)
  })

  it('is not for lessons that do not exist for the member, nor for what is not open to everyone', async () => {
    const submitted = await aLesson(people.amina)
    await expect(contest(people.elif, submitted)).rejects.toMatchObject({ status: 404 })
    await expect(contest(people.carmen, submitted)).rejects.toMatchObject({ status: 409 })
    for (const state of lessonStates) {
      expect(refusalOfContesting({ state })?.status ?? null).toBe(publicStates.includes(state) ? null : 409)
    }
  })

  it('is gone from sight with the lesson', async () => {
    const id = await anObservation(people.amina, people.carmen)
    await contest(people.elif, id)
    await withdrawLesson(people.amina, id)
    for (const viewer of [null, people.elif, people.carmen]) expect(await counterEvidenceOf(viewer, id)).toEqual([])
    expect(await counterEvidenceOf(people.amina, id)).toHaveLength(1)
  })

  it('is open to the author, who is shown in it as in the lesson', async () => {
    const id = await anObservation(people.amina, people.carmen, { attribution: 'organization' })
    const own = await contest(people.amina, id)
    const theirs = await contest(people.elif, id)
    await answerCounterEvidence(people.amina, id, theirs, { answer: 'True.' })
    const rows = await counterEvidenceOf(people.bounmy, id)
    const shown = { organization: 'Consular Directorate', stakeholderType: 'State of Origin' }
    expect(rows.find((row) => row.id === own)?.by).toEqual(shown)
    expect(rows.find((row) => row.id === theirs)?.answer?.by).toEqual(shown)
    expect(JSON.stringify(rows)).not.toContain(people.amina.name)
    expect(JSON.stringify(rows)).not.toContain(people.amina.id)
  })
})

describe('answering', () => {
  const answer = (member: Viewer, lessonId: string, evidence: string, text = 'Here is why.') =>
    answerCounterEvidence(member, lessonId, evidence, { answer: text })

  it('is for the author, the owner and the reviewers', async () => {
    const lesson = { authorId: people.amina.id, state: 'observation' as const, owner: { memberId: people.farid.id } }
    const evidence = { memberId: people.elif.id, answeredAt: null }
    for (const member of [people.amina, people.farid, people.carmen, people.dmitri]) {
      expect(refusalOfAnswer(member, lesson, evidence)).toBeNull()
    }
    expect(refusalOfAnswer(people.bounmy, lesson, evidence)).toMatchObject({ status: 403 })
    const byOrganization = { ...lesson, owner: { organizationId: people.bounmy.organizationId ?? '' } }
    expect(refusalOfAnswer(people.bounmy, byOrganization, evidence)).toBeNull()
    expect(refusalOfAnswer(people.farid, byOrganization, evidence)).toMatchObject({ status: 403 })
  })

  it('is never for who said it, be it the author or a reviewer', async () => {
    const id = await anObservation(people.amina, people.carmen)
    for (const member of [people.amina, people.carmen]) {
      const evidence = await contest(member, id)
      await expect(answer(member, id, evidence)).rejects.toMatchObject({ status: 403 })
      expect((await counterEvidenceOf(member, id)).find((row) => row.id === evidence)?.canAnswer).toBe(false)
    }
    expect(await isContested(id)).toBe(true)
  })

  it('is for the organization that owns the lesson, also under the name it was merged into', async () => {
    const id = await anObservation(people.amina, people.carmen)
    const evidence = await contest(people.elif, id)
    await db.lessonAction.create({
      data: {
        ...{ lessonId: id, ownerOrganizationId: people.farid.organizationId, dueDate: '2027-01-01' },
        ...{ assignedById: people.carmen.id, assignedAt: new Date() },
      },
    })
    await expect(answer(people.bounmy, id, evidence)).rejects.toMatchObject({ status: 403 })
    await db.organization.update({
      where: { id: people.farid.organizationId ?? '' },
      data: { mergedIntoId: people.bounmy.organizationId },
    })
    await answer(people.bounmy, id, evidence)
    expect(await isContested(id)).toBe(false)
    await db.organization.update({ where: { id: people.farid.organizationId ?? '' }, data: { mergedIntoId: null } })
  })

  it('is refused to others and where there is nothing to answer', async () => {
    const id = await anObservation(people.amina, people.carmen)
    const other = await anObservation(people.amina, people.carmen)
    const evidence = await contest(people.elif, id)
    await expect(answer(people.bounmy, id, evidence)).rejects.toMatchObject({ status: 403 })
    await expect(answer(people.amina, other, evidence)).rejects.toMatchObject({ status: 404 })
    await expect(answer(people.amina, id, 'nothing')).rejects.toMatchObject({ status: 404 })
  })

  it('is done once: the same words again change nothing, other words are refused', async () => {
    const id = await anObservation(people.amina, people.carmen)
    const evidence = await contest(people.elif, id)
    await answer(people.amina, id, evidence)
    await answer(people.amina, id, evidence)
    await expect(answer(people.amina, id, evidence, 'On second thoughts.')).rejects.toMatchObject({ status: 409 })
    await expect(answer(people.carmen, id, evidence)).rejects.toMatchObject({ status: 409 })
    expect((await eventsOf(evidence)).filter((type) => type === 'lesson.answered')).toHaveLength(1)
  })
})
