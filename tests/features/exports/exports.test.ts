import Ajv from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db, inTransaction } from '~/db.server'
import { type ContextKeys, pickContextKeys } from '~/features/context/context'
import { bibtex, type Citation, citationOf, jsonLd, ris } from '~/features/exports/citation'
import { csvColumns } from '~/features/exports/csv-table'
import { cite } from '~/features/exports/export-item.server'
import { fileHeaders } from '~/features/exports/file-headers'
import { type LessonRecord, mostListed } from '~/features/exports/records'
import type { AttributionChoice } from '~/features/lessons/lesson'
import { reviseLesson } from '~/features/lessons/revise-lesson.server'
import { verifyLesson } from '~/features/lessons/verify-lesson.server'
import { openThread } from '~/features/threads/open-thread.server'
import { reply } from '~/features/threads/reply.server'
import { newId } from '~/lib/ids'
import { closeMarkdown } from '~/lib/markdown.server'
import { loader as short } from '~/routes/l.$id'
import { loader as versionPage } from '~/routes/lessons.$id.versions.$version'
import { loader as lessonBib } from '~/routes/lessons.$id[.]bib'
import { loader as lessonJson } from '~/routes/lessons.$id[.]json'
import { loader as lessonMd } from '~/routes/lessons.$id[.]md'
import { loader as lessonRis } from '~/routes/lessons.$id[.]ris'
import { loader as lessonsCsv } from '~/routes/lessons[.]csv'
import { loader as lessonsJson } from '~/routes/lessons[.]json'
import { loader as lessonsMd } from '~/routes/lessons[.]md'
import { loader as practiceBib } from '~/routes/practices.$slug[.]bib'
import { loader as practiceJson } from '~/routes/practices.$slug[.]json'
import { loader as practicesCsv } from '~/routes/practices[.]csv'
import { loader as practicesJson } from '~/routes/practices[.]json'
import { loader as schema } from '~/routes/schemas.$file'
import { loader as threadPage } from '~/routes/threads.$id'
import { loader as threadJson } from '~/routes/threads.$id[.]json'
import { loader as threadMd } from '~/routes/threads.$id[.]md'
import { loader as threadsCsv } from '~/routes/threads[.]csv'
import { loader as threadsJson } from '~/routes/threads[.]json'
import { type Cast, cast } from '../../support/cast'
import { useDatabase } from '../../support/database'
import { aPractice, guidelineEight } from '../../support/follow-world'
import { aContent, aLesson, anObservation } from '../../support/lessons'
import { get, run } from '../../support/request'

useDatabase()

let people: Cast
let named: string
let submitted: string
let thread: string
const flood = { crisisType: ['flood'], guideline: ['8'], samplePractice: ['8.4'], country: ['LA'] }
const context = (keys: Partial<ContextKeys>) => pickContextKeys(keys)

beforeAll(async () => {
  people = await cast()
  await guidelineEight()
  named = await anObservation(people.amina, people.carmen, { title: '=HYPERLINK("x")', context: context(flood) })
  for (const attribution of ['organization', 'stakeholder-type'] as const) {
    await anObservation(people.elif, people.carmen, { title: `Shown by ${attribution}`, attribution })
  }
  submitted = await aLesson(people.farid, { title: 'Not verified yet' })
  await inTransaction(() => aPractice('boats', 'Boats & "barges"', flood))
  const sent = await openThread(people.bounmy, {
    title: '@SUM(1)',
    body: 'Who has **boats**?',
    clientId: newId(),
    ...context(flood),
  })
  thread = sent.threadId
  await reply(people.farid, thread, { body: 'Deleted words.', clientId: newId(), replyTo: '' })
  await db.post.updateMany({ where: { threadId: thread, number: 2 }, data: { deletedAt: new Date() } })
  await reply(people.farid, thread, { body: 'Held words.', clientId: newId(), replyTo: '' })
  await db.post.updateMany({ where: { threadId: thread, number: 3 }, data: { heldAt: new Date() } })
})
afterAll(closeMarkdown)

const fileOf = async (
  route: Parameters<typeof run>[0],
  path: string,
  params = {},
  viewer?: Parameters<typeof get>[1],
) => run(route, get(path, viewer), params)

/** The cells of a file, as a spreadsheet reads them. */
function cellsOf(text: string): string[][] {
  const rows: string[][] = [[]]
  for (const [, quoted, plain = '', end] of text
    .replace(/^\uFEFF/, '')
    .matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain)
    if (end === '\r\n') rows.push([])
    if (end === '') break
  }
  return rows.filter((row) => row.length > 1)
}

describe('a list as a file', () => {
  it.each([
    ['lessons', lessonsCsv],
    ['practices', practicesCsv],
    ['threads', threadsCsv],
  ] as const)('of %s is CSV with a header, and no cell that a spreadsheet would run', async (noun, route) => {
    const { headers, data } = await fileOf(route, `/${noun}.csv`)
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(headers.get('content-disposition')).toBe(`attachment; filename="${noun}.csv"`)
    const [head, ...rows] = cellsOf(data)
    expect(head).toEqual(csvColumns[noun])
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) expect(row).toHaveLength(csvColumns[noun].length)
    expect(rows.flat().filter((cell) => /^\s*[=+\-@]/.test(cell))).toEqual([])
  })

  it.each([
    ['lessons', lessonsJson],
    ['practices', practicesJson],
    ['threads', threadsJson],
  ] as const)('of %s is JSON that follows its schema', async (noun, route) => {
    const { data } = await fileOf(route, `/${noun}.json`)
    expect(data.items.length).toBeGreaterThan(0)
    expect(data).toMatchObject({ complete: true, next: null })
    await follows(data)
  })

  it('is narrowed as its page is', async () => {
    const titles = async (query: string) =>
      (await fileOf(lessonsJson, `/lessons.json${query}`)).data.items.map(({ title }: LessonRecord) => title)
    expect(await titles('?crisisType=natural-disaster')).toEqual(['=HYPERLINK("x")'])
    expect(await titles('?crisisType=drought')).toEqual([])
    expect(await titles('?state=lesson-learned')).toEqual([])
    expect(await titles('')).toHaveLength(3)
  })

  it('is whole where it is longer than a page', async () => {
    await Promise.all(
      Array.from({ length: 130 }, (_, number) =>
        inTransaction(() => aPractice(`many-${number}`, `Many ${number}`, { country: ['PW'] })),
      ),
    )
    const { data } = await fileOf(practicesJson, '/practices.json?country=PW')
    expect(new Set(data.items.map(({ slug }: { slug: string }) => slug)).size).toBe(130)
    expect(mostListed).toBe(10_000)
  })

  it('holds nothing that waits for review, whoever takes it', async () => {
    for (const viewer of [null, people.farid, people.carmen]) {
      for (const route of [lessonsCsv, lessonsJson, lessonsMd]) {
        const { data } = await fileOf(route, '/lessons.x', {}, viewer)
        expect(JSON.stringify(data)).not.toContain('Not verified yet')
      }
    }
  })
})

describe('one thing as a file', () => {
  it.each([
    ['lesson', lessonJson, () => ({ id: named })],
    ['practice', practiceJson, () => ({ slug: 'boats' })],
    ['thread', threadJson, () => ({ id: thread })],
  ] as const)('of a %s is JSON that follows its schema', async (kind, route, params) => {
    const { data } = await fileOf(route, '/x.json', params())
    expect(data.type).toBe(kind)
    await follows(data)
  })

  it.each([lessonJson, lessonMd, lessonBib, lessonRis])('does not exist for who may not see it', async (route) => {
    expect((await fileOf(route, '/x', { id: submitted })).status).toBe(404)
    expect((await fileOf(route, '/x', { id: submitted }, people.bounmy)).status).toBe(404)
    expect((await fileOf(route, '/x', { id: submitted }, people.farid)).status).toBe(200)
    expect((await fileOf(route, '/x', { id: 'nothing' })).status).toBe(404)
  })

  it('leaves deleted and held posts out', async () => {
    const { data } = await fileOf(threadJson, '/x', { id: thread }, people.farid)
    expect(data.posts.map(({ number }: { number: number }) => number)).toEqual([1])
    expect((await fileOf(threadMd, '/x', { id: thread })).data).not.toMatch(/Deleted words|Held words/)
  })

  it('is Markdown with its texts as they were written', async () => {
    const { headers, data } = await fileOf(lessonMd, '/x', { id: named })
    expect(headers.get('content-type')).toBe('text/markdown; charset=utf-8')
    expect(data).toContain('# =HYPERLINK("x")\n')
    expect(data).toContain('## What happened\n\nTwo of **five** roads were open.')
    expect(data).toMatch(
      /Cite as: Amina Diallo \(\d{4}\)\. =HYPERLINK\("x"\)\. Peer Exchange, lesson, version 1\. http/,
    )
  })

  it('has a file name that can do nothing', () => {
    const header = fileHeaders('bib', '../a"b\r\nX: y', 'attachment')['Content-Disposition']
    expect(header).toBe('attachment; filename="abXy.bib"')
  })
})

describe('an author', () => {
  const routes = [lessonsCsv, lessonsJson, lessonsMd]
  const each = [lessonJson, lessonMd, lessonBib, lessonRis]

  it.each(['organization', 'stakeholder-type'] as AttributionChoice[])(
    'shown by %s is never named in a file, also when a reviewer or the author takes it',
    async (attribution) => {
      const lesson = await db.lesson.findFirstOrThrow({ where: { title: `Shown by ${attribution}` } })
      for (const viewer of [null, people.bounmy, people.carmen, people.elif]) {
        const files = [
          ...(await Promise.all(routes.map((route) => fileOf(route, '/lessons.x', {}, viewer)))),
          ...(await Promise.all(each.map((route) => fileOf(route, '/x', { id: lesson.id }, viewer)))),
        ].map(({ data }) => JSON.stringify(data))
        const cited = await cite(viewer, 'lessons', lesson.id, await get('/x', viewer))
        for (const text of [...files, JSON.stringify(cited)]) expect(text).not.toMatch(/Elif|elif0/)
        const own = files.slice(routes.length)
        for (const text of own) {
          if (attribution === 'stakeholder-type') expect(text).not.toContain('Disaster Management Authority')
        }
      }
    },
  )
})

describe('a citation', () => {
  const evil: Citation = {
    key: 'lesson-x',
    author: 'A\r\nER  - \nTY  - BOOK',
    title: '}, url = {http://evil} \\input{x} 100% & $5 #_~^',
    date: '2026-03-04',
    site: 'Peer Exchange',
    kind: 'lesson',
    version: 3,
    url: 'https://x.org/l/x?v=3',
  }

  it('in BibTeX cannot leave its braces', () => {
    const entry = bibtex(evil)
    const bare = entry.replace(/\\[{}]/g, '')
    expect(bare.split('{').length).toBe(bare.split('}').length)
    expect(entry).toContain('\\}, url = \\{http://evil\\} \\textbackslash{}input\\{x\\} 100\\% \\& \\$5 \\#\\_')
    expect(entry).toContain('year = {2026}')
    expect(entry.match(/^@/gm)).toHaveLength(1)
  })

  it('in RIS holds one entry, a tag a line', () => {
    const entry = ris(evil)
    expect(entry.match(/^TY {2}- /gm)).toHaveLength(1)
    expect(entry.match(/^ER {2}- /gm)).toHaveLength(1)
    expect(entry.split('\r\n').filter(Boolean)).toHaveLength(11)
    for (const line of entry.split('\r\n').filter(Boolean)) expect(line).toMatch(/^[A-Z][A-Z0-9] {2}- /)
    expect(entry).toContain('DA  - 2026/03/04\r\n')
  })

  it('of a practice names who carries it out, or the site', async () => {
    const { data, headers } = await fileOf(practiceBib, '/x', { slug: 'boats' })
    expect(data).toContain('author = {{Peer Exchange}}')
    expect(data).toContain('Boats \\& "barges"')
    expect(headers.get('content-disposition')).toBe('attachment; filename="practice-boats.bib"')
  })

  it('for search engines cannot end its element', async () => {
    const { data } = await fileOf(lessonJson, '/x', { id: named })
    const text = jsonLd({ ...data, title: '</script><img src=x>' }, 'Peer Exchange')
    expect(text).not.toMatch(/[<>&]/)
    expect(JSON.parse(text)).toMatchObject({ headline: '</script><img src=x>', version: 1 })
    expect(citationOf(data, 'S').url).toBe(`http://localhost:3000/l/${named}?v=1`)
  })
})

describe('a thread’s page', () => {
  it('tells search engines what it is, and nothing in it can end its element', async () => {
    await db.thread.update({ where: { id: thread }, data: { title: '</script>@SUM(1)' } })
    const { data } = await run(threadPage, get(`/threads/${thread}`), { id: thread })
    expect(data.jsonLd).not.toMatch(/[<>&]/)
    expect(JSON.parse(data.jsonLd)).toMatchObject({ headline: '</script>@SUM(1)', author: { name: 'Bounmy Keo' } })
    await db.thread.update({ where: { id: thread }, data: { title: '@SUM(1)' } })
  })
})

describe('the short address', () => {
  it('leads to the lesson, and to the version that was cited once there is another', async () => {
    const id = await anObservation(people.amina, people.carmen, { title: 'First words' })
    expect((await fileOf(short, `/l/${id}`, { id })).location).toBe(`/lessons/${id}`)
    expect((await fileOf(short, `/l/${id}?v=1`, { id })).location).toBe(`/lessons/${id}`)
    const content = aContent({ title: 'Second words' })
    await reviseLesson(people.amina, id, { content, intent: 'submit', version: 1 })
    expect((await fileOf(short, `/l/${id}?v=1`, { id })).status).toBe(404)
    await verifyLesson(people.carmen, id, { note: '', version: 2 })
    const { status, location } = await fileOf(short, `/l/${id}?v=1`, { id })
    expect([status, location]).toEqual([302, `/lessons/${id}/versions/1`])
    const { data } = await fileOf(versionPage, location ?? '', { id, version: '1' })
    expect(data.cited.title).toBe('First words')
  })

  it('leads nowhere for a version that never stood before everyone, or a lesson that is hidden', async () => {
    const id = await aLesson(people.amina, { title: 'Draft words' }, { intent: 'draft' })
    expect((await fileOf(short, `/l/${id}`, { id })).status).toBe(404)
    const content = aContent({ title: 'Final words' })
    await reviseLesson(people.amina, id, { content, intent: 'submit', version: 1 })
    await verifyLesson(people.carmen, id, { note: '', version: 2 })
    expect((await fileOf(short, `/l/${id}?v=1`, { id })).status).toBe(404)
    expect((await fileOf(versionPage, '/x', { id, version: '1' })).status).toBe(404)
    expect((await fileOf(versionPage, '/x', { id, version: '99' })).status).toBe(404)
  })
})

/** Validates JSON by the schema that it names, as a stranger would. */
async function follows(data: { $schema: string }) {
  const { pathname } = new URL(data.$schema)
  const { data: found } = await run(schema, get(pathname), { file: pathname.split('/').at(-1) ?? '' })
  const validate = new Ajv({ strict: true, allowUnionTypes: true, validateFormats: false }).compile(found)
  expect(validate(data), JSON.stringify(validate.errors)).toBe(true)
  expect(validate({ ...data, extra: 1 })).toBe(false)
}

describe('the schemas', () => {
  it('are those of seven files and no others', async () => {
    for (const file of ['lesson', 'practice', 'thread', 'session', 'lessons', 'practices', 'threads']) {
      expect((await run(schema, get('/x'), { file: `${file}.json` })).status).toBe(200)
    }
    for (const file of ['lesson', 'constructor.json', '__proto__.json', 'member.json']) {
      expect((await run(schema, get('/x'), { file })).status).toBe(404)
    }
  })
})
