import { db } from '~/db.server'
import { isReviewer, type Viewer } from '~/features/members/viewer'
import type { Prisma } from '~/generated/prisma/client'
import { authorSelect } from './attribution'
import { dayOf, type LessonState, openStates } from './life-cycle'
import { actionSelect, type OwnerView, ownerView } from './life-cycle-view.server'

/** Something that a lesson recommends and somebody carries out. */
export type ActionLine = { lessonId: string; title: string; state: LessonState; dueDate: string; owner: OwnerView }
export type Actions = { own: ActionLine[]; overdue: ActionLine[]; coming: ActionLine[] }

const mostActions = 100
const select = {
  dueDate: true,
  lesson: {
    select: {
      id: true,
      title: true,
      state: true,
      attribution: true,
      authorId: true,
      author: { select: authorSelect },
      action: { select: actionSelect },
    },
  },
} satisfies Prisma.LessonActionSelect
type Row = Prisma.LessonActionGetPayload<{ select: typeof select }>

const isOpen: Prisma.LessonActionWhereInput = { lesson: { state: { in: [...openStates] } } }

/** The actions that the viewer or the viewer's organization carries out; those of an organization merged into it too. */
const ownWhere = ({ id, organizationId }: Viewer): Prisma.LessonActionWhereInput => ({
  OR: [
    { ownerMemberId: id },
    ...(organizationId
      ? [{ ownerOrganizationId: organizationId }, { ownerOrganization: { mergedIntoId: organizationId } }]
      : []),
  ],
})

/** What is still to be done, the first due first: the viewer's own, then what is overdue and what is to come of all others. */
export async function listActions(viewer: Viewer | null, now = new Date()): Promise<Actions> {
  const today = dayOf(now)
  const find = (...and: Prisma.LessonActionWhereInput[]) =>
    db.lessonAction.findMany({
      where: { AND: [isOpen, ...and] },
      orderBy: [{ dueDate: 'asc' }, { lessonId: 'asc' }],
      take: mostActions,
      select,
    })
  const [own, overdue, coming] = await Promise.all([
    viewer ? find(ownWhere(viewer)) : [],
    find({ dueDate: { lt: today } }),
    find({ dueDate: { gte: today } }),
  ])
  const mine = new Set(own.map(({ lesson }) => lesson.id))
  const others = (rows: Row[]) => rows.filter(({ lesson }) => !mine.has(lesson.id)).map(lineOf(viewer))
  return { own: own.map(lineOf(viewer)), overdue: others(overdue), coming: others(coming) }
}

const lineOf =
  (viewer: Viewer | null) =>
  ({ dueDate, lesson }: Row): ActionLine => ({
    lessonId: lesson.id,
    title: lesson.title,
    state: lesson.state as LessonState,
    dueDate,
    owner: ownerView(lesson, viewer, false),
  })

/** How many actions are overdue, for a reviewer; 0 for anyone else. */
export const countOverdueActions = async (viewer: Viewer, now = new Date()): Promise<number> =>
  isReviewer(viewer) ? db.lessonAction.count({ where: { AND: [isOpen, { dueDate: { lt: dayOf(now) } }] } }) : 0
