import { db } from '~/db.server'
import type { Viewer } from '~/features/members/viewer'
import type { Prisma } from '~/generated/prisma/client'
import { notFound } from '~/lib/errors'
import { type Attribution, attributionOf, authorSelect } from './attribution'
import { type ContestedLesson, refusalOfAnswer } from './counter-evidence'
import type { LessonState, Owner } from './life-cycle'
import { lessonWhere } from './queries.server'

const contestedSelect = {
  id: true,
  title: true,
  contextId: true,
  state: true,
  authorId: true,
  attribution: true,
  action: {
    select: {
      ownerMemberId: true,
      ownerOrganizationId: true,
      ownerOrganization: { select: { mergedIntoId: true } },
    },
  },
} satisfies Prisma.LessonSelect
type ContestedRow = Prisma.LessonGetPayload<{ select: typeof contestedSelect }>

const evidenceSelect = {
  id: true,
  memberId: true,
  conditions: true,
  html: true,
  createdAt: true,
  answer: true,
  answerHtml: true,
  answeredById: true,
  answeredAt: true,
  member: { select: authorSelect },
  answeredBy: { select: authorSelect },
} satisfies Prisma.CounterEvidenceSelect
type EvidenceRow = Prisma.CounterEvidenceGetPayload<{ select: typeof evidenceSelect }>

/** Where and for whom a lesson did not hold. The lesson's author is shown in it as he or she chose. */
export type CounterEvidenceView = {
  id: string
  /** As typed. */
  conditions: string
  /** Safe HTML. */
  html: string
  createdAt: Date
  by: Attribution
  answer: { html: string; at: Date; by: Attribution } | null
  /** Whether the viewer may answer it. */
  canAnswer: boolean
}

/** The counter-evidence of a lesson, what is not answered first, then the oldest first; none where it is not to be seen. */
export async function counterEvidenceOf(viewer: Viewer | null, lessonId: string): Promise<CounterEvidenceView[]> {
  const rows = await db.counterEvidence.findMany({
    where: { lessonId, lesson: lessonWhere(viewer) },
    orderBy: [{ answeredAt: { sort: 'asc', nulls: 'first' } }, { createdAt: 'asc' }, { id: 'asc' }],
    take: 100,
    select: { ...evidenceSelect, lesson: { select: contestedSelect } },
  })
  return rows.map(({ lesson, ...row }) => viewOf(viewer, lesson, row))
}

function viewOf(viewer: Viewer | null, lesson: ContestedRow, row: EvidenceRow): CounterEvidenceView {
  const by = (member: NonNullable<EvidenceRow['answeredBy']>) =>
    attributionOf({ author: member, attribution: member.id === lesson.authorId ? lesson.attribution : 'named' }, viewer)
  return {
    id: row.id,
    conditions: row.conditions,
    html: row.html,
    createdAt: row.createdAt,
    by: by(row.member),
    answer:
      row.answeredAt && row.answeredBy ? { html: row.answerHtml, at: row.answeredAt, by: by(row.answeredBy) } : null,
    canAnswer: viewer !== null && !refusalOfAnswer(viewer, factsOf(lesson), row),
  }
}

const factsOf = ({ authorId, state, action }: ContestedRow): ContestedLesson => ({
  authorId,
  state: state as LessonState,
  owner: action && ownerOf(action),
})

function ownerOf(action: NonNullable<ContestedRow['action']>): Owner | null {
  if (action.ownerMemberId) return { memberId: action.ownerMemberId }
  const organizationId = action.ownerOrganization?.mergedIntoId ?? action.ownerOrganizationId
  return organizationId ? { organizationId } : null
}

/** One piece of counter-evidence with what decides who may answer it. */
export type ContestedEvidence = {
  lesson: ContestedLesson & { id: string; title: string; contextId: string }
  evidence: { id: string; memberId: string; answer: string; answeredById: string | null; answeredAt: Date | null }
  view: CounterEvidenceView
}

/**
 * Counter-evidence through the viewer.
 * @throws AppError 404 where the lesson does not exist for the viewer, or has no such counter-evidence
 */
export async function findCounterEvidence(
  viewer: Viewer,
  lessonId: string,
  evidenceId: string,
): Promise<ContestedEvidence> {
  const row = await db.counterEvidence.findFirst({
    where: { id: evidenceId, lessonId, lesson: lessonWhere(viewer) },
    select: { ...evidenceSelect, lesson: { select: contestedSelect } },
  })
  if (!row) throw notFound()
  const { lesson, ...evidence } = row
  return {
    lesson: { id: lesson.id, title: lesson.title, contextId: lesson.contextId, ...factsOf(lesson) },
    evidence,
    view: viewOf(viewer, lesson, evidence),
  }
}
