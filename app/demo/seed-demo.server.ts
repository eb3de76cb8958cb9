import { databaseFile, db } from '~/db.server'
import { startTelling } from '~/events.server'
import { reactionsWith } from '~/reactions.server'
import type { Gateway } from '~/realtime/gateway.server'
import { asOf } from './as-of.server'
import type { DemoContent } from './content.server'
import { isDemoDatabase } from './demo-mark.mjs'
import { lessonSteps } from './seed-lessons.server'
import { followSteps, seedPeople } from './seed-people.server'
import { sessionSteps } from './seed-sessions.server'
import { threadSteps } from './seed-threads.server'
import { useSteps } from './seed-uses.server'

/**
 * Fills an empty demo database through the same verbs as people do, spread over the weeks before `now`. Notices, follows
 * and search come from the same reactions.
 * @returns false where nothing was written: the database was not made for demo content; true where it is filled now or was
 */
export async function seedDemo(content: DemoContent, now = new Date()): Promise<boolean> {
  if (!isDemoDatabase(databaseFile())) return false
  if (await db.member.findFirst({ select: { id: true } })) return true
  await tellEverything()
  const who = await seedPeople(content, now)
  const steps = [followSteps, threadSteps, lessonSteps, useSteps, sessionSteps].flatMap((of) => of(content, who, now))
  for (const { at, take } of steps.sort((a, b) => a.at.getTime() - b.at.getTime())) await asOf(at, take)
  await tellEverything()
  return true
}

/** Lets everything react to what has happened so far, before somebody follows it. */
async function tellEverything() {
  const telling = startTelling(reactionsWith(nobodyIsConnected))
  await telling.settled()
  await telling.stop()
}

const nobodyIsConnected: Gateway = {
  detach() {},
  toMember() {},
  toRoom() {},
  toNotes() {},
  toMemberInRoom() {},
  endSignIns() {},
  async recheckRoom() {},
}
