import { db } from '~/db.server'
import { answerCounterEvidence } from '~/features/lessons/answer-counter-evidence.server'
import { contestLesson } from '~/features/lessons/contest-lesson.server'
import { reuseLesson } from '~/features/lessons/reuse-lesson.server'
import { reusePractice } from '~/features/practices/reuse-practice.server'
import type { Step } from './as-of.server'
import { type DemoContent, type DemoCounterEvidence, type DemoUse, text } from './content.server'
import { daysBefore, hoursAfter } from './moments'
import type { People } from './seed-people.server'

/** Uses of lessons and practices, and where lessons did not hold, some with an answer. */
export const useSteps = ({ uses, counterEvidence }: DemoContent, who: People, now: Date): Step[] => [
  ...uses.map((use, index) => ({
    at: daysBefore(now, use.day),
    take: () => noteUse(use, `demo-use-${index + 1}`, who),
  })),
  ...counterEvidence.flatMap((evidence, index) => stepsOf(evidence, `demo-counter-${index + 1}`, who, now)),
]

async function noteUse(use: DemoUse, clientId: string, who: People) {
  const { by, country, crisis, when, helped } = use
  const input = { country, crisis, when, helped, changed: text(use.changed), why: text(use.why), clientId }
  return 'lesson' in use
    ? reuseLesson(who(by), await lessonCalled(use.lesson), input)
    : reusePractice(who(by), use.practice, input)
}

function stepsOf(evidence: DemoCounterEvidence, clientId: string, who: People, now: Date): Step[] {
  const { by, day, lesson, conditions, body, answer } = evidence
  const at = daysBefore(now, day)
  let lessonId = ''
  let id = ''
  const contest = async () => {
    lessonId = await lessonCalled(lesson)
    id = await contestLesson(who(by), lessonId, { conditions: text(conditions), body: text(body), clientId })
  }
  const steps: Step[] = [{ at, take: contest }]
  if (answer) {
    const take = () => answerCounterEvidence(who(answer.by), lessonId, id, { answer: text(answer.text) })
    steps.push({ at: hoursAfter(at, answer.after * 24), take })
  }
  return steps
}

const lessonCalled = async (title: string) =>
  (await db.lesson.findFirstOrThrow({ where: { title }, select: { id: true } })).id
