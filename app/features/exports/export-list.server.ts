import { publicStates } from '~/features/lessons/lesson'
import { listLessons } from '~/features/lessons/queries.server'
import { readerOf } from '~/features/members/reader.server'
import type { Viewer } from '~/features/members/viewer'
import { listPractices } from '~/features/practices/queries.server'
import { withWords } from '~/features/search/with-words.server'
import { type ContextFilter, filterUrl, parseContextFilter } from '~/features/taxonomy/context-filter'
import { listThreads } from '~/features/threads/queries.server'
import { translate } from '~/i18n/translate'
import { csvLine, csvMark } from '~/lib/csv'
import { settings } from '~/lib/settings.server'
import { csvColumns, csvRecord } from './csv-table'
import { fileHeaders } from './file-headers'
import { recordMarkdown } from './markdown'
import { type ExportPlace, lessonRecords, practiceRecords, threadRecords } from './read-records.server'
import { type ExportNoun, type ExportRecord, type ListEnding, mostListed } from './records'
import { schemaUrl } from './schemas'

const atOnce = 100

type Page = { records: ExportRecord[]; next: string | null }
type Ask = { viewer: Viewer | null; filter: ContextFilter; searchParams: URLSearchParams; place: ExportPlace }

/** One page of a list, as the list's own page has it. */
const pageOf: Record<ExportNoun, (ask: Ask, after: string | null) => Promise<Page>> = {
  async lessons({ viewer, filter, searchParams, place }, after) {
    const state = publicStates.find((one) => one === searchParams.get('state'))
    const found = withWords('lesson', filter)
    const { rows, next } = await listLessons(viewer, found, { after, limit: atOnce, formats: place.formats, state })
    const ids = rows.map(({ id }) => id)
    return { records: await lessonRecords(viewer, ids, place), next }
  },
  async practices({ viewer, filter, place }, after) {
    const { rows, next } = await listPractices(viewer, filter, { after, limit: atOnce, formats: place.formats })
    const slugs = rows.map(({ slug }) => slug)
    return { records: await practiceRecords(slugs, place), next }
  },
  async threads({ viewer, filter, place }, after) {
    const found = withWords('thread', filter)
    const { rows, next } = await listThreads(viewer, found, { after, limit: atOnce, formats: place.formats })
    const ids = rows.map(({ id }) => id)
    return { records: await threadRecords(ids, place), next }
  },
}

/**
 * A list in one file, under the same filter as its page and with the same things in it, at most 10,000. It is read a
 * hundred at a time while it is sent, so that its size costs no memory.
 */
export async function exportList(viewer: Viewer | null, noun: ExportNoun, ending: ListEnding, request: Request) {
  const { locale, formats } = await readerOf(request)
  const { origin, searchParams } = new URL(request.url)
  const filter = parseContextFilter(searchParams)
  const place = { origin, formats }
  const ask: Ask = { viewer, filter, searchParams, place }
  const style = {
    t: translate(locale),
    site: settings().SITE_NAME,
    schema: schemaUrl(origin, noun),
    next: (cursor: string) => {
      const url = new URL(filterUrl(`/${noun}.${ending}`, filter), origin)
      const state = searchParams.get('state')
      if (state) url.searchParams.set('state', state)
      url.searchParams.set('after', cursor)
      return url.href
    },
  }
  const first = await pageOf[noun](ask, searchParams.get('after'))
  return new Response(streamOf(written(noun, ending, pages(noun, ask, first), style)), {
    headers: fileHeaders(ending, noun, 'attachment'),
  })
}

/** Every page from the first on; the last bears the cursor of what is left out. */
async function* pages(noun: ExportNoun, ask: Ask, first: Page): AsyncGenerator<Page> {
  let page = first
  for (let count = page.records.length; ; count += page.records.length) {
    const isLast = page.next === null || count >= mostListed
    yield isLast ? page : { ...page, next: null }
    if (isLast) return
    page = await pageOf[noun](ask, page.next)
  }
}

type Style = {
  t: ReturnType<typeof translate>
  site: string
  schema: string
  next: (cursor: string) => string
}

async function* written(
  noun: ExportNoun,
  ending: ListEnding,
  list: AsyncGenerator<Page>,
  { t, site, schema, next }: Style,
): AsyncGenerator<string> {
  if (ending === 'csv') yield csvMark + csvLine(csvColumns[noun])
  if (ending === 'json') yield `{"$schema":${JSON.stringify(schema)},"items":[`
  let rest: string | null = null
  let isFirst = true
  for await (const page of list) {
    let chunk = ''
    for (const record of page.records) {
      if (ending === 'csv') chunk += csvRecord(noun, record)
      else if (ending === 'md') chunk += `${isFirst ? '' : '\n'}${recordMarkdown(record, { t, site })}`
      else chunk += `${isFirst ? '\n' : ',\n'}${JSON.stringify(record)}`
      isFirst = false
    }
    rest = page.next
    if (chunk) yield chunk
  }
  if (ending === 'json') yield `\n],"complete":${rest === null},"next":${JSON.stringify(rest && next(rest))}}\n`
  if (ending === 'md' && rest) yield `\n<${next(rest)}>\n`
}

/** Read only as fast as it is taken; whoever goes away ends it. */
function streamOf(parts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream(
    {
      async pull(controller) {
        const { value, done } = await parts.next()
        if (done) controller.close()
        else controller.enqueue(encoder.encode(value))
      },
      async cancel() {
        await parts.return(undefined)
      },
    },
    { highWaterMark: 1 },
  )
}
