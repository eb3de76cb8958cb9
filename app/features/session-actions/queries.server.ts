import { db } from '~/db.server'
import { dayOf } from '~/features/lessons/life-cycle'
import type { Viewer } from '~/features/members/viewer'
import { writingRefusal } from '~/features/peer-sessions/facilitation.server'
import { statusAt } from '~/features/peer-sessions/peer-session'
import { isNeutral, neutralName } from '~/features/peer-sessions/pseudonym'
import { heardIn, pseudonymsIn } from '~/features/peer-sessions/pseudonyms.server'
import { contentWhere, type SessionStanding, sessionFor, shownOf } from '~/features/peer-sessions/queries.server'
import type { Prisma } from '~/generated/prisma/client'
import { translate } from '~/i18n/translate'
import { forbidden, notFound } from '~/lib/errors'
import {
  type ActionAbilities,
  type ActionOwner,
  type ActionStanding,
  type ActionState,
  canAgree,
  canClose,
  canMakeLesson,
  canRevise,
  mostActions,
  type SessionActionView,
} from './session-action'

const t = translate('en')
/** Most people that one form offers. */
const mostPeople = 200

const select = {
  id: true,
  sessionId: true,
  what: true,
  withWhom: true,
  ownerId: true,
  ownerPseudonymId: true,
  dueDate: true,
  state: true,
  version: true,
  createdById: true,
  result: true,
  resultHtml: true,
  owner: { select: { id: true, name: true } },
} satisfies Prisma.SessionActionSelect
/** An action as verbs need it. */
export type ActionRow = Prisma.SessionActionGetPayload<{ select: typeof select }>

type Ruled = Parameters<typeof isNeutral>[0] & { id: string }
type OwnerOf = (row: Pick<ActionRow, 'owner' | 'ownerPseudonymId'>) => ActionOwner | null

/** How owners show to all who see the session: by name, or under the Chatham House Rule by their neutral one. */
async function ownersIn(session: Ruled): Promise<OwnerOf> {
  if (!isNeutral(session)) return ({ owner }) => owner
  const known = new Map((await pseudonymsIn(session.id)).map((one) => [one.id, one]))
  return ({ ownerPseudonymId }) => {
    const one = known.get(ownerPseudonymId ?? '')
    return one ? { id: one.id, name: neutralName(t, one), neutral: true } : null
  }
}

const toView = (row: ActionRow, ownerOf: OwnerOf): SessionActionView => ({
  id: row.id,
  what: row.what,
  with: row.withWhom,
  owner: ownerOf(row),
  dueDate: row.dueDate,
  state: row.state as ActionState,
  version: row.version,
})

/** @throws AppError 404 where it does not exist for the viewer, 403 where its label keeps what was agreed */
async function readable(viewer: Viewer | null, sessionId: string): Promise<SessionStanding> {
  const session = await sessionFor(viewer, sessionId)
  if (!shownOf(session, 'actions').notes) throw forbidden('peerSessions.sharing.kept')
  return session
}

const rowsOf = (sessionId: string) =>
  db.sessionAction.findMany({
    where: { sessionId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: mostActions,
    select,
  })

/**
 * What was agreed in a session, in the order in which it was.
 * @throws AppError 404 where the session does not exist for the viewer, 403 where its label keeps what was agreed
 */
export async function actionsOf(viewer: Viewer | null, sessionId: string): Promise<SessionActionView[]> {
  const session = await readable(viewer, sessionId)
  const rows = await rowsOf(session.id)
  if (rows.length === 0) return []
  const ownerOf = await ownersIn(session)
  return rows.map((row) => toView(row, ownerOf))
}

/** An action with what came of it, for a record. */
export type ActionRecord = SessionActionView & { result: string; resultHtml: string }

/** The same with the results. @throws AppError as actionsOf */
export async function actionRecordsOf(viewer: Viewer | null, sessionId: string): Promise<ActionRecord[]> {
  const session = await readable(viewer, sessionId)
  const [rows, ownerOf] = await Promise.all([rowsOf(session.id), ownersIn(session)])
  return rows.map((row) => ({ ...toView(row, ownerOf), result: row.result, resultHtml: row.resultHtml }))
}

/** What the viewer is to a session's actions, and to one of them. */
export async function standingTo(
  viewer: Viewer | null,
  session: SessionStanding,
  row?: Pick<ActionRow, 'ownerId' | 'createdById'>,
): Promise<ActionStanding> {
  const status = statusAt(session, new Date())
  return {
    role: session.role,
    status,
    refusal: viewer && status === 'live' ? await writingRefusal(viewer, session) : null,
    unlinked: session.unlinkedAt !== null,
    isOwner: viewer !== null && row?.ownerId === viewer.id,
    isCreator: viewer !== null && row?.createdById === viewer.id,
  }
}

/** An action through the viewer, for verbs. @throws AppError 404, 403 as actionsOf */
export async function findAction(
  viewer: Viewer | null,
  sessionId: string,
  actionId: string,
): Promise<{ session: SessionStanding; row: ActionRow; who: ActionStanding }> {
  const session = await readable(viewer, sessionId)
  const row = await db.sessionAction.findFirst({ where: { id: actionId, sessionId: session.id }, select })
  if (!row) throw notFound()
  return { session, row, who: await standingTo(viewer, session, row) }
}

/** An action on its own page. `isMine`: the viewer carries it out. */
export type ActionPage = ActionRecord & {
  sessionTitle: string
  /** The Chatham House Rule holds. */
  isNeutral: boolean
  isMine: boolean
  can: ActionAbilities
}

/** @throws AppError 404, 403 as actionsOf */
export async function getAction(viewer: Viewer | null, sessionId: string, actionId: string): Promise<ActionPage> {
  const { session, row, who } = await findAction(viewer, sessionId, actionId)
  return {
    ...toView(row, await ownersIn(session)),
    result: row.result,
    resultHtml: row.resultHtml,
    sessionTitle: session.title,
    isNeutral: isNeutral(session),
    isMine: Boolean(who.isOwner),
    can: {
      revise: canRevise(who),
      close: canClose(who),
      makeLesson: canMakeLesson(who, row.state as ActionState),
    },
  }
}

/** An action for the channel of its session's room, where the gateway lets in only those who may see it; null where it is gone. */
export async function actionForRoom(actionId: string): Promise<SessionActionView | null> {
  const row = await db.sessionAction.findUnique({
    where: { id: actionId },
    select: { ...select, session: { select: { id: true, chathamHouse: true, unlinkedAt: true } } },
  })
  return row && toView(row, await ownersIn(row.session))
}

/** Those who can be made owners in a session, as the viewer may know them; `me` is the viewer's own entry. */
export type PossibleOwners = { me: string; people: { id: string; name: string }[] }

async function possibleOwners(viewer: Viewer, session: SessionStanding): Promise<PossibleOwners> {
  if (isNeutral(session)) {
    const rows = await pseudonymsIn(session.id)
    const me = rows.find(({ memberId }) => memberId === viewer.id)
    const heard = new Set(me ? [...(await heardIn(session.id, rows)), me] : await heardIn(session.id, rows))
    const linked = rows.filter((one) => heard.has(one) && one.memberId)
    const people = linked.slice(0, mostPeople).map((one) => ({ id: one.id, name: neutralName(t, one) }))
    return { me: me?.id ?? viewer.id, people }
  }
  const rows = await db.sessionParticipant.findMany({
    where: { sessionId: session.id, member: { bannedAt: null } },
    orderBy: { member: { name: 'asc' } },
    take: mostPeople,
    select: { member: { select: { id: true, name: true } } },
  })
  return { me: viewer.id, people: rows.map(({ member }) => member) }
}

/** Those who can be made owners. @throws AppError 404 where the session does not exist for the viewer */
export const ownersFor = async (viewer: Viewer, sessionId: string): Promise<PossibleOwners> =>
  possibleOwners(viewer, await sessionFor(viewer, sessionId))

/** The id under which the viewer is an owner in a session; '' where it is yet to be made. @throws AppError 404 */
export async function ownerIdIn(viewer: Viewer, sessionId: string): Promise<string> {
  const session = await sessionFor(viewer, sessionId)
  if (!isNeutral(session)) return viewer.id
  const key = { sessionId: session.id, memberId: viewer.id }
  const row = await db.sessionPseudonym.findUnique({ where: { sessionId_memberId: key }, select: { id: true } })
  return row?.id ?? ''
}

/** Those who can be made owners, for who may write down what is agreed now; null for who may not. @throws AppError 404 */
export async function agreeingIn(viewer: Viewer, sessionId: string): Promise<PossibleOwners | null> {
  const session = await sessionFor(viewer, sessionId)
  return canAgree(await standingTo(viewer, session)) ? possibleOwners(viewer, session) : null
}

/** An action in a list over all sessions. */
export type ActionOfSession = SessionActionView & { sessionId: string; sessionTitle: string; isMine: boolean }
export type SessionActions = { own: ActionOfSession[]; overdue: ActionOfSession[]; coming: ActionOfSession[] }

const listSelect = {
  ...select,
  ownerPseudonym: { select: { number: true } },
  session: { select: { id: true, title: true, chathamHouse: true, unlinkedAt: true } },
} satisfies Prisma.SessionActionSelect
type ListRow = Prisma.SessionActionGetPayload<{ select: typeof listSelect }>

/**
 * What was agreed in sessions and is still to be done, the first due first: the viewer's own, also without a date, then
 * what is overdue and what is to come of all others, as far as the labels of their sessions let the viewer have it.
 */
export async function listSessionActions(viewer: Viewer | null, now = new Date()): Promise<SessionActions> {
  const today = dayOf(now)
  const find = (...and: Prisma.SessionActionWhereInput[]) =>
    db.sessionAction.findMany({
      where: { state: 'open', session: contentWhere(viewer), AND: and },
      orderBy: [{ dueDate: 'asc' }, { id: 'asc' }],
      take: mostActions,
      select: listSelect,
    })
  const others: Prisma.SessionActionWhereInput = viewer
    ? { OR: [{ ownerId: null }, { ownerId: { not: viewer.id } }] }
    : {}
  const [own, overdue, coming] = await Promise.all([
    viewer ? find({ ownerId: viewer.id }) : [],
    find(others, { dueDate: { not: '', lt: today } }),
    find(others, { dueDate: { gte: today } }),
  ])
  const lines = (rows: ListRow[]) => rows.map(lineOf(viewer))
  return { own: lines(own), overdue: lines(overdue), coming: lines(coming) }
}

/** A list tells no kind of stakeholder: the number is enough to find it on the session's page. */
const lineOf =
  (viewer: Viewer | null) =>
  (row: ListRow): ActionOfSession => ({
    ...toView(row, ({ owner, ownerPseudonymId }) => {
      if (!isNeutral(row.session)) return owner
      const number = row.ownerPseudonym?.number
      if (number === undefined || !ownerPseudonymId) return null
      return { id: ownerPseudonymId, name: neutralName(t, { number, stakeholderType: null }), neutral: true }
    }),
    sessionId: row.sessionId,
    sessionTitle: row.session.title,
    isMine: viewer !== null && row.ownerId === viewer.id,
  })
