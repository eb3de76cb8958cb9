import type { ItemEnding, ListEnding } from './records'

const types: Record<ItemEnding | ListEnding, string> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  bib: 'application/x-bibtex; charset=utf-8',
  ris: 'application/x-research-info-systems; charset=utf-8',
}

/** The headers of a file. Its name is made of letters, digits and hyphens, whatever the thing is called. */
export const fileHeaders = (ending: ItemEnding | ListEnding, name: string, as: 'inline' | 'attachment') => ({
  'Content-Type': types[ending],
  'Content-Disposition': `${as}; filename="${name.replace(/[^A-Za-z0-9-]/g, '').slice(0, 80) || 'export'}.${ending}"`,
  'X-Content-Type-Options': 'nosniff',
})
