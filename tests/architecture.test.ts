import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { breachesOf, circlesIn, type Import, importsOf, partOf, type Rules, specifiersIn } from './support/import-graph'

/** As app/README.md tells it under "Direction of imports". */
const rules: Rules = {
  ground: ['lib', 'ui', 'i18n', 'db', 'events'],
  features: [
    ['features/members'],
    ['features/taxonomy'],
    ['features/guidelines'],
    ['features/reuses'],
    ['features/practices'],
    ['features/context'],
    ['features/harm'],
    ['features/threads', 'features/lessons', 'features/peer-sessions'],
    ['features/session-notes', 'features/session-actions'],
    ['features/harvest', 'features/following'],
    ['features/notifications'],
    ['features/search', 'features/reference', 'features/insights'],
    ['features/exports', 'features/session-page'],
  ],
  doors: ['realtime', 'routes'],
  closedToDoors: ['db', 'events', 'reactions'],
  forIslands: ['realtime/browser-socket.ts', 'realtime/lasting-socket.ts', 'realtime/protocol.ts'],
  top: ['reactions', 'server', 'demo', 'refuse-flood', 'root', 'entry', 'islands'],
}

describe('the application', () => {
  const imports = importsOf(fileURLToPath(new URL('../app', import.meta.url)))

  it('imports in the direction of its map', () => {
    expect(breachesOf(rules, imports)).toEqual([])
  })

  it('has no circles', () => {
    expect(circlesIn(imports).map((circle) => circle.join(' -> '))).toEqual([])
  })

  it('is seen by the checker at all', () => {
    expect(imports).toContainEqual({ from: 'events.server.ts', to: 'db.server.ts', typesOnly: false })
    expect(imports).toContainEqual({ from: 'db.server.ts', to: 'events.server.ts', typesOnly: true })
  })
})

describe('a route that takes forms', () => {
  const folder = new URL('../app/routes/', import.meta.url)
  const sources = readdirSync(folder).map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }))
  const takesForms = sources.filter(({ text }) => /export (?:async function|const) action\b/.test(text))

  it('has a page for what it refuses, unless scripts alone ask it', () => {
    const without = takesForms.filter(({ text }) => !/export default|as default/.test(text))
    expect(without.map(({ name }) => name)).toEqual(['lessons.autosave.ts'])
    expect(takesForms.length).toBeGreaterThan(50)
  })
})

describe('the checker', () => {
  const take = (from: string, to: string, typesOnly = false): Import => ({ from, to, typesOnly })

  it('lets features import the ground and what stands lower, and doors the features', () => {
    const fine = [
      take('features/lessons/post-lesson.server.ts', 'db.server.ts'),
      take('features/lessons/lesson.ts', 'features/members/viewer.ts'),
      take('features/lessons/lesson.ts', 'features/lessons/states.ts'),
      take('routes/lessons.new.tsx', 'features/lessons/lesson.ts'),
      take('lib/errors.ts', 'i18n/translate.ts'),
      take('reactions.server.ts', 'features/notifications/notify.server.ts'),
      take('server.ts', 'reactions.server.ts'),
      take('features/peer-sessions/ui/room.island.ts', 'realtime/browser-socket.ts'),
    ]
    expect(breachesOf(rules, fine)).toEqual([])
  })

  it.each([
    ['the ground importing a feature', take('ui/field.tsx', 'features/members/viewer.ts')],
    ['the ground importing a type of a feature', take('db.server.ts', 'features/members/viewer.ts', true)],
    ['a feature importing a higher one', take('features/members/a.ts', 'features/lessons/b.ts')],
    ['a feature importing one beside it', take('features/threads/a.ts', 'features/lessons/b.ts')],
    ['a feature importing a route', take('features/threads/a.ts', 'routes/b.tsx')],
    ['a feature importing the reactions', take('features/threads/a.ts', 'reactions.server.ts')],
    ['a route importing the database', take('routes/a.tsx', 'db.server.ts')],
    ['a route importing the events', take('routes/a.tsx', 'events.server.ts')],
    ['a route importing the reactions', take('routes/a.tsx', 'reactions.server.ts')],
    ['a feature importing the socket', take('features/threads/a.server.ts', 'realtime/browser-socket.ts')],
    ['an island importing the gateway', take('features/threads/a.island.ts', 'realtime/gateway.server.ts')],
    ['a part that the map does not name', take('features/unheard-of/a.ts', 'lib/ids.ts')],
  ])('refuses %s', (_, breach) => {
    expect(breachesOf(rules, [breach])).toHaveLength(1)
  })

  it('finds a circle through several files, and none through types', () => {
    const circle = [take('a.ts', 'b.ts'), take('b.ts', 'c.ts'), take('c.ts', 'a.ts')]
    expect(circlesIn(circle)).toEqual([['a.ts', 'b.ts', 'c.ts', 'a.ts']])
    expect(circlesIn([take('a.ts', 'b.ts'), take('b.ts', 'c.ts'), take('c.ts', 'a.ts', true)])).toEqual([])
    expect(circlesIn([take('a.ts', 'b.ts'), take('a.ts', 'c.ts'), take('b.ts', 'c.ts')])).toEqual([])
  })

  it('sees static, dynamic, re-exporting and type imports', () => {
    const text = `
      import a from './a'
      import { type B } from './b'
      import type { C } from './c'
      import './d'
      export * from './e'
      export type { F } from './f'
      const g = () => import('./g')
      type H = import('./h').H
      // import './not-this'
      const i = "import './nor-this'"`
    const seen = specifiersIn('x.ts', text).map(
      ({ specifier, typesOnly }) => `${specifier}${typesOnly ? ' types' : ''}`,
    )
    expect(seen).toEqual(['./a', './b types', './c types', './d', './e', './f types', './g', './h types'])
  })

  it('knows the part of the map that a file belongs to', () => {
    expect(partOf('features/lessons/ui/lesson-page.tsx')).toBe('features/lessons')
    expect(partOf('routes/_index.tsx')).toBe('routes')
    expect(partOf('db.server.ts')).toBe('db')
    expect(partOf('root.tsx')).toBe('root')
  })
})
