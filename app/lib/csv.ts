export type CsvCell = string | number | null | undefined

/** Of what opens formulas in a spreadsheet: the signs, in full width too, also behind what is not seen. */
const opensFormula = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠﹢﹣﹦﹫−]|^[\t\r\n]/u

/**
 * One line of CSV (RFC 4180). A text that a spreadsheet would take for a formula gets an apostrophe in front, as OWASP
 * advises ("CSV Injection").
 */
export const csvLine = (cells: readonly CsvCell[]): string => `${cells.map(csvCell).join(',')}\r\n`

function csvCell(cell: CsvCell): string {
  if (typeof cell === 'number') return String(cell)
  const text = (cell ?? '').toWellFormed().replaceAll('\u0000', '')
  const safe = opensFormula.test(text) ? `'${text}` : text
  return /[",\r\n\t;']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** What begins a file of CSV, so that spreadsheets read it as UTF-8. */
export const csvMark = '\uFEFF'
