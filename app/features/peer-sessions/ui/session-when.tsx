import { useReader, useText } from '~/i18n/locale'
import { Ago, formatWhen, When, zoneName } from '~/ui/when'
import type { SessionTimes } from '../peer-session'

/**
 * When a session is: how far off, in the reader's own zone, and in the zone in which it was planned ("in 40 minutes,
 * 15:00 your time (14:00 Beirut)"); the day only where it is not today or one
 * zone is a day ahead. For one that is over, when it was.
 */
export function SessionWhen({
  session: { startsAt, timeZone },
  over,
}: {
  session: Pick<SessionTimes, 'startsAt'> & { timeZone: string }
  over: boolean
}) {
  const t = useText()
  const reader = useReader()
  if (over) return <When at={startsAt} />
  const day = (at: Date | string, zone = reader.timeZone) => formatWhen(at, reader, 'day', zone)
  const time = (zone: string) => formatWhen(startsAt, reader, 'time', zone)
  const today = day(startsAt) === day(new Date())
  const here = today ? time(reader.timeZone) : `${day(startsAt)}, ${time(reader.timeZone)}`
  const begun = new Date(startsAt).getTime() <= Date.now()
  const sameDay = begun || day(startsAt, timeZone) === day(startsAt)
  const there = sameDay ? time(timeZone) : `${day(startsAt, timeZone)}, ${time(timeZone)}`
  const differs = !sameDay || time(timeZone) !== time(reader.timeZone)
  return (
    <>
      {begun && `${t('peerSessions.when.began')} `}
      <Ago at={startsAt} />,{' '}
      {t(reader.timeZone === 'UTC' ? 'peerSessions.when.utc' : 'peerSessions.when.yours', { time: here })}
      {differs && ` (${t('peerSessions.when.there', { time: there, zone: zoneName(timeZone) })})`}
    </>
  )
}
