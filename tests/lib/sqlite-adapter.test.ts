import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import { PrismaClient } from '~/generated/prisma/client'
import { SafeSqlite } from '~/lib/sqlite-adapter.server'
import { migrate } from '../../prisma/migrate.mjs'
import { scratchFile } from '../support/database'

const open: PrismaClient[] = []
afterEach(async () => {
  for (const client of open.splice(0)) await client.$disconnect()
})

const pragmas = ['busy_timeout = 5000', 'journal_mode = WAL', 'synchronous = NORMAL', 'foreign_keys = ON']

function migratedFile() {
  const url = scratchFile()
  migrate(url)
  return url
}

function client(adapter: PrismaBetterSqlite3) {
  const client = new PrismaClient({ adapter })
  open.push(client)
  return client
}

const event = (type: string) => ({ data: { type, payload: '{}', createdAt: new Date() } })

/**
 * Again and again: a transaction that writes, waits a little and fails, and beside it a write of somebody else.
 * Counts the writes that were acknowledged and are not there, and the reads that saw what was never committed.
 */
async function failingTransactionsBesideWrites(prisma: PrismaClient, tries: number) {
  let lost = 0
  let dirty = 0
  for (let n = 0; n < tries; n++) {
    let other: Promise<{ id: number }> | undefined
    let seen: Promise<number> | undefined
    await prisma
      .$transaction(async (tx) => {
        await tx.event.create(event(`undone ${n}`))
        other = prisma.event.create(event(`kept ${n}`)).then((row) => row)
        seen = prisma.event.count({ where: { type: `undone ${n}` } }).then((count) => count)
        await new Promise((resolve) => setImmediate(resolve))
        await tx.event.count()
        throw new Error('on purpose')
      })
      .catch(() => undefined)
    await other
    if ((await seen) !== 0) dirty++
    if ((await prisma.event.count({ where: { type: `kept ${n}` } })) !== 1) lost++
  }
  return { lost, dirty }
}

describe('a failing transaction beside other queries', () => {
  it('takes no acknowledged write along and shows nobody what it did not commit', async () => {
    const prisma = client(new SafeSqlite({ url: migratedFile(), pragmas }))
    expect(await failingTransactionsBesideWrites(prisma, 40)).toEqual({ lost: 0, dirty: 0 })
  })

  it('does both with the stock adapter; when this test fails, upstream is fixed and SafeSqlite can shrink', async () => {
    const prisma = client(new PrismaBetterSqlite3({ url: migratedFile() }))
    const { lost, dirty } = await failingTransactionsBesideWrites(prisma, 40)
    expect(lost).toBeGreaterThan(0)
    expect(dirty).toBeGreaterThan(0)
  })
})

describe('transactions', () => {
  it('of one process run one after the other, in the order they came', async () => {
    const prisma = client(new SafeSqlite({ url: migratedFile(), pragmas }))
    const steps: string[] = []
    await Promise.all(
      ['first', 'second', 'third'].map((name) =>
        prisma.$transaction(async (tx) => {
          steps.push(`${name} begins`)
          await tx.event.create(event(name))
          await new Promise((resolve) => setImmediate(resolve))
          await tx.event.count()
          steps.push(`${name} ends`)
        }),
      ),
    )
    expect(steps).toHaveLength(6)
    for (let n = 0; n < 6; n += 2) expect(steps[n + 1]).toBe(steps[n]?.replace('begins', 'ends'))
    expect(await prisma.event.count()).toBe(3)
  })

  it('take the write lock when they begin, so that what they read still holds when they write', async () => {
    const url = migratedFile()
    const prisma = client(new SafeSqlite({ url, pragmas }))
    const otherProcess = new Database(url, { timeout: 0 })
    await prisma.$transaction(async (tx) => {
      await tx.event.count()
      expect(() => otherProcess.exec("INSERT INTO Event (type, payload, createdAt) VALUES ('', '', '')")).toThrow(
        'locked',
      )
    })
    otherProcess.exec("INSERT INTO Event (type, payload, createdAt) VALUES ('', '', '')")
    otherProcess.close()
  })

  it('that run out of time are undone, and others go on', async () => {
    const prisma = client(new SafeSqlite({ url: migratedFile(), pragmas }))
    const late = prisma.$transaction(
      async (tx) => {
        await tx.event.create(event('late'))
        await prisma.event.count() // the outer client: waits for this very transaction
      },
      { timeout: 100 },
    )
    await expect(late).rejects.toMatchObject({ code: 'P2028' })
    await prisma.event.create(event('after'))
    expect(await prisma.event.findMany({ select: { type: true } })).toEqual([{ type: 'after' }])
  })

  it('whose COMMIT fails are undone, and others go on', async () => {
    const prisma = client(new SafeSqlite({ url: migratedFile(), pragmas }))
    const broken = prisma.$transaction(async (tx) => {
      await tx.$executeRaw`PRAGMA defer_foreign_keys = ON`
      await tx.$executeRaw`INSERT INTO MemberCountry (memberId, country) VALUES ('nobody', 'TH')`
    })
    await expect(broken).rejects.toThrow()
    await prisma.event.create(event('after'))
    expect(await prisma.memberCountry.count()).toBe(0)
    expect(await prisma.event.count()).toBe(1)
  })

  it('that SQLite itself rolled back write nothing more', async () => {
    const prisma = client(new SafeSqlite({ url: migratedFile(), pragmas }))
    const gone = prisma.$transaction(async (tx) => {
      await tx.event.create(event('before'))
      await tx.$executeRaw`INSERT OR ROLLBACK INTO Event (id, type, payload, createdAt) SELECT id, '', '', '' FROM Event`.catch(
        () => undefined,
      )
      await tx.event.create(event('astray'))
    })
    await expect(gone).rejects.toThrow()
    expect(await prisma.event.count()).toBe(0)
  })
})

describe('prepared statements', () => {
  const query = (sql: string, args: unknown[] = []) => ({ sql, args, argTypes: [] })
  const keptBy = (adapter: SqlDriverAdapter) =>
    (adapter as unknown as { client: { keptStatements: number } }).client.keptStatements

  it('are kept up to the limit, however many lengths of a list are asked for', async () => {
    const adapter = await new SafeSqlite({ url: ':memory:', statements: 5 }).connect()
    for (let length = 1; length <= 50; length++) {
      const marks = Array(length).fill('?').join(', ')
      const answer = await adapter.queryRaw(query(`SELECT 1 WHERE 1 IN (${marks})`, Array(length).fill(1)))
      expect(answer.rows).toHaveLength(1)
    }
    expect(keptBy(adapter)).toBe(5)
    await adapter.dispose()
  })

  it('count for several where they are long, since they take as much more memory', async () => {
    const adapter = await new SafeSqlite({ url: ':memory:', statements: 10 }).connect()
    for (let index = 0; index < 20; index++) await adapter.queryRaw(query(`SELECT ${index} /* ${'x'.repeat(8_000)} */`))
    expect(keptBy(adapter)).toBe(3)
    await adapter.dispose()
  })

  it('answer each run with its own arguments', async () => {
    const adapter = await new SafeSqlite({ url: ':memory:', statements: 2 }).connect()
    const ask = async (value: number) => (await adapter.queryRaw(query('SELECT ? + 1 AS next', [value]))).rows[0]?.[0]
    expect([await ask(1), await ask(2), await ask(1)]).toEqual([2, 3, 2])
    await adapter.dispose()
  })
})
