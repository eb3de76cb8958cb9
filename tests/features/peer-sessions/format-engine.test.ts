import { describe, expect, it } from 'vitest'
import {
  type Actor,
  beginning,
  type Format,
  type FormatEvent,
  type FormatState,
  leftOf,
  maySpeak,
  mayWrite,
  missingSeats,
  phaseOf,
  queueOf,
  rolesOf,
  roundsOf,
  stepFormat,
} from '~/features/peer-sessions/format-engine'
import reference from '../../../prisma/seed/reference/session-formats.json'

const formats = reference.formats as unknown as Format[]
const format = (slug: string) => formats.find((one) => one.slug === slug) as Format
const troika = format('troika-consulting')
const review = format('after-action-review')

const lead: Actor = { id: 'lead', facilitates: true }
const peer = (id: string): Actor => ({ id, facilitates: false })
const minute = 60_000

/** The state after events that all must be taken, each a minute after the one before. */
function played(of: Format, ...events: FormatEvent[]): FormatState {
  let state = beginning
  events.forEach((event, index) => {
    const step = stepFormat(of, state, event, index * minute)
    if (!step.ok) throw new Error(`${event.type}: ${step.refusal.key}`)
    state = step.state
  })
  return state
}
const take = (id: string, role: string): FormatEvent => ({ type: 'take', by: peer(id), role, member: id })
const press = (type: 'start' | 'next' | 'back' | 'pause' | 'resume' | 'finish', number?: number): FormatEvent => ({
  type,
  by: lead,
  number,
})
const refusal = (of: Format, state: FormatState, event: FormatEvent, now = 99 * minute) => {
  const step = stepFormat(of, state, event, now)
  return step.ok ? null : step.refusal
}

describe('the clock of a format', () => {
  it('gives each phase its minutes from the moment it begins', () => {
    const state = played(review, press('start'))
    expect(phaseOf(review, state)?.slug).toBe('purpose-and-rules')
    expect(leftOf(state, 2 * minute)).toBe(3 * minute)
    expect(leftOf(state, 7 * minute)).toBe(-2 * minute)
  })

  it('stands still while paused, and goes on with what was left', () => {
    const paused = played(review, press('start'), press('pause'))
    expect(leftOf(paused, 1_000 * minute)).toBe(4 * minute)
    const step = stepFormat(review, paused, press('resume'), 50 * minute)
    expect(step.ok && leftOf(step.state, 50 * minute)).toBe(4 * minute)
  })

  it('adds minutes to what is left, and from now on where the time is over', () => {
    const running = played(review, press('start'))
    const extended = stepFormat(review, running, { type: 'extend', by: lead, minutes: 5 }, 2 * minute)
    expect(extended.ok && leftOf(extended.state, 2 * minute)).toBe(8 * minute)
    const late = stepFormat(review, running, { type: 'extend', by: lead, minutes: 5 }, 60 * minute)
    expect(late.ok && leftOf(late.state, 60 * minute)).toBe(5 * minute)
  })

  it('is set by hand in a format without phases', () => {
    const open = format('open-exchange')
    const running = played(open, press('start'))
    expect(leftOf(running, 0)).toBeNull()
    const step = stepFormat(open, running, { type: 'extend', by: lead, minutes: 10 }, 0)
    expect(step.ok && leftOf(step.state, minute)).toBe(9 * minute)
  })

  it.each([0, -1, 1.5, Number.NaN, 121])('refuses to be extended by %d minutes', (minutes) => {
    expect(refusal(review, played(review, press('start')), { type: 'extend', by: lead, minutes })).toMatchObject({
      status: 409,
    })
  })
})

describe('phases', () => {
  it('follow each other to the end, which is the end of the session’s format', () => {
    const all = played(review, press('start'), ...review.phases.map(() => press('next')))
    expect(all.stage).toBe('finished')
    expect(all.number).toBe(review.phases.length)
  })

  it('go back, but not before the first', () => {
    expect(phaseOf(review, played(review, press('start'), press('next'), press('back')))?.slug).toBe(
      'purpose-and-rules',
    )
    expect(refusal(review, played(review, press('start')), press('back'))).toMatchObject({ status: 409 })
  })

  it('are moved by facilitators only', () => {
    const state = played(review, press('start'))
    for (const type of ['next', 'back', 'pause', 'finish'] as const) {
      expect(refusal(review, state, { type, by: peer('p') })).toMatchObject({ status: 403 })
    }
  })

  it('move once when two facilitators press at once', () => {
    const state = played(review, press('start'))
    const first = stepFormat(review, state, press('next', state.number), 5 * minute)
    const second = stepFormat(review, first.ok ? first.state : state, press('next', state.number), 5 * minute + 1)
    expect(second).toEqual(first)
    const without = stepFormat(review, first.ok ? first.state : state, press('next'), 5 * minute + 300)
    expect(without).toEqual(first)
  })
})

describe('roles', () => {
  it('are taken while there is a seat, one at a time', () => {
    const state = played(troika, take('a', 'client'), take('b', 'consultant'), take('c', 'consultant'))
    expect(refusal(troika, state, take('d', 'consultant'))).toMatchObject({ status: 409 })
    expect(rolesOf(played(troika, take('a', 'client'), take('a', 'consultant')), 'a')).toEqual(['consultant'])
  })

  it('are given and taken away by facilitators only, and facilitation is never taken by oneself', () => {
    expect(refusal(troika, beginning, { type: 'give', by: peer('a'), role: 'client', member: 'b' })).toMatchObject({
      status: 403,
    })
    expect(refusal(review, beginning, take('a', 'facilitator'))).toMatchObject({ status: 403 })
    expect(played(review, { type: 'give', by: lead, role: 'facilitator', member: 'a' }).seats.facilitator).toEqual([
      'a',
    ])
    expect(
      refusal(troika, played(troika, take('a', 'client')), {
        type: 'leave',
        by: peer('b'),
        role: 'client',
        member: 'a',
      }),
    ).toMatchObject({ status: 403 })
  })

  it('rotate in a troika, so that each of three is the client once', () => {
    const seats = [take('a', 'client'), take('b', 'consultant'), take('c', 'consultant')]
    const round = troika.phases.map(() => press('next'))
    const clients = [0, 1, 2].map(
      (rounds) => played(troika, ...seats, press('start'), ...Array(rounds).fill(round).flat()).seats.client,
    )
    expect(clients).toEqual([['a'], ['b'], ['c']])
  })

  it('warn where too few came, and never block', () => {
    expect(missingSeats(troika, beginning)).toEqual([
      { role: 'client', missing: 1 },
      { role: 'consultant', missing: 2 },
    ])
    expect(stepFormat(troika, beginning, press('start'), 0).ok).toBe(true)
  })
})

describe('who may write', () => {
  const seats = [take('a', 'client'), take('b', 'consultant'), take('c', 'consultant')]
  const turnedAway = played(troika, ...seats, press('start'), press('next'), press('next'))

  it('is said by the phase: a client turned away sees and cannot write', () => {
    expect(phaseOf(troika, turnedAway)?.slug).toBe('consultants-talk-the-client-only-listens')
    expect(mayWrite(troika, turnedAway, peer('a'))).toBe(false)
    expect(mayWrite(troika, turnedAway, peer('b'))).toBe(true)
  })

  it('includes a facilitator always, and everybody before and after', () => {
    expect(mayWrite(troika, turnedAway, { id: 'a', facilitates: true })).toBe(true)
    expect(mayWrite(troika, beginning, peer('x'))).toBe(true)
  })
})

describe('hands', () => {
  it('are called in the order in which they were raised, those who have not spoken first', () => {
    const called = played(review, press('start'), raise('a'), { type: 'call', by: lead })
    expect(called.speaker).toBe('a')
    const again = played(
      review,
      press('start'),
      raise('a'),
      { type: 'call', by: lead },
      raise('a'),
      raise('b'),
      raise('c'),
    )
    expect(queueOf(again)).toEqual(['b', 'c', 'a'])
    expect(
      maySpeak(format('peer-assist'), { ...played(format('peer-assist'), press('start')), speaker: 'x' }, peer('x')),
    ).toBe(true)
  })

  const raise = (id: string): FormatEvent => ({ type: 'raise', by: peer(id), member: id })
  const order = (newVoicesFirst: boolean, by = lead): FormatEvent => ({ type: 'order', by, newVoicesFirst })

  it('are called as they were raised where a facilitator chose so, and new voices first again where that is chosen', () => {
    const spoke = [press('start'), raise('a'), { type: 'call', by: lead } as const, raise('a'), raise('b')]
    expect(queueOf(played(review, ...spoke, order(false)))).toEqual(['a', 'b'])
    expect(queueOf(played(review, ...spoke, order(false), order(true)))).toEqual(['b', 'a'])
    expect(refusal(review, played(review, ...spoke), order(false, peer('a')))).toMatchObject({ status: 403 })
  })

  it('are called new voices first in a state that was kept before there was a choice', () => {
    const { newVoicesFirst: _, ...kept } = played(review, press('start'), raise('a'), { type: 'call', by: lead })
    expect(queueOf({ ...kept, hands: ['a', 'b'] })).toEqual(['b', 'a'])
    expect(stepFormat(review, kept, order(true), 0)).toEqual({ ok: true, state: kept })
  })

  it('go down, and seats get free, when somebody departs; by oneself or a facilitator', () => {
    const there = played(troika, take('a', 'client'), press('start'), raise('a'), raise('b'), {
      type: 'call',
      by: lead,
      member: 'a',
    })
    const gone = stepFormat(troika, { ...there, hands: ['a', 'b'] }, { type: 'depart', by: lead, member: 'a' }, 0)
    expect(gone).toMatchObject({ ok: true, state: { seats: { client: [] }, hands: ['b'], speaker: null } })
    expect(gone.ok && gone.state.turns).toEqual({ a: 1 })
    expect(refusal(troika, there, { type: 'depart', by: peer('b'), member: 'a' })).toMatchObject({ status: 403 })
    expect(refusal(troika, there, { type: 'depart', by: peer('a'), member: 'a' })).toBeNull()
  })

  it('are one’s own, and called by facilitators', () => {
    expect(refusal(review, beginning, { type: 'raise', by: peer('a'), member: 'b' })).toMatchObject({ status: 403 })
    expect(refusal(review, beginning, { type: 'call', by: peer('a') })).toMatchObject({ status: 403 })
    expect(refusal(review, beginning, { type: 'call', by: lead })).toMatchObject({ status: 409 })
  })
})

describe('no order of events', () => {
  /** Mulberry32: the same seed gives the same walk, so that a failure can be walked again. */
  const random = (seed: number) => () => {
    seed = (seed + 0x6d2b79f5) | 0
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }

  const members = ['a', 'b', 'c', 'd', 'lead', 'second']
  const facilitators = ['lead', 'second']

  /** Walks through a format at random: each event and the state before and after it is handed to `look`. */
  function walk(
    of: Format,
    seed: number,
    look: (before: FormatState, event: FormatEvent, after: FormatState, now: number, taken: boolean) => void,
  ) {
    const next = random(seed)
    const pick = <T>(list: readonly T[]) => list[Math.floor(next() * list.length)] as T
    let state = beginning
    let now = 0
    for (let n = 0; n < 120; n++) {
      now += Math.floor(next() * 4 * minute)
      const who = pick(members)
      const by: Actor = { id: who, facilitates: facilitators.includes(who) }
      const role = pick([...of.roles.map(({ slug }) => slug), 'nobody'])
      const event = pick<FormatEvent>([
        ...(['start', 'next', 'next', 'back', 'pause', 'resume'] as const).map(
          (type): FormatEvent => ({ type, by, number: next() < 0.3 ? Math.floor(next() * 9) : undefined }),
        ),
        ...(next() < 0.05 ? [{ type: 'finish', by } as const] : []),
        { type: 'extend', by, minutes: Math.floor(next() * 140) - 5 },
        { type: pick(['take', 'give', 'leave'] as const), by, role, member: pick(members) },
        { type: pick(['raise', 'lower'] as const), by, member: pick(members) },
        { type: 'call', by, member: next() < 0.5 ? pick(members) : undefined },
        { type: 'order', by, newVoicesFirst: next() < 0.5 },
        { type: 'depart', by, member: pick(members) },
      ])
      const frozen = JSON.stringify(state)
      const step = stepFormat(of, state, event, now)
      expect(JSON.stringify(state)).toBe(frozen)
      const after = step.ok ? step.state : state
      look(state, event, after, now, step.ok)
      state = after
    }
  }
  const seeds = Array.from({ length: 12 }, (_, index) => index + 1)
  const eachFormat = it.each(formats.map((one) => [one.slug, one] as const))

  eachFormat('breaks the clock, the seats or the phases of %s', (_, of) => {
    for (const seed of seeds) {
      walk(of, seed, (before, event, after, now) => {
        hold(of, after, now)
        holdStep(before, event, after, now)
      })
    }
  })

  eachFormat('lets two facilitators who press at once make more than one step of %s', (_, of) => {
    for (const seed of seeds) {
      walk(of, seed, (_before, _event, state, now) => {
        for (const type of ['start', 'next', 'back', 'pause', 'resume', 'finish'] as const) {
          const press = (id: string, number: number | undefined): FormatEvent => ({
            type,
            by: { id, facilitates: true },
            number,
          })
          const first = stepFormat(of, state, press('lead', state.number), now)
          if (!first.ok) continue
          expect(first.state.number - state.number).toBeLessThanOrEqual(1)
          // The same button on the page of the other, seen at the same moment and pressed however much later.
          const second = stepFormat(of, first.state, press('second', state.number), now + 5 * minute)
          if (type === 'start' || type === 'next' || type === 'back') {
            expect(second.ok && second.state.number).toBe(first.state.number)
            expect(second).toEqual(first)
          } else expect(second.ok && { ...second.state, endsAt: 0 }).toEqual({ ...first.state, endsAt: 0 })
          // A program that does not say what it saw, within the time of one press.
          const blind = stepFormat(of, first.state, press('second', undefined), now + 1_000)
          if (first.state.startedAt === now && first.state.number > state.number) {
            expect(blind.ok && blind.state.number).toBe(first.state.number)
          }
        }
      })
    }
  })

  eachFormat('lets who does not facilitate move the phases or the clock of %s', (_, of) => {
    for (const seed of seeds) {
      walk(of, seed, (before, event, after, _now, taken) => {
        if (event.by.facilitates || !taken) return
        for (const part of ['stage', 'round', 'phase', 'number', 'startedAt', 'endsAt', 'left', 'turns'] as const) {
          expect(after[part]).toEqual(before[part])
        }
        expect(after.newVoicesFirst).toBe(before.newVoicesFirst)
        const others = (state: FormatState) =>
          Object.entries(state.seats).flatMap(([role, ids]) =>
            ids.filter((id) => id !== event.by.id).map((id) => `${role}: ${id}`),
          )
        expect(others(after).sort()).toEqual(others(before).sort())
        expect(after.hands.filter((id) => id !== event.by.id)).toEqual(before.hands.filter((id) => id !== event.by.id))
      })
    }
  })

  /** What one event may do to a state. */
  function holdStep(before: FormatState, event: FormatEvent, after: FormatState, now: number) {
    expect(after.number - before.number).toBeGreaterThanOrEqual(0)
    expect(after.number - before.number).toBeLessThanOrEqual(1)
    if (before.stage === 'finished') expect(after.stage).toBe('finished')
    for (const [id, turns] of Object.entries(before.turns)) expect(after.turns[id] ?? 0).toBeGreaterThanOrEqual(turns)
    const seatEvents = ['take', 'give', 'leave', 'depart', 'raise', 'lower', 'call', 'order']
    if (seatEvents.includes(event.type)) expect(leftOf(after, now)).toBe(leftOf(before, now))
    if (event.type === 'depart' && (event.by.facilitates || event.by.id === event.member)) {
      expect([...Object.values(after.seats).flat(), ...after.hands, after.speaker]).not.toContain(event.member)
    }
  }

  function hold(of: Format, state: FormatState, now: number) {
    expect(state.round).toBeGreaterThanOrEqual(1)
    expect(state.round).toBeLessThanOrEqual(roundsOf(of))
    if (of.phases.length > 0) expect(of.phases[state.phase]).toBeDefined()
    expect(state.stage === 'paused' || state.left === null).toBe(true)
    expect(state.stage === 'running' || state.endsAt === null).toBe(true)
    expect(state.stage === 'before').toBe(state.startedAt === null)
    if (state.stage === 'running' && of.phases.length > 0) expect(leftOf(state, now)).not.toBeNull()
    const seated = Object.values(state.seats).flat()
    expect(new Set(seated).size).toBe(seated.length)
    for (const { slug, seats } of of.roles) {
      if (seats[1] !== null) expect((state.seats[slug] ?? []).length).toBeLessThanOrEqual(seats[1])
    }
    expect(new Set(state.hands).size).toBe(state.hands.length)
    const queue = queueOf(state)
    expect([...queue].sort()).toEqual([...state.hands].sort())
    const spoke = (id: string) => (state.turns[id] ?? 0) > 0
    if (state.newVoicesFirst === false) expect(queue).toEqual(state.hands)
    else {
      expect(queue.slice(queue.findIndex(spoke)).every(spoke) || !queue.some(spoke)).toBe(true)
      expect(queue.filter(spoke)).toEqual(state.hands.filter(spoke))
    }
  }
})
