import { beforeAll, expect, it } from 'vitest'
import { db } from '~/db.server'
import { confirmLesson } from '~/features/lessons/confirm-lesson.server'
import { transitionInput } from '~/features/lessons/lesson'
import { canSeeLesson, type LessonState, mainPath, nextOnPath, transitions } from '~/features/lessons/life-cycle'
import { getLesson } from '~/features/lessons/queries.server'
import { transitionLesson } from '~/features/lessons/transition-lesson.server'
import type { Viewer } from '~/features/members/viewer'
import { AppError } from '~/lib/errors'
import { type Cast, cast, emailOf } from '../../support/cast'
import { useDatabase } from '../../support/database'
import { aLesson, anObservation } from '../../support/lessons'
import { random } from '../../support/random'

useDatabase()
let people: Cast
beforeAll(async () => {
  people = await cast()
})

const names = Object.keys(transitions) as (keyof typeof transitions)[]
const blank = { note: '', version: '', owner: '', dueDate: '', evidence: '', evidenceKind: '', reuse: '' }

/** The status of what was asked for: 303 where it was done. */
async function tried(work: () => Promise<unknown>): Promise<number> {
  try {
    await work()
    return 303
  } catch (error) {
    if (error instanceof AppError) return error.status
    throw error
  }
}

it('random people asking for random transitions never break a rule, and leave a whole trail', async () => {
  const other = await anObservation(people.farid, people.carmen)
  const everyone = [people.amina, people.elif, people.farid, people.bounmy, people.carmen, people.dmitri]
  const reached = new Set<string>()
  for (let seed = 1; seed <= 12; seed++) {
    const pick = random(seed)
    const one = <T>(list: readonly T[]): T => list[pick(list.length)] as T
    const author = one([people.amina, people.carmen])
    const id = await aLesson(author, { conclusion: one(['', 'x', 'x']) }, { intent: 'draft' })
    const stateNow = async () =>
      (await db.lesson.findUniqueOrThrow({ where: { id } })) as { state: LessonState; verifiedAt: Date | null }
    for (let step = 0; step < 40; step++) {
      const { state, verifiedAt } = await stateNow()
      const who: Viewer = one(everyone)
      const sees = canSeeLesson(who, { authorId: author.id, state, verified: verifiedAt !== null })
      if (pick(3) === 0) {
        const status = await tried(() => confirmLesson(who, id, { note: '' }))
        if (!sees) expect(status).toBe(404)
        else if (who.id === author.id || who.organizationId === author.organizationId) expect(status).toBe(403)
        continue
      }
      const to = pick(4) === 0 ? one(names) : (nextOnPath(state) ?? one(names))
      const fields = {
        ...blank,
        to,
        note: one(['', 'Because.']),
        owner: one(['', 'nobody', emailOf('farid'), 'Mekong Migrant Network']),
        dueDate: one(['', '2030-01-31']),
        evidence: one(['', 'It is in the manual.']),
        duplicateOf: one(['', id, other]),
        supersededBy: one(['', 'nothing', other]),
      }
      const status = await tried(() => transitionLesson(who, id, transitionInput.parse(fields)))
      const after = (await stateNow()).state
      const trail = `seed ${seed}, ${state} to ${to} by ${who.name}: ${status}`
      if (!sees) expect(status, trail).toBe(404)
      if (status !== 303) expect(after, trail).toBe(state)
      else if (after !== state) {
        expect(after, trail).toBe(to)
        expect(transitions[to].from, trail).toContain(state)
        reached.add(after)
      }
    }
    const { timeline } = await getLesson(author, id, 'en-GB')
    for (const [at, passage] of timeline.entries()) expect(passage.from).toBe(timeline[at - 1]?.to ?? null)
    expect(timeline.at(-1)?.to).toBe((await stateNow()).state)
    const learned = timeline.some(({ to }) => to === 'lesson-learned')
    if (learned) expect(mainPath.every((state) => timeline.some(({ to }) => to === state))).toBe(true)
    expect(await db.lessonEvidence.count({ where: { lessonId: id } })).toBe(learned ? 1 : 0)
  }
  for (const state of mainPath.slice(1, 4)) expect(reached).toContain(state)
})
