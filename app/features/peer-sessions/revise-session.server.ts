import { db, inTransaction } from '~/db.server'
import { pickContextKeys } from '~/features/context/context'
import { replaceContext } from '~/features/context/write-context.server'
import { isConflict, lookForHarm, mustBeHarmless } from '~/features/harm/check-harm.server'
import type { Viewer } from '~/features/members/viewer'
import { forbidden } from '~/lib/errors'
import { renderMarkdown } from '~/lib/markdown.server'
import { moveUp } from './answer-rsvp.server'
import { checkSession } from './check-session.server'
import { usualLabel } from './gate'
import { canRevise, type SessionInput, statusAt, usualLink } from './peer-session'
import { pseudonymOf } from './pseudonyms.server'
import { sessionFor } from './queries.server'
import type { Scheduled } from './schedule-session.server'

/**
 * Changes what is said of a session; until it runs, also when it starts, who may read it, its label and its rule.
 * @throws AppError 404 where it does not exist for the viewer, 403 where he or she does not lead it or it is over;
 * HarmFound where something may identify somebody and was not confirmed; of an open session nothing can be
 */
export async function reviseSession(viewer: Viewer, sessionId: string, input: SessionInput): Promise<Scheduled> {
  const now = new Date()
  const { startsAt, timeZone, ...standing } = await sessionFor(viewer, sessionId)
  const upcoming = statusAt({ startsAt, ...standing }, now) === 'upcoming'
  const start = upcoming ? input : { ...input, startsAt: '', timeZone, intent: 'now' }
  const checked = await checkSession(viewer, start, now)
  if (!checked.ok) return checked
  const { title, purpose, agenda } = input
  const harm = lookForHarm({ title, purpose, agenda }, await isConflict.types(pickContextKeys(input).crisisType))
  const [purposeHtml, agendaHtml] = await Promise.all([renderMarkdown(input.purpose), renderMarkdown(input.agenda)])

  return inTransaction(async (announce) => {
    const session = await sessionFor(viewer, sessionId)
    if (!canRevise(viewer, session, now)) throw forbidden('peerSessions.errors.notLeading')
    const fixed = statusAt(session, now) !== 'upcoming'
    const access = fixed ? session.access : input.access
    const ruleChanges = !fixed && input.chathamHouse !== session.chathamHouse
    mustBeHarmless(harm, input.harmConfirmed, { confirmable: access !== 'open' })
    await db.peerSession.update({
      where: { id: session.id },
      data: {
        title: input.title,
        purpose: input.purpose,
        purposeHtml,
        formatSlug: input.format,
        capacity: input.capacity,
        admission: input.admission,
        agenda: input.agenda,
        agendaHtml,
        language: input.language,
        calendarSequence: { increment: 1 },
        ...(fixed ? {} : { ...ruled(input), startsAt: checked.value.startsAt, timeZone: checked.value.timeZone }),
        ...(!fixed && checked.value.atOnce ? { openedAt: now } : {}),
        ...(ruleChanges ? { formatState: '' } : {}),
      },
      select: { id: true },
    })
    if (ruleChanges) await nameAnew(session.id, input.chathamHouse)
    if (!fixed) await moveUp({ ...session, capacity: input.capacity, access: input.access }, announce)
    await replaceContext(session.contextId, pickContextKeys(input))
    await announce({ type: 'session.revised', sessionId: session.id, byId: viewer.id })
    if (!fixed && checked.value.atOnce) {
      await announce({ type: 'session.opened', sessionId: session.id, byId: viewer.id })
    }
    return { ok: true, id: session.id }
  })
}

/**
 * What was decided about people while they had names, seats and who is muted, must not stand beside their neutral names,
 * nor neutral names once beside names come again: with the rule all of it begins anew. Nothing was said yet.
 */
async function nameAnew(sessionId: string, chathamHouse: boolean): Promise<void> {
  await db.sessionParticipant.updateMany({ where: { sessionId, mutedAt: { not: null } }, data: { mutedAt: null } })
  await db.sessionPseudonym.deleteMany({ where: { sessionId, messages: { none: {} } } })
  if (!chathamHouse) return
  const joined = await db.sessionParticipant.findMany({
    where: { sessionId, joinedAt: { not: null } },
    select: { member: { select: { id: true, stakeholderTypeSlug: true } } },
  })
  for (const { member } of joined) await pseudonymOf(sessionId, member)
}

const ruled = ({ access, sharing, chathamHouse, unlinkAfterDays }: SessionInput) => ({
  access,
  sharing: sharing || usualLabel[access],
  chathamHouse,
  unlinkAfterDays: unlinkAfterDays ?? usualLink,
})
