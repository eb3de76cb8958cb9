import { db, onCommit, preparedRead } from './db.server'
import { log } from './lib/log.server'

/**
 * Everything worth telling, in the past tense and with ids only: whoever reacts reads what is true by then.
 * byId: the member who did it.
 */
export type AppEvent =
  | { type: 'thread.opened' | 'thread.revised'; threadId: string; byId: string }
  | {
      type: 'post.posted' | 'post.revised' | 'post.deleted' | 'post.restored'
      postId: string
      threadId: string
      byId: string
    }
  | {
      type:
        | 'lesson.submitted'
        | 'lesson.verified'
        | 'lesson.returned'
        | 'lesson.noted'
        | 'lesson.merged'
        | 'lesson.superseded'
        | 'lesson.confirmed'
        | 'lesson.identified'
        | 'lesson.acted-on'
        | 'lesson.learned'
        | 'lesson.reused'
        | 'lesson.withdrawn'
        | 'lesson.revised'
      lessonId: string
      byId: string
    }
  | { type: 'lesson.contested' | 'lesson.answered'; lessonId: string; counterEvidenceId: string; byId: string }
  | {
      type: 'session.scheduled' | 'session.revised' | 'session.opened' | 'session.stepped' | 'session.ended'
      sessionId: string
      byId: string
    }
  | {
      type: 'session.slowed' | 'session.cancelled' | 'session.reinstated'
      sessionId: string
      byId: string
    }
  | {
      type:
        | 'session.invited'
        | 'session.admitted'
        | 'session.declined'
        | 'session.member-muted'
        | 'session.member-unmuted'
        | 'session.member-removed'
      sessionId: string
      memberId: string
      byId: string
    }
  /** asked: to be let in. */
  | { type: 'session.joined' | 'session.moved-up' | 'session.asked'; sessionId: string; memberId: string }
  /** A section of the notes was written in; `version` is what it became. */
  | { type: 'note.saved'; sessionId: string; noteId: string; section: string; version: number; byId: string }
  /** It begins within a day, or within an hour. */
  | { type: 'session.near'; sessionId: string; reminder: 'session.tomorrow' | 'session.soon' }
  /** changed: what it says, what became of it, or what was said to it. */
  | { type: 'message.sent' | 'message.changed'; sessionId: string; messageId: string; byId: string }
  /** It names members whom it did not name before, in a text that is before everybody. */
  | { type: 'message.mentioned'; sessionId: string; messageId: string; byId: string; memberIds: string[] }
  /** Something to do was agreed in a session; its words, owner, day or result changed. */
  | { type: 'action.agreed' | 'action.changed'; sessionId: string; actionId: string; byId: string }
  /** A member was made the owner of an action of a session. */
  | { type: 'action.given'; sessionId: string; actionId: string; memberId: string; byId: string }
  /** An action of a session is due soon, today or overdue. */
  | { type: 'session.action-due'; sessionId: string; actionId: string; day: string }
  /** It was over so many days ago. */
  | { type: 'session.followed-up'; sessionId: string; days: 30 | 90 }
  /** The action that a lesson asks for is due soon, today or overdue. */
  | { type: 'action.due'; lessonId: string; day: string }
  | { type: 'practice.reused'; practiceId: string; byId: string }
  /** What its author confirmed to be no personal data waits for a reviewer, or was looked at by one. */
  | { type: 'harm.held' | 'harm.reviewed'; harmReviewId: string; byId: string }
  /** created: false where a record known before was changed. */
  | { type: 'practice.recorded'; practiceId: string; created: boolean }
  | { type: 'guideline.revised'; number: number }
  | { type: 'notification.raised'; memberIds: string[] }
  /** signInIds: the sign-ins that ended, null for all; their sockets close. */
  | { type: 'member.signed-out'; memberId: string; signInIds: string[] | null }
  | { type: 'member.banned'; memberId: string }

export type AppEventType = AppEvent['type']
export type AppEventOf<Type extends AppEventType> = AppEvent & { type: Type }

/** The row of the event. The id grows with the order of the commits; telling an event twice gives the same id twice. */
export interface Telling {
  eventId: number
  at: Date
}

/** What to do about an event, after its commit. It may be called twice for one event (after a crash): be idempotent. */
export type Reaction<Type extends AppEventType> = (event: AppEventOf<Type>, telling: Telling) => unknown
export type Reactions = { readonly [Type in AppEventType]?: readonly Reaction<Type>[] }

type AnyReaction = (event: AppEvent, telling: Telling) => unknown

const reactionsOf = new Map<AppEventType, Set<AnyReaction>>()

/** Adds a table of reactions. Returns how to take it away again. Nothing is told before tellEvents(). */
export function on(reactions: Reactions): () => void {
  const added = Object.entries(reactions) as [AppEventType, readonly AnyReaction[]][]
  for (const [type, list] of added) {
    const known = reactionsOf.get(type) ?? new Set()
    for (const reaction of list) known.add(reaction)
    reactionsOf.set(type, known)
  }
  return () => {
    for (const [type, list] of added) for (const reaction of list) reactionsOf.get(type)?.delete(reaction)
  }
}

export interface Teller {
  /** Resolves once every event committed before the call has been told and marked. */
  settled(): Promise<void>
  /** Takes no more events, waits for the reactions that run, marks what was told. The rest is told after the next start. */
  stop(): Promise<void>
}

/** Registers the table and starts telling; the teller's stop() takes the table away again. */
export function startTelling(reactions: Reactions, options?: TellerOptions): Teller {
  const forget = on(reactions)
  const teller = tellEvents(options)
  return { ...teller, stop: () => teller.stop().finally(forget) }
}

export interface TellerOptions {
  /** Hears of a reaction that failed, or of a read or mark that did (event is null then; it is tried again). */
  report?: (error: unknown, event: (AppEvent & Telling) | null) => void
}

/**
 * Tells every event that was not told yet to the reactions registered by on(), those that a crash left behind first, and
 * then each new one after its commit; looks once a second for events that other processes wrote.
 *
 * Events about the same thing (a thread, a lesson, a session's room) are told one after the other in the order of their
 * commits; those about different things side by side. A reaction that fails is reported: the others still run, nothing
 * is undone, and the event counts as told.
 */
export function tellEvents({ report = reportToLog }: TellerOptions = {}): Teller {
  const lanes = new Map<string, Promise<void>>()
  let told: number[] = []
  let newest = 0
  let stopped = false
  let draining: Promise<void> | null = null
  let again = false
  let marking: Promise<void> = Promise.resolve()
  let markTimer: NodeJS.Timeout | undefined

  /** Reads new events into their lanes. Calls while one runs make it run once more. */
  function drain(): Promise<void> {
    again = true
    draining ??= (async () => {
      try {
        while (again && !stopped) {
          again = false
          while (!stopped && (await takeSome())) await leisure()
        }
      } catch (error) {
        report(error, null)
      } finally {
        draining = null
      }
    })()
    return draining
  }

  async function takeSome() {
    const rows = readUntold(newest, batch)
    for (const { id, type, payload, createdAt } of rows) {
      newest = id
      enqueue({ ...JSON.parse(payload), type } as AppEvent, { eventId: id, at: new Date(createdAt) })
    }
    return rows.length === batch
  }

  /** After a full batch: a long backlog is not held in memory at once. */
  const leisure = () => Promise.all(lanes.values())

  function enqueue(event: AppEvent, telling: Telling) {
    const lane = laneOf(event)
    const before = lanes.get(lane)
    const tail = (before ? before.then(() => tell(event, telling)) : tell(event, telling)).finally(() => {
      if (lanes.get(lane) === tail) lanes.delete(lane)
    })
    lanes.set(lane, tail)
  }

  async function tell(event: AppEvent, telling: Telling) {
    if (stopped) return
    const reactions = [...(reactionsOf.get(event.type) ?? [])]
    await Promise.all(
      reactions.map(async (reaction) => {
        try {
          await reaction(event, telling)
        } catch (error) {
          report(error, { ...event, ...telling })
        }
      }),
    )
    told.push(telling.eventId)
    markTimer ??= setTimeout(markTold, markAfter)
  }

  /** One UPDATE for all that were told since the last; what could not be marked is tried again with the next. */
  function markTold(): Promise<void> {
    clearTimeout(markTimer)
    markTimer = undefined
    marking = marking.then(async () => {
      const ids = told
      if (ids.length === 0) return
      told = []
      try {
        await db.$executeRaw`UPDATE "Event" SET "toldAt" = ${new Date()} WHERE "id" IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`
      } catch (error) {
        told = ids.concat(told)
        report(error, null)
      }
    })
    return marking
  }

  async function settled() {
    while (!stopped) {
      await drain()
      if (lanes.size === 0) break
      await Promise.all(lanes.values())
    }
    await cleaning
    await markTold()
  }

  async function stop() {
    if (stopped) return marking
    stopped = true
    stopListening()
    clearInterval(poll)
    await Promise.all([cleaning, draining])
    await Promise.all(lanes.values())
    await markTold()
  }

  const stopListening = onCommit(drain)
  const poll = setInterval(() => {
    void drain()
    if (told.length > 0) markTimer ??= setTimeout(markTold, markAfter)
  }, pollEvery)
  poll.unref()
  const cleaning = removeOldEvents().catch((error) => report(error, null))
  void drain()
  return { settled, stop }
}

const readUntold = preparedRead<{ id: number; type: string; payload: string; createdAt: string }>(`
  SELECT id, type, payload, createdAt FROM Event WHERE toldAt IS NULL AND id > ? ORDER BY id LIMIT ?`)

const batch = 200
const pollEvery = 1000
const markAfter = 200
const keptFor = 30 * 24 * 60 * 60 * 1000

async function removeOldEvents() {
  await db.event.deleteMany({ where: { toldAt: { lt: new Date(Date.now() - keptFor) } } })
}

/** What must be told in order, shares a lane. */
function laneOf(event: AppEvent): string {
  if ('sessionId' in event) return `session:${event.sessionId}`
  if ('threadId' in event) return `thread:${event.threadId}`
  if ('lessonId' in event) return `lesson:${event.lessonId}`
  if ('practiceId' in event) return `practice:${event.practiceId}`
  if ('memberId' in event) return `member:${event.memberId}`
  return event.type
}

function reportToLog(error: unknown, event: (AppEvent & Telling) | null) {
  if (event) log.error({ err: error, type: event.type, eventId: event.eventId }, 'a reaction failed')
  else log.error({ err: error }, 'events could not be told')
}
