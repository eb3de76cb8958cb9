import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import {
  DriverAdapterError,
  type SqlDriverAdapter,
  type SqlQuery,
  type Transaction,
} from '@prisma/driver-adapter-utils'
import type BetterSqlite3 from 'better-sqlite3'

export type SafeSqliteOptions = BetterSqlite3.Options & {
  /** A path or a `file:` URL. */
  url: string
  /** Set at every connect, such as `journal_mode = WAL`. */
  pragmas?: string[]
  /** How many prepared statements are kept. */
  statements?: number
}

/**
 * Prisma's adapter for better-sqlite3 with one rule added: while a transaction is open, everything else waits.
 *
 * The stock adapter (7.10.0) has one connection and lets only transactions queue for it. Any other query of the process
 * runs inside whatever transaction happens to be open: it reads what is not committed, and a write that was acknowledged
 * is rolled back with a transaction it does not belong to. Its plain BEGIN makes two processes that read and then write
 * fail each other, and a failed COMMIT leaves its lock taken for good (prisma/orm#29933). Here transactions take the
 * write lock when they begin, and every way out of one lets the next in.
 *
 * For callers: inside `$transaction(async (tx) => …)` use `tx` alone. The outer client would wait for its own end.
 *
 * Deletable once the test of the stock adapter in tests/lib/sqlite-adapter.test.ts no longer sees it lose a write.
 */
export class SafeSqlite extends PrismaBetterSqlite3 {
  readonly #pragmas: string[]
  readonly #statements: number
  #transactions: OpenTransactions | undefined

  constructor({ pragmas = [], statements = defaultStatements, ...options }: SafeSqliteOptions) {
    super(options)
    this.#pragmas = pragmas
    this.#statements = statements
  }

  override async connect(): Promise<SqlDriverAdapter> {
    const adapter = await super.connect()
    const connection = (adapter as unknown as { client: BetterSqlite3.Database }).client
    for (const pragma of this.#pragmas) connection.pragma(pragma)
    const prepare = connection.prepare.bind(connection)
    // Prisma's adapter asks for BigInt everywhere on its connection.
    const unkept = { prepare: (sql: string) => prepare(sql).safeIntegers(false) }
    keepStatements(connection, this.#statements)
    this.#transactions = { connection: unkept, current: letTransactionsRunAlone(adapter, connection) }
    return adapter
  }

  /** Called at the beginning of a transaction's work: how statements of one's own run in it, beside Prisma's. */
  openTransaction(): OwnStatements {
    const transactions = this.#transactions
    const own = transactions?.current()
    if (!transactions || !own) throw new Error('No transaction is open.')
    const { connection, current } = transactions
    return {
      connection,
      assertOpen() {
        if (current() !== own) throw new DriverAdapterError(rolledBack)
      },
    }
  }
}

/** The same object for every transaction on one connection. */
export type Preparing = { prepare(sql: string): BetterSqlite3.Statement }

type OpenTransactions = { connection: Preparing; current: () => object | null }

/** The connection of an open transaction, which nobody else uses while it is open. */
export type OwnStatements = {
  readonly connection: Preparing
  /** @throws where the transaction has ended: the statement would run in that of somebody else, or in none */
  assertOpen(): void
}

/**
 * On Node 24, better-sqlite3 12 aborts the process when a prepared statement is garbage-collected (its cleanup asks for
 * an environment that is not there), so none is let go there. Deletable with better-sqlite3 13, which needs Node 22.
 */
const defaultStatements = Number(process.versions.node.split('.')[0]) >= 24 ? Number.POSITIVE_INFINITY : 500
/** Characters of SQL for which a statement is reckoned as one more: a long one takes a hundred times as much memory. */
const oneStatement = 4_000

interface KeptStatement {
  reader: boolean
  bind(args: unknown[]): unknown
}

/**
 * Keeps the last used statements prepared: saves 12 to 16 microseconds a query. Bounded, since every length of an
 * `IN (?, ?, …)` is another statement and filters let strangers make new ones.
 */
function keepStatements(connection: BetterSqlite3.Database, limit: number) {
  const prepare = connection.prepare.bind(connection)
  const kept = new Map<string, KeptStatement>()
  const weightOf = (sql: string) => 1 + Math.floor(sql.length / oneStatement)
  let weight = 0
  const keeping = (sql: string): KeptStatement => {
    let statement = kept.get(sql)
    if (statement) kept.delete(sql)
    else {
      statement = reusable(prepare(sql))
      weight += weightOf(sql)
      for (const oldest of kept.keys()) {
        if (weight <= limit) break
        kept.delete(oldest)
        weight -= weightOf(oldest)
      }
    }
    kept.set(sql, statement)
    return statement
  }
  connection.prepare = keeping as unknown as typeof connection.prepare
  Object.defineProperty(connection, 'keptStatements', { get: () => kept.size })
}

/** What the stock adapter asks of a statement, with the arguments given at each run instead of bound for good. */
function reusable(statement: BetterSqlite3.Statement): KeptStatement {
  const reader = statement.reader
  const columns = reader ? statement.columns() : []
  if (reader) statement.raw(true)
  return {
    reader,
    bind: (args) => ({
      reader,
      columns: () => columns,
      run: () => statement.run(args),
      raw: () => ({ all: () => statement.all(args) }),
    }),
  }
}

/** @returns tells which transaction is open, if there is one */
function letTransactionsRunAlone(adapter: SqlDriverAdapter, connection: BetterSqlite3.Database): () => object | null {
  const queryRaw = adapter.queryRaw.bind(adapter)
  const executeRaw = adapter.executeRaw.bind(adapter)
  const gate = new Gate()
  let current: object | null = null

  adapter.queryRaw = (query) => gate.pass(() => queryRaw(query))
  adapter.executeRaw = (query) => gate.pass(() => executeRaw(query))
  adapter.startTransaction = () =>
    gate.pass(async () => {
      gate.shut()
      try {
        await executeRaw(statement('BEGIN IMMEDIATE'))
      } catch (error) {
        gate.open()
        throw error
      }
      return transaction()
    })

  function transaction(): Transaction {
    let ended = false
    current = {}
    // The client sends COMMIT or ROLLBACK as a query and calls commit() or rollback() afterwards, whatever came of it.
    const end = async () => {
      if (ended) return
      ended = true
      current = null
      try {
        if (connection.inTransaction) connection.exec('ROLLBACK')
      } finally {
        gate.open()
      }
    }
    // On a full disk SQLite may have rolled back by itself: what follows would be written as if nothing had happened.
    const assertOpen = () => {
      if (ended || !connection.inTransaction) throw new DriverAdapterError(rolledBack)
    }
    const run = async (sql: string) => {
      assertOpen()
      await executeRaw(statement(sql))
    }
    return {
      provider: adapter.provider,
      adapterName: adapter.adapterName,
      options: { usePhantomQuery: false },
      queryRaw: async (query) => {
        assertOpen()
        return queryRaw(query)
      },
      executeRaw: async (query) => {
        if (query.sql === 'ROLLBACK' && !connection.inTransaction) return 0
        assertOpen()
        return executeRaw(query)
      },
      commit: end,
      rollback: end,
      createSavepoint: (name) => run(`SAVEPOINT ${name}`),
      rollbackToSavepoint: (name) => run(`ROLLBACK TO ${name}`),
      releaseSavepoint: (name) => run(`RELEASE SAVEPOINT ${name}`),
    }
  }
  return () => (connection.inTransaction ? current : null)
}

const statement = (sql: string): SqlQuery => ({ sql, args: [], argTypes: [] })

const rolledBack = {
  kind: 'sqlite' as const,
  extendedCode: 1,
  message: 'The transaction is no longer open: SQLite has rolled it back.',
}

/** Lets work pass in the order it came, and none while it is shut. Work takes effect when it is called, not later. */
class Gate {
  #shut = false
  readonly #waiting: (() => void)[] = []

  pass<T>(work: () => Promise<T>): Promise<T> {
    if (!this.#shut && this.#waiting.length === 0) return work()
    return new Promise((resolve, reject) => this.#waiting.push(() => void work().then(resolve, reject)))
  }

  shut() {
    this.#shut = true
  }

  open() {
    this.#shut = false
    while (!this.#shut && this.#waiting.length > 0) this.#waiting.shift()?.()
  }
}
