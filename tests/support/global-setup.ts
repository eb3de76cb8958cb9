import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { generateClient } from '../../prisma/generate.mjs'
import { migrate } from '../../prisma/migrate.mjs'

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder for this run, removed after it. */
    scratch: string
    /** A migrated database with the reference data, to be copied. */
    template: string
  }
}

const folder = fileURLToPath(new URL('../.tmp', import.meta.url))

/** Makes, once a run, what every test file starts from. */
export default async function setup(project: TestProject) {
  mkdirSync(folder, { recursive: true })
  removeLeftovers()
  const scratch = mkdtempSync(join(folder, 'run-'))
  const template = join(scratch, 'template.db')
  generateClient()
  migrate(template)

  process.env.DATABASE_URL = `file:${template}`
  const { closeDatabase, db } = await import('../../app/db.server')
  const { loadReference } = await import('../../app/features/reference/load-reference.server')
  const { closeMarkdown } = await import('../../app/lib/markdown.server')
  await loadReference()
  await db.event.deleteMany() // of the reference data; a test hears of its own events only
  await closeMarkdown()
  await closeDatabase()
  // What a test file that forgot useDatabase() gets: a database without tables.
  process.env.DATABASE_URL = `file:${join(scratch, 'this-test-file-must-call-useDatabase.db')}`

  project.provide('scratch', scratch)
  project.provide('template', template)
  return () => rmSync(scratch, { recursive: true, force: true })
}

/** Of runs that were killed. */
function removeLeftovers() {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    if (name.startsWith('run-') && Date.now() - statSync(path).mtimeMs > 60 * 60 * 1000)
      rmSync(path, { recursive: true, force: true })
  }
}
