import { db } from '~/db.server'
import { confirmLesson } from '~/features/lessons/confirm-lesson.server'
import { contentOf, dayOf } from '~/features/lessons/lesson'
import { postLesson } from '~/features/lessons/post-lesson.server'
import { returnLesson } from '~/features/lessons/return-lesson.server'
import { transitionLesson } from '~/features/lessons/transition-lesson.server'
import { verifyLesson } from '~/features/lessons/verify-lesson.server'
import { withdrawLesson } from '~/features/lessons/withdraw-lesson.server'
import type { Viewer } from '~/features/members/viewer'
import type { Step } from './as-of.server'
import { type DemoContent, type DemoLesson, type DemoPassage, text } from './content.server'
import { knownContext } from './known-context.server'
import { daysBefore, hoursAfter } from './moments'
import type { People } from './seed-people.server'

/** A lesson or more in each state. */
export const lessonSteps = ({ lessons }: DemoContent, who: People, now: Date): Step[] =>
  lessons.flatMap((lesson, index) => stepsOf(lesson, `demo-lesson-${index + 1}`, who, now))

function stepsOf(lesson: DemoLesson, clientId: string, who: People, now: Date): Step[] {
  const { by, state, review, later = [] } = lesson
  const start = daysBefore(now, lesson.day)
  let id = ''
  const post = async () => {
    const intent = state === 'draft' ? 'draft' : 'submit'
    const content = { ...(await contentIn(lesson)) }
    id = idOf(await postLesson(who(by), { content, intent, clientId, version: null }))
  }
  const steps: Step[] = [{ at: start, take: post }]
  if (review) {
    const { note, verdict } = review
    const reviewer = who(review.by)
    const take = () =>
      verdict === 'verify' ? verifyLesson(reviewer, id, { note, version: null }) : returnLesson(reviewer, id, { note })
    steps.push({ at: hoursAfter(start, review.after * 24), take })
  }
  if (state === 'withdrawn') steps.push({ at: hoursAfter(start, 20), take: () => withdrawLesson(who(by), id) })
  for (const passage of later) {
    const take = () => goOn(who(passage.by), id, passage, now)
    steps.push({ at: hoursAfter(start, passage.after * 24), take })
  }
  return steps
}

/** What peers, owners and reviewers did with a lesson later. */
async function goOn(viewer: Viewer, id: string, passage: DemoPassage, now: Date): Promise<void> {
  if ('confirm' in passage) return confirmLesson(viewer, id, { note: passage.confirm })
  const { to, note, owner = '', dueIn, evidence = '', evidenceKind = '', other } = passage
  const target = other ? await lessonCalled(other) : ''
  return transitionLesson(viewer, id, {
    to,
    note,
    owner,
    evidence,
    evidenceKind,
    version: null,
    dueDate: dueIn === undefined ? '' : dayOf(daysBefore(now, -dueIn)),
    reuse: '',
    duplicateOf: target,
    supersededBy: target,
  })
}

const lessonCalled = async (title: string): Promise<string> =>
  (await db.lesson.findFirstOrThrow({ where: { title }, select: { id: true } })).id

const contentIn = async (lesson: DemoLesson) =>
  contentOf({
    title: lesson.title,
    planned: text(lesson.planned),
    observation: text(lesson.observation),
    discussion: text(lesson.discussion),
    conclusion: text(lesson.conclusion),
    recommendation: text(lesson.recommendation),
    holdsWhen: text(lesson.holdsWhen),
    sourceKind: lesson.sourceKind,
    eventDate: lesson.eventDate,
    attribution: lesson.attribution,
    context: await knownContext(lesson.about),
  })

function idOf(saved: Awaited<ReturnType<typeof postLesson>>): string {
  if (!saved.ok) throw new Error(`The lesson "${saved.stored.content.title}" was there already.`)
  return saved.lesson.id
}
