import { db } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import { fewestAnswers, type Useful } from './feedback'
import { refusalOfFeedback } from './give-feedback.server'
import { leadsByRole } from './peer-session'
import { sessionFor } from './queries.server'

/** What those who lead a session read of the answers: numbers and texts, of nobody by name. */
export type FeedbackSummary = { count: number; useful: Record<Useful, number>; changes: string[] }

export type FeedbackView = {
  canGive: boolean
  mine: { useful: Useful; change: string } | null
  leads: boolean
  /** For who leads the session, once there are three answers. */
  summary: FeedbackSummary | null
}

/**
 * What was answered after a session, as far as it is the viewer's: the own answer, and for who leads it all of them from
 * three on, in an order that tells nothing.
 * @throws AppError 404 where the session does not exist for the viewer
 */
export async function feedbackFor(viewer: Viewer, sessionId: string): Promise<FeedbackView> {
  const session = await sessionFor(viewer, sessionId)
  const leads = leadsByRole(session)
  const [mine, rows] = await Promise.all([
    db.sessionFeedback.findUnique({
      where: { sessionId_memberId: { sessionId: session.id, memberId: viewer.id } },
      select: { useful: true, change: true },
    }),
    leads
      ? db.sessionFeedback.findMany({
          where: { sessionId: session.id },
          orderBy: { id: 'asc' },
          select: { useful: true, change: true },
        })
      : [],
  ])
  return {
    canGive: refusalOfFeedback(session) === null,
    mine: mine && { useful: mine.useful as Useful, change: mine.change },
    leads,
    summary: rows.length >= fewestAnswers ? summaryOf(rows) : null,
  }
}

function summaryOf(rows: { useful: string; change: string }[]): FeedbackSummary {
  const count = (useful: Useful) => rows.filter((row) => row.useful === useful).length
  return {
    count: rows.length,
    useful: { yes: count('yes'), partly: count('partly'), no: count('no') },
    changes: rows.map(({ change }) => change).filter((change) => change.trim() !== ''),
  }
}
