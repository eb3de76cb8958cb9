import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db, inTransaction } from '~/db.server'
import { pickContextKeys } from '~/features/context/context'
import { coverage } from '~/features/insights/coverage.server'
import { coverageCsv, coveragePicture } from '~/features/insights/coverage-files'
import { listLessons } from '~/features/lessons/queries.server'
import { listPractices } from '~/features/practices/queries.server'
import { parseContextFilter } from '~/features/taxonomy/context-filter'
import { listThreads } from '~/features/threads/queries.server'
import { translate } from '~/i18n/translate'
import { closeMarkdown } from '~/lib/markdown.server'
import { loader } from '~/routes/coverage'
import { loader as csv } from '~/routes/coverage[.]csv'
import { loader as svg } from '~/routes/coverage[.]svg'
import { type Cast, cast } from '../../support/cast'
import { useDatabase } from '../../support/database'
import { aPractice, guidelineEight, startThread } from '../../support/follow-world'
import { aLesson, anObservation } from '../../support/lessons'
import { get, run } from '../../support/request'

useDatabase()

let people: Cast
const flood = { guideline: ['8'], crisisType: ['flood'], phase: ['emergency-response'] }

beforeAll(async () => {
  people = await cast()
  await guidelineEight()
  const lesson = (context: Record<string, string[]>) =>
    anObservation(people.amina, people.carmen, { context: pickContextKeys(context) })
  await lesson(flood)
  const learned = await lesson({ samplePractice: ['8.4'], crisisType: ['flood', 'drought'], phase: flood.phase })
  await db.lesson.update({ where: { id: learned }, data: { state: 'lesson-learned' } })
  await lesson({ ...flood, crisisType: ['civil-unrest'] })
  await aLesson(people.amina, { context: pickContextKeys(flood) })
  await startThread(people.bounmy, 'Boats?', flood)
  await inTransaction(() => aPractice('boats', 'Boats for all', flood))
})
afterAll(closeMarkdown)

async function cellOf(crisisType: string, phase: string, view: Parameters<typeof coverage>[0] = {}) {
  const matrix = await coverage(view)
  const row = matrix.guidelines.find(({ number }) => number === 8)
  const type = matrix.crisisTypes.findIndex(({ slug }) => slug === crisisType)
  return row?.cells[type]?.[matrix.phases.findIndex(({ slug }) => slug === phase)]
}

describe('the matrix', () => {
  it('counts lessons by state, practices and threads, a first level with all below it, each thing once', async () => {
    const cell = await cellOf('natural-disaster', 'emergency-response')
    expect(cell).toMatchObject({ lessons: 2, threads: 1 })
    expect(cell?.states).toMatchObject({ observation: 1, 'lesson-learned': 1, 'lesson-identified': 0 })
    expect((await cellOf('conflict', 'emergency-response'))?.lessons).toBe(1)
  })

  it('counts a sample practice for its guideline, and tells how fresh a cell is', async () => {
    const cell = await cellOf('drought', 'emergency-response', { level: 2 })
    expect(cell).toMatchObject({ lessons: 1, threads: 0 })
    expect(Date.parse(cell?.newest ?? '')).toBeGreaterThan(Date.parse('2026-01-01'))
  })

  it('holds nothing that not everyone may see', async () => {
    const before = await cellOf('natural-disaster', 'emergency-response')
    await db.lesson.updateMany({ where: { state: 'submitted' }, data: { title: 'Still submitted' } })
    expect(await cellOf('natural-disaster', 'emergency-response')).toEqual(before)
  })

  it.each([{}, { level: 2 as const }, { crisisType: 'natural-disaster' }, { crisisType: 'flood' }])(
    'has the numbers of the lists it leads to, as %o',
    async (view) => {
      const matrix = await coverage(view)
      for (const { number, cells } of matrix.guidelines.filter((row) => row.number === 8)) {
        for (const [type, row] of cells.entries()) {
          for (const [phase, cell] of row.entries()) {
            const query = new URLSearchParams({ guideline: String(number) })
            query.set('crisisType', matrix.crisisTypes[type]?.slug ?? '')
            query.set('phase', matrix.phases[phase]?.slug ?? '')
            const filter = parseContextFilter(query)
            const all = { limit: 200, formats: 'en' }
            const lists = await Promise.all([
              listLessons(null, filter, all),
              listPractices(null, filter, all),
              listThreads(null, filter, all),
            ])
            expect([cell.lessons, cell.practices, cell.threads]).toEqual(lists.map(({ rows }) => rows.length))
          }
        }
      }
    },
  )

  it('changes with what is written', async () => {
    const before = (await cellOf('other', 'post-crisis-action'))?.threads ?? 0
    await startThread(people.farid, 'New', {
      guideline: ['8'],
      crisisType: ['epidemic'],
      phase: ['post-crisis-action'],
    })
    const [other, natural] = await Promise.all(
      ['other', 'natural-disaster'].map((slug) => cellOf(slug, 'post-crisis-action')),
    )
    expect((other?.threads ?? 0) + (natural?.threads ?? 0)).toBeGreaterThan(before)
  })
})

describe('GET /coverage', () => {
  it('answers with the matrix, and 404 for a crisis type that is none', async () => {
    expect((await run(loader, get('/coverage'))).data.matrix.guidelines).toHaveLength(15)
    expect((await run(loader, get('/coverage?crisisType=flood'))).data.matrix.crisisTypes).toHaveLength(1)
    expect((await run(loader, get('/coverage?crisisType=godzilla'))).status).toBe(404)
  })

  it('is CSV too, a line a cell', async () => {
    const { headers, data } = await run(csv, get('/coverage.csv'))
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(headers.get('content-disposition')).toContain('attachment')
    expect(data.trimEnd().split('\r\n')).toHaveLength(1 + 15 * 3 * 3)
    expect(data).toContain('\r\n8,')
  })

  it('is a picture that can do nothing', async () => {
    const { headers, data } = await run(svg, get('/coverage.svg'))
    expect(headers.get('content-type')).toContain('image/svg+xml')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(data).not.toMatch(/<script|<style|\son\w+=|style=|href=/)
  })

  it('cannot be led astray by a label', async () => {
    const matrix = await coverage({})
    const evil = { ...matrix, phases: [{ slug: 'x', label: '</text><script>alert(1)</script>' }] }
    expect(coveragePicture(evil, translate('en'))).not.toContain('<script>')
    expect(coverageCsv({ ...evil, phases: [{ slug: 'x', label: '=1+1' }] }, translate('en'))).toContain("'=1+1")
  })
})
