import { db } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { translate } from '~/i18n/translate'
import { AppError, notFound } from '~/lib/errors'
import { sessionLedBy } from './facilitation.server'
import { decidesAbout, type SessionRole, type SessionStatus, statusAt } from './peer-session'
import { neutralName } from './pseudonym'
import { heardIn, memberNamed, pseudonymsIn } from './pseudonyms.server'
import type { AdmissionState, SessionStanding } from './queries.server'
import type { Present } from './room-message'

/** Somebody who asks to be let in, or was not. By name also under the Chatham House Rule, since a lead decides. */
export type Asking = Present & {
  state: 'asked' | 'declined'
  organization: string | null
  stakeholderType: string | null
}

/** What who leads a session sees of those about whom he or she decides. */
export type Moderation = {
  id: string
  title: string
  status: SessionStatus
  admission: boolean
  slowModeSeconds: number
  asking: Asking[]
  muted: Present[]
  removed: Present[]
  /** About whom the viewer can decide, by the names under which they are known in the session. */
  people: Present[]
}

const t = translate('en')
const mostAsking = 500

/**
 * Who asks to be let in, is muted or was put out.
 * @throws AppError 404 where the session does not exist for the viewer, 403 for who does not lead it
 */
export async function moderationFor(viewer: Viewer, sessionId: string): Promise<Moderation> {
  const { session } = await sessionLedBy(viewer, sessionId)
  // With the neutral names gone, whose name is missing would tell who was put out.
  const people = session.unlinkedAt ? [] : await knownPeople(session)
  const below = (await shownPeople(session, people)).filter(({ role, memberId }) =>
    isBelow(viewer, session, memberId, role),
  )
  return {
    id: session.id,
    title: session.title,
    status: statusAt(session, new Date()),
    admission: session.admission,
    slowModeSeconds: session.slowModeSeconds,
    asking: await askingIn(session.id),
    muted: people.filter(({ muted }) => muted).map(toPresent),
    removed: (await removedFrom(session)).map(toPresent),
    people: below.map(toPresent),
  }
}

/** Those who ask to be let in, for who leads a session; nobody for others. */
export async function askingFor(viewer: Viewer | null, sessionId: string): Promise<Asking[]> {
  if (!viewer) return []
  const led = await sessionLedBy(viewer, sessionId).catch((error) => {
    if (error instanceof AppError) return null
    throw error
  })
  return led ? (await askingIn(led.session.id)).filter(({ state }) => state === 'asked') : []
}

/** Somebody in a session, for the page on which who leads it decides about him or her. */
/** canMute: under the Chatham House Rule nobody who has no neutral name yet, since the one to come would be known by it. */
export type Decision = Present & { state: 'there' | 'muted' | AdmissionState; canMute: boolean }

/**
 * @param id of the member, or his or her neutral name
 * @throws AppError 404 where the session or the person in it does not exist for the viewer, 403 for who does not lead it
 */
export async function decisionOn(
  viewer: Viewer,
  sessionId: string,
  id: string,
): Promise<{ person: Decision; session: { id: string; title: string; access: string } }> {
  const { session } = await sessionLedBy(viewer, sessionId)
  const about = { id: session.id, title: session.title, access: session.access }
  const asks = (await askingIn(session.id)).find((one) => one.id === id)
  if (asks) return { person: { ...asks, canMute: false }, session: about }
  if (session.unlinkedAt) throw notFound()
  const memberId = await memberNamed(session, id)
  const known = (await knownPeople(session)).find((one) => one.memberId === memberId)
  const canMute = !session.chathamHouse || known?.id !== memberId
  if (known) return { person: { ...toPresent(known), state: known.muted ? 'muted' : 'there', canMute }, session: about }
  const removed = (await removedFrom(session)).find((one) => one.memberId === memberId)
  if (!removed) throw notFound()
  return { person: { ...toPresent(removed), state: 'removed', canMute: false }, session: about }
}

/** Under the Chatham House Rule all but oneself: which neutral name is missing would tell whose it is. */
const isBelow = (viewer: Viewer, session: SessionStanding, memberId: string, role: SessionRole): boolean =>
  memberId !== viewer.id && (session.chathamHouse || decidesAbout(session, role))

/** Under the Chatham House Rule who joined and was not heard yet is not shown: the name would come as he or she does. */
async function shownPeople(session: SessionStanding, people: Known[]): Promise<Known[]> {
  if (!session.chathamHouse) return people
  const heard = new Set((await heardIn(session.id, people)).map(({ id }) => id))
  return people.filter(({ id, memberId, muted }) => id === memberId || muted || heard.has(id))
}

type Known = Present & { memberId: string; role: SessionRole; muted: boolean }
const toPresent = ({ id, name }: Present): Present => ({ id, name })

/** All in a session as they are known there. Under the Chatham House Rule who has no neutral name yet said nothing. */
async function knownPeople(session: SessionStanding): Promise<Known[]> {
  const rows = await db.sessionParticipant.findMany({
    where: { sessionId: session.id },
    orderBy: [{ joinedAt: 'asc' }, { memberId: 'asc' }],
    select: { memberId: true, role: true, mutedAt: true, member: { select: { name: true } } },
  })
  const asKnown = await namesIn(session)
  const people = rows.map(({ memberId, role, mutedAt, member }) => ({
    ...asKnown(memberId, member.name),
    memberId,
    role: role as SessionRole,
    muted: mutedAt !== null,
  }))
  // In the order of joining, neutral names would tell whose they are.
  return session.chathamHouse ? people.sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true })) : people
}

async function removedFrom(session: SessionStanding): Promise<Known[]> {
  const rows = await db.sessionAdmission.findMany({
    where: { sessionId: session.id, state: 'removed' },
    orderBy: { memberId: 'asc' },
    select: { memberId: true, member: { select: { name: true } } },
  })
  const asKnown = await namesIn(session)
  return rows.map(({ memberId, member }) => ({
    ...asKnown(memberId, member.name),
    memberId,
    role: 'participant',
    muted: false,
  }))
}

async function namesIn({ id, chathamHouse }: SessionStanding): Promise<(memberId: string, name: string) => Present> {
  if (!chathamHouse) return (memberId, name) => ({ id: memberId, name })
  const neutral = new Map((await pseudonymsIn(id)).map((one) => [one.memberId, one]))
  return (memberId, name) => {
    const known = neutral.get(memberId)
    return known ? { id: known.id, name: neutralName(t, known) } : { id: memberId, name }
  }
}

async function askingIn(sessionId: string): Promise<Asking[]> {
  const rows = await db.sessionAdmission.findMany({
    where: { sessionId, state: { in: ['asked', 'declined'] }, member: { bannedAt: null } },
    orderBy: [{ state: 'asc' }, { at: 'asc' }, { memberId: 'asc' }],
    take: mostAsking,
    select: {
      state: true,
      member: {
        select: {
          id: true,
          name: true,
          organization: { select: { name: true } },
          stakeholderType: { select: { label: true } },
        },
      },
    },
  })
  return rows.map(({ state, member }) => ({
    id: member.id,
    name: member.name,
    state: state as Asking['state'],
    organization: member.organization?.name ?? null,
    stakeholderType: member.stakeholderType?.label ?? null,
  }))
}
