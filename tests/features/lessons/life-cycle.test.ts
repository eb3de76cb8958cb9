import { describe, expect, it } from 'vitest'
import {
  audiences,
  type LessonState,
  type LifeCycleFacts,
  lessonStates,
  mainPath,
  nextOnPath,
  refusalOfConfirmation,
  refusalOfPassage,
  type Transition,
  type TransitionTo,
  transitionFrom,
  transitionNames,
} from '~/features/lessons/life-cycle'
import type { Viewer } from '~/features/members/viewer'
import { random } from '../../support/random'

type Who = Pick<Viewer, 'id' | 'role' | 'organizationId' | 'stakeholderTypeSlug'>
const member = (id: string, organizationId: string | null, stakeholderTypeSlug: string): Who => ({
  id,
  role: 'member',
  organizationId,
  stakeholderTypeSlug,
})
const amina = member('amina', 'consulate', 'state-of-origin')
const colleague = member('colleague', 'consulate', 'ngos')
const elif = member('elif', 'authority', 'host-state')
const farid = member('farid', 'builders', 'private-sector')
const bounmy = member('bounmy', 'network', 'ngos')
const carmen: Who = { ...member('carmen', 'exchange', 'international-organizations'), role: 'moderator' }
const dmitri: Who = { ...member('dmitri', 'exchange', 'international-organizations'), role: 'administrator' }

const confirmationBy = ({ id, organizationId, stakeholderTypeSlug }: Who) => ({
  memberId: id,
  organizationId,
  stakeholderTypeSlug: stakeholderTypeSlug ?? '',
})

/** A lesson of Amina's that has all it needs; Farid carries it out. */
const lesson = (changes: Partial<LifeCycleFacts> = {}): LifeCycleFacts => ({
  id: 'this',
  authorId: 'amina',
  authorOrganizationId: 'consulate',
  version: 1,
  title: 'Agree early',
  observation: 'It went wrong.',
  conclusion: 'Nobody had asked.',
  recommendation: 'Ask each quarter.',
  owner: { memberId: 'farid' },
  confirmations: [confirmationBy(elif), confirmationBy(bounmy)],
  ...changes,
})

/** Everything that any transition asks for. */
const whole = (to: TransitionTo, changes: Partial<Transition> = {}): Transition => ({
  to,
  note: 'Because.',
  version: 1,
  owner: { memberId: 'farid' },
  dueDate: '2030-01-31',
  evidence: { kind: 'document' },
  target: { id: 'other', state: 'observation' },
  ...changes,
})

/** Who may do what from where: the rule in full, written a second time by hand. */
const allowed: Record<TransitionTo, { from: LessonState[]; by: Who[] }> = {
  submitted: { from: ['draft', 'returned'], by: [amina] },
  observation: { from: ['submitted'], by: [carmen, dmitri] },
  returned: { from: ['submitted'], by: [carmen, dmitri] },
  noted: { from: ['submitted'], by: [carmen, dmitri] },
  'duplicate-of': { from: ['submitted', 'observation'], by: [carmen, dmitri] },
  'lesson-identified': { from: ['observation'], by: [amina, carmen, dmitri] },
  'action-under-way': { from: ['lesson-identified'], by: [farid, carmen, dmitri] },
  'lesson-learned': { from: ['action-under-way'], by: [farid, carmen, dmitri] },
  'superseded-by': {
    from: ['observation', 'lesson-identified', 'action-under-way', 'lesson-learned'],
    by: [amina, carmen, dmitri],
  },
  withdrawn: { from: ['draft', 'submitted', 'returned', 'noted', 'observation'], by: [amina] },
}
const everyone = [amina, colleague, elif, farid, bounmy, carmen, dmitri]

describe('the transitions', () => {
  it('are these and no others', () => {
    expect([...transitionNames].sort()).toEqual(Object.keys(allowed).sort())
  })

  for (const to of transitionNames) {
    for (const state of lessonStates) {
      it(`from ${state} to ${to} are as the table says, for everyone`, () => {
        for (const who of everyone) {
          const outcome = transitionFrom(state, whole(to), who, lesson())
          if (!allowed[to].by.includes(who)) expect(outcome, who.id).toMatchObject({ status: 403 })
          else if (!allowed[to].from.includes(state))
            expect(outcome, who.id).toMatchObject({ status: 409, key: `lessons.errors.cannot.${to}` })
          else expect(outcome, who.id).toEqual({ state: to })
        }
      })
    }
  }

  it('are for no reviewer who wrote the lesson, save what authors may', () => {
    const own = lesson({ authorId: 'carmen' })
    for (const to of ['observation', 'returned', 'noted', 'duplicate-of'] as const) {
      expect(transitionFrom('submitted', whole(to), carmen, own)).toEqual({
        status: 403,
        key: 'lessons.errors.ownReview',
      })
    }
    expect(transitionFrom('lesson-identified', whole('action-under-way'), carmen, own)).toMatchObject({ status: 403 })
    expect(transitionFrom('submitted', whole('observation'), dmitri, own)).toEqual({ state: 'observation' })
  })

  it('are carried out by every member of an organization that owns the action, and by no other', () => {
    const owned = lesson({ owner: { organizationId: 'network' } })
    expect(transitionFrom('lesson-identified', whole('action-under-way'), bounmy, owned)).toEqual({
      state: 'action-under-way',
    })
    expect(transitionFrom('lesson-identified', whole('action-under-way'), farid, owned)).toMatchObject({ status: 403 })
  })

  it('lead one step at a time along the way', () => {
    for (const [at, state] of mainPath.entries()) {
      expect(nextOnPath(state)).toBe(mainPath[at + 1] ?? null)
      for (const later of mainPath.slice(at + 2)) {
        for (const who of everyone) {
          expect(transitionFrom(state, whole(later as TransitionTo), who, lesson())).toHaveProperty('status')
        }
      }
    }
  })
})

describe('the criteria', () => {
  const unmet = (state: LessonState, asked: Transition, who: Who, facts: LifeCycleFacts) => {
    const outcome = transitionFrom(state, asked, who, facts)
    return 'status' in outcome && outcome.status === 409 ? (outcome.unmet ?? []).map(({ key }) => key) : outcome
  }

  it.each([
    ['submitted', 'draft', amina, {}, { title: ' ', observation: '' }, ['title', 'observation']],
    ['returned', 'submitted', carmen, { note: ' \n' }, {}, []],
    ['noted', 'submitted', carmen, { note: '' }, {}, ['noteNoted']],
    [
      'lesson-identified',
      'observation',
      carmen,
      {},
      { conclusion: '', recommendation: ' ' },
      ['conclusion', 'recommendation'],
    ],
    ['lesson-identified', 'observation', carmen, { owner: null, dueDate: '' }, {}, ['owner', 'dueDate']],
    ['lesson-identified', 'observation', carmen, { owner: 'unknown' }, {}, ['ownerUnknown']],
    ['lesson-identified', 'observation', carmen, {}, { confirmations: [] }, ['confirmations']],
    ['lesson-identified', 'observation', carmen, {}, { confirmations: [confirmationBy(elif)] }, ['confirmation']],
    ['action-under-way', 'lesson-identified', farid, { note: '' }, {}, ['noteBegun']],
    ['lesson-learned', 'action-under-way', farid, { evidence: null }, {}, ['evidence']],
    [
      'lesson-learned',
      'action-under-way',
      farid,
      { evidence: { kind: 'reuse', helped: 'no' } },
      {},
      ['evidenceHelped'],
    ],
    ['duplicate-of', 'observation', carmen, { target: null }, {}, ['duplicateOf']],
    ['superseded-by', 'observation', carmen, { target: null }, {}, ['supersededBy']],
    ['superseded-by', 'observation', carmen, { target: 'unknown' }, {}, ['target']],
    ['superseded-by', 'observation', carmen, { target: { id: 'this', state: 'observation' } }, {}, ['target']],
    ['superseded-by', 'observation', carmen, { target: { id: 'o', state: 'superseded-by' } }, {}, ['target']],
    ['duplicate-of', 'submitted', carmen, { target: { id: 'o', state: 'submitted' } }, {}, ['target']],
  ] as const)('hold %s back from %s until they are met (%#)', (to, state, who, asked, facts, missing) => {
    const keys = unmet(state, whole(to, asked as Partial<Transition>), who, lesson(facts as Partial<LifeCycleFacts>))
    expect(keys).toEqual(to === 'returned' ? ['lessons.errors.note'] : missing.map((key) => `lessons.unmet.${key}`))
  })

  it('ask for a real day', () => {
    expect(unmet('observation', whole('lesson-identified', { dueDate: '2030-02-30' }), carmen, lesson())).toEqual([
      'lessons.errors.eventDate',
    ])
  })

  it('ask a reviewer to have read what it says now', () => {
    expect(unmet('submitted', whole('observation', { version: 1 }), carmen, lesson({ version: 2 }))).toEqual([
      'lessons.errors.changedSince',
    ])
  })

  it.each(['yes', 'partly'])('take a reuse that helped (%s) for evidence', (helped) => {
    const asked = whole('lesson-learned', { evidence: { kind: 'reuse', helped } })
    expect(transitionFrom('action-under-way', asked, farid, lesson())).toEqual({ state: 'lesson-learned' })
  })

  const two = (...peers: Who[]) =>
    unmet('observation', whole('lesson-identified'), carmen, lesson({ confirmations: peers.map(confirmationBy) }))

  it('count two confirmations of one kind of stakeholder as one', () => {
    expect(two(elif, { ...elif, id: 'other', organizationId: 'elsewhere' })).toEqual(['lessons.unmet.confirmation'])
    expect(two(elif, farid)).toEqual({ state: 'lesson-identified' })
  })

  it('count nobody of the author’s organization, whatever the kind, and not the author', () => {
    expect(two(elif, colleague)).toEqual(['lessons.unmet.confirmation'])
    expect(two(amina, elif)).toEqual(['lessons.unmet.confirmation'])
  })

  it('count a member without an organization, also where the author has none', () => {
    const alone = { ...bounmy, organizationId: null }
    expect(two(elif, alone)).toEqual({ state: 'lesson-identified' })
    const facts = lesson({ authorOrganizationId: null, confirmations: [confirmationBy(elif), confirmationBy(alone)] })
    expect(transitionFrom('observation', whole('lesson-identified'), carmen, facts)).toEqual({
      state: 'lesson-identified',
    })
  })
})

describe('confirming', () => {
  const verified = (state: LessonState = 'observation') => ({ ...lesson(), state })

  it('is for peers of other organizations', () => {
    for (const who of [elif, farid, bounmy, carmen]) expect(refusalOfConfirmation(who, verified())).toBeNull()
    for (const who of [amina, colleague]) {
      expect(refusalOfConfirmation(who, verified())).toEqual({ status: 403, key: 'lessons.errors.notIndependent' })
    }
  })

  it('needs a verified lesson, and a kind of stakeholder to speak for', () => {
    for (const state of lessonStates.filter((one) => audiences[one] !== 'everyone')) {
      expect(refusalOfConfirmation(elif, verified(state))).toMatchObject({ status: 409 })
    }
    expect(refusalOfConfirmation({ ...elif, stakeholderTypeSlug: null }, verified())).toMatchObject({ status: 409 })
  })
})

describe('random walks by random people', () => {
  it('find no way to break a rule', () => {
    const reached = new Set<LessonState>()
    for (let seed = 1; seed <= 2_000; seed++) {
      const pick = random(seed)
      const one = <T>(list: readonly T[]): T => list[pick(list.length)] as T
      const facts = lesson({
        authorId: one(['amina', 'carmen']),
        owner: null,
        confirmations: [],
        conclusion: one(['', 'x']),
        version: one([1, 1, 2]),
      })
      if (facts.authorId === 'carmen') facts.authorOrganizationId = 'exchange'
      const visited: LessonState[] = ['draft']
      for (let step = 0; step < 120; step++) {
        const state = visited.at(-1) as LessonState
        const who = one(everyone)
        if (pick(3) === 0 && !refusalOfConfirmation(who, { ...facts, state })) {
          facts.confirmations = [
            ...facts.confirmations.filter(({ memberId }) => memberId !== who.id),
            confirmationBy(who),
          ]
        }
        const asked = whole(pick(3) === 0 ? one(transitionNames) : (nextOnPath(state) ?? one(transitionNames)), {
          note: one(['', 'x']),
          owner: one([null, 'unknown', { memberId: 'farid' }, { organizationId: 'network' }]),
          dueDate: one(['', '2030-01-01', 'soon']),
          evidence: one([null, { kind: 'document' } as const, { kind: 'reuse', helped: 'no' }]),
          target: one([null, 'unknown', { id: 'this', state: 'observation' }, { id: 'o', state: 'lesson-learned' }]),
        })
        const outcome = transitionFrom(state, asked, who, facts)
        if ('status' in outcome) {
          if (outcome.status === 409 && !outcome.unmet) {
            expect(refusalOfPassage(who, { ...facts, state }, asked.to)).toMatchObject({ status: 409 })
          }
          continue
        }
        expect(outcome.state).toBe(asked.to)
        const trail = `seed ${seed}: ${[...visited, outcome.state].join(' → ')} by ${who.id}`
        expect(allowed[asked.to].from, trail).toContain(state)
        const isReviewer = who.role !== 'member' && who.id !== facts.authorId
        if (['observation', 'returned', 'noted', 'duplicate-of'].includes(outcome.state))
          expect(isReviewer, trail).toBe(true)
        if (outcome.state === 'lesson-identified') {
          facts.owner = asked.owner as typeof facts.owner
          const counted = facts.confirmations.filter(
            ({ memberId, organizationId }) =>
              memberId !== facts.authorId && organizationId !== facts.authorOrganizationId,
          )
          expect(new Set(counted.map(({ stakeholderTypeSlug }) => stakeholderTypeSlug)).size, trail).toBeGreaterThan(1)
          expect([facts.conclusion, asked.dueDate], trail).toEqual(['x', '2030-01-01'])
          expect(typeof facts.owner, trail).toBe('object')
        }
        if (outcome.state === 'lesson-learned') {
          expect(visited, trail).toEqual(expect.arrayContaining(mainPath.slice(0, -1) as LessonState[]))
          expect(asked.evidence, trail).toEqual({ kind: 'document' })
        }
        visited.push(outcome.state)
        reached.add(outcome.state)
      }
    }
    expect(reached.size).toBe(transitionNames.length)
  })
})
