/** A place in a list sorted by a date and an id: the last line of the page before. */
export type DateCursor = { at: Date; id: string }

/** Writes a cursor for a URL. */
export const encodeCursor = ({ at, id }: DateCursor): string => `${at.getTime()}-${id}`

/** Reads a cursor from a URL. @returns null for anything that is none */
export function decodeCursor(value: string | null): DateCursor | null {
  const match = /^(\d{1,15})-([0-9a-z]{1,32})$/.exec(value ?? '')
  if (!match) return null
  const at = new Date(Number(match[1]))
  return Number.isNaN(at.getTime()) ? null : { at, id: match[2] ?? '' }
}

/** What is older than a cursor, for a list of newest first: a piece of a Prisma `where`. */
export const olderThan = <F extends string>(field: F, cursor: DateCursor | null) =>
  cursor ? { OR: [{ [field]: { lt: cursor.at } }, { [field]: cursor.at, id: { lt: cursor.id } }] } : {}

/** Splits rows read with one too many into a page and the cursor of the next. */
export function pageOf<T>(rows: T[], size: number, cursorOf: (row: T) => string): { rows: T[]; next: string | null } {
  const page = rows.slice(0, size)
  const last = page.at(-1)
  return { rows: page, next: rows.length > size && last ? cursorOf(last) : null }
}
