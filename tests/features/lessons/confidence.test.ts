import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '~/db.server'
import { answerCounterEvidence } from '~/features/lessons/answer-counter-evidence.server'
import {
  type ConfidenceFacts,
  confidenceLevels,
  confidenceOf,
  confidenceReasons,
  untested,
} from '~/features/lessons/confidence'
import { confidenceFacts } from '~/features/lessons/confidence-facts.server'
import { contestLesson } from '~/features/lessons/contest-lesson.server'
import { sourceKinds } from '~/features/lessons/lesson'
import { reuseLesson } from '~/features/lessons/reuse-lesson.server'
import type { Viewer } from '~/features/members/viewer'
import type { Helped } from '~/features/reuses/reuse'
import { translate } from '~/i18n/translate'
import { newId } from '~/lib/ids'
import { type Cast, cast } from '../../support/cast'
import { countStatements } from '../../support/count-statements'
import { useDatabase } from '../../support/database'
import { anObservation } from '../../support/lessons'
import { seeded } from '../../support/seeded'

useDatabase()
let people: Cast
beforeAll(async () => {
  people = await cast()
})

const counts = ['confirmations', 'helped', 'helpedPartly', 'failed', 'kinds', 'countries', 'open', 'answered'] as const

/** Facts as they may be, the same at each run. */
function someFacts(number: number): ConfidenceFacts[] {
  const random = seeded(20261121)
  const pick = (below: number) => Math.floor(random() * below)
  return Array.from({ length: number }, () => ({
    ...untested(sourceKinds[pick(sourceKinds.length)] ?? 'first-hand'),
    ...Object.fromEntries(counts.map((name) => [name, pick(7)])),
  }))
}

const rank = (facts: ConfidenceFacts) => {
  const { level, points } = confidenceOf(facts)
  return { points, level: confidenceLevels.indexOf(level) }
}

describe('confidence, whatever the facts', () => {
  const cases = someFacts(2_000)
  const moreOf = (name: (typeof counts)[number]) => cases.map((facts) => [facts, { ...facts, [name]: facts[name] + 1 }])

  it.each(['confirmations', 'helped', 'helpedPartly', 'kinds', 'countries'] as const)(
    'is never lowered by more %s',
    (name) => {
      for (const [before, after] of moreOf(name)) {
        expect(rank(after!).points).toBeGreaterThanOrEqual(rank(before!).points)
        expect(rank(after!).level).toBeGreaterThanOrEqual(rank(before!).level)
      }
    },
  )

  it.each(['failed', 'open', 'answered'] as const)('is never raised by more %s', (name) => {
    for (const [before, after] of moreOf(name)) {
      expect(rank(after!).points).toBeLessThanOrEqual(rank(before!).points)
      expect(rank(after!).level).toBeLessThanOrEqual(rank(before!).level)
    }
  })

  it('is never lowered by an answer, nor where what helped in part helps after all', () => {
    for (const facts of cases) {
      if (facts.open > 0) {
        const answered = { ...facts, open: facts.open - 1, answered: facts.answered + 1 }
        expect(rank(answered).points).toBeGreaterThanOrEqual(rank(facts).points)
      }
      if (facts.helpedPartly > 0) {
        const whole = { ...facts, helpedPartly: facts.helpedPartly - 1, helped: facts.helped + 1 }
        expect(rank(whole).points).toBeGreaterThanOrEqual(rank(facts).points)
      }
    }
  })

  it('is never high while somebody waits for an answer or nobody was helped, and contested exactly while somebody waits', () => {
    for (const facts of cases) {
      const { level, contested } = confidenceOf(facts)
      expect(contested).toBe(facts.open > 0)
      if (facts.open > 0 || facts.helped === 0) expect(level).not.toBe('high')
    }
  })

  it('is the sum of the lines that the page shows', () => {
    for (const facts of cases) {
      const { points, parts } = confidenceOf(facts)
      expect(points).toBe(Object.values(parts).reduce((sum, part) => sum + part, 0))
    }
  })
})

describe('confidence, by example', () => {
  const t = translate('en')

  it('is low of what only its author tells', () => {
    const facts = untested('first-hand')
    expect(confidenceOf(facts)).toMatchObject({ level: 'low', contested: false, points: 1 })
    expect(confidenceReasons(t, facts, 'en-GB')).toBe('told first hand, not tried by others yet')
  })

  it('is moderate of two confirmations, two successes and one counter-example without an answer', () => {
    const facts = { ...untested('first-hand'), confirmations: 2, kinds: 2, helped: 2, open: 1 }
    expect(confidenceOf(facts)).toMatchObject({ level: 'moderate', contested: true, points: 5 })
    expect(confidenceReasons(t, facts, 'en-GB')).toBe(
      'told first hand, confirmed by 2 other organizations, helped 2 organizations, 2 different kinds of stakeholder, 1 counter-example without an answer',
    )
  })

  it('is high of an evaluation that was confirmed and helped in two countries', () => {
    const facts = { ...untested('evaluation'), confirmations: 2, kinds: 2, helped: 2, countries: 2 }
    expect(confidenceOf(facts)).toMatchObject({ level: 'high', points: 8 })
  })
})

describe('the facts of a lesson', () => {
  const use = (member: Viewer, lessonId: string, country: string, helped: Helped) =>
    reuseLesson(member, lessonId, {
      ...{ country, helped, crisis: 'Floods', when: '2025-09-14', changed: '', why: 'So.', clientId: newId() },
    })
  const factsOf = async (id: string) => (await confidenceFacts([id])).get(id)

  it('count organizations, kinds of stakeholder and countries of those who are not the author', async () => {
    const id = await anObservation(people.amina, people.carmen)
    expect(await factsOf(id)).toEqual(untested('first-hand'))
    await use(people.bounmy, id, 'LA', 'yes')
    await use(people.bounmy, id, 'TH', 'yes')
    await use(people.elif, id, 'TR', 'partly')
    await use(people.farid, id, 'LB', 'no')
    expect(await factsOf(id)).toEqual({
      ...untested('first-hand'),
      helped: 1,
      helpedPartly: 1,
      failed: 1,
      kinds: 2,
      countries: 3,
    })
  })

  it('take no success from the author, but a failure', async () => {
    const id = await anObservation(people.amina, people.carmen)
    await use(people.amina, id, 'LB', 'yes')
    await use(people.amina, id, 'SN', 'no')
    expect(await factsOf(id)).toEqual({ ...untested('first-hand'), failed: 1 })
  })

  it('count what helped in part and then whole as whole, once', async () => {
    const id = await anObservation(people.amina, people.carmen)
    await use(people.elif, id, 'TR', 'partly')
    await use(people.elif, id, 'TR', 'yes')
    expect(await factsOf(id)).toMatchObject({ helped: 1, helpedPartly: 0, countries: 1 })
  })

  it('count an organization that was merged into another as the other', async () => {
    const id = await anObservation(people.amina, people.carmen)
    const at = new Date()
    await db.lessonConfirmation.createMany({
      data: [people.elif, people.farid].map(({ id: memberId, organizationId, stakeholderTypeSlug }) => ({
        ...{ lessonId: id, memberId, organizationId, stakeholderTypeSlug: stakeholderTypeSlug ?? '', at },
      })),
    })
    expect(await factsOf(id)).toMatchObject({ confirmations: 2, kinds: 2 })
    const merge = (mergedIntoId: string | null) =>
      db.organization.update({ where: { id: people.farid.organizationId ?? '' }, data: { mergedIntoId } })
    await merge(people.elif.organizationId)
    expect(await factsOf(id)).toMatchObject({ confirmations: 1, kinds: 2 })
    await merge(people.amina.organizationId)
    expect(await factsOf(id)).toMatchObject({ confirmations: 1, kinds: 1 })
    await merge(null)
  })

  it('tell counter-evidence with an answer from that without', async () => {
    const id = await anObservation(people.amina, people.carmen)
    const contest = (member: Viewer) =>
      contestLesson(member, id, { conditions: 'Rain', body: 'It rained.', clientId: newId() })
    const first = await contest(people.elif)
    await contest(people.bounmy)
    expect(await factsOf(id)).toMatchObject({ open: 2, answered: 0 })
    await answerCounterEvidence(people.amina, id, first, { answer: 'Stay inside.' })
    expect(await factsOf(id)).toMatchObject({ open: 1, answered: 1 })
  })

  it('are one statement for any number of lessons', async () => {
    const ids = [await anObservation(people.amina, people.carmen), await anObservation(people.elif, people.carmen)]
    await use(people.bounmy, ids[0] ?? '', 'LA', 'yes')
    const counted = countStatements()
    const facts = await confidenceFacts(ids)
    expect(counted.stop()).toBe(1)
    expect(ids.map((id) => facts.get(id)?.helped)).toEqual([1, 0])
  })
})
