import { contentOf } from '~/features/lessons/lesson'
import { postLesson } from '~/features/lessons/post-lesson.server'
import { returnLesson } from '~/features/lessons/return-lesson.server'
import { verifyLesson } from '~/features/lessons/verify-lesson.server'
import { withdrawLesson } from '~/features/lessons/withdraw-lesson.server'
import type { Step } from './as-of.server'
import { type DemoContent, type DemoLesson, text } from './content.server'
import { knownContext } from './known-context.server'
import { daysBefore, hoursAfter } from './moments'
import type { People } from './seed-people.server'

/** A lesson or more in each state. */
export const lessonSteps = ({ lessons }: DemoContent, who: People, now: Date): Step[] =>
  lessons.flatMap((lesson, index) => stepsOf(lesson, `demo-lesson-${index + 1}`, who, daysBefore(now, lesson.day)))

function stepsOf(lesson: DemoLesson, clientId: string, who: People, start: Date): Step[] {
  const { by, state, review } = lesson
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
  return steps
}

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
