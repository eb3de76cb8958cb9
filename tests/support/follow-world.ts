import { db } from '~/db.server'
import type { Reactions } from '~/events.server'
import { type ContextKeys, pickContextKeys } from '~/features/context/context'
import { createContext } from '~/features/context/write-context.server'
import { followOwnThread } from '~/features/following/follow-own-thread.server'
import { type AttributionChoice, parseLesson } from '~/features/lessons/lesson'
import { postLesson } from '~/features/lessons/post-lesson.server'
import type { Viewer } from '~/features/members/viewer'
import { notifyAuthor } from '~/features/notifications/notify-author.server'
import { notifyFollowers } from '~/features/notifications/notify-followers.server'
import { notifyInvited } from '~/features/notifications/notify-invited.server'
import { notifyReviewers } from '~/features/notifications/notify-reviewers.server'
import { type Access, plainFormat } from '~/features/peer-sessions/peer-session'
import { scheduleSession } from '~/features/peer-sessions/schedule-session.server'
import { openThread } from '~/features/threads/open-thread.server'
import { reply } from '~/features/threads/reply.server'
import { newId } from '~/lib/ids'

/** Guideline 8 with its sample practice 8.4, where the reference data has not brought them. */
export async function guidelineEight() {
  await db.guideline.upsert({
    where: { number: 8 },
    update: {},
    create: {
      number: 8,
      title: 'Build capacity and learn lessons for emergency response and post-crisis action',
      thematicArea: 'Capacity',
      phaseSlug: 'crisis-preparedness',
      samplePracticesAre: 'verbatim',
    },
  })
  await db.samplePractice.upsert({
    where: { id: '8.4' },
    update: {},
    create: { id: '8.4', guidelineNumber: 8, number: 4, text: 'Peer-to-peer exchanges' },
  })
}

/** A record of the repository about something, without its event. Call it in a transaction. @returns its id */
export async function aPractice(slug: string, title: string, context: Partial<ContextKeys> = {}) {
  const id = newId()
  const at = new Date('2026-01-02T00:00:00Z')
  await db.practice.create({
    data: {
      id,
      slug,
      title,
      contextId: await createContext(pickContextKeys(context)),
      stakeholderLine: '',
      description: '',
      descriptionHtml: '',
      thematicAreas: '',
      sourceKey: `file:${slug}`,
      recordDigest: '',
      createdAt: at,
      updatedAt: at,
    },
  })
  return id
}

/** The reactions of following and notices, as the product wires them, without sockets. */
export const noticeReactions: Reactions = {
  'thread.opened': [followOwnThread, notifyFollowers],
  'post.posted': [followOwnThread, notifyFollowers],
  'lesson.submitted': [notifyReviewers],
  'lesson.verified': [notifyFollowers],
  'lesson.returned': [notifyAuthor],
  'session.scheduled': [notifyFollowers],
  'session.invited': [notifyInvited],
  'practice.recorded': [notifyFollowers],
}

/** A thread as its form gives it. */
export const startThread = (viewer: Viewer, title: string, context: Partial<ContextKeys> = {}) =>
  openThread(viewer, { title, body: 'How did you do it?', clientId: newId(), ...pickContextKeys(context) })

/** A reply as its form gives it. */
export const answer = (viewer: Viewer, threadId: string, replyTo = '') =>
  reply(viewer, threadId, { body: 'Like this.', clientId: newId(), replyTo })

/** A lesson handed in to the reviewers. @returns its id */
export async function submitLesson(
  viewer: Viewer,
  title: string,
  context: Partial<ContextKeys> = {},
  attribution: AttributionChoice = 'named',
): Promise<string> {
  const form = new FormData()
  const fields = { title, observation: 'What happened.', attribution, intent: 'submit', clientId: newId(), ...context }
  for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) form.append(name, one)
  const parsed = parseLesson(form)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors))
  const saved = await postLesson(viewer, parsed.value)
  if (!saved.ok) throw new Error('The lesson was not saved.')
  return saved.lesson.id
}

/** A session tomorrow. @returns its id */
export async function planSession(
  viewer: Viewer,
  title: string,
  access: Access,
  context: Partial<ContextKeys> = {},
): Promise<string> {
  const scheduled = await scheduleSession(viewer, {
    title,
    purpose: 'To learn.',
    format: plainFormat,
    startsAt: new Date(Date.now() + 86_400_000).toISOString().slice(0, 16),
    timeZone: 'UTC',
    access,
    intent: '',
    sharing: '',
    chathamHouse: false,
    unlinkAfterDays: null,
    capacity: null,
    admission: false,
    agenda: '',
    language: 'en',
    clientId: newId(),
    ...pickContextKeys(context),
  })
  if (!scheduled.ok) throw new Error(JSON.stringify(scheduled.errors))
  return scheduled.id
}
