import { inTransaction } from '~/db.server'
import { contextKeysOfId } from '~/features/context/queries.server'
import { draftLesson } from '~/features/lessons/draft-lesson.server'
import { contentOf, longestText } from '~/features/lessons/lesson'
import { prepareLesson } from '~/features/lessons/prepare-lesson.server'
import type { Viewer } from '~/features/members/viewer'
import { canHarvest } from '~/features/peer-sessions/peer-session'
import { getSession, sessionFor, shownOf } from '~/features/peer-sessions/queries.server'
import { conflict, forbidden } from '~/lib/errors'
import { insightQuotes } from './insight-quotes.server'

/**
 * Makes a lesson draft of a session that is over: it carries the session's context, summary and insights and points back
 * at it. The same client id makes one draft however often it is sent. What was said in an amber or red session stays
 * behind: a lesson is written for everybody.
 * @param summary what the draft starts from, cut to what a lesson's text may hold
 * @throws AppError 404 where the session does not exist for the viewer, 403 for who does not lead it, 409 while it runs
 */
export async function harvestSession(
  viewer: Viewer,
  sessionId: string,
  { title, clientId }: { title: string; clientId: string },
): Promise<{ id: string }> {
  const { summary, contextId, startsAt, openedAt, timeZone } = await getSession(viewer, sessionId, 'en')
  const written = shownOf(await sessionFor(viewer, sessionId), 'harvest').messages ? summary : ''
  const taken = [written, await insightQuotes(viewer, sessionId)].filter(Boolean).join('\n\n')
  const prepared = await prepareLesson(
    contentOf({
      title,
      planned: '',
      observation: taken.slice(0, longestText),
      discussion: '',
      conclusion: '',
      recommendation: '',
      holdsWhen: '',
      sourceKind: 'session',
      eventDate: dayOf(openedAt ?? startsAt, timeZone),
      attribution: 'stakeholder-type',
      context: await contextKeysOfId(contextId),
    }),
  )
  return inTransaction(async () => {
    const session = await sessionFor(viewer, sessionId)
    if (session.role !== 'organizer' && session.role !== 'facilitator') {
      throw forbidden('peerSessions.errors.notLeading')
    }
    if (!canHarvest(viewer, session, new Date())) throw conflict('peerSessions.errors.notOver')
    const { id } = await draftLesson(viewer, prepared, { clientId, peerSessionId: session.id })
    return { id }
  })
}

/** The calendar day of a moment in a zone, in ISO 8601. */
const dayOf = (at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at)
