import { db, inTransaction } from '~/db.server'
import { pickContextKeys } from '~/features/context/context'
import { createContext } from '~/features/context/write-context.server'
import { isConflict, lookForHarm, mustBeHarmless } from '~/features/harm/check-harm.server'
import type { Viewer } from '~/features/members/viewer'
import type { FormErrors } from '~/lib/forms'
import { newId } from '~/lib/ids'
import { renderMarkdown } from '~/lib/markdown.server'
import { checkSession } from './check-session.server'
import { usualLabel } from './gate'
import { type SessionInput, usualLink } from './peer-session'
import { pseudonymOf } from './pseudonyms.server'

export type Scheduled = { ok: true; id: string } | { ok: false; errors: FormErrors }

/**
 * Schedules a session, or starts one at once; the viewer becomes its organizer. The same client id by the same member
 * answers with the session that it made before.
 * @throws HarmFound where something may identify somebody and was not confirmed; of an open session nothing can be
 */
export async function scheduleSession(viewer: Viewer, input: SessionInput): Promise<Scheduled> {
  const before = await scheduledBefore(viewer, input.clientId)
  if (before) return before
  const now = new Date()
  const checked = await checkSession(viewer, input, now)
  if (!checked.ok) return checked
  const { startsAt, timeZone, atOnce } = checked.value
  const { title, purpose, agenda } = input
  const harm = lookForHarm({ title, purpose, agenda }, await isConflict.types(pickContextKeys(input).crisisType))
  mustBeHarmless(harm, input.harmConfirmed, { confirmable: input.access !== 'open' })
  const [purposeHtml, agendaHtml] = await Promise.all([renderMarkdown(input.purpose), renderMarkdown(input.agenda)])

  return inTransaction(async (announce) => {
    const meanwhile = await scheduledBefore(viewer, input.clientId)
    if (meanwhile) return meanwhile
    const { id } = await db.peerSession.create({
      data: {
        id: newId(),
        clientId: input.clientId,
        organizerId: viewer.id,
        contextId: await createContext(pickContextKeys(input)),
        title: input.title,
        purpose: input.purpose,
        purposeHtml,
        formatSlug: input.format,
        startsAt,
        timeZone,
        access: input.access,
        sharing: input.sharing || usualLabel[input.access],
        chathamHouse: input.chathamHouse,
        unlinkAfterDays: input.unlinkAfterDays ?? usualLink,
        capacity: input.capacity,
        admission: input.admission,
        agenda: input.agenda,
        agendaHtml,
        language: input.language,
        openedAt: atOnce ? now : null,
        createdAt: now,
      },
      select: { id: true },
    })
    await db.sessionParticipant.create({
      data: { sessionId: id, memberId: viewer.id, role: 'organizer', joinedAt: now },
    })
    if (input.chathamHouse) await pseudonymOf(id, viewer)
    await announce({ type: 'session.scheduled', sessionId: id, byId: viewer.id })
    return { ok: true, id }
  })
}

async function scheduledBefore(viewer: Viewer, clientId: string): Promise<Scheduled | null> {
  const row = await db.peerSession.findUnique({
    where: { organizerId_clientId: { organizerId: viewer.id, clientId } },
    select: { id: true },
  })
  return row && { ok: true, id: row.id }
}
