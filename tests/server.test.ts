import { spawn } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { startApplication } from './support/application'
import { scratchFile } from './support/database'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Starts the application with settings and waits until it ends, or until it has printed what ends the wait. */
async function start(env: Record<string, string>, until?: RegExp) {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_ENV$|TEST$|MODE$|DEV$)/.test(name))
  const child = spawn(process.execPath, ['app/server.mjs'], {
    cwd: root,
    env: {
      ...Object.fromEntries(inherited),
      PORT: '0',
      DATABASE_URL: `file:${scratchFile()}`,
      ...env,
    } as unknown as NodeJS.ProcessEnv, // the types of Remix ask for NODE_ENV, which the application sets itself
  })
  let printed = ''
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  const seen = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        printed += chunk
        if (until?.test(printed)) resolve()
      })
    }
  })
  await Promise.race([ended, seen])
  return {
    printed: () =>
      printed
        .split('\n')
        .filter((line) => line && !line.startsWith('{'))
        .join('\n'),
    stop: () => child.kill('SIGTERM'),
    ended,
  }
}

describe('a start', () => {
  it.each([
    [{ PORT: 'many' }, /^The setting PORT is "many"; it must be .+\.$/],
    [{ ORIGIN: 'exchange.example.org' }, /^The setting ORIGIN is "exchange.example.org"; it must be .+\.$/],
    [
      { DATABASE_URL: 'file:/dev/null/x.db' },
      /^The database \/dev\/null\/x.db, which DATABASE_URL names, cannot be .+\.$/,
    ],
  ])('with %j ends with one clear sentence', async (env, sentence) => {
    const { printed, ended } = await start(env)
    expect(await ended).toBe(1)
    expect(printed()).toMatch(sentence)
  })

  it('on a file that is no database ends with one clear sentence', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'start-')), 'notes.txt')
    writeFileSync(file, 'These are notes and no database. '.repeat(200))
    const { printed, ended } = await start({ DATABASE_URL: `file:${file}` })
    expect(await ended).toBe(1)
    expect(printed()).toMatch(/^The database .+notes\.txt, which DATABASE_URL names, cannot be opened: .+\.$/)
  })

  it('prints the link for the first administrator under ORIGIN, and SIGTERM ends it cleanly', async () => {
    const { printed, stop, ended } = await start({ ORIGIN: 'https://exchange.example.org' }, /first-administrator/)
    expect(printed()).toMatch(/ https:\/\/exchange\.example\.org\/first-administrator\/[\w-]{43}\b/)
    stop()
    expect(await ended).toBe(0)
  })
})

describe('a running server', () => {
  it('answers a search of 10,000 characters of any kind', async () => {
    const application = await startApplication()
    try {
      for (const q of ['a', '"', '水', '😀']) {
        const answer = await fetch(`${application.url}/search?q=${encodeURIComponent(q.repeat(10_000))}`)
        expect(answer.status, q).toBe(200)
      }
    } finally {
      await application.stop()
    }
  })

  it('says to who guesses passwords when to come back', async () => {
    const application = await startApplication({ env: { RATE_LIMIT_SCALE: '0.1' } })
    try {
      const guess = () =>
        fetch(`${application.url}/sign-in`, {
          method: 'POST',
          headers: { origin: application.url },
          body: new URLSearchParams({ email: 'amina@example.org', password: 'a guess' }),
        })
      expect((await guess()).status).toBe(400)
      const refused = await guess()
      expect(refused.status).toBe(429)
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
      expect(await refused.text()).toMatch(/Wait \d+ minutes/)
    } finally {
      await application.stop()
    }
  })
})
