/** Whether a text is a day of the calendar in ISO 8601, such as "2011-02-24". */
export function isCalendarDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false
  const date = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value)
}

/** The last day that has begun somewhere on Earth, in ISO 8601: UTC+14 is the first to begin one. */
export const latestDay = (now = Date.now()): string => new Date(now + 14 * 3_600_000).toISOString().slice(0, 10)
