import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db, inTransaction } from '~/db.server'
import { startTelling, type Teller } from '~/events.server'
import { follow } from '~/features/following/follow.server'
import { answerCounterEvidence } from '~/features/lessons/answer-counter-evidence.server'
import { contestLesson } from '~/features/lessons/contest-lesson.server'
import { reuseLesson } from '~/features/lessons/reuse-lesson.server'
import { withdrawLesson } from '~/features/lessons/withdraw-lesson.server'
import type { Viewer } from '~/features/members/viewer'
import { noticeText } from '~/features/notifications/notification'
import {
  notifyAnswered,
  notifyContested,
  notifyPracticeReused,
  notifyReused,
} from '~/features/notifications/notify-reuse.server'
import { listNotifications } from '~/features/notifications/queries.server'
import { reusePractice } from '~/features/practices/reuse-practice.server'
import { translate } from '~/i18n/translate'
import { newId } from '~/lib/ids'
import { type Cast, cast } from '../../support/cast'
import { useDatabase } from '../../support/database'
import { aPractice } from '../../support/follow-world'
import { anObservation } from '../../support/lessons'

useDatabase()
let people: Cast
let teller: Teller
beforeAll(async () => {
  people = await cast()
  teller = startTelling({
    'lesson.reused': [notifyReused],
    'lesson.contested': [notifyContested],
    'lesson.answered': [notifyAnswered],
    'practice.reused': [notifyPracticeReused],
  })
})
afterAll(() => teller.stop())
beforeEach(async () => {
  await teller.settled()
  await db.notification.deleteMany()
})

const aUse = () => ({
  ...{ country: 'LA', crisis: 'Floods', when: '2025-09-14', changed: '', helped: 'yes' as const, why: '' },
  clientId: newId(),
})
const contest = (member: Viewer, id: string) =>
  contestLesson(member, id, { conditions: 'Rain', body: 'It rained.', clientId: newId() })

/** The notices of a member as he or she reads them, with where they lead. */
async function heardBy(viewer: Viewer) {
  await teller.settled()
  const { rows } = await listNotifications(viewer, { formats: 'en-GB' })
  return rows.map((row) => [noticeText(translate('en'), row), row.href])
}
const title = 'Agree on pick-up points before the border closes'

describe('the author of a lesson', () => {
  it('hears that it was used, in one notice that counts, and not by whom', async () => {
    const id = await anObservation(people.amina, people.carmen)
    await reuseLesson(people.bounmy, id, aUse())
    expect(await heardBy(people.amina)).toEqual([[`Somebody used your lesson: ${title}`, `/lessons/${id}#used-by`]])
    await reuseLesson(people.elif, id, aUse())
    expect(await heardBy(people.amina)).toEqual([
      [`Your lesson was used 2 times more: ${title}`, `/lessons/${id}#used-by`],
    ])
    expect(await heardBy(people.carmen)).toEqual([])
  })

  it('does not hear of his or her own use', async () => {
    const id = await anObservation(people.amina, people.carmen)
    await reuseLesson(people.amina, id, aUse())
    expect(await heardBy(people.amina)).toEqual([])
  })

  it('hears with the owner that it did not hold for somebody', async () => {
    const id = await anObservation(people.amina, people.carmen)
    await db.lessonAction.create({
      data: {
        ...{ lessonId: id, ownerMemberId: people.farid.id, dueDate: '2027-01-01' },
        ...{ assignedById: people.carmen.id, assignedAt: new Date() },
      },
    })
    await contest(people.elif, id)
    const told = [[`Somebody says that this lesson did not hold: ${title}`, `/lessons/${id}#did-not-hold`]]
    expect(await heardBy(people.amina)).toEqual(told)
    expect(await heardBy(people.farid)).toEqual(told)
    expect(await heardBy(people.elif)).toEqual([])
  })

  it('hears nothing of a lesson that was withdrawn before it was told', async () => {
    const id = await anObservation(people.amina, people.carmen)
    await teller.settled()
    const event = { type: 'lesson.reused', lessonId: id, byId: people.elif.id } as const
    await withdrawLesson(people.amina, id)
    await notifyReused(event, { eventId: 1_000_000, at: new Date() })
    expect(await heardBy(people.amina)).toEqual([])
  })
})

it('who said that a lesson did not hold hears that it was answered, and nobody else', async () => {
  const id = await anObservation(people.amina, people.carmen)
  const evidence = await contest(people.elif, id)
  await contest(people.bounmy, id)
  await teller.settled()
  await db.notification.deleteMany()
  await answerCounterEvidence(people.carmen, id, evidence, { answer: 'Stay inside.' })
  expect(await heardBy(people.elif)).toEqual([
    [`What you said about where this lesson did not hold was answered: ${title}`, `/lessons/${id}#did-not-hold`],
  ])
  for (const viewer of [people.amina, people.bounmy, people.carmen]) expect(await heardBy(viewer)).toEqual([])
})

it('who follows a practice hears that it was used, but not who used it himself or herself', async () => {
  await inTransaction(() => aPractice('boats', 'Boats'))
  for (const viewer of [people.amina, people.elif]) await follow(viewer, { kind: 'practice', key: 'boats' })
  await reusePractice(people.elif, 'boats', aUse())
  expect(await heardBy(people.amina)).toEqual([['Somebody used this practice: Boats', '/practices/boats#used-by']])
  for (const viewer of [people.elif, people.bounmy]) expect(await heardBy(viewer)).toEqual([])
})
