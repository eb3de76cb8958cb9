import { describe, expect, it } from 'vitest'
import { attributionOf } from '~/features/lessons/attribution'
import {
  canReviseLesson,
  canSeeLesson,
  canSubmitLesson,
  differingFields,
  type LessonState,
  lessonStates,
  longestText,
  longestTitle,
  parseLesson,
  publicStates,
} from '~/features/lessons/lesson'
import type { Viewer } from '~/features/members/viewer'
import { isCalendarDate } from '~/lib/calendar-date'

const someone = (id: string, role: Viewer['role'] = 'member'): Viewer => ({
  id,
  name: id,
  role,
  timeZone: 'UTC',
  organizationId: null,
  stakeholderTypeSlug: null,
})
const amina = someone('amina')
const elif = someone('elif')
const carmen = someone('carmen', 'moderator')
const dmitri = someone('dmitri', 'administrator')
const lessonOf = (author: Viewer, state: LessonState) => ({ authorId: author.id, state })

describe('who sees a lesson', () => {
  const seen: Record<LessonState, { author: boolean; member: boolean; reviewer: boolean; guest: boolean }> = {
    draft: { author: true, member: false, reviewer: false, guest: false },
    submitted: { author: true, member: false, reviewer: true, guest: false },
    returned: { author: true, member: false, reviewer: true, guest: false },
    observation: { author: true, member: true, reviewer: true, guest: true },
    'lesson-identified': { author: true, member: true, reviewer: true, guest: true },
    'action-under-way': { author: true, member: true, reviewer: true, guest: true },
    'lesson-learned': { author: true, member: true, reviewer: true, guest: true },
    noted: { author: true, member: false, reviewer: true, guest: false },
    'duplicate-of': { author: true, member: false, reviewer: true, guest: false },
    'superseded-by': { author: true, member: false, reviewer: true, guest: false },
    withdrawn: { author: true, member: false, reviewer: false, guest: false },
  }
  it.each(lessonStates)('is told for %s', (state) => {
    const lesson = lessonOf(amina, state)
    expect({
      author: canSeeLesson(amina, lesson),
      member: canSeeLesson(elif, lesson),
      reviewer: canSeeLesson(carmen, lesson),
      guest: canSeeLesson(null, lesson),
    }).toEqual(seen[state])
  })
})

describe('a lesson that another one stands in the place of', () => {
  it.each(['duplicate-of', 'superseded-by'] as const)(
    'as %s has its page for everyone once it was verified',
    (state) => {
      const lesson = { ...lessonOf(amina, state), verified: true }
      for (const viewer of [amina, elif, carmen, null]) expect(canSeeLesson(viewer, lesson)).toBe(true)
      expect(publicStates).not.toContain(state)
    },
  )
})

describe('changing a lesson', () => {
  it('is for its author, until it is withdrawn or has gone further', () => {
    const revisable = lessonStates.filter((state) => canReviseLesson(amina, lessonOf(amina, state)))
    expect(revisable).toEqual(['draft', 'submitted', 'returned', 'observation'])
  })

  it('is not for others, reviewers and guests', () => {
    for (const viewer of [elif, carmen, dmitri, null]) {
      expect(canReviseLesson(viewer, lessonOf(amina, 'observation'))).toBe(false)
    }
  })

  it('offers no second submission of an observation', () => {
    expect(canSubmitLesson(amina, lessonOf(amina, 'returned'))).toBe(true)
    expect(canSubmitLesson(amina, lessonOf(amina, 'observation'))).toBe(false)
  })
})

describe('the form of a lesson', () => {
  const form = (fields: Record<string, string | string[]>) => {
    const data = new FormData()
    for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) data.append(name, one)
    return data
  }
  const errorsOf = (fields: Record<string, string | string[]>) => {
    const parsed = parseLesson(form(fields))
    return parsed.ok ? {} : Object.fromEntries(Object.entries(parsed.errors).map(([name, { key }]) => [name, key]))
  }
  const whole = { title: 'Agree early', observation: 'It went wrong.', intent: 'submit' }

  it('needs a title and what happened to be submitted', () => {
    expect(errorsOf({ intent: 'submit', planned: 'x' })).toEqual({
      title: 'lessons.errors.title',
      observation: 'lessons.errors.observation',
    })
    expect(errorsOf({ ...whole, observation: ' \n ' })).toEqual({ observation: 'lessons.errors.observation' })
    expect(errorsOf(whole)).toEqual({})
  })

  it('keeps a draft of anything, but not of nothing', () => {
    expect(errorsOf({ intent: 'draft', planned: 'x' })).toEqual({})
    expect(errorsOf({ intent: 'draft', crisisType: 'flood' })).toEqual({})
    expect(errorsOf({ intent: 'draft', title: '  ', planned: '\n' })).toEqual({ title: 'lessons.errors.empty' })
  })

  it('keeps what was typed when something is wrong', () => {
    const parsed = parseLesson(form({ ...whole, title: '', crisisType: ['flood', 'earthquake'] }))
    expect(parsed).toMatchObject({
      ok: false,
      values: { observation: ['It went wrong.'], crisisType: ['flood', 'earthquake'] },
    })
  })

  it('has limits', () => {
    expect(errorsOf({ ...whole, title: 'x'.repeat(longestTitle) })).toEqual({})
    expect(errorsOf({ ...whole, title: 'x'.repeat(longestTitle + 1) })).toEqual({ title: 'site.errors.tooLong' })
    expect(errorsOf({ ...whole, conclusion: 'x'.repeat(longestText + 1) })).toEqual({
      conclusion: 'site.errors.tooLong',
    })
    expect(errorsOf({ intent: 'draft', title: 'x'.repeat(longestTitle + 1) })).toEqual({ title: 'site.errors.tooLong' })
  })

  it('takes real days that are not to come', () => {
    expect(errorsOf({ ...whole, eventDate: '2011-02-24' })).toEqual({})
    expect(errorsOf({ ...whole, eventDate: '2011-02-30' })).toEqual({ eventDate: 'lessons.errors.eventDate' })
    expect(errorsOf({ ...whole, eventDate: '24.2.2011' })).toEqual({ eventDate: 'lessons.errors.eventDate' })
    expect(errorsOf({ ...whole, eventDate: '2999-01-01' })).toEqual({ eventDate: 'lessons.errors.eventDateFuture' })
    expect(isCalendarDate('2024-02-29')).toBe(true)
    expect(isCalendarDate('2023-02-29')).toBe(false)
  })

  it('shows the least of who does not say how to be shown', () => {
    expect(parseLesson(form(whole))).toMatchObject({
      value: { content: { attribution: 'stakeholder-type', sourceKind: 'first-hand', eventDate: null } },
    })
  })

  it('refuses choices that there are not', () => {
    expect(errorsOf({ ...whole, attribution: 'secret', sourceKind: 'rumour' })).toEqual({
      attribution: 'lessons.errors.attribution',
      sourceKind: 'lessons.errors.sourceKind',
    })
  })

  it('names the fields in which two saves differ', () => {
    const a = parseLesson(form(whole))
    const b = parseLesson(form({ ...whole, title: 'Agree late', eventDate: '2011-02-24' }))
    if (!a.ok || !b.ok) throw new Error('both are whole')
    expect(differingFields(a.value.content, b.value.content)).toEqual(['title', 'eventDate'])
    expect(differingFields(a.value.content, a.value.content)).toEqual([])
  })
})

describe('attribution', () => {
  const author = {
    id: 'amina',
    name: 'Amina Diallo',
    organization: { name: 'Consular Directorate' },
    stakeholderType: { label: 'State of Origin' },
  }
  const all = { name: 'Amina Diallo', memberId: 'amina', organization: 'Consular Directorate' }
  const type = { stakeholderType: 'State of Origin' }

  it.each([
    ['named', { ...all, ...type }],
    ['organization', { organization: 'Consular Directorate', ...type }],
    ['stakeholder-type', type],
    ['something unknown', type],
  ])('tells members and guests, of who chose %s, this and no more', (attribution, told) => {
    expect(attributionOf({ author, attribution }, elif)).toEqual(told)
    expect(attributionOf({ author, attribution }, null)).toEqual(told)
  })

  it.each([['organization'], ['stakeholder-type']])(
    'tells the author all, and that others see the %s',
    (attribution) => {
      expect(attributionOf({ author, attribution }, amina)).toEqual({ ...all, ...type, hidden: attribution })
    },
  )

  it.each([['organization'], ['stakeholder-type']])(
    'of who chose %s tells reviewers what everyone sees, until they look behind it',
    (attribution) => {
      for (const viewer of [carmen, dmitri]) {
        expect(attributionOf({ author, attribution }, viewer)).toEqual(attributionOf({ author, attribution }, null))
        expect(attributionOf({ author, attribution }, viewer, true)).toEqual({ ...all, ...type, hidden: attribution })
      }
    },
  )

  it('makes up nothing for who has no organization', () => {
    const alone = { ...author, organization: null, stakeholderType: null }
    expect(attributionOf({ author: alone, attribution: 'organization' }, null)).toEqual({})
  })

  it('names a merged organization by the one it was merged into', () => {
    const merged = { ...author, organization: { name: 'Cons. Dir.', mergedInto: { name: 'Consular Directorate' } } }
    expect(attributionOf({ author: merged, attribution: 'organization' }, null).organization).toBe(
      'Consular Directorate',
    )
  })
})
