import { useReader, useText } from '~/i18n/locale'
import { Ago, formatWhen, When, zoneName } from '~/ui/when'
import type { SessionTimes } from '../peer-session'

/**
 * When a session is: how far off, in the zone in which it was planned, and in the reader's own. For one that is over,
 * when it was.
 */
export function SessionWhen({
  session,
  over,
}: {
  session: Pick<SessionTimes, 'startsAt'> & { timeZone: string }
  over: boolean
}) {
  const t = useText()
  const reader = useReader()
  if (over) return <When at={session.startsAt} />
  const { startsAt, timeZone } = session
  const there = formatWhen(startsAt, reader, 'date-time', timeZone)
  const sameDay = formatWhen(startsAt, reader, 'date', timeZone) === formatWhen(startsAt, reader, 'date')
  const here = formatWhen(startsAt, reader, sameDay ? 'time' : 'date-time')
  const same = there === formatWhen(startsAt, reader)
  return (
    <>
      <Ago at={startsAt} />,{' '}
      {timeZone === 'UTC'
        ? t('peerSessions.when.utc', { time: there })
        : t('peerSessions.when.there', { time: there, zone: zoneName(timeZone) })}
      {!same && (
        <>
          {', '}
          {reader.timeZone === 'UTC'
            ? t('peerSessions.when.utc', { time: here })
            : t('peerSessions.when.yours', { time: here })}
        </>
      )}
    </>
  )
}
