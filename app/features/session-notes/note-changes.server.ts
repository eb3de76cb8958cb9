/**
 * The changes of notes on their way from the verb that kept them to the reaction that tells them, in the memory of this
 * process. Where one is missing (after a restart, or of another process) browsers ask for what they lack.
 */
const changes = new Map<string, Uint8Array>()
const mostKept = 1_000

/** @param update a Yjs update: what a version has that the one before had not */
export function keepChange(noteId: string, version: number, update: Uint8Array): void {
  changes.set(`${noteId} ${version}`, update)
  for (const key of changes.keys()) {
    if (changes.size <= mostKept) break
    changes.delete(key)
  }
}

/** The change that made a version; null where this process does not know it. */
export const changeTo = (noteId: string, version: number): Uint8Array | null =>
  changes.get(`${noteId} ${version}`) ?? null
