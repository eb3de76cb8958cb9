import { db } from '~/db.server'
import { emptyContext } from '~/features/context/context'
import type { Viewer } from '~/features/members/viewer'
import type { SessionInput } from '~/features/peer-sessions/peer-session'
import { scheduleSession } from '~/features/peer-sessions/schedule-session.server'
import { newId } from '~/lib/ids'

/** A whole form of a session that starts at once, with what a test wants otherwise. */
export const sessionFields = (other: Partial<SessionInput> = {}): SessionInput => ({
  title: 'Shelters that reach migrant workers',
  purpose: 'Hear how others found them.',
  format: 'open-exchange',
  startsAt: '',
  timeZone: 'Asia/Beirut',
  access: 'open',
  sharing: '',
  chathamHouse: false,
  unlinkAfterDays: null,
  capacity: null,
  admission: false,
  agenda: '',
  language: 'en',
  intent: 'now',
  clientId: newId(),
  ...emptyContext(),
  ...other,
})

/** A session of somebody's that runs. @returns its id */
export async function liveSession(organizer: Viewer, other: Partial<SessionInput> = {}): Promise<string> {
  const made = await scheduleSession(organizer, sessionFields(other))
  if (!made.ok) throw new Error(JSON.stringify(made.errors))
  return made.id
}

/** A session of somebody's that starts tomorrow. @returns its id */
export async function comingSession(organizer: Viewer, other: Partial<SessionInput> = {}): Promise<string> {
  const startsAt = new Date(Date.now() + 86_400_000).toISOString().slice(0, 16)
  return liveSession(organizer, { startsAt, timeZone: 'UTC', intent: 'schedule', ...other })
}

/** Everything written in a session, in order. */
export const writtenIn = (sessionId: string) =>
  db.roomMessage.findMany({
    where: { sessionId },
    orderBy: { number: 'asc' },
    select: { id: true, number: true, authorId: true, body: true, clientId: true, createdAt: true },
  })
