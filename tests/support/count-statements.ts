import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'

let sent = 0

const connect = PrismaBetterSqlite3.prototype.connect
PrismaBetterSqlite3.prototype.connect = async function (this: PrismaBetterSqlite3) {
  const adapter = await connect.call(this)
  const { queryRaw, executeRaw } = adapter
  adapter.queryRaw = (query) => {
    sent++
    return queryRaw.call(adapter, query)
  }
  adapter.executeRaw = (query) => {
    sent++
    return executeRaw.call(adapter, query)
  }
  return adapter
}

/** Counts what Prisma sends to the database, BEGIN and COMMIT too. Import it before the database is opened. */
export function countStatements(): { stop: () => number } {
  const before = sent
  return { stop: () => sent - before }
}
