import type { ExportRecord, LessonRecord } from './records'

/** What a citation tells. `version`: of a lesson. */
export type Citation = {
  key: string
  author: string
  title: string
  /** ISO 8601 calendar date. */
  date: string
  site: string
  kind: 'lesson' | 'practice' | 'thread'
  version: number | null
  url: string
}

/** Who is cited, as far as everyone may know; the site where nothing is told. */
const authorOf = (record: ExportRecord, site: string): string => {
  if (record.type === 'practice') return record.stakeholders || site
  return record.type === 'thread' ? record.by : lessonAuthor(record.by, site)
}

const lessonAuthor = ({ name, organization, stakeholderType }: LessonRecord['by'], site: string) =>
  name ?? organization ?? stakeholderType ?? site

/** @param site the name of the site */
export function citationOf(record: ExportRecord, site: string): Citation {
  const id = record.type === 'practice' ? record.slug : record.id
  return {
    key: `${record.type}-${id}`,
    author: oneLine(authorOf(record, site)),
    title: oneLine(record.title),
    date: dayOf(record),
    site: oneLine(site),
    kind: record.type,
    version: record.type === 'lesson' ? record.version : null,
    url: record.type === 'lesson' ? record.permanentUrl : record.url,
  }
}

const dayOf = (record: ExportRecord) =>
  (record.type === 'thread'
    ? record.createdAt
    : record.type === 'lesson'
      ? (record.verifiedAt ?? record.updatedAt)
      : record.updatedAt
  ).slice(0, 10)

/** "Amina Diallo (2026). Title. Peer Exchange, lesson, version 3. https://…" The word for the kind comes from the catalogue. */
export const citationText = ({ author, date, title, site, url }: Citation, kind: string): string =>
  `${author} (${date.slice(0, 4)}). ${title.replace(/\.$/, '')}. ${site}, ${kind}. ${url}`

/** One entry of BibTeX. Braces keep names and titles as they are. */
export function bibtex(citation: Citation): string {
  const { key, author, title, date, site, kind, version, url } = citation
  const fields = {
    author: `{${inTeX(author)}}`,
    title: `{${inTeX(title)}}`,
    year: date.slice(0, 4),
    month: date.slice(5, 7).replace(/^0/, ''),
    howpublished: inTeX(site),
    note: inTeX(version === null ? kind : `${kind}, version ${version}`),
    url: url.replace(/[{}\\%]/g, (sign) => (sign === '%' ? '\\%' : '')),
  }
  const lines = Object.entries(fields).map(([name, value]) => `  ${name} = {${value}}`)
  return `@misc{${key.replace(/[^A-Za-z0-9-]/g, '')},\n${lines.join(',\n')}\n}\n`
}

const teX: Record<string, string> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
}

const inTeX = (text: string) => oneLine(text).replace(/[\\{}~^&%$#_]/g, (sign) => teX[sign] ?? `\\${sign}`)

/** One entry of RIS (Research Information Systems, 2001): a tag a line, so that no value may hold a line's end. */
export function ris({ author, title, date, site, kind, version, url, key }: Citation): string {
  const tags: [string, string][] = [
    ['TY', 'ELEC'],
    ['ID', key],
    ['AU', author],
    ['TI', title],
    ['PY', date.slice(0, 4)],
    ['DA', date.replaceAll('-', '/')],
    ['PB', site],
    ['M3', kind],
    ...(version === null ? [] : [['ET', String(version)] as [string, string]]),
    ['UR', url],
    ['ER', ''],
  ]
  return tags.map(([tag, value]) => `${tag}  - ${oneLine(value)}\r\n`).join('')
}

const oneLine = (text: string) =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()

/** What search engines read of a record (schema.org), safe to stand in a page: nothing in it can end its element. */
export function jsonLd(record: ExportRecord, site: string): string {
  const { author, date, version } = citationOf(record, site)
  const isPerson = record.type === 'thread' || (record.type === 'lesson' && record.by.name !== null)
  const text = {
    '@context': 'https://schema.org',
    '@type': record.type === 'thread' ? 'DiscussionForumPosting' : 'Article',
    headline: record.title,
    url: record.url,
    datePublished: date,
    author: { '@type': isPerson ? 'Person' : 'Organization', name: author },
    isPartOf: { '@type': 'WebSite', name: site },
    about: [...record.context.crisisTypes, ...record.context.countries].map(({ label }) => label),
    ...(version !== null && { version }),
  }
  return dataBlock(text)
}

/** The same of a thread, of what its page has at hand. @param thread.first null where the page begins further on */
export const threadJsonLd = (
  thread: { url: string; title: string; about: string[]; first: { by: string; at: string } | null },
  site: string,
): string =>
  dataBlock({
    '@context': 'https://schema.org',
    '@type': 'DiscussionForumPosting',
    headline: thread.title,
    url: thread.url,
    isPartOf: { '@type': 'WebSite', name: site },
    about: thread.about,
    ...(thread.first && { author: { '@type': 'Person', name: thread.first.by }, datePublished: thread.first.at }),
  })

const dataBlock = (data: object) =>
  JSON.stringify(data).replace(/[<>&\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
