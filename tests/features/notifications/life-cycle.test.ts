import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '~/db.server'
import { startTelling, type Teller } from '~/events.server'
import { emptyContext } from '~/features/context/context'
import { follow } from '~/features/following/follow.server'
import { confirmLesson } from '~/features/lessons/confirm-lesson.server'
import { transitionInput } from '~/features/lessons/lesson'
import { announceDueActions } from '~/features/lessons/remind-owners.server'
import { transitionLesson } from '~/features/lessons/transition-lesson.server'
import type { Viewer } from '~/features/members/viewer'
import { notifyLifeCycle, remindOwners } from '~/features/notifications/notify-life-cycle.server'
import { type Cast, cast, emailOf } from '../../support/cast'
import { useDatabase } from '../../support/database'
import { anObservation } from '../../support/lessons'

useDatabase()
let people: Cast
let teller: Teller
beforeAll(async () => {
  people = await cast()
  const passages = ['noted', 'merged', 'superseded', 'confirmed', 'identified', 'acted-on', 'learned'] as const
  teller = startTelling({
    ...Object.fromEntries(passages.map((name) => [`lesson.${name}`, [notifyLifeCycle]])),
    'action.due': [remindOwners],
  })
  await follow(people.farid, { kind: 'country', key: 'LB' })
})
afterAll(() => teller.stop())

const go = (who: Viewer, id: string, fields: Record<string, string>) => {
  const blank = { note: '', version: '', owner: '', dueDate: '', evidence: '', evidenceKind: '', reuse: '' }
  return transitionLesson(who, id, transitionInput.parse({ ...blank, duplicateOf: '', supersededBy: '', ...fields }))
}
const heard = async (id: string) => {
  await teller.settled()
  const rows = await db.notification.findMany({ where: { lessonId: id }, include: { member: true } })
  return rows.map(({ kind, member, reason }) => `${kind}: ${member.name} ${reason}`.trim()).sort()
}
const observation = () =>
  anObservation(people.amina, people.carmen, {
    conclusion: 'x',
    recommendation: 'y',
    context: { ...emptyContext(), country: ['LB'] },
  })
const identified = async (owner = emailOf('carmen'), dueDate = '2030-01-31') => {
  const id = await observation()
  await confirmLesson(people.elif, id, { note: '' })
  await confirmLesson(people.bounmy, id, { note: '' })
  await go(people.dmitri, id, { to: 'lesson-identified', owner, dueDate })
  return id
}

describe('what becomes of a lesson', () => {
  it('is told to its author, its owner, who confirmed it and who follows what it is about, each once', async () => {
    expect(await heard(await identified())).toEqual([
      'lesson.confirmed: Amina Diallo',
      'lesson.identified: Amina Diallo',
      'lesson.identified: Bounmy Keo {"kind":"confirmed"}',
      'lesson.identified: Carmen Ruiz {"kind":"owner"}',
      'lesson.identified: Elif Kaya {"kind":"confirmed"}',
      'lesson.identified: Farid Nasser {"kind":"country","key":"LB"}',
    ])
  })

  it('is told to the members of an organization that carries it out, not to who did it, not to the banned', async () => {
    const id = await identified('Harbour Builders')
    expect((await heard(id)).filter((line) => line.includes('owner'))).toEqual([
      'lesson.identified: Farid Nasser {"kind":"owner"}',
    ])
    await go(people.farid, id, { to: 'action-under-way', note: 'Begun.' })
    expect((await heard(id)).filter((line) => line.startsWith('lesson.acted-on'))).toEqual([
      'lesson.acted-on: Amina Diallo',
    ])
  })

  it('is told to those who wrote or confirmed what was merged into it', async () => {
    const merged = await anObservation(people.farid, people.carmen)
    const id = await observation()
    await go(people.dmitri, merged, { to: 'duplicate-of', duplicateOf: id })
    expect(await heard(merged)).toEqual(['lesson.merged: Farid Nasser'])
    await confirmLesson(people.elif, id, { note: '' })
    await confirmLesson(people.bounmy, id, { note: '' })
    await go(people.dmitri, id, { to: 'lesson-identified', owner: emailOf('carmen'), dueDate: '2030-01-31' })
    expect(await heard(id)).toContain('lesson.identified: Farid Nasser {"kind":"merged"}')
  })
})

describe('reminders', () => {
  const day = (text: string) => new Date(`${text}T08:00:00Z`)

  it('come seven days before, on the day, and each week after it, once a day, to who carries it out', async () => {
    const id = await identified(emailOf('farid'), '2030-01-31')
    const days = []
    for (let at = day('2030-01-20'); at < day('2030-02-20'); at = new Date(at.getTime() + 86_400_000)) {
      if (await announceDueActions(at)) days.push(at.toISOString().slice(5, 10))
      expect(await announceDueActions(at)).toBe(0)
    }
    expect(days).toEqual(['01-24', '01-31', '02-07', '02-14'])
    expect((await heard(id)).filter((line) => line.startsWith('action.due'))).toEqual([
      'action.due: Farid Nasser {"kind":"owner"}',
    ])
  })

  it('are made good after days on which nothing ran, and end when it is learned', async () => {
    const id = await identified(emailOf('farid'), '2031-01-31')
    expect(await announceDueActions(day('2031-01-26'))).toBeGreaterThan(0)
    await db.lessonAction.deleteMany({ where: { lessonId: { not: id } } })
    expect(await announceDueActions(day('2031-02-03'))).toBe(1)
    await go(people.farid, id, { to: 'action-under-way', note: 'Begun.' })
    await go(people.farid, id, { to: 'lesson-learned', evidence: 'The procedure says so.' })
    expect(await announceDueActions(day('2031-03-03'))).toBe(0)
  })
})
