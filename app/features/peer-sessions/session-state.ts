import {
  callsNewVoicesFirst,
  type Format,
  type FormatState,
  missingSeats,
  phaseOf,
  queueOf,
  roundsOf,
} from './format-engine'
import type { Present } from './room-message'

/** Where a facilitated session stands, as pages, `GET /sessions/:id/state` and the socket's `session:state` show it. */
export type SessionStateView = {
  /** The slug of the format. */
  format: string
  stage: FormatState['stage']
  /** Null before the first phase, after the last, and in a format without phases. */
  phase: PhaseView | null
  /** ISO 8601; the time set by hand in a format without phases. */
  endsAt: string | null
  /** Milliseconds left while paused. */
  left: number | null
  /** Counts the beginnings of phases: what a button that was pressed meant. */
  number: number
  roles: { slug: string; seats: [number, number | null]; missing: number; members: Present[] }[]
  /** Raised hands, the next to be called first. */
  hands: Present[]
  speaker: Present | null
  /** Whether who has not spoken yet is called first. */
  newVoicesFirst: boolean
  /** Seconds that a participant waits between two messages; 0 for none. */
  slowModeSeconds: number
  present: Present[]
  /** ISO 8601: browsers reckon what is left from the server's clock. */
  serverTime: string
}

export type PhaseView = {
  slug: string
  name: string
  number: number
  /** Which of how many phases and times through them. */
  index: number
  of: number
  round: number
  rounds: number
  startedAt: string
  endsAt: string | null
  paused: boolean
  /** A role's slug, "all" or "none". */
  maySpeak: string
  mayWrite: string
  asks: string
  activity: string
}

const iso = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString())

/**
 * Shows a state to people.
 * @param person a member by id, as others may know him or her
 */
export function viewOfState(
  format: Format,
  state: FormatState,
  {
    present,
    person,
    slowModeSeconds,
    now,
  }: { present: Present[]; person: (id: string) => Present; slowModeSeconds: number; now: number },
): SessionStateView {
  const phase = phaseOf(format, state)
  const missing = new Map(missingSeats(format, state).map(({ role, missing }) => [role, missing]))
  return {
    format: format.slug,
    stage: state.stage,
    phase: phase && {
      slug: phase.slug,
      name: phase.name,
      number: state.number,
      index: state.phase + 1,
      of: format.phases.length,
      round: state.round,
      rounds: roundsOf(format),
      startedAt: iso(state.startedAt) ?? '',
      endsAt: iso(state.endsAt),
      paused: state.stage === 'paused',
      maySpeak: phase.maySpeak,
      mayWrite: phase.mayWrite,
      asks: phase.asks,
      activity: phase.activity,
    },
    endsAt: iso(state.endsAt),
    left: state.left,
    number: state.number,
    roles: format.roles.map(({ slug, seats }) => ({
      slug,
      seats,
      missing: missing.get(slug) ?? 0,
      members: (state.seats[slug] ?? []).map(person),
    })),
    hands: queueOf(state).map(person),
    speaker: state.speaker === null ? null : person(state.speaker),
    newVoicesFirst: callsNewVoicesFirst(state),
    slowModeSeconds,
    present,
    serverTime: new Date(now).toISOString(),
  }
}
