import { db, inTransaction } from '~/db.server'

/** Something that happened at a moment in the past. */
export type Step = { at: Date; take: () => Promise<unknown> }

/**
 * Does something as if it were done at a moment in the past: every moment that it writes between its beginning and its end
 * is moved there, with the distances between them kept. Moments to come, such as a session's start, stay.
 * Nobody else may write to the database meanwhile.
 */
export async function asOf<T>(at: Date, work: () => Promise<T>): Promise<T> {
  const from = new Date()
  const result = await work()
  const until = new Date()
  const columns = await momentColumns()
  await inTransaction(async () => {
    for (const { table, column } of columns) {
      const rows = await db.$queryRawUnsafe<{ row: number | bigint; moment: string }[]>(
        `SELECT rowid AS "row", "${column}" AS "moment" FROM "${table}" WHERE "${column}" BETWEEN ? AND ?`,
        from,
        until,
      )
      for (const { row, moment } of rows) {
        const moved = new Date(at.getTime() + new Date(moment).getTime() - from.getTime())
        await db.$executeRawUnsafe(`UPDATE "${table}" SET "${column}" = ? WHERE rowid = ?`, moved, row)
      }
    }
  })
  return result
}

/** Every column of the database that holds a moment. */
const momentColumns = () =>
  db.$queryRaw<{ table: string; column: string }[]>`
    SELECT m.name AS "table", p.name AS "column"
    FROM sqlite_schema m JOIN pragma_table_info(m.name) p
    WHERE m.type = 'table' AND p.type = 'DATETIME' AND m.name <> '_prisma_migrations'`
