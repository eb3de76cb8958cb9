import { cpSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import BetterSqlite3 from 'better-sqlite3'
import { expect, it } from 'vitest'
import { migrate } from '../../prisma/migrate.mjs'
import { scratchFile } from '../support/database'

const migrations = fileURLToPath(new URL('../../prisma/migrations', import.meta.url))
const addsTheLifeCycle = '20261121213142_lesson_life_cycle'

it('what was written before lessons had a life cycle is the same after the migration', () => {
  const before = scratchFile('-migrations')
  mkdirSync(before)
  for (const name of readdirSync(migrations).filter((name) => name < addsTheLifeCycle)) {
    cpSync(join(migrations, name), join(before, name), { recursive: true })
  }
  const file = scratchFile()
  migrate(file, { migrations: before })
  const at = '2026-01-01T00:00:00.000Z'
  const old = new BetterSqlite3(file)
  old.exec(`
    INSERT INTO Member (id, email, name, passwordHash, createdAt) VALUES ('m', 'a@example.org', 'Amina', '', '${at}');
    INSERT INTO Context (id) VALUES ('c'), ('d');
    INSERT INTO Lesson (id, clientId, authorId, contextId, title, state, createdAt, updatedAt, verifiedAt)
      VALUES ('l', 'k', 'm', 'c', 'Agree early', 'observation', '${at}', '${at}', '${at}');
    INSERT INTO LessonPassage (id, lessonId, toState, byId, at) VALUES ('p', 'l', 'observation', 'm', '${at}');
    INSERT INTO LessonVersion (lessonId, version, content, byId, at) VALUES ('l', 1, '{}', 'm', '${at}');
    INSERT INTO Thread (id, clientId, authorId, contextId, title, createdAt, lastPostAt, lastPostNumber)
      VALUES ('t', 'k', 'm', 'd', 'Boats', '${at}', '${at}', 1);
  `)
  const rowsOf = (database: BetterSqlite3.Database) =>
    ['Member', 'Lesson', 'LessonPassage', 'LessonVersion', 'Thread', 'Context'].map((table) =>
      database.prepare(`SELECT * FROM ${table} ORDER BY rowid`).all(),
    )
  const rows = rowsOf(old)
  old.close()

  migrate(file)
  const now = new BetterSqlite3(file)
  expect(rowsOf(now)).toMatchObject(rows)
  expect(now.pragma('foreign_key_check')).toEqual([])
  expect(now.pragma('integrity_check', { simple: true })).toBe('ok')
  now.exec(`INSERT INTO LessonAction (lessonId, ownerMemberId, dueDate, assignedById, assignedAt)
    VALUES ('l', 'm', '2026-02-01', 'm', '${at}')`)
  const twoOwners = `INSERT INTO LessonAction (lessonId, dueDate, assignedById, assignedAt) VALUES ('x', '', 'm', '${at}')`
  expect(() => now.exec(twoOwners)).toThrow(/CHECK/)
  now.close()
})
