import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeEach, describe, expect, inject, test } from 'vitest'
import { db } from '~/db.server'
import { importCommand } from '~/features/practices/import-command.server'
import { importPractices } from '~/features/practices/import-practices.server'
import { useDatabase } from '../../support/database'

useDatabase()

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(inject('scratch'), 'import-'))
})

const write = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
  return path
}

let number = 0
/** A record like no other. */
const record = (fields: { source?: string; text?: string; more?: string } = {}) => {
  const words = `alpha${++number} beta${number} gamma${number} delta${number} epsilon${number} zeta${number} eta${number}`
  return `Type of practice: Funds
Country: Kenya
Name of Stakeholder: Government of Kenya
Type of Stakeholder: Host State
Type of crisis: Conflict
Crisis phase: Emergency Response
${fields.more ?? ''}

${fields.text ?? `The text of a record with ${words} and with theta${number} iota${number}.`}

GUIDELINE 8: Build capacity and learn lessons for emergency response and post-crisis action

${fields.source ? `Source: ${fields.source}` : ''}
`
}

const statuses = async (...paths: string[]) => (await importPractices(paths)).files.map(({ status }) => status)

describe('importing', () => {
  test('makes a practice, and the second time changes nothing', async () => {
    const path = write('a-fund.txt', record())
    const first = await importPractices([path])
    expect(first).toEqual({
      files: [{ file: path, status: 'created', title: 'A fund', slug: 'a-fund', doubts: [] }],
      totals: { created: 1, updated: 0, unchanged: 0, refused: 0 },
    })
    const before = await db.practice.findUniqueOrThrow({ where: { slug: 'a-fund' } })
    const events = await db.event.count()
    expect((await importPractices([path])).files[0]).toMatchObject({ status: 'unchanged', slug: 'a-fund' })
    expect(await db.practice.findUniqueOrThrow({ where: { slug: 'a-fund' } })).toEqual(before)
    expect(await db.event.count()).toBe(events)
  })

  test('announces what was created or updated', async () => {
    const path = write('announced.txt', record())
    await importPractices([path])
    const { id } = await db.practice.findUniqueOrThrow({ where: { slug: 'announced' } })
    write('announced.txt', record())
    await importPractices([path])
    const events = await db.event.findMany({ orderBy: { id: 'desc' }, take: 2 })
    expect(events.map(({ type, payload }) => [type, JSON.parse(payload)])).toEqual([
      ['practice.recorded', { practiceId: id, created: false }],
      ['practice.recorded', { practiceId: id, created: true }],
    ])
  })

  test('updates the record with the same source, whatever its file is called, and keeps its address', async () => {
    const first = write('one.txt', record({ source: 'https://www.example.org/my-practice-0' }))
    const second = write(
      'two.txt',
      `Title: Another title\n${record({ source: 'http://example.org/my-practice-0/' }).replace('Kenya', 'Uganda')}`,
    )
    expect(await statuses(first)).toEqual(['created'])
    expect((await importPractices([second])).files[0]).toMatchObject({
      status: 'updated',
      title: 'Another title',
      slug: 'my-practice',
    })
    const { context } = await db.practice.findUniqueOrThrow({
      where: { slug: 'my-practice' },
      include: { context: { include: { countries: true } } },
    })
    expect(context.countries.map(({ country }) => country)).toEqual(['UG'])
  })

  test('takes records of the same title with different sources for two, at two addresses', async () => {
    write('b/same.txt', record({ source: 'https://example.org/the-same-thing-0' }))
    write('b/other.txt', record({ source: 'https://example.org/the-same-thing-1' }))
    const { files } = await importPractices([folder])
    expect(files.map(({ status, slug }) => [status, slug])).toEqual([
      ['created', 'the-same-thing'],
      ['created', 'the-same-thing-2'],
    ])
    expect(files[1]?.doubts).toEqual(['looks like a duplicate of the-same-thing ("The same thing")'])
  })

  test('tells of a record whose text is that of another one', async () => {
    const text = 'A long description of one and the same practice, with enough words in it that it cannot be by chance.'
    await importPractices([write('first-name.txt', record({ text }))])
    const { files } = await importPractices([write('second-name.txt', record({ text: text.replace('long', 'short') }))])
    expect(files[0]).toMatchObject({
      status: 'created',
      doubts: ['looks like a duplicate of first-name ("First name")'],
    })
  })

  test('one record in two files of an import: the last is kept, and the second time changes nothing', async () => {
    const source = 'https://example.org/twice-told-0'
    write('a.txt', record({ source }))
    write('b.txt', record({ source }))
    const first = await importPractices([folder])
    expect(first.files.map(({ status }) => status)).toEqual(['created', 'updated'])
    expect(first.files[0]?.doubts).toEqual([
      `${join(folder, 'b.txt')} in this import is the same record; the last one read is kept`,
    ])
    expect(await statuses(folder)).toEqual(['unchanged', 'unchanged'])
  })

  test('never writes over a practice that was edited here, and says so', async () => {
    const path = write('edited-here.txt', record())
    await importPractices([path])
    await db.practice.update({
      where: { slug: 'edited-here' },
      data: { title: 'Edited', editedAt: new Date('2026-03-01T00:00:00Z') },
    })
    write('edited-here.txt', record())
    expect((await importPractices([path])).files[0]).toMatchObject({
      status: 'unchanged',
      title: 'Edited',
      doubts: ['the practice was edited here since; the record was not written over it'],
    })
  })

  test('keeps values that no list knows', async () => {
    const path = write('with-unknown.txt', record().replace('Funds', 'Puppet theatre'))
    const { files } = await importPractices([path])
    expect(files[0]?.doubts).toEqual(['unknown type of practice "Puppet theatre"'])
    expect(await db.practiceUnknownValue.findMany({ where: { practice: { slug: 'with-unknown' } } })).toMatchObject([
      { field: 'typeOfPractice', value: 'Puppet theatre' },
    ])
  })

  test('a name that stands alone on one record tells names apart on another, in whichever order they come', async () => {
    const joint = (names: string) => record().replace('Government of Kenya', names)
    write('a.txt', joint('Harbour Legal Aid, Northern Relief Board'))
    write('b.txt', joint('Harbour Legal Aid'))
    write('c.txt', joint('Northern Relief Board'))
    const { files } = await importPractices([folder])
    expect(files[0]?.doubts).toEqual([])
    const practice = await db.practice.findUniqueOrThrow({
      where: { slug: files[0]?.slug ?? '' },
      include: { stakeholders: { orderBy: { position: 'asc' } } },
    })
    expect(practice.stakeholders.map(({ name }) => name)).toEqual(['Harbour Legal Aid', 'Northern Relief Board'])
  })

  test('a description’s HTML runs nothing and keeps its addresses as links', async () => {
    const text =
      'See <script>alert(1)</script> & <img src=x onerror=alert(1)> at https://a.example/?a=1&b="2.\n\n• one\n• two'
    await importPractices([write('hostile.txt', record({ text }))])
    const { descriptionHtml } = await db.practice.findUniqueOrThrow({ where: { slug: 'hostile' } })
    expect(descriptionHtml).toBe(
      '<p dir="auto">See &lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;img src=x onerror=alert(1)&gt; at <a href="https://a.example/?a=1&amp;b=" rel="nofollow noopener noreferrer">https://a.example/?a=1&amp;b=</a>&quot;2.</p>\n<ul dir="auto"><li>one</li><li>two</li></ul>',
    )
  })
})

describe('what cannot be imported', () => {
  test('is refused with a clear line each, and the good ones are in', async () => {
    write('01-empty.txt', '')
    write(
      '02-binary.txt',
      Uint8Array.from({ length: 512 }, (_, at) => at % 256),
    )
    write('03-latin.txt', Buffer.from('Type of practice: Été', 'latin1'))
    write('04-large.txt', `Type of practice: Funds\n${'x'.repeat(10 * 1024 * 1024)}`)
    write('05-prose.txt', 'Dear all,\nthis is a letter.\n')
    write('deep/er/06-good-record.txt', record())
    write('07-with-crlf.TXT', `\uFEFF${record().replaceAll('\n', '\r\n')}`)
    write('ignored.pdf', 'not looked at')
    const { files, totals } = await importPractices([folder])
    expect(files.map(({ status, doubts }) => [status, ...doubts])).toEqual([
      ['refused', 'the file is empty'],
      ['refused', 'the file is binary, not text'],
      ['refused', 'the file is not in UTF-8: save it as UTF-8 and import it again'],
      ['refused', 'the file has 10.0 MB; a record has at most 1 MB of text'],
      ['refused', 'the file is no practice record: none of a record’s labels is in it'],
      ['created'],
      ['created'],
    ])
    expect(totals).toEqual({ created: 2, updated: 0, unchanged: 0, refused: 5 })
    expect(await db.practice.count({ where: { slug: { in: ['good-record', 'with-crlf'] } } })).toBe(2)
  })

  test('a path that leads nowhere, a folder without records and a link in a circle are told', async () => {
    mkdirSync(join(folder, 'empty'))
    symlinkSync(folder, join(folder, 'empty/circle.txt'))
    mkdirSync(join(folder, 'nothing'))
    const { files } = await importPractices([
      join(folder, 'missing.txt'),
      join(folder, 'nothing'),
      join(folder, 'empty'),
    ])
    expect(files.map(({ status, doubts }) => [status, doubts[0]])).toEqual([
      ['refused', 'there is no such file or folder'],
      ['refused', 'the folder has no .txt file'],
      ['refused', 'this is neither a file nor a folder'],
    ])
  })
})

describe('a dry run', () => {
  test('says what would happen and writes nothing', async () => {
    write('dry-one.txt', record())
    write('dry-two.txt', record({ source: 'https://example.org/dry-one-0' }))
    write('empty.txt', '')
    const count = await db.practice.count()
    const dry = await importPractices([folder], { dryRun: true })
    expect(await db.practice.count()).toBe(count)
    const real = await importPractices([folder])
    expect(dry).toEqual(real)
    expect(await importPractices([folder], { dryRun: true })).toEqual(await importPractices([folder]))
  })
})

describe('the command', () => {
  const run = async (...words: string[]) => {
    const out: string[] = []
    const errors: string[] = []
    const code = await importCommand(words, { print: (line) => out.push(line), error: (line) => errors.push(line) })
    return { code, out: out.join('\n'), errors: errors.join('\n') }
  }

  test('prints a line for each file with its doubts below, and totals', async () => {
    write('a-command.txt', record().replace('Country: Kenya\n', ''))
    const { code, out } = await run(folder)
    expect(out).toBe(
      `created    ${join(folder, 'a-command.txt')}  A command\n    country missing\n1 created, 0 updated, 0 unchanged, 0 refused`,
    )
    expect(code).toBe(0)
  })

  test('prints JSON alone where it is asked for', async () => {
    write('json.txt', record())
    write('refused.txt', '')
    const { code, out } = await run('--json', folder)
    expect(JSON.parse(out)).toEqual({
      files: [
        { file: join(folder, 'json.txt'), status: 'created', title: 'Json', slug: 'json', doubts: [] },
        {
          file: join(folder, 'refused.txt'),
          status: 'refused',
          title: null,
          slug: null,
          doubts: ['the file is empty'],
        },
      ],
      totals: { created: 1, updated: 0, unchanged: 0, refused: 1 },
    })
    expect(code).toBe(1)
  })

  test('says so where nothing was written', async () => {
    write('dry.txt', record())
    expect((await run('--dry-run', folder)).out).toMatch(/Nothing was written/)
    expect(await db.practice.findUnique({ where: { slug: 'dry' } })).toBeNull()
  })

  test('without a path, or with an option that it does not know, it says what is wrong and ends with 1', async () => {
    expect(await run()).toMatchObject({ code: 1, out: '', errors: expect.stringMatching(/at least one file/) })
    expect(await run('--jsn', folder)).toMatchObject({ code: 1, out: '', errors: expect.stringMatching(/--jsn/) })
    expect(await run('--help')).toMatchObject({ code: 0, out: expect.stringMatching(/npm run import/) })
  })
})
