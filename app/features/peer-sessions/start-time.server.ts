import { Temporal } from 'temporal-polyfill'
import type { FormErrors } from '~/lib/forms'

/** How far in the past a start may lie: the time that filling in the form took. */
const graceMinutes = 5
const furthestYears = 5

export type StartTime = { ok: true; at: Date } | { ok: false; errors: FormErrors }

const wrong = (field: 'startsAt' | 'timeZone', key: FormErrors[string]['key']): StartTime => ({
  ok: false,
  errors: { [field]: { key } },
})

/**
 * The moment of a local time in a zone. A time that a clock change skips is the one as much later, a time that occurs
 * twice is the first of the two (Temporal's "compatible", as RFC 5545 has it for calendars).
 *
 * @param local such as `2026-06-03T15:00`, as a browser's field for date and time sends it
 * @param timeZone an IANA name
 */
export function startTime(local: string, timeZone: string, now: Date): StartTime {
  if (!isTimeZone(timeZone)) return wrong('timeZone', 'peerSessions.form.zoneUnknown')
  if (!/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?$/.test(local)) {
    return wrong('startsAt', 'peerSessions.form.startUnreadable')
  }
  let milliseconds: number
  try {
    const plain = Temporal.PlainDateTime.from(local.replace(' ', 'T'), { overflow: 'reject' })
    milliseconds = plain.toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return wrong('startsAt', 'peerSessions.form.startUnreadable')
  }
  if (milliseconds < now.getTime() - graceMinutes * 60_000) return wrong('startsAt', 'peerSessions.form.startPast')
  if (milliseconds > now.getTime() + furthestYears * 366 * 86_400_000) {
    return wrong('startsAt', 'peerSessions.form.startFar')
  }
  return { ok: true, at: new Date(milliseconds) }
}

/** A moment as the local time of a zone, as a browser's field for date and time takes it: `2026-06-03T15:00`. */
export const localTime = (at: Date, timeZone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })

/** Every zone that can be chosen, by its IANA name. */
export const timeZones = (): string[] => ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]

/** Whether a name is a zone of the IANA database. Bare offsets are none: they know no daylight saving. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
