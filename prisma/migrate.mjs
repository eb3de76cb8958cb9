/**
 * Applies the migrations of prisma/migrations to one SQLite file, at the start of the server and before the tests.
 *
 * Prisma's own `migrate deploy` needs a native engine, and the WebAssembly engine applies a migration statement by
 * statement: a crash leaves half of it. Here a migration is one transaction, and what it did is written to Prisma's own
 * table, so that Prisma's commands can go on from there.
 */
import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import Database from 'better-sqlite3'

/** Where the project keeps its migrations. */
export const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url))

/**
 * The migrations in `folder`, oldest first. Line ends are those of Unix, whatever the checkout made of them, since the
 * checksum is taken of the text.
 * @returns {{name: string, sql: string, checksum: string}[]}
 */
export function readMigrations(folder = migrationsFolder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'migration.sql')))
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name, 'migration.sql'), 'utf8').replaceAll('\r\n', '\n')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })
}

/**
 * Brings the database file to the newest migration; makes the file and its folder where they are missing. A database with
 * rows in it is first copied beside itself (`<file>.before-<migration>`), if anything is to be done.
 *
 * Being killed at any moment leaves the state before or after a migration, never between; the next start goes on.
 *
 * @param {string} databasePath a path, not a URL
 * @param {{log?: (line: string) => void, migrations?: string}} [options] migrations: the folder they are in
 * @returns {string[]} the names of the migrations applied by this call
 * @throws {Error} with a sentence for the operator (`expected`), when the file cannot be opened, when an applied migration
 *   is missing or was changed, or when one fails
 */
export function migrate(databasePath, { log = () => {}, migrations = migrationsFolder } = {}) {
  const known = readMigrations(migrations)
  const database = open(databasePath)
  try {
    database.pragma('foreign_keys = OFF') // a rewritten table would take the rows that point to it along
    database.exec(prismasTable)
    const pending = pendingMigrations(database, known)
    if (pending.length > 0 && hasRows(database)) backUp(database, databasePath, pending[0].name, log)
    return pending.filter((migration) => apply(database, migration, known, log)).map(({ name }) => name)
  } finally {
    database.close()
  }
}

/** An error whose message is all that an operator needs. */
const operatorError = (message, options) => Object.assign(new Error(message, options), { expected: true })

function open(databasePath) {
  let database
  try {
    mkdirSync(dirname(databasePath), { recursive: true })
    database = new Database(databasePath, { timeout: 60_000 })
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = FULL')
    return database
  } catch (cause) {
    database?.close()
    throw operatorError(`The database ${databasePath}, which DATABASE_URL names, cannot be opened: ${cause.message}.`, {
      cause,
    })
  }
}

/** As Prisma makes it. Its dates are milliseconds since 1970. */
const prismasTable = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id"                    TEXT PRIMARY KEY NOT NULL,
    "checksum"              TEXT NOT NULL,
    "finished_at"           DATETIME,
    "migration_name"        TEXT NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        DATETIME,
    "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
);`

function pendingMigrations(database, migrations) {
  const applied = database
    .prepare(
      'SELECT migration_name AS name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
    )
    .all()
  const known = new Map(migrations.map((migration) => [migration.name, migration]))
  for (const { name, checksum } of applied) {
    const migration = known.get(name)
    if (!migration) {
      throw operatorError(
        `The database knows the migration "${name}", which this version of Peer Exchange does not have. Start the version that wrote the database, or a newer one.`,
      )
    }
    if (migration.checksum !== checksum) {
      throw operatorError(
        `The migration "${name}" was changed after it had been applied to this database. Put its file back as it was and write a new migration instead.`,
      )
    }
  }
  const done = new Set(applied.map(({ name }) => name))
  return migrations.filter(({ name }) => !done.has(name))
}

/** Returns false where another process has applied it in the meantime. */
function apply(database, migration, migrations, log) {
  const startedAt = Date.now()
  database.exec('BEGIN IMMEDIATE')
  try {
    if (!pendingMigrations(database, migrations).includes(migration)) {
      database.exec('ROLLBACK')
      return false
    }
    log(`Applying the migration ${migration.name}.`)
    database.exec(migration.sql)
    if (!database.inTransaction) throw new Error('It ends the transaction that it runs in.')
    const broken = database.pragma('foreign_key_check')
    if (broken.length > 0)
      throw new Error(`It leaves ${broken.length} rows that point to nothing, the first in ${broken[0].table}.`)
    database
      .prepare(
        'INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count) VALUES (?, ?, ?, ?, ?, 1)',
      )
      .run(randomUUID(), migration.checksum, migration.name, startedAt, Date.now())
    database.exec('COMMIT')
    return true
  } catch (cause) {
    if (database.inTransaction) database.exec('ROLLBACK')
    throw operatorError(`The migration "${migration.name}" failed and nothing of it was kept. ${cause.message}`, {
      cause,
    })
  }
}

function hasRows(database) {
  const tables = database
    .prepare(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'",
    )
    .pluck()
    .all()
  return tables.some(
    (table) =>
      table !== '_prisma_migrations' && database.prepare(`SELECT 1 FROM "${table}" LIMIT 1`).get() !== undefined,
  )
}

/** Written under another name first, so that a copy by its right name is a whole copy. */
function backUp(database, databasePath, firstPending, log) {
  const backup = `${databasePath}.before-${firstPending}`
  if (existsSync(backup)) return // of an earlier try, which changed nothing
  rmSync(`${backup}.part`, { force: true })
  database.prepare('VACUUM INTO ?').run(`${backup}.part`)
  renameSync(`${backup}.part`, backup)
  log(`The database was copied to ${backup}.`)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const path = (process.argv[2] ?? process.env.DATABASE_URL ?? 'file:./data/exchange.db').replace(/^file:/, '')
  const applied = migrate(path, { log: console.log })
  if (applied.length === 0) console.log('The database is up to date.')
}
