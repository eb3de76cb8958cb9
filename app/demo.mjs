// `npm run demo`: the application in production on data/demo.db, filled with invented content the first time.
// `npm run demo -- --fresh` throws that database away and fills a new one, with a session that is live again.
import { spawnSync } from 'node:child_process'
import { existsSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { makeDemoDatabase } from './demo/demo-mark.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const database = join(root, 'data/demo.db')
const unfinished = join(root, 'data/demo-unfinished.db')

const remove = (file) => {
  for (const ending of ['', '-wal', '-shm']) rmSync(file + ending, { force: true })
}

/** Seeds the database where it is empty, and prints its accounts. */
function prepare(file) {
  const { status } = spawnSync(process.execPath, [join(root, 'app/command.mjs'), 'demo'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, DATABASE_URL: `file:${file}` },
  })
  if (status !== 0) process.exit(status ?? 1)
}

if (process.argv.includes('--fresh')) remove(database)
if (existsSync(database)) {
  prepare(database)
} else {
  remove(unfinished)
  makeDemoDatabase(unfinished)
  prepare(unfinished)
  // Only now: a seeding that was cut off is not taken for a finished one.
  renameSync(unfinished, database)
}

// Whatever is set: demo content enters this database, and this database is what the demo shows.
process.env.DATABASE_URL = `file:${database}`
await import('./server.mjs')
