import { type Announce, db, inTransaction } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { conflict, notFound } from '~/lib/errors'
import { sessionLedBy } from './facilitation.server'
import { enlist, hasPlace, takePart } from './join-session.server'
import { statusAt } from './peer-session'
import { memberNamed } from './pseudonyms.server'
import type { SessionStanding } from './queries.server'

/**
 * Lets somebody in who asked, was declined, or was put out: before the session among those who come (or wait for a
 * place), while it runs among those who are there. Letting in twice changes nothing.
 * @param id of the member; of who was put out under the Chatham House Rule, the neutral name
 * @throws AppError 404 where the session, or one who asks for it, does not exist for the viewer, 403 for who does not
 * lead it, 409 where it is over, or runs with every place taken
 */
export const admitMember = (viewer: Viewer, sessionId: string, id: string): Promise<void> =>
  inTransaction(async (announce) => {
    const session = await openSessionLedBy(viewer, sessionId)
    if (await isIn(session.id, id)) return
    const { member } = await asking(session, id)
    await admit(viewer, session, member, announce)
  })

/**
 * Lets in all who ask, the first to ask first, as far as there are places.
 * @returns how many
 * @throws AppError as `admitMember`
 */
export const admitAll = (viewer: Viewer, sessionId: string): Promise<number> =>
  inTransaction(async (announce) => {
    const session = await openSessionLedBy(viewer, sessionId)
    let admitted = 0
    for (const { member } of await allAsking(session.id)) {
      if (statusAt(session, new Date()) === 'live' && !(await hasPlace(session))) break
      await admit(viewer, session, member, announce)
      admitted++
    }
    return admitted
  })

/** Does not let somebody in who asked. @throws AppError as `admitMember` */
export const declineMember = (viewer: Viewer, sessionId: string, id: string): Promise<void> =>
  inTransaction(async (announce) => {
    const session = await openSessionLedBy(viewer, sessionId)
    const { member, state } = await asking(session, id)
    if (state === 'asked') await decline(viewer, session, member.id, announce)
  })

/** Lets nobody in who asks. @returns how many @throws AppError as `admitMember` */
export const declineAll = (viewer: Viewer, sessionId: string): Promise<number> =>
  inTransaction(async (announce) => {
    const session = await openSessionLedBy(viewer, sessionId)
    const rows = await allAsking(session.id)
    for (const { member } of rows) await decline(viewer, session, member.id, announce)
    return rows.length
  })

async function openSessionLedBy(viewer: Viewer, sessionId: string): Promise<SessionStanding> {
  const { session } = await sessionLedBy(viewer, sessionId)
  if (statusAt(session, new Date()) === 'past') throw conflict('peerSessions.errors.over')
  return session
}

const isIn = async (sessionId: string, memberId: string): Promise<boolean> =>
  (await db.sessionParticipant.count({ where: { sessionId, memberId } })) > 0

const memberSelect = { select: { id: true, stakeholderTypeSlug: true } } as const

/** Who asks stands there by name, since a lead decides; who took part and was put out, as others know him or her. */
async function asking(session: SessionStanding, id: string) {
  const find = (memberId: string) =>
    db.sessionAdmission.findUnique({
      where: { sessionId_memberId: { sessionId: session.id, memberId } },
      select: { state: true, member: memberSelect },
    })
  const named = await find(id)
  if (named && named.state !== 'removed') return named
  const row = await find(await memberNamed(session, id))
  if (row?.state !== 'removed') throw notFound()
  return row
}

const allAsking = (sessionId: string) =>
  db.sessionAdmission.findMany({
    where: { sessionId, state: 'asked', member: { bannedAt: null } },
    orderBy: [{ at: 'asc' }, { memberId: 'asc' }],
    select: { member: memberSelect },
  })

type Entrant = { id: string; stakeholderTypeSlug: string | null }

async function admit(viewer: Viewer, session: SessionStanding, member: Entrant, announce: Announce): Promise<void> {
  const key = { sessionId: session.id, memberId: member.id }
  await db.sessionAdmission.delete({ where: { sessionId_memberId: key }, select: { memberId: true } })
  await db.sessionParticipant.upsert({
    where: { sessionId_memberId: key },
    create: { ...key, invitedAt: new Date() },
    update: {},
    select: { memberId: true },
  })
  const place = { ...session, role: 'participant', joinedAt: null } as const
  if (statusAt(session, new Date()) === 'upcoming') await enlist(member, place, announce)
  else await takePart(member, place, announce)
  await announce({ type: 'session.admitted', ...key, byId: viewer.id })
}

async function decline(viewer: Viewer, { id: sessionId }: SessionStanding, memberId: string, announce: Announce) {
  await db.sessionAdmission.update({
    where: { sessionId_memberId: { sessionId, memberId } },
    data: { state: 'declined', at: new Date() },
    select: { memberId: true },
  })
  await announce({ type: 'session.declined', sessionId, memberId, byId: viewer.id })
}
