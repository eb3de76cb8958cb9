import type { MessageKey, MessageParams } from '~/i18n/translate'

/** A format as data: `definition` of SessionFormat, from prisma/seed/reference/session-formats.json. */
export type FormatRole = { slug: string; seats: [number, number | null]; rotates?: boolean }
export type FormatPhase = {
  slug: string
  name: string
  minutes: number
  /** A role's slug, "all" or "none". */
  maySpeak: string
  mayWrite: string
  /** What is asked for, such as "questions only"; empty for nothing in particular. */
  asks: string
  activity: string
  optional?: boolean
}
export type Format = {
  slug: string
  roles: FormatRole[]
  phases: FormatPhase[]
  /** How many times the phases are gone through; each time a rotating role goes to the next person. */
  repeat?: number
}

/** Where a session stands. All times are milliseconds since 1970 of the server's clock. */
export type FormatState = {
  stage: 'before' | 'running' | 'paused' | 'finished'
  /** From 1; which time the phases are gone through. */
  round: number
  /** Index in the format's phases; 0 too in a format without any. */
  phase: number
  /** Counts every beginning of a phase, also when going back: what a person saw when he or she pressed a button. */
  number: number
  /** Null before the first. */
  startedAt: number | null
  /** Null where no time is set: before, after, while paused, and in a format without phases until one is set by hand. */
  endsAt: number | null
  /** What was left when it was paused; negative where it was over. */
  left: number | null
  /** Members' ids by role, in the order in which they took a seat. */
  seats: Record<string, string[]>
  /** Raised hands, the first to be called first. */
  hands: string[]
  /** Who was called last, and has the word. */
  speaker: string | null
  /** How often each member was called. */
  turns: Record<string, number>
  /** Whether who has not spoken yet is called first. States kept before there was a choice say nothing: it is so. */
  newVoicesFirst?: boolean
}

/** facilitates: organizer, facilitator named by the organizer, or seated as one. */
export type Actor = { id: string; facilitates: boolean }

export type FormatEvent =
  /** number: the phase that the actor saw; where it is another by now, the press was meant for what is over. */
  | { type: 'start' | 'next' | 'back' | 'pause' | 'resume' | 'finish'; by: Actor; number?: number }
  | { type: 'extend'; by: Actor; minutes: number; number?: number }
  | { type: 'take' | 'leave'; by: Actor; role: string; member: string }
  | { type: 'give'; by: Actor; role: string; member: string }
  | { type: 'raise' | 'lower'; by: Actor; member: string }
  | { type: 'call'; by: Actor; member?: string }
  | { type: 'order'; by: Actor; newVoicesFirst: boolean }
  /** A member leaves the session, or is put out of it. */
  | { type: 'depart'; by: Actor; member: string }

/** Why an event changes nothing: 403 for who may not, 409 for when it cannot be. */
export type EngineRefusal = { status: 403 | 409; key: MessageKey; params?: MessageParams }
export type Step = { ok: true; state: FormatState } | { ok: false; refusal: EngineRefusal }

const minute = 60_000
/** Two presses of one button within this time are one: two facilitators, or one finger twice. */
const samePress = 1_500
const longestExtension = 120

export const beginning: FormatState = {
  stage: 'before',
  round: 1,
  phase: 0,
  number: 0,
  startedAt: null,
  endsAt: null,
  left: null,
  seats: {},
  hands: [],
  speaker: null,
  turns: {},
  newVoicesFirst: true,
}

const ok = (state: FormatState): Step => ({ ok: true, state })
const refuse = (status: 403 | 409, key: MessageKey, params?: MessageParams): Step => ({
  ok: false,
  refusal: { status, key, params },
})

/** The phase that a session is in; null before, after, and in a format without phases. */
export const phaseOf = (format: Format, state: FormatState): FormatPhase | null =>
  state.stage === 'running' || state.stage === 'paused' ? (format.phases[state.phase] ?? null) : null

/** How many times the phases are gone through. */
export const roundsOf = (format: Format): number => Math.max(1, format.repeat ?? 1)

const isLast = (format: Format, { round, phase }: FormatState) =>
  round >= roundsOf(format) && phase >= format.phases.length - 1

/** What is left of the phase in milliseconds: negative where it is over, null where no time is set. */
export const leftOf = (state: FormatState, now: number): number | null =>
  state.stage === 'paused' ? state.left : state.endsAt === null ? null : state.endsAt - now

/**
 * The whole of a facilitated session as one function: what an event makes of a state. It changes nothing it is handed
 * and asks nothing but its arguments, so that the same events give the same session.
 * @param now milliseconds of the server's clock
 * @returns the state after it, which is the same where the event was done already; or why it cannot be
 */
export function stepFormat(format: Format, state: FormatState, event: FormatEvent, now: number): Step {
  switch (event.type) {
    case 'take':
    case 'give':
    case 'leave':
      return stepSeat(format, state, event)
    case 'raise':
    case 'lower':
    case 'call':
    case 'order':
      return stepHands(state, event)
    case 'depart':
      return depart(state, event)
    default:
      return stepPhase(format, state, event, now)
  }
}

type HandEvent = Extract<FormatEvent, { type: 'raise' | 'lower' | 'call' | 'order' }>
type PhaseEvent = Extract<
  FormatEvent,
  { type: 'start' | 'next' | 'back' | 'pause' | 'resume' | 'finish' } | { type: 'extend' }
>

function stepPhase(format: Format, state: FormatState, event: PhaseEvent, now: number): Step {
  if (!event.by.facilitates) return refuse(403, 'peerSessions.phase.notFacilitator')
  if (event.number !== undefined && event.number !== state.number) return ok(state)
  const active = state.stage === 'running' || state.stage === 'paused'
  switch (event.type) {
    case 'start':
      if (state.stage !== 'before') return ok(state)
      return ok(begin(format, state, { round: 1, phase: 0 }, now))
    case 'next':
      // Somebody else has just left the last phase, which both saw.
      if (state.stage === 'finished' && event.number !== undefined) return ok(state)
      if (!active) return refuse(409, 'peerSessions.phase.notRunning')
      if (isSamePress(state, event, now)) return ok(state)
      if (isLast(format, state)) return ok(finish(state))
      return ok(begin(format, state, after(format, state), now))
    case 'back':
      if (!active) return refuse(409, 'peerSessions.phase.notRunning')
      if (isSamePress(state, event, now)) return ok(state)
      if (state.round === 1 && state.phase === 0) return refuse(409, 'peerSessions.phase.first')
      return ok(begin(format, state, before(format, state), now))
    case 'pause':
      if (state.stage === 'paused') return ok(state)
      if (state.stage !== 'running') return refuse(409, 'peerSessions.phase.notRunning')
      return ok({ ...state, stage: 'paused', left: leftOf(state, now), endsAt: null })
    case 'resume':
      if (state.stage === 'running') return ok(state)
      if (state.stage !== 'paused') return refuse(409, 'peerSessions.phase.notRunning')
      return ok({ ...state, stage: 'running', endsAt: state.left === null ? null : now + state.left, left: null })
    case 'extend':
      return active ? extend(state, event.minutes, now) : refuse(409, 'peerSessions.phase.notRunning')
    case 'finish':
      return state.stage === 'before' ? refuse(409, 'peerSessions.phase.notRunning') : ok(finish(state))
  }
}

const isSamePress = (state: FormatState, event: PhaseEvent, now: number) =>
  event.number === undefined && state.startedAt !== null && now - state.startedAt < samePress

const after = (format: Format, { round, phase }: FormatState) =>
  phase + 1 < format.phases.length ? { round, phase: phase + 1 } : { round: round + 1, phase: 0 }
const before = (format: Format, { round, phase }: FormatState) =>
  phase > 0 ? { round, phase: phase - 1 } : { round: round - 1, phase: format.phases.length - 1 }

function begin(format: Format, state: FormatState, at: { round: number; phase: number }, now: number): FormatState {
  const minutes = format.phases[at.phase]?.minutes
  return {
    ...state,
    ...at,
    stage: 'running',
    number: state.number + 1,
    startedAt: now,
    endsAt: minutes === undefined ? null : now + minutes * minute,
    left: null,
    seats: rotated(format, state.seats, at.round - state.round),
    hands: [],
    speaker: null,
  }
}

const finish = (state: FormatState): FormatState => ({
  ...state,
  stage: 'finished',
  endsAt: null,
  left: null,
  speaker: null,
  hands: [],
})

/** Adds minutes to the phase, from now on where its time is over or none was set: a countdown by hand. */
function extend(state: FormatState, minutes: number, now: number): Step {
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > longestExtension) {
    return refuse(409, 'peerSessions.phase.wrongMinutes', { maximum: longestExtension })
  }
  const left = Math.max(0, leftOf(state, now) ?? 0) + minutes * minute
  return ok(state.stage === 'paused' ? { ...state, left } : { ...state, endsAt: now + left })
}

/** Hands the rotating role on: its holder goes to the end of the others, the first of whom takes it. */
function rotated(format: Format, seats: FormatState['seats'], rounds: number): FormatState['seats'] {
  const role = format.roles.find(({ rotates }) => rotates)
  const other = format.roles.find(({ slug }) => slug !== role?.slug && slug !== 'facilitator')
  if (!role || !other || rounds === 0) return seats
  const circle = [...(seats[role.slug] ?? []), ...(seats[other.slug] ?? [])]
  if (circle.length < 2) return seats
  const turn = ((rounds % circle.length) + circle.length) % circle.length
  const turned = [...circle.slice(turn), ...circle.slice(0, turn)]
  const places = seats[role.slug]?.length ?? 0
  return { ...seats, [role.slug]: turned.slice(0, places), [other.slug]: turned.slice(places) }
}

function stepSeat(
  format: Format,
  state: FormatState,
  event: Extract<FormatEvent, { type: 'take' | 'give' | 'leave' }>,
): Step {
  const { by, member } = event
  if (state.stage === 'finished') return refuse(409, 'peerSessions.roles.over')
  const role = format.roles.find(({ slug }) => slug === event.role)
  if (!role) return refuse(409, 'peerSessions.roles.unknown')
  // A seat is one's own to take and leave; to give it to somebody, or take it from somebody, is the facilitators'.
  if ((event.type === 'give' || by.id !== member) && !by.facilitates)
    return refuse(403, 'peerSessions.roles.notFacilitator')
  if (role.slug === 'facilitator' && event.type === 'take' && !by.facilitates) {
    return refuse(403, 'peerSessions.roles.given')
  }
  const seated = state.seats[role.slug] ?? []
  if (event.type === 'leave') {
    return ok(seated.includes(member) ? { ...state, seats: without(state.seats, member, role.slug) } : state)
  }
  if (seated.includes(member)) return ok(state)
  const most = role.seats[1]
  if (most !== null && seated.length >= most) return refuse(409, 'peerSessions.roles.full')
  const seats = without(state.seats, member)
  return ok({ ...state, seats: { ...seats, [role.slug]: [...(seats[role.slug] ?? []), member] } })
}

const without = (seats: FormatState['seats'], member: string, role?: string): FormatState['seats'] =>
  Object.fromEntries(
    Object.entries(seats).map(([slug, ids]) => [slug, role && slug !== role ? ids : ids.filter((id) => id !== member)]),
  )

function stepHands(state: FormatState, event: HandEvent): Step {
  if (state.stage === 'finished') return refuse(409, 'peerSessions.hands.over')
  if (event.type === 'call') return call(state, event)
  if (event.type === 'order') return order(state, event)
  if (event.by.id !== event.member && !event.by.facilitates) return refuse(403, 'peerSessions.hands.notYours')
  const raised = state.hands.includes(event.member)
  if (event.type === 'raise') return ok(raised ? state : { ...state, hands: [...state.hands, event.member] })
  return ok(raised ? { ...state, hands: state.hands.filter((id) => id !== event.member) } : state)
}

/** Gives the word to a member, else to the next hand. */
function call(state: FormatState, { by, member }: { by: Actor; member?: string }): Step {
  if (!by.facilitates) return refuse(403, 'peerSessions.hands.notFacilitator')
  const next = member ?? queueOf(state)[0]
  if (!next) return refuse(409, 'peerSessions.hands.none')
  return ok({
    ...state,
    hands: state.hands.filter((id) => id !== next),
    speaker: next,
    turns: { ...state.turns, [next]: (state.turns[next] ?? 0) + 1 },
  })
}

/** Decides whether who has not spoken yet is called first. */
function order(state: FormatState, { by, newVoicesFirst }: { by: Actor; newVoicesFirst: boolean }): Step {
  if (!by.facilitates) return refuse(403, 'peerSessions.hands.notFacilitator')
  return ok(callsNewVoicesFirst(state) === newVoicesFirst ? state : { ...state, newVoicesFirst })
}

/** Frees the seats of a member and takes his or her hand and word; how often he or she was called stays known. */
function depart(state: FormatState, { by, member }: { by: Actor; member: string }): Step {
  if (by.id !== member && !by.facilitates) return refuse(403, 'peerSessions.roles.notFacilitator')
  const { seats, hands, speaker } = state
  if (rolesOf(state, member).length === 0 && !hands.includes(member) && speaker !== member) return ok(state)
  return ok({
    ...state,
    seats: without(seats, member),
    hands: hands.filter((id) => id !== member),
    speaker: speaker === member ? null : speaker,
  })
}

export const callsNewVoicesFirst = ({ newVoicesFirst = true }: Pick<FormatState, 'newVoicesFirst'>): boolean =>
  newVoicesFirst

/** The raised hands as they are called: as they were raised, unless who has not spoken yet goes first. */
export function queueOf(state: Pick<FormatState, 'hands' | 'turns' | 'newVoicesFirst'>): string[] {
  if (!callsNewVoicesFirst(state)) return [...state.hands]
  const spoke = (id: string) => (state.turns[id] ?? 0) > 0
  return [...state.hands.filter((id) => !spoke(id)), ...state.hands.filter(spoke)]
}

/** The roles that a member is seated in. */
export const rolesOf = (state: FormatState, memberId: string): string[] =>
  Object.entries(state.seats).flatMap(([role, ids]) => (ids.includes(memberId) ? [role] : []))

const allows = (rule: string, state: FormatState, actor: Actor): boolean =>
  actor.facilitates || rule === 'all' || rolesOf(state, actor.id).includes(rule)

/** Whether a member may write in the present phase. Between phases and in formats without any, everybody may. */
export function mayWrite(format: Format, state: FormatState, actor: Actor): boolean {
  const phase = phaseOf(format, state)
  return !phase || allows(phase.mayWrite, state, actor)
}

/** Whether a member may speak in the present phase: by its rule, or because a facilitator gave him or her the word. */
export function maySpeak(format: Format, state: FormatState, actor: Actor): boolean {
  const phase = phaseOf(format, state)
  return !phase || allows(phase.maySpeak, state, actor) || state.speaker === actor.id
}

/** Roles with fewer people than the format asks for. It warns and never blocks. */
export const missingSeats = (format: Format, state: FormatState): { role: string; missing: number }[] =>
  format.roles.flatMap(({ slug, seats: [least] }) => {
    const missing = least - (state.seats[slug]?.length ?? 0)
    return missing > 0 ? [{ role: slug, missing }] : []
  })
