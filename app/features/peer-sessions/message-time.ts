const formats = new Map<string, Intl.DateTimeFormat>()

function format(locale: string, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${options.dateStyle} ${options.timeStyle}`
  let known = formats.get(key)
  if (!known) {
    known = new Intl.DateTimeFormat(locale, { ...options, timeZone })
    // People name their zone, in any spelling that is known: it is their choice how many there are.
    if (formats.size >= 500) formats.clear()
    formats.set(key, known)
  }
  return known
}

/** When a message was written: the time, and the date before it unless that is the day of `now` where the reader is. */
export function messageTime(at: string, locale: string, timeZone: string, now: Date): string {
  const moment = new Date(at)
  const day = format(locale, timeZone, { dateStyle: 'medium' })
  const today = day.format(moment) === day.format(now)
  return format(locale, timeZone, today ? { timeStyle: 'short' } : { dateStyle: 'medium', timeStyle: 'short' }).format(
    moment,
  )
}
