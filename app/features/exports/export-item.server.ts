import { readerOf } from '~/features/members/reader.server'
import type { Viewer } from '~/features/members/viewer'
import { threadUrl } from '~/features/threads/thread'
import { translate } from '~/i18n/translate'
import { settings } from '~/lib/settings.server'
import { bibtex, citationOf, citationText, jsonLd, ris, threadJsonLd } from './citation'
import { fileHeaders } from './file-headers'
import { kindOf, recordMarkdown } from './markdown'
import { type ExportPlace, readLesson, readPractice, readThread } from './read-records.server'
import type { ExportNoun, ExportRecord, ItemEnding } from './records'
import { schemaUrl } from './schemas'

const read: Record<ExportNoun, (viewer: Viewer | null, id: string, place: ExportPlace) => Promise<ExportRecord>> = {
  lessons: readLesson,
  practices: (_viewer, slug, place) => readPractice(slug, place),
  threads: readThread,
}

async function recordFor(viewer: Viewer | null, noun: ExportNoun, id: string, request: Request) {
  const reader = await readerOf(request)
  const { origin } = new URL(request.url)
  return { record: await read[noun](viewer, id, { origin, formats: reader.formats }), reader, origin }
}

/** One thing as a file. @throws AppError 404 where it does not exist for the viewer */
export async function exportItem(
  viewer: Viewer | null,
  noun: ExportNoun,
  id: string,
  ending: ItemEnding,
  request: Request,
): Promise<Response> {
  const { record, reader, origin } = await recordFor(viewer, noun, id, request)
  const site = settings().SITE_NAME
  const citation = citationOf(record, site)
  const texts: Record<ItemEnding, () => string> = {
    md: () => recordMarkdown(record, { t: translate(reader.locale), site }),
    json: () => `${JSON.stringify({ $schema: schemaUrl(origin, record.type), ...record }, null, 2)}\n`,
    bib: () => bibtex(citation),
    ris: () => ris(citation),
  }
  return new Response(texts[ending](), {
    headers: fileHeaders(ending, citation.key, ending === 'md' ? 'inline' : 'attachment'),
  })
}

/** How something is cited, for its page. */
export type Cited = { path: string; text: string; permanentUrl: string; jsonLd: string }

/** How a lesson or practice is cited, as everyone may know it. @throws AppError 404 */
export async function cite(
  viewer: Viewer | null,
  noun: 'lessons' | 'practices',
  id: string,
  request: Request,
): Promise<Cited> {
  const { record, reader } = await recordFor(viewer, noun, id, request)
  const site = settings().SITE_NAME
  const citation = citationOf(record, site)
  return {
    path: `/${noun}/${id}`,
    text: citationText(citation, kindOf(record, translate(reader.locale))),
    permanentUrl: citation.url,
    jsonLd: jsonLd(record, site),
  }
}

type ShownThread = {
  id: string
  title: string
  context: { label: string }[]
  posts: { number: number; author: { name: string }; createdAt: string }[]
}

/** What search engines read of a thread, of what its page has read already. */
export function citeThread({ id, title, context, posts }: ShownThread, request: Request): string {
  const first = posts.find(({ number }) => number === 1)
  return threadJsonLd(
    {
      url: new URL(request.url).origin + threadUrl(id),
      title,
      about: context.map(({ label }) => label),
      first: first ? { by: first.author.name, at: first.createdAt } : null,
    },
    settings().SITE_NAME,
  )
}
