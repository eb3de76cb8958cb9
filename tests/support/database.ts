import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, inject } from 'vitest'
import { closeDatabase } from '~/db.server'
import { newId } from '~/lib/ids'

/** A path in the folder of this run that nothing else uses. */
export const scratchFile = (ending = '.db') => join(inject('scratch'), `${newId()}${ending}`)

/**
 * Call it at the top of a test file: its tests share a fresh database (migrated, with the reference data, no members),
 * which `db` of `~/db.server` uses. Returns its path.
 */
export function useDatabase(): string {
  const file = scratchFile()
  copyFileSync(inject('template'), file)
  process.env.DATABASE_URL = `file:${file}`
  afterAll(async () => {
    await closeDatabase()
    for (const ending of ['', '-wal', '-shm']) rmSync(`${file}${ending}`, { force: true })
  })
  return file
}
