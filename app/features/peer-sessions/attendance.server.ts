import { db } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { kindsTold } from './gate'
import { byRole, type SessionRole, statusAt } from './peer-session'
import { sessionFor, shownOf } from './queries.server'

/** Somebody who was in a session. */
export type Attendant = {
  name: string
  organization: string | null
  stakeholderType: string | null
  role: SessionRole
}

/** Who was in a session: names, or under the Chatham House Rule how many, and of each kind where there are three. */
export type Attendance = { count: number; people: Attendant[]; kinds: { label: string; count: number }[] }

/** Most names that one record bears. */
const mostNamed = 5_000

/**
 * Who joined a session, as its record may tell it, which is printed and passed on: nobody by name under the Chatham House
 * Rule, whoever asks.
 * @returns null where the label keeps it from the viewer, and where the session is still to come or was cancelled
 * @throws AppError 404 where it does not exist for the viewer
 */
export async function attendanceOf(viewer: Viewer | null, sessionId: string): Promise<Attendance | null> {
  const session = await sessionFor(viewer, sessionId)
  const { people: shown } = shownOf(session, 'export')
  const isHeld = statusAt(session, new Date()) !== 'upcoming' && !session.cancelledAt
  if (shown === 'nothing' || !isHeld) return null
  const joined = { sessionId: session.id, joinedAt: { not: null } }
  const [count, rows] = await Promise.all([
    db.sessionParticipant.count({ where: joined }),
    db.sessionParticipant.findMany({
      where: joined,
      orderBy: { member: { name: 'asc' } },
      take: mostNamed,
      select: {
        role: true,
        member: {
          select: {
            name: true,
            organization: { select: { name: true } },
            stakeholderType: { select: { label: true } },
          },
        },
      },
    }),
  ])
  const people = rows.map(({ role, member }) => ({
    name: member.name,
    organization: member.organization?.name ?? null,
    stakeholderType: member.stakeholderType?.label ?? null,
    role: role as SessionRole,
  }))
  return shown === 'names'
    ? { count, people: people.sort(byRole), kinds: [] }
    : { count, people: [], kinds: kindsTold(people.map(({ stakeholderType }) => stakeholderType)) }
}
