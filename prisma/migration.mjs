/**
 * `npm run migration -- NAME` compares prisma/schema with what the migrations make and writes the difference as a new
 * migration; `npm run migration -- --check` only says whether there is one (exit 1).
 *
 * Prisma's own `migrate dev` needs a native engine from the network. This asks the same engine, compiled to WebAssembly.
 *
 * Mind: where Prisma rewrites a table (new_X, DROP, RENAME), CHECKs and triggers are gone without a word. Write them into
 * the new migration again; tests/prisma/migrate.test.ts lists what must be there.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg'
import { migrationsFolder, readMigrations } from './migrate.mjs'

const schemaFolder = fileURLToPath(new URL('./schema', import.meta.url))

/** The tables of the full-text index, which no Prisma schema can describe. */
const ownTables = ['', '_config', '_content', '_data', '_docsize', '_idx'].map((part) => `search_index${part}`)

/** The SQL that leads from what the migrations make to what the schema says, or null where they agree. */
export async function schemaDifference() {
  await startEngine()
  const files = readdirSync(schemaFolder)
    .filter((name) => name.endsWith('.prisma'))
    .sort()
    .map((name) => ({ path: join(schemaFolder, name), content: readFileSync(join(schemaFolder, name), 'utf8') }))
  const factory = bindMigrationAwareSqlAdapterFactory(adapterFactory())
  const engine = await engineModule.SchemaEngine.new(
    { datamodels: files.map(({ path, content }) => [path, content]) },
    () => {},
    factory,
  )
  const difference = await engine.diff({
    from: { tag: 'migrations', ...migrationsForEngine() },
    to: { tag: 'schemaDatamodel', files },
    script: true,
    exitCode: true,
    filters: { externalTables: ownTables, externalEnums: [] },
  })
  return difference.exitCode === 0 ? null : difference.stdout
}

let started = false

async function startEngine() {
  if (started) return
  const require = createRequire(import.meta.url)
  const wasm = require.resolve('@prisma/schema-engine-wasm').replace(/schema_engine\.js$/, 'schema_engine_bg.wasm')
  const { instance } = await WebAssembly.instantiate(readFileSync(wasm), { './schema_engine_bg.js': engineModule })
  engineModule.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
  started = true
}

/**
 * The engine replays the migrations in a shadow database through executeRaw, which prepares ONE statement: whole scripts
 * go to executeScript instead. Deletable once the adapter's executeRaw takes a script without arguments.
 */
function adapterFactory() {
  const factory = new PrismaBetterSqlite3({ url: ':memory:' })
  const connectToShadowDb = factory.connectToShadowDb.bind(factory)
  factory.connectToShadowDb = async () => {
    const adapter = await connectToShadowDb()
    const executeRaw = adapter.executeRaw.bind(adapter)
    adapter.executeRaw = async (query) => {
      if (query.args.length > 0) return executeRaw(query)
      await adapter.executeScript(query.sql)
      return 0
    }
    return adapter
  }
  return factory
}

function migrationsForEngine() {
  return {
    baseDir: migrationsFolder,
    lockfile: { path: 'migration_lock.toml', content: lockFile },
    shadowDbInitScript: '',
    migrationDirectories: readMigrations().map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
    })),
  }
}

const lockFile = 'provider = "sqlite"\n'

function writeMigration(name, sql) {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const folder = join(migrationsFolder, `${stamp}_${name}`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'migration.sql'), sql)
  writeFileSync(join(migrationsFolder, 'migration_lock.toml'), lockFile)
  return folder
}

async function command(argument) {
  if (argument !== '--check' && !/^[a-z0-9_]+$/.test(argument ?? '')) {
    console.error('Say what the migration does: npm run migration -- add_column_of_something')
    return 1
  }
  const sql = await schemaDifference()
  if (sql === null) console.log('The migrations make what the schema says.')
  else if (argument === '--check') console.error(`The migrations and the schema differ:\n\n${sql}`)
  else console.log(`Wrote ${writeMigration(argument, sql)}. Read it: rewritten tables lose their CHECKs and triggers.`)
  return sql !== null && argument === '--check' ? 1 : 0
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = await command(process.argv[2])
