import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { db, inTransaction } from '~/db.server'
import { renderMarkdown } from '~/lib/markdown.server'
import { importPractices } from '../practices/import-practices.server'
import { referenceFolder } from '../practices/record-knowledge.server'
import { keepGuidelines, keepVocabularies } from './keep-reference.server'
import { readReference } from './reference-data'

/** Raise it where the same files must be loaded in another way. */
const LOADER = 1

/**
 * Brings the database to the reference data in prisma/seed/reference: vocabularies, session formats, guidelines with
 * their sample practices, the practice records that the site comes with. Rows that an administrator edited stay as they
 * are, and nothing is removed. Where the files are those loaded last, it reads one number and is done.
 * @param force loads also where nothing changed
 */
export async function loadReference({ force = false } = {}): Promise<void> {
  const folder = referenceFolder()
  const files = await readReferenceFiles(folder)
  const mark = markOf(files)
  if (!force && (await loadedMark()) === mark) return

  const data = readReference(files)
  const bodies = await Promise.all(
    data.guidelines.map(async ({ number, body }) => [number, body && (await renderMarkdown(body))] as const),
  )
  await inTransaction(async (announce) => {
    await keepVocabularies(data)
    for (const number of await keepGuidelines(data.guidelines, new Map(bodies))) {
      await announce({ type: 'guideline.revised', number })
    }
  })
  const { files: records } = await importPractices([join(folder, 'practices')])
  const refused = records.find(({ status }) => status === 'refused')
  if (refused) throw new Error(`The reference record ${refused.file} was refused: ${refused.doubts.join('; ')}`)
  await db.$executeRawUnsafe(`PRAGMA user_version = ${mark}`)
}

async function readReferenceFiles(folder: string): Promise<Parameters<typeof readReference>[0]> {
  const records = (await readdir(join(folder, 'practices'))).filter((name) => name.endsWith('.txt')).sort()
  const read = (name: string) => readFile(join(folder, name), 'utf8')
  const [vocabularies, guidelines, sessionFormats, titles, ...practices] = await Promise.all([
    read('vocabularies.json'),
    read('guidelines.json'),
    read('session-formats.json'),
    read('practice-titles.json'),
    ...records.map((name) => read(join('practices', name))),
  ])
  return {
    vocabularies,
    guidelines,
    sessionFormats,
    titles,
    practices: Object.fromEntries(records.map((name, index) => [name, practices[index] ?? ''])),
  }
}

/** 31 bits of the digest of everything that is loaded: what fits into SQLite's user_version, which nothing else uses. */
function markOf(files: unknown): number {
  const digest = createHash('sha256')
    .update(JSON.stringify([LOADER, files]))
    .digest()
  return digest.readUInt32BE(0) >>> 1 || 1
}

async function loadedMark(): Promise<number> {
  const rows = await db.$queryRawUnsafe<{ user_version: bigint | number }[]>('PRAGMA user_version')
  return Number(rows[0]?.user_version ?? 0)
}
