import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { closeDatabase, db, inTransaction } from '~/db.server'
import { type AppEvent, on, type Reactions, startTelling, type Teller, type Telling, tellEvents } from '~/events.server'
import { useDatabase } from './support/database'

const file = useDatabase()

const tellers: Teller[] = []
const reported: { error: unknown; event: (AppEvent & Telling) | null }[] = []
const report = (error: unknown, event: (AppEvent & Telling) | null) => reported.push({ error, event })

function telling(reactions: Reactions) {
  const teller = startTelling(reactions, { report })
  tellers.push(teller)
  return teller
}

beforeEach(async () => {
  await db.event.deleteMany()
  reported.length = 0
})
afterEach(async () => {
  for (const teller of tellers.splice(0)) await teller.stop()
})

const revised = (number: number): AppEvent => ({ type: 'guideline.revised', number })
const announced = (...events: AppEvent[]) =>
  inTransaction(async (announce) => {
    for (const event of events) await announce(event)
  })
const untold = () => db.event.count({ where: { toldAt: null } })

/** A promise that the test settles. */
function signal() {
  let give = () => {}
  const given = new Promise<void>((resolve) => {
    give = resolve
  })
  return { given, give }
}

describe('an announced event', () => {
  it('is undone with its transaction', async () => {
    const told: number[] = []
    const teller = telling({ 'guideline.revised': [({ number }) => told.push(number)] })
    const failing = inTransaction(async (announce) => {
      await announce(revised(1))
      throw new Error('on purpose')
    })
    await expect(failing).rejects.toThrow('on purpose')
    await teller.settled()
    expect(told).toEqual([])
    expect(await db.event.count()).toBe(0)
  })

  it('is told after the commit, with what was announced', async () => {
    const told: unknown[] = []
    const teller = telling({ 'member.signed-out': [(event, { eventId }) => told.push([event, eventId])] })
    let before: unknown[] = []
    await inTransaction(async (announce) => {
      await announce({ type: 'member.signed-out', memberId: 'amina', signInIds: null })
      before = [...told]
    })
    await teller.settled()
    const row = await db.event.findFirstOrThrow()
    expect(before).toEqual([])
    expect(told).toEqual([[{ type: 'member.signed-out', memberId: 'amina', signInIds: null }, row.id]])
    expect(row.toldAt).toBeInstanceOf(Date)
  })

  it('may be announced by a reaction, whose announcement is told too', async () => {
    const told: string[][] = []
    const teller = telling({
      'guideline.revised': [() => announced({ type: 'notification.raised', memberIds: ['amina'] })],
      'notification.raised': [({ memberIds }) => told.push(memberIds)],
    })
    await announced(revised(1))
    await teller.settled()
    expect(told).toEqual([['amina']])
  })

  it('waits where nobody tells, and is told after a start', async () => {
    await announced(revised(1), revised(2))
    expect(await untold()).toBe(2)
    await closeDatabase()
    const told: number[] = []
    await telling({ 'guideline.revised': [({ number }) => told.push(number)] }).settled()
    expect(told).toEqual([1, 2])
    expect(await untold()).toBe(0)
  })

  it('is told when another process wrote it', async () => {
    const seen = signal()
    telling({ 'guideline.revised': [() => seen.give()] })
    const other = new Database(file)
    other
      .prepare('INSERT INTO Event (type, payload, createdAt) VALUES (?, ?, ?)')
      .run('guideline.revised', '{"number":3}', new Date().toISOString().replace('Z', '+00:00'))
    other.close()
    await seen.given
  })

  it('that nobody reacts to counts as told', async () => {
    const teller = telling({})
    await announced(revised(1))
    await teller.settled()
    expect(await untold()).toBe(0)
  })

  it('is not told twice to a table that was registered beside others, nor after it was taken away', async () => {
    const told: string[] = []
    const forget = on({ 'guideline.revised': [() => told.push('other')] })
    const teller = tellEvents({ report })
    tellers.push(teller)
    await announced(revised(1))
    await teller.settled()
    forget()
    await announced(revised(2))
    await teller.settled()
    expect(told).toEqual(['other'])
  })
})

describe('a reaction that fails', () => {
  it('is reported; the others still run, and so do later events', async () => {
    const told: number[] = []
    const teller = telling({
      'guideline.revised': [
        ({ number }) => {
          if (number === 1) throw new Error('at once')
        },
        async ({ number }) => {
          if (number === 1) throw new Error('later')
        },
        ({ number }) => told.push(number),
      ],
    })
    await announced(revised(1))
    await announced(revised(2))
    await teller.settled()
    expect(told).toEqual([1, 2])
    expect(reported.map(({ error, event }) => [String(error), event?.type])).toEqual([
      ['Error: at once', 'guideline.revised'],
      ['Error: later', 'guideline.revised'],
    ])
    expect(await untold()).toBe(0)
  })
})

describe('order', () => {
  const sent = (sessionId: string, messageId: string): AppEvent => ({
    type: 'message.sent',
    sessionId,
    messageId,
    byId: 'amina',
  })

  it('holds in a room, however long a reaction takes', async () => {
    const first = signal()
    const told: string[] = []
    const teller = telling({
      'message.sent': [
        async ({ messageId }) => {
          if (messageId === '1') await first.given
          told.push(messageId)
        },
      ],
    })
    await announced(sent('room', '1'))
    await announced(sent('room', '2'), sent('room', '3'))
    first.give()
    await teller.settled()
    expect(told).toEqual(['1', '2', '3'])
  })

  it('of one room does not hold up another', async () => {
    const slow = signal()
    const other = signal()
    const teller = telling({
      'message.sent': [({ sessionId }) => (sessionId === 'slow' ? slow.given : other.give())],
    })
    await announced(sent('slow', '1'))
    await announced(sent('other', '2'))
    await other.given
    slow.give()
    await teller.settled()
  })
})

describe('stopping', () => {
  it('waits for the reaction that runs and leaves the rest for the next start', async () => {
    const begun = signal()
    const go = signal()
    const told: number[] = []
    const reactions: Reactions = {
      'guideline.revised': [
        async ({ number }) => {
          begun.give()
          await go.given
          told.push(number)
        },
      ],
    }
    const teller = telling(reactions)
    await announced(revised(1), revised(2))
    await begun.given
    const stopped = teller.stop()
    go.give()
    await stopped
    expect(told).toEqual([1])
    expect(await untold()).toBe(1)
    await telling(reactions).settled()
    expect(told).toEqual([1, 2])
  })

  it('removes at the next start what was told more than 30 days ago, and nothing else', async () => {
    const day = 24 * 60 * 60 * 1000
    const at = (days: number) => new Date(Date.now() - days * day)
    const row = (type: string, toldAt: Date | null) => ({ type, payload: '{}', createdAt: at(40), toldAt })
    await db.event.createMany({ data: [row('old', at(31)), row('recent', at(29))] })
    await announced(revised(1))
    await telling({}).settled()
    expect((await db.event.findMany({ orderBy: { id: 'asc' } })).map(({ type }) => type)).toEqual([
      'recent',
      'guideline.revised',
    ])
  })
})
