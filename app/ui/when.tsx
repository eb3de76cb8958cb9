import { type Reader, useReader } from '~/i18n/locale'

export type WhenFormat = 'date' | 'day' | 'time' | 'date-time'

const options: Record<WhenFormat, Intl.DateTimeFormatOptions> = {
  date: { dateStyle: 'long' },
  day: { weekday: 'long', day: 'numeric', month: 'long' },
  time: { timeStyle: 'short' },
  'date-time': { dateStyle: 'long', timeStyle: 'short' },
}
const formats = new Map<string, Intl.DateTimeFormat>()

/** A moment in words, in the reader's language and a zone (the reader's own unless given). */
export function formatWhen(
  at: Date | string,
  reader: Reader,
  as: WhenFormat = 'date-time',
  timeZone = reader.timeZone,
): string {
  const key = `${reader.formats} ${timeZone} ${as}`
  let format = formats.get(key)
  if (!format) {
    format = new Intl.DateTimeFormat(reader.formats, { ...options[as], timeZone })
    // People name their zone, in any spelling that is known: it is their choice how many there are.
    if (formats.size >= 500) formats.clear()
    formats.set(key, format)
  }
  return format.format(new Date(at))
}

/** The city of a time zone's name, or UTC: `Asia/Beirut` is "Beirut". */
export const zoneName = (timeZone: string): string => timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? timeZone

/** A moment as the reader reads it: "3 June 2026 at 15:00", with the machine's form for programs. */
export function When({ at, as = 'date-time', timeZone }: { at: Date | string; as?: WhenFormat; timeZone?: string }) {
  const reader = useReader()
  return (
    <time dateTime={new Date(at).toISOString()} data-user-text="">
      {formatWhen(at, reader, as, timeZone)}
    </time>
  )
}

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]

const relative = new Map<string, Intl.RelativeTimeFormat>()

function relativeFormat(formats: string): Intl.RelativeTimeFormat {
  let format = relative.get(formats)
  if (!format) {
    format = new Intl.RelativeTimeFormat(formats, { numeric: 'auto' })
    relative.set(formats, format)
  }
  return format
}

/** How long ago or ahead: "40 minutes ago". The whole moment stands in the title. */
export function Ago({ at }: { at: Date | string }) {
  const reader = useReader()
  const seconds = (new Date(at).getTime() - Date.now()) / 1000
  const [unit, size] = steps.find(([, size]) => Math.abs(seconds) >= size) ?? ['minute', 60]
  const words = relativeFormat(reader.formats).format(Math.trunc(seconds / size), unit)
  return (
    <time dateTime={new Date(at).toISOString()} title={formatWhen(at, reader)} data-user-text="">
      {words}
    </time>
  )
}
