import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { db } from '~/db.server'
import { type Message, translate } from '~/i18n/translate'
import { foldName } from '../taxonomy/fold'
import { decodeRecord, sizeRefusal } from './decode-record'
import { type PracticeRecord, parsePracticeRecord } from './practice-record'
import { recordKnowledge } from './record-knowledge.server'
import { freeSlug, type Recorded, recordDigest, recordPractice } from './record-practice.server'
import { likeness } from './similarity'

export type ImportStatus = 'created' | 'updated' | 'unchanged' | 'refused'
/** What became of one file. Of a refused one, `doubts` holds the reason. */
export type ImportedFile = {
  file: string
  status: ImportStatus
  title: string | null
  slug: string | null
  doubts: string[]
}
export type ImportResult = { files: ImportedFile[]; totals: Record<ImportStatus, number> }

type Read = { file: string; text: string } | { file: string; reason: Message }
type Parsed =
  | { file: string; record: PracticeRecord; digest: string; doubts: Message[] }
  | { file: string; reason: Message }
type Known = { sourceKey: string; slug: string; title: string; description: string }

/**
 * Imports text records of practices from files and folders (searched for .txt files, folders in them too). Each record
 * is written in a transaction of its own, so that the good ones are in where others are refused.
 * @param dryRun says what would happen and writes nothing
 */
export async function importPractices(paths: string[], { dryRun = false } = {}): Promise<ImportResult> {
  const found = await Promise.all(paths.map((path) => filesOf(path)))
  const read: Read[] = []
  for (const file of found.flat()) read.push('reason' in file ? file : await readRecord(file.file, file.path))
  const parsed = await parseAll(read)
  const files = await (dryRun ? predictAll(parsed) : recordAll(parsed))
  const totals: ImportResult['totals'] = { created: 0, updated: 0, unchanged: 0, refused: 0 }
  for (const { status } of files) totals[status]++
  return { files, totals }
}

/** Where a path leads that was given on the command line, which npm may have left for the project's folder. */
async function statOf(path: string) {
  for (const base of [process.env.INIT_CWD ?? process.cwd(), process.cwd()]) {
    const full = resolve(base, path)
    const stats = await stat(full).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null
      throw error
    })
    if (stats) return { full, stats }
  }
  return null
}

async function filesOf(path: string): Promise<({ file: string; path: string } | { file: string; reason: Message })[]> {
  try {
    const found = await statOf(path)
    if (!found) return [{ file: path, reason: { key: 'practices.import.refused.notFound' } }]
    if (!found.stats.isDirectory()) return [{ file: path, path: found.full }]
    const entries = await readdir(found.full, { recursive: true, withFileTypes: true })
    const files = entries
      .filter((entry) => !entry.isDirectory() && /\.txt$/iu.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
    if (files.length === 0) return [{ file: path, reason: { key: 'practices.import.refused.noFiles' } }]
    return files.map((full) => ({ file: join(path, full.slice(found.full.length)), path: full }))
  } catch (error) {
    return [{ file: path, reason: unreadable(error) }]
  }
}

async function readRecord(file: string, path: string): Promise<Read> {
  try {
    const stats = await stat(path)
    if (!stats.isFile()) return { file, reason: { key: 'practices.import.refused.notFile' } }
    const refusal = sizeRefusal(stats.size)
    if (refusal) return { file, reason: refusal }
    const decoded = decodeRecord(await readFile(path))
    return decoded.ok ? { file, text: decoded.text } : { file, reason: decoded.reason }
  } catch (error) {
    return { file, reason: unreadable(error) }
  }
}

const unreadable = (error: unknown): Message => ({
  key: 'practices.import.refused.unreadable',
  params: { reason: (error as NodeJS.ErrnoException).code ?? String(error) },
})

/** Parses twice: names that stand alone on one record tell apart the names on another one, in whichever order they come. */
async function parseAll(read: Read[]): Promise<Parsed[]> {
  const knowledge = await recordKnowledge()
  const parse = (names: string[]) => {
    const known = { ...knowledge, stakeholderNames: [...knowledge.stakeholderNames, ...names] }
    return read.map((file): Parsed => {
      if ('reason' in file) return file
      const parsed = parsePracticeRecord(file.text, basename(file.file), known)
      if (!parsed.ok) return { file: file.file, reason: parsed.reason }
      const { record, doubts } = parsed
      return { file: file.file, record, digest: recordDigest(record), doubts }
    })
  }
  const names = parse([]).flatMap((parsed) => ('record' in parsed ? parsed.record.stakeholders : []))
  return parse(names)
}

/** The last file of each record: where one import brings a record twice, this one is kept. */
const lastOfEach = (parsed: Parsed[]) =>
  new Map(parsed.flatMap((each) => ('record' in each ? [[each.record.sourceKey, each] as const] : [])))

async function recordAll(parsed: Parsed[]): Promise<ImportedFile[]> {
  const duplicates = await duplicateFinder()
  const last = lastOfEach(parsed)
  const files: ImportedFile[] = []
  for (const each of parsed) {
    if ('reason' in each) {
      files.push(refused(each.file, each.reason))
      continue
    }
    try {
      const recorded = (await supersededInDatabase(each, last)) ?? (await recordPractice(each.record))
      files.push(answer(each, recorded, last, duplicates))
    } catch (error) {
      const reason = error instanceof Error ? (error.message.split('\n').at(-1) ?? error.message) : String(error)
      files.push(refused(each.file, { key: 'practices.import.refused.failed', params: { reason } }))
    }
  }
  return files
}

/** Importing the same files again must change nothing, also where two of them are one record. */
async function supersededInDatabase(
  each: Extract<Parsed, { record: PracticeRecord }>,
  last: ReturnType<typeof lastOfEach>,
): Promise<Recorded | null> {
  const winner = last.get(each.record.sourceKey)
  if (!winner || winner === each) return null
  const known = await findKnown(each.record.sourceKey)
  if (known?.recordDigest !== winner.digest) return null
  return { status: 'unchanged', id: known.id, slug: known.slug, title: known.title, keptEdit: false }
}

const findKnown = (sourceKey: string) =>
  db.practice.findUnique({
    where: { sourceKey },
    select: { id: true, slug: true, title: true, recordDigest: true, editedAt: true },
  })

/** What `recordAll` would answer, without writing. */
async function predictAll(parsed: Parsed[]): Promise<ImportedFile[]> {
  const duplicates = await duplicateFinder()
  const last = lastOfEach(parsed)
  const written = new Map<string, Recorded & { digest: string }>()
  const files: ImportedFile[] = []
  for (const each of parsed) {
    if ('reason' in each) {
      files.push(refused(each.file, each.reason))
      continue
    }
    const { sourceKey, title } = each.record
    const stored = await findKnown(sourceKey)
    const known = written.get(sourceKey) ?? (stored && { ...stored, digest: stored.recordDigest })
    const superseded = stored && last.get(sourceKey) !== each && stored.recordDigest === last.get(sourceKey)?.digest
    const unchanged = known && (known.digest === each.digest || stored?.editedAt || superseded)
    const recorded: Recorded & { digest: string } = {
      status: unchanged ? 'unchanged' : known ? 'updated' : 'created',
      id: known?.id ?? '',
      slug: known?.slug ?? (await freeSlug(title, new Set([...written.values()].map(({ slug }) => slug)))),
      title: unchanged ? known.title : title,
      keptEdit: Boolean(stored?.editedAt) && stored?.recordDigest !== each.digest,
      digest: unchanged ? known.digest : each.digest,
    }
    written.set(sourceKey, recorded)
    files.push(answer(each, recorded, last, duplicates))
  }
  return files
}

const t = translate('en')
const say = ({ key, params }: Message) => t(key, params)

const refused = (file: string, reason: Message): ImportedFile => ({
  file,
  status: 'refused',
  title: null,
  slug: null,
  doubts: [say(reason)],
})

function answer(
  { file, record, doubts }: Extract<Parsed, { record: PracticeRecord }>,
  { status, title, slug, keptEdit }: Recorded,
  last: ReturnType<typeof lastOfEach>,
  duplicates: (record: PracticeRecord, slug: string) => Message[],
): ImportedFile {
  const all = [...doubts, ...duplicates(record, slug)]
  const winner = last.get(record.sourceKey)
  if (winner && winner.file !== file) {
    all.push({ key: 'practices.import.doubt.sameRecord', params: { file: winner.file } })
  }
  if (keptEdit) all.push({ key: 'practices.import.doubt.edited' })
  return { file, status, title, slug, doubts: all.map(say) }
}

/** Tells which practices a record resembles among those in the database and those met before in this import. */
async function duplicateFinder(): Promise<(record: PracticeRecord, slug: string) => Message[]> {
  const known: Known[] = await db.practice.findMany({
    select: { sourceKey: true, slug: true, title: true, description: true },
    orderBy: { slug: 'asc' },
  })
  return (record, slug) => {
    const alike = known.filter((other) => other.sourceKey !== record.sourceKey && isAlike(record, other)).slice(0, 3)
    if (!known.some(({ sourceKey }) => sourceKey === record.sourceKey)) {
      known.push({ sourceKey: record.sourceKey, slug, title: record.title, description: record.description })
    }
    return alike.map((other) => ({
      key: 'practices.import.doubt.duplicate' as const,
      params: { slug: other.slug, title: other.title },
    }))
  }
}

const enough = (text: string, words: number) => foldName(text).split(' ').length >= words

function isAlike(a: Pick<Known, 'title' | 'description'>, b: Pick<Known, 'title' | 'description'>): boolean {
  if (foldName(a.title) === foldName(b.title)) return true
  if (enough(a.title, 4) && likeness(a.title, b.title) >= 0.8) return true
  return enough(a.description, 10) && likeness(a.description.slice(0, 3000), b.description.slice(0, 3000)) >= 0.6
}
