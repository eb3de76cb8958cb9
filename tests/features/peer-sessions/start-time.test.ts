import { describe, expect, it } from 'vitest'
import { localTime, startTime, timeZones } from '~/features/peer-sessions/start-time.server'

const now = new Date('2026-01-15T12:00:00Z')
const at = (local: string, zone: string) => {
  const start = startTime(local, zone, now)
  return start.ok ? start.at.toISOString() : Object.values(start.errors)[0]?.key
}

describe('the start of a session', () => {
  it('is the moment of a local time in its zone, in winter and in summer', () => {
    expect(at('2026-02-03T15:00', 'Asia/Beirut')).toBe('2026-02-03T13:00:00.000Z')
    expect(at('2026-06-03T15:00', 'Asia/Beirut')).toBe('2026-06-03T12:00:00.000Z')
    expect(at('2026-06-03T15:00', 'UTC')).toBe('2026-06-03T15:00:00.000Z')
    expect(at('2026-06-03T15:00', 'Asia/Kathmandu')).toBe('2026-06-03T09:15:00.000Z')
  })

  it('in the hour that a clock change skips is as much later', () => {
    // Paris: 02:00 to 03:00 on 29 March 2026 does not exist.
    expect(at('2026-03-29T02:30', 'Europe/Paris')).toBe('2026-03-29T01:30:00.000Z')
    // Beirut changes at midnight: 29 March 2026 begins at 01:00.
    expect(at('2026-03-29T00:30', 'Asia/Beirut')).toBe('2026-03-28T22:30:00.000Z')
    // Lord Howe Island skips half an hour.
    expect(at('2026-10-04T02:15', 'Australia/Lord_Howe')).toBe('2026-10-03T15:45:00.000Z')
  })

  it('in the hour that occurs twice is the first of the two', () => {
    expect(at('2026-10-25T02:30', 'Europe/Paris')).toBe('2026-10-25T00:30:00.000Z')
    expect(at('2026-11-01T01:30', 'America/New_York')).toBe('2026-11-01T05:30:00.000Z')
  })

  it('may be some minutes ago, and no longer', () => {
    expect(at('2026-01-15T11:56', 'UTC')).toBe('2026-01-15T11:56:00.000Z')
    expect(at('2026-01-15T11:54', 'UTC')).toBe('peerSessions.form.startPast')
    expect(at('2040-01-15T11:54', 'UTC')).toBe('peerSessions.form.startFar')
  })

  it.each(['2026-02-30T10:00', '2026-13-01T10:00', 'tomorrow', '2026-06-03', '2026-06-03T25:00', '٢٠٢٦-٠٦-٠٣T10:00'])(
    'that is no date is refused in a sentence: %s',
    (local) => expect(at(local, 'UTC')).toBe('peerSessions.form.startUnreadable'),
  )

  it.each(['', 'Beirut', '+03:00', 'Asia/Atlantis', 'Asia/Beirut[u-ca=hebrew]', '../etc', 'x'.repeat(60)])(
    'in a zone that is none is refused in a sentence: %s',
    (zone) => expect(at('2026-06-03T15:00', zone)).toBe('peerSessions.form.zoneUnknown'),
  )

  it('comes back as the local time that was given', () => {
    expect(localTime(new Date('2026-06-03T12:00:00Z'), 'Asia/Beirut')).toBe('2026-06-03T15:00')
  })

  it('can be given in every zone that is offered', () => {
    for (const zone of timeZones()) expect(startTime('2026-06-03T15:00', zone, now).ok).toBe(true)
    expect(timeZones()).toContain('UTC')
  })
})
