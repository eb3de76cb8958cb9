import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '~/db.server'
import { projectRoot } from '~/lib/project-root.server'
import { type Cast, cast } from '../support/cast'
import { useDatabase } from '../support/database'
import { get, post, run } from '../support/request'

useDatabase()
let people: Cast
let practice: string
beforeAll(async () => {
  people = await cast()
  practice = (await db.practice.findFirst({ select: { slug: true } }))?.slug ?? 'none'
})

// biome-ignore lint/suspicious/noExplicitAny: loaders and actions differ in what they answer
type Route = { loader?: (args: any) => unknown; action?: (args: any) => unknown }
const folder = join(projectRoot(), 'app/routes')
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => /^admin.*\.tsx?$/.test(name))
  .sort()
const load = (file: string) => import(join(folder, file)) as Promise<Route>

/** Real things behind the addresses, so that an administrator finds a page where others find none. */
const params = (file: string): Record<string, string> => ({
  number: '8',
  kind: 'crisisType',
  slug: file.startsWith('admin.practices') ? practice : 'conflict',
})

test('there are administrators’ pages', () => expect(files.length).toBeGreaterThanOrEqual(9))

describe.each(files)('%s', (file) => {
  test('asks who is there in its loader', async () => {
    const { loader } = await load(file)
    if (!loader) throw new Error('A page without a loader asks nobody.')
    for (const viewer of [null, people.amina, people.carmen, people.zed]) {
      expect((await run(loader, get('/admin', viewer), params(file))).status).toBe(404)
    }
    if (!file.startsWith('admin.practices.$slug') || practice !== 'none') {
      expect((await run(loader, get('/admin', people.dmitri), params(file))).status).toBe(200)
    }
  })

  test('asks who is there in its action, before it reads the form', async () => {
    const { action } = await load(file)
    if (!action) return
    for (const viewer of [null, people.amina, people.carmen, people.zed]) {
      const fields = {
        intent: 'role',
        memberId: people.amina.id,
        role: 'administrator',
        label: 'New',
        place: 'crisisType',
      }
      expect((await run(action, post('/admin', fields, viewer), params(file))).status).toBe(404)
      expect((await run(action, post('/admin', {}, viewer), params(file))).status).toBe(404)
    }
  })
})
