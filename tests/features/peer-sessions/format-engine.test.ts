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
    const raise = (id: string): FormatEvent => ({ type: 'raise', by: peer(id), member: id })
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

  it.each(formats.map((one) => [one.slug, one] as const))(
    'breaks the clock, the seats or the phases of %s',
    (_, of) => {
      for (let seed = 1; seed <= 25; seed++) {
        const next = random(seed)
        const pick = <T>(list: readonly T[]) => list[Math.floor(next() * list.length)] as T
        const members = ['a', 'b', 'c', 'd', 'lead']
        let state = beginning
        let now = 0
        for (let n = 0; n < 120; n++) {
          now += Math.floor(next() * 4 * minute)
          const who = pick(members)
          const by: Actor = { id: who, facilitates: who === 'lead' }
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
          ])
          const frozen = JSON.stringify(state)
          const step = stepFormat(of, state, event, now)
          expect(JSON.stringify(state)).toBe(frozen)
          if (step.ok) state = step.state
          hold(of, state, now)
        }
      }
    },
  )

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
    expect(queueOf(state).sort()).toEqual([...state.hands].sort())
  }
})
