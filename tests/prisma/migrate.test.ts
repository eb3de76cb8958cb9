import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { migrate, migrationsFolder, readMigrations } from '../../prisma/migrate.mjs'
import { schemaDifference } from '../../prisma/migration.mjs'
import { scratchFile } from '../support/database'

/** A folder of invented migrations: a parent and a child table, and whatever else the test names. */
function invented(more: Record<string, string> = {}) {
  const folder = scratchFile('')
  const files = {
    '1_tables': `CREATE TABLE Parent (id INTEGER PRIMARY KEY, name TEXT);
      CREATE TABLE Child (id INTEGER PRIMARY KEY, parentId INTEGER NOT NULL REFERENCES Parent (id) ON DELETE CASCADE);`,
    ...more,
  }
  for (const [name, sql] of Object.entries(files)) write(folder, name, sql)
  return folder
}

function write(folder: string, name: string, sql: string) {
  mkdirSync(join(folder, name), { recursive: true })
  writeFileSync(join(folder, name, 'migration.sql'), sql)
}

function ask<T = unknown>(file: string, sql: string): T[] {
  const database = new Database(file)
  try {
    return database.prepare(sql).pluck().all() as T[]
  } finally {
    database.close()
  }
}

function fill(file: string) {
  const database = new Database(file)
  database.exec("INSERT INTO Parent VALUES (1, 'one'); INSERT INTO Child VALUES (1, 1), (2, 1);")
  database.close()
}

/** As Prisma rewrites a table whose column changes. */
const rewriteOfParent = `PRAGMA foreign_keys=OFF;
  CREATE TABLE new_Parent (id INTEGER PRIMARY KEY, name TEXT NOT NULL DEFAULT '');
  INSERT INTO new_Parent SELECT id, name FROM Parent;
  DROP TABLE Parent;
  ALTER TABLE new_Parent RENAME TO Parent;
  PRAGMA foreign_keys=ON;`

const backupsOf = (file: string) =>
  readdirSync(dirname(file)).filter((name) => join(dirname(file), name).startsWith(`${file}.before`))

describe('migrating', () => {
  it('makes a database, says what it applied, and does nothing the second time', () => {
    const file = join(scratchFile(''), 'new-folder', 'x.db')
    const migrations = invented({ '2_more': 'CREATE TABLE More (id INTEGER PRIMARY KEY);' })
    expect(migrate(file, { migrations })).toEqual(['1_tables', '2_more'])
    expect(migrate(file, { migrations })).toEqual([])
    expect(backupsOf(file)).toEqual([])
  })

  it('keeps the rows that point to a table which is rewritten, and a copy of the database as it was', () => {
    const file = scratchFile()
    const migrations = invented()
    migrate(file, { migrations })
    fill(file)
    write(migrations, '2_rewrite', rewriteOfParent)
    migrate(file, { migrations })
    expect(ask(file, 'SELECT count(*) FROM Child')).toEqual([2])
    expect(backupsOf(file)).toHaveLength(1)
    expect(ask(`${file}.before-2_rewrite`, 'SELECT migration_name FROM _prisma_migrations')).toEqual(['1_tables'])
    expect(ask(`${file}.before-2_rewrite`, 'SELECT count(*) FROM Child')).toEqual([2])
  })

  it('keeps nothing of a migration that fails, and applies it once it is repaired', () => {
    const file = scratchFile()
    const migrations = invented({
      '2_broken': 'CREATE TABLE Half (id INTEGER PRIMARY KEY); CREATE TABLE Half (id INTEGER);',
    })
    expect(() => migrate(file, { migrations })).toThrow('The migration "2_broken" failed and nothing of it was kept.')
    expect(ask(file, "SELECT name FROM sqlite_schema WHERE name = 'Half'")).toEqual([])
    write(migrations, '2_broken', 'CREATE TABLE Half (id INTEGER PRIMARY KEY);')
    expect(migrate(file, { migrations })).toEqual(['2_broken'])
  })

  it('refuses a migration that leaves rows pointing to nothing', () => {
    const file = scratchFile()
    const migrations = invented()
    migrate(file, { migrations })
    fill(file)
    write(migrations, '2_orphans', 'DELETE FROM Parent;')
    expect(() => migrate(file, { migrations })).toThrow('2 rows that point to nothing')
    expect(ask(file, 'SELECT count(*) FROM Parent')).toEqual([1])
  })

  it('takes triggers, whose bodies hold semicolons', () => {
    const file = scratchFile()
    const migrations = invented({
      '2_trigger': `CREATE TRIGGER child_gone AFTER DELETE ON Child BEGIN
        UPDATE Parent SET name = 'a;b' WHERE id = old.parentId; UPDATE Parent SET name = name || '!' WHERE id = old.parentId;
      END; -- a comment; with a semicolon`,
    })
    migrate(file, { migrations })
    fill(file)
    ask(file, 'DELETE FROM Child WHERE id = 1 RETURNING id')
    expect(ask(file, 'SELECT name FROM Parent')).toEqual(['a;b!'])
  })

  it('refuses when a migration was changed after it had been applied', () => {
    const file = scratchFile()
    const migrations = invented()
    migrate(file, { migrations })
    write(migrations, '1_tables', 'CREATE TABLE Other (id INTEGER);')
    expect(() => migrate(file, { migrations })).toThrow('The migration "1_tables" was changed after')
  })

  it('refuses a database that a newer version wrote', () => {
    const file = scratchFile()
    migrate(file, { migrations: invented({ '2_newer': 'CREATE TABLE Newer (id INTEGER);' }) })
    expect(() => migrate(file, { migrations: invented() })).toThrow('knows the migration "2_newer"')
  })

  it('takes the line ends of another system for the same migration', () => {
    const file = scratchFile()
    const migrations = invented()
    migrate(file, { migrations })
    const [first] = readMigrations(migrations)
    write(migrations, '1_tables', first?.sql.replaceAll('\n', '\r\n') ?? '')
    expect(migrate(file, { migrations })).toEqual([])
  })
})

describe('being killed midway', () => {
  /** Starts migrating in a process of its own; kills it once the migration has written some of its work to the disk. */
  async function killedWhileApplying(file: string, migrations: string, name: string) {
    const code = `
      import { writeSync } from 'node:fs'
      const { migrate } = await import(${JSON.stringify(new URL('../../prisma/migrate.mjs', import.meta.url).href)})
      migrate(${JSON.stringify(file)}, { migrations: ${JSON.stringify(migrations)}, log: (line) => writeSync(1, line + '\\n') })
      writeSync(1, 'finished\\n')`
    const child = spawn(process.execPath, ['--input-type=module', '--eval', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let said = ''
    child.stdout.on('data', (chunk) => {
      said += chunk
    })
    const watch = setInterval(() => {
      const written = statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0
      if (said.includes(`Applying the migration ${name}`) && written > 2_000_000) child.kill('SIGKILL')
    }, 5)
    await new Promise((resolve) => child.once('exit', resolve))
    clearInterval(watch)
    expect(said).not.toContain('finished')
  }

  it('leaves the state before, with its data, and the next start completes it', async () => {
    const file = scratchFile()
    const migrations = invented()
    migrate(file, { migrations })
    fill(file)
    const long = (rows: number) => `${rewriteOfParent}
      CREATE TABLE Filled (n INTEGER PRIMARY KEY, t TEXT);
      INSERT INTO Filled WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < ${rows}) SELECT n, hex(randomblob(40)) FROM c;`
    write(migrations, '2_long', long(50_000_000))
    await killedWhileApplying(file, migrations, '2_long')

    expect(ask(file, 'PRAGMA integrity_check')).toEqual(['ok'])
    expect(ask(file, "SELECT name FROM sqlite_schema WHERE name IN ('Filled', 'new_Parent')")).toEqual([])
    expect(ask(file, 'SELECT count(*) FROM Child')).toEqual([2])
    expect(ask(file, 'SELECT migration_name FROM _prisma_migrations')).toEqual(['1_tables'])

    write(migrations, '2_long', long(10))
    expect(migrate(file, { migrations })).toEqual(['2_long'])
    expect(ask(file, 'SELECT count(*) FROM Filled')).toEqual([10])
    expect(ask(file, 'SELECT count(*) FROM Child')).toEqual([2])
  })

  it('leaves the copy whole: an unfinished one does not bear its name', () => {
    const file = scratchFile()
    const migrations = invented()
    migrate(file, { migrations })
    fill(file)
    writeFileSync(`${file}.before-2_more.part`, 'half a copy')
    write(migrations, '2_more', 'CREATE TABLE More (id INTEGER);')
    migrate(file, { migrations })
    expect(existsSync(`${file}.before-2_more.part`)).toBe(false)
    expect(ask(`${file}.before-2_more`, 'PRAGMA integrity_check')).toEqual(['ok'])
  })
})

describe("the project's migrations", () => {
  /** Prisma drops CHECKs and triggers without a word where it rewrites a table. Whoever adds one adds it here. */
  const checks = [
    'Follow_one_target',
    'HarmReview_one_subject',
    'HarmReview_verdict',
    'LessonAction_one_owner',
    'LessonEvidence_kind',
    'LessonRelation_kind',
    'LessonRelation_other',
    'Lesson_attribution',
    'Lesson_state',
    'Member_role',
    'Notification_one_subject',
    'PeerSession_access',
    'PeerSession_sharing',
    'Reuse_helped',
    'Reuse_one_subject',
    'RoomMessageReaction_kind',
    'RoomMessage_removedBy',
    'SearchDocument_one_subject',
    'SessionAction_state',
    'SessionAdmission_state',
    'SessionFeedback_useful',
    'SessionParticipant_role',
    'SessionRsvp_answer',
  ]
  const triggers: string[] = []
  const virtualTables = ['search_index']

  const file = scratchFile()
  migrate(file)

  it('make what the schema says', async () => {
    expect(await schemaDifference()).toBeNull()
  })

  it('leave every CHECK, trigger and full-text table in place', () => {
    const sources = ask<string>(file, "SELECT sql FROM sqlite_schema WHERE type = 'table' AND sql IS NOT NULL")
    const found = sources.flatMap((sql) => [...sql.matchAll(/CONSTRAINT "(\w+)" CHECK/g)].map(([, name]) => name))
    expect(found.sort()).toEqual(checks)
    expect(ask(file, "SELECT name FROM sqlite_schema WHERE type = 'trigger' ORDER BY name")).toEqual(triggers)
    expect(ask(file, "SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE%' ORDER BY name")).toEqual(
      virtualTables,
    )
  })

  it('refuse a follow without a target or with two, and take one with one', () => {
    const database = new Database(file)
    database.pragma('foreign_keys = OFF')
    const follow = database.prepare(
      "INSERT INTO Follow (id, memberId, country, guidelineNumber, createdAt) VALUES (hex(randomblob(8)), 'm', ?, ?, '')",
    )
    expect(() => follow.run(null, null)).toThrow('Follow_one_target')
    expect(() => follow.run('TH', 8)).toThrow('Follow_one_target')
    expect(follow.run('TH', null).changes).toBe(1)
    database.close()
  })

  it('index words with their combining marks, without regard to accents, and let go of them', () => {
    const database = new Database(file)
    database.prepare('INSERT INTO search_index (rowid, title, body) VALUES (7, ?, ?)').run('Évacuation', 'ကူညီ')
    const found = database.prepare('SELECT rowid FROM search_index WHERE search_index MATCH ?').pluck()
    expect(found.all('evac*')).toEqual([7])
    expect(found.all('"ကူညီ"')).toEqual([7])
    database.prepare('DELETE FROM search_index WHERE rowid = 7').run()
    expect(found.all('evac*')).toEqual([])
    database.close()
  })

  it('migrate a database that a copy of their folder made', () => {
    const copy = scratchFile('')
    cpSync(fileURLToPath(new URL('../../prisma/migrations', import.meta.url)), copy, { recursive: true })
    const other = scratchFile()
    expect(migrate(other, { migrations: copy })).toEqual(readMigrations(migrationsFolder).map(({ name }) => name))
    expect(migrate(other)).toEqual([])
  })
})
