import { databaseVersion, db } from '~/db.server'
import { foldName } from '../taxonomy/fold'

let kept: { version: string; state: string; texts: Map<string, string> } | undefined

/**
 * The practices whose title, description or stakeholders hold every word of a text, or a word that begins like it or
 * has it inside; accents and case do not matter.
 * @returns their ids, or null where the text has no words, so that it asks for nothing
 */
export async function practicesWithWords(q: string): Promise<string[] | null> {
  const words = foldName(q).split(' ').filter(Boolean)
  if (words.length === 0) return /\p{L}/u.test(q) ? null : []
  const ids: string[] = []
  for (const [id, text] of await foldedTexts()) if (words.every((word) => text.includes(word))) ids.push(id)
  return ids
}

/** The folded texts of all practices, kept until a practice changes. */
async function foldedTexts(): Promise<Map<string, string>> {
  const version = databaseVersion()
  if (kept?.version === version) return kept.texts
  const { _count, _max } = await db.practice.aggregate({ _count: true, _max: { updatedAt: true } })
  const state = `${_count} ${_max.updatedAt?.getTime()}`
  if (kept?.state === state) {
    kept.version = version
    return kept.texts
  }
  const rows = await db.practice.findMany({
    select: { id: true, title: true, description: true, stakeholderLine: true },
  })
  const texts = new Map(rows.map((row) => [row.id, foldName(`${row.title} ${row.stakeholderLine} ${row.description}`)]))
  kept = { version, state, texts }
  return texts
}
