import { AsyncLocalStorage } from 'node:async_hooks'
import { mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import type { AppEvent } from './events.server'
import { type Prisma, PrismaClient } from './generated/prisma/client'
import { type OwnStatements, type Preparing, SafeSqlite } from './lib/sqlite-adapter.server'

/** What queries and verbs may use: the client, or the open transaction, which look the same. */
export type Db = Prisma.TransactionClient

/** Writes an event into the open transaction. It is told after the commit; see events.server.ts. */
export type Announce = (event: AppEvent) => Promise<void>

interface OpenTransaction {
  tx: Db
  own: OwnStatements
  announced: boolean
}

/** On globalThis, since reloading a module while developing must not open the database a second time. */
interface Shared {
  client?: PrismaClient
  adapter?: SafeSqlite
  reader?: BetterSqlite3.Database
  version?: BetterSqlite3.Statement
  readonly transactions: AsyncLocalStorage<OpenTransaction>
  readonly committed: Set<() => void>
}

const key = Symbol.for('peer-exchange.database')
const holder = globalThis as { [key]?: Shared }
holder[key] ??= { transactions: new AsyncLocalStorage(), committed: new Set() }
const shared = holder[key]

/** The file that holds everything: DATABASE_URL (`file:…`, relative to where the process was started), else data/exchange.db. */
export function databaseFile(): string {
  return resolve((process.env.DATABASE_URL || 'file:./data/exchange.db').replace(/^file:/, '').replace(/\?.*$/, ''))
}

/**
 * The database, for every query and verb: the transaction that the caller runs in, if there is one, else the client.
 * It is opened at the first use.
 */
export const db: Db = new Proxy({} as Db, {
  get(_, property) {
    const target: Db = shared.transactions.getStore()?.tx ?? client()
    const value: unknown = Reflect.get(target, property)
    return typeof value === 'function' ? value.bind(target) : value
  },
})

/**
 * Runs `work` in one transaction: all of its writes and announcements are kept, or none when it throws. Called inside
 * another one it joins that one. Everybody waits for an open transaction, so hash, render and fetch before.
 *
 * @throws what `work` throws; Prisma's P2028 when it could not begin within 10 s or took longer than 10 s
 */
export async function inTransaction<T>(work: (announce: Announce) => Promise<T>): Promise<T> {
  if (shared.transactions.getStore()) return work(announce)
  let announced = false
  const result = await client().$transaction(
    (tx) => {
      const open = { tx, own: openTransaction(), announced: false }
      return shared.transactions.run(open, async () => {
        const value = await work(announce)
        announced = open.announced
        return value
      })
    },
    { maxWait: 10_000, timeout: 10_000 },
  )
  if (announced) for (const listener of shared.committed) listener()
  return result
}

const announce: Announce = async ({ type, ...payload }) => {
  const open = shared.transactions.getStore()
  if (!open) throw new Error(`"${type}" was announced after its transaction had ended.`)
  writeEvent(type, JSON.stringify(payload), asStored(new Date()))
  open.announced = true
}

/** A date as it stands in the database, for prepared statements. Prisma writes the same, so that they sort as one. */
export const asStored = (date: Date): string => date.toISOString().replace('Z', '+00:00')

/** Calls `listener` after every commit that announced something. Returns how to stop that. */
export function onCommit(listener: () => void): () => void {
  shared.committed.add(listener)
  return () => void shared.committed.delete(listener)
}

/**
 * A text that changes with every commit of any process, in microseconds: what was made of the database when it said the
 * same is still true. Compare it within one process only.
 */
export function databaseVersion(): string {
  // Read on a connection of its own: data_version tells of the commits of all others.
  shared.version ??= reader().prepare('PRAGMA data_version').pluck()
  return String(shared.version.get())
}

type Param = string | number | null

/**
 * Prepares a SELECT for the few hottest reads: 20 to 60 times less work than through Prisma. In a transaction it runs
 * there and sees what that wrote; outside it never waits for one, and sees what is committed. Dates come as ISO 8601 text.
 *
 * @returns a function from the statement's parameters to its rows
 */
export function preparedRead<Row>(sql: string): (...params: Param[]) => Row[] {
  const committed = preparedOn(sql)
  const own = preparedOn(sql)
  return (...params) => {
    const open = shared.transactions.getStore()
    open?.own.assertOpen()
    return (open ? own(open.own.connection) : committed(reader())).all(...params) as Row[]
  }
}

/**
 * Prepares a write for the hottest verbs, which runs in the caller's transaction. Dates go in by asStored().
 *
 * @returns a function from the statement's parameters to the rows that its RETURNING names
 */
export function preparedWrite<Row = never>(sql: string): (...params: Param[]) => Row[] {
  const prepared = preparedOn(sql)
  return (...params) => {
    const open = shared.transactions.getStore()
    if (!open) throw new Error('A prepared write belongs into a transaction.')
    open.own.assertOpen()
    const statement = prepared(open.own.connection)
    if (statement.reader) return statement.all(...params) as Row[]
    statement.run(...params)
    return []
  }
}

/** A statement that is prepared once for each connection. */
function preparedOn(sql: string) {
  let connection: Preparing | undefined
  let statement: BetterSqlite3.Statement | undefined
  return (on: Preparing): BetterSqlite3.Statement => {
    if (!statement || connection !== on) {
      connection = on
      statement = on.prepare(sql)
    }
    return statement
  }
}

const writeEvent = preparedWrite('INSERT INTO Event (type, payload, createdAt) VALUES (?, ?, ?)')

/**
 * Writes what was committed into the database's file and empties the log beside it, where what was removed would stay
 * readable until it is written over. Waits for others who read; what they hold longer is left for the next time.
 */
export async function emptyLog(): Promise<void> {
  await db.$queryRaw`PRAGMA wal_checkpoint(TRUNCATE)`
}

/** Closes the database. A later query opens it again. */
export async function closeDatabase(): Promise<void> {
  const { client, reader } = shared
  shared.client = shared.adapter = shared.reader = shared.version = undefined
  reader?.close()
  await client?.$disconnect()
}

function client(): PrismaClient {
  shared.client ??= openClient()
  return shared.client
}

function openTransaction(): OwnStatements {
  if (!shared.adapter) throw new Error('The database is closed.')
  return shared.adapter.openTransaction()
}

function openClient() {
  const url = databaseFile()
  mkdirSync(dirname(url), { recursive: true })
  shared.adapter = new SafeSqlite({ url, pragmas })
  return new PrismaClient({ adapter: shared.adapter })
}

function reader() {
  if (!shared.reader) {
    shared.reader = new BetterSqlite3(databaseFile(), { fileMustExist: true, timeout: 5000 })
    shared.reader.pragma('query_only = ON')
  }
  return shared.reader
}

/**
 * synchronous FULL: what was acknowledged also outlives a power cut. secure_delete: what was removed, such as who wrote
 * what under the Chatham House Rule, does not stay readable in the file.
 */
const pragmas = [
  'busy_timeout = 5000',
  'journal_mode = WAL',
  'synchronous = FULL',
  'foreign_keys = ON',
  'secure_delete = ON',
  'cache_size = -32000',
  'temp_store = MEMORY',
]
