import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { fixLock } from '../../prisma/fix-lock.mjs'

const lockFile = fileURLToPath(new URL('../../package-lock.json', import.meta.url))

describe('package-lock.json', () => {
  it('installs on every platform and names no registry; where not, `npm run lock` was forgotten', () => {
    const text = readFileSync(lockFile, 'utf8')
    expect(fixLock(JSON.parse(text))).toEqual([])
    expect(text).not.toContain('"resolved"')
  })
})

describe('repairing a lock', () => {
  const lock = () => ({
    packages: {
      '': {},
      'node_modules/tool': {
        version: '1.2.3',
        dev: true,
        resolved: 'https://registry.example/tool.tgz',
        integrity: 'sha512-x',
        optionalDependencies: { '@tool/linux-arm64-musl': '1.2.3', '@tool/win32-x64': '1.2.3', ranged: '^1.0.0' },
      },
      'node_modules/tool/node_modules/@tool/win32-x64': { version: '1.2.3' },
    } as Record<string, object>,
  })

  it('adds what is missing, guarded by its platform, and leaves what is nested or a range', () => {
    const repaired = lock()
    expect(fixLock(repaired)).toEqual(['@tool/linux-arm64-musl'])
    expect(repaired.packages['node_modules/@tool/linux-arm64-musl']).toEqual({
      version: '1.2.3',
      dev: true,
      optional: true,
      os: ['linux'],
      cpu: ['arm64'],
      libc: ['musl'],
    })
  })

  it('takes out where packages came from, keeps what they contain, and does nothing the second time', () => {
    const repaired = lock()
    fixLock(repaired)
    expect(repaired.packages['node_modules/tool']).not.toHaveProperty('resolved')
    expect(repaired.packages['node_modules/tool']).toHaveProperty('integrity', 'sha512-x')
    expect(fixLock(repaired)).toEqual([])
  })
})
