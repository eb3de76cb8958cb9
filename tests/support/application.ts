import { type ChildProcess, spawn } from 'node:child_process'
import { copyFileSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { inject } from 'vitest'
import { scratchFile } from './database'

const root = fileURLToPath(new URL('../..', import.meta.url))

export interface Application {
  /** Without a slash at the end. It stays the same over a restart. */
  readonly url: string
  readonly databasePath: string
  /** All that it has printed and logged since the first start. */
  output(): string
  /** Ends it as an operator does (SIGTERM) and waits; kills it when that takes longer than ten seconds. */
  stop(): Promise<void>
  /** Ends it as a power cut does (SIGKILL). */
  kill(): Promise<void>
  /** Starts it again on the same port and database; stops it first where it runs. */
  restart(): Promise<void>
}

/**
 * Starts the application as `npm start` does, on a free port, and waits until it is healthy. The caller stops it; where a
 * test run is cut off, it ends with the run.
 *
 * @param database the file of useDatabase(), to share members with the test; a fresh copy of the template without it
 * @param env settings that differ from the defaults; nobody is slowed down unless RATE_LIMIT_SCALE says so
 */
export async function startApplication({
  database,
  env = {},
}: {
  database?: string
  env?: Record<string, string>
} = {}): Promise<Application> {
  const databasePath = database ?? scratchFile()
  if (!database) copyFileSync(inject('template'), databasePath)
  let output = ''
  let child: ChildProcess | undefined
  let url = ''

  async function start() {
    const port = url ? new URL(url).port : '0'
    const started = spawn(process.execPath, ['--import', endsWithItsParent, 'app/server.mjs'], {
      cwd: root,
      env: {
        ...ownEnvironment(),
        HOST: '127.0.0.1',
        RATE_LIMIT_SCALE: '10000',
        ...env,
        PORT: port,
        DATABASE_URL: `file:${databasePath}`,
      } as unknown as NodeJS.ProcessEnv, // the types of Remix ask for NODE_ENV, which the application sets itself
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    child = started
    let said = ''
    const hear = (chunk: Buffer) => {
      said += chunk
      output += chunk
    }
    started.stdout.on('data', hear)
    started.stderr.on('data', hear)
    const printedPort = () => /https?:\/\/[^\s/]*:(\d+)/.exec(said)?.[1]
    await until(
      started,
      () => printedPort() !== undefined,
      () => said,
    )
    url = `http://127.0.0.1:${printedPort()}`
    await until(
      started,
      async () => (await fetch(`${url}/health`)).ok,
      () => said,
    )
  }

  async function end(signal: NodeJS.Signals) {
    const ending = child
    child = undefined
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return
    const ended = new Promise((resolve) => ending.once('exit', resolve))
    ending.kill(signal)
    const impatience = setTimeout(() => ending.kill('SIGKILL'), 10_000)
    await ended
    clearTimeout(impatience)
  }

  const application: Application = {
    get url() {
      return url
    },
    databasePath,
    output: () => output,
    stop: async () => {
      await end('SIGTERM')
      if (!database) for (const ending of ['', '-wal', '-shm']) rmSync(`${databasePath}${ending}`, { force: true })
    },
    kill: () => end('SIGKILL'),
    restart: async () => {
      await end('SIGTERM')
      await start()
    },
  }
  try {
    await start()
  } catch (error) {
    await end('SIGKILL')
    throw error
  }
  return application
}

/** Code that runs before the application: however the test's process ends, its end of standard input closes. */
const endsWithItsParent = `data:text/javascript,${encodeURIComponent(
  "process.stdin.on('close', () => process.kill(process.pid, 'SIGKILL')).resume().unref()",
)}`

/** Without what the test runner put there: Vite leaves Remix out where VITEST is set. */
function ownEnvironment() {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(VITEST|VITE_|NODE_ENV$|TEST$|PROD$|DEV$|MODE$|SSR$)/.test(name),
  )
  return Object.fromEntries(inherited)
}

async function until(child: ChildProcess, ready: () => boolean | Promise<boolean>, said: () => string) {
  const deadline = Date.now() + 90_000
  for (;;) {
    if (
      await Promise.resolve()
        .then(ready)
        .catch(() => false)
    )
      return
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`The application ended at its start.\n${said()}`)
    if (Date.now() > deadline) throw new Error(`The application did not become healthy.\n${said()}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}
