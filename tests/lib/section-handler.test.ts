import type { ServerBuild } from '@remix-run/node'
import { describe, expect, it } from 'vitest'
import { sectionHandler } from '~/lib/section-handler.server'

/** Routes that answer with their own name. */
function buildOf(paths: Record<string, { path?: string; index?: boolean; parentId?: string }>): ServerBuild {
  const route = (id: string) => ({ id, parentId: 'root', ...paths[id] })
  const routes = Object.fromEntries(
    Object.keys(paths).map((id) => [id, { ...route(id), module: { loader: () => new Response(id) } }]),
  )
  const known = Object.fromEntries(Object.keys(paths).map((id) => [id, { ...route(id), hasLoader: true, module: '' }]))
  return {
    entry: { module: { default: () => new Response('page'), handleError: () => {} } },
    routes: { root: { id: 'root', path: '', module: { default: () => null } }, ...routes },
    assets: { entry: { imports: [], module: '' }, routes: known, url: '', version: '' },
    future: {},
    publicPath: '/',
    assetsBuildDirectory: '',
    isSpaMode: false,
    mode: 'production',
  } as unknown as ServerBuild
}

const build = buildOf({
  threads: { path: 'threads' },
  thread: { path: 'threads/:id' },
  lesson: { path: 'lessons/:id' },
  layout: { path: 'admin' },
  inLayout: { path: 'members', parentId: 'layout' },
  any: { path: '*' },
})
const handle = sectionHandler(build, 'production')
const answer = async (path: string) => {
  const response = await handle(new Request(`http://localhost${path}`))
  return response.text()
}

describe('a request', () => {
  it.each([
    ['/threads', 'threads'],
    ['/threads/', 'threads'],
    ['/threads/abc?after=20', 'thread'],
    ['/lessons/abc', 'lesson'],
    ['/admin/members', 'inLayout'],
  ])('%s meets the route of its section', async (path, route) => {
    expect(await answer(path)).toBe(route)
  })

  it.each([
    ['/Threads/abc', 'thread'],
    ['/%74hreads/abc', 'thread'],
  ])('%s is read as Remix reads it', async (path, route) => {
    expect(await answer(path)).toBe(route)
  })

  it.each(['/nothing', '/lessons', '/__proto__', '/threads/a/b'])('%s meets what catches the rest', async (path) => {
    expect(await answer(path)).toBe('any')
  })
})
