// Starts a server in a process of its own, asks what it has used, and ends it.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'

/** Runs before the server: it tells what the process has used, and ends with whoever started it. */
const probe = `data:text/javascript,${encodeURIComponent(`
  import { setFlagsFromString } from 'node:v8'
  import { runInNewContext } from 'node:vm'
  process.on('message', (message) => {
    if (message === 'usage') process.send({ usage: { cpu: process.cpuUsage(), memory: process.memoryUsage.rss() } })
    if (message !== 'memory') return
    setFlagsFromString('--expose-gc')
    runInNewContext('gc')()
    const { heapUsed, external } = process.memoryUsage()
    process.send({ memory: heapUsed + external })
  })
  process.on('disconnect', () => process.exit())
`)}`

const running = new Set()

/** Ends all that was started here, however the measurement ended. */
export async function stopServers() {
  await Promise.all([...running].map((server) => server.stop()))
}

/**
 * @param {string} file
 * @param {Record<string, string>} [env]
 * @param {string[]} [flags] of node
 * @returns a server that listens; `startedIn` is how long that took, in milliseconds
 */
export async function startServer(file, env = {}, flags = []) {
  const { NODE_OPTIONS: _, ...inherited } = process.env
  const began = performance.now()
  const child = fork(file, [], {
    env: { ...inherited, ...env },
    execArgv: ['--import', probe, ...flags],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let said = ''
  const server = {
    url: '',
    startedIn: 0,
    /** Sends it something and waits for the answer. */
    async tell(message, within = 10_000) {
      const answer = once(child, 'message', { signal: AbortSignal.timeout(within) })
      child.send(message)
      return (await answer)[0]
    },
    /** @returns {Promise<{cpu: number, memory: number}>} milliseconds of processor time so far, bytes of memory now */
    async usage() {
      const { usage } = await server.tell('usage')
      return { cpu: (usage.cpu.user + usage.cpu.system) / 1_000, memory: usage.memory }
    },
    /** @returns {Promise<number>} bytes that its objects take once rubbish is gone */
    memory: async () => (await server.tell('memory')).memory,
    async stop() {
      running.delete(server)
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      const impatience = setTimeout(() => child.kill('SIGKILL'), 10_000)
      await ended
      clearTimeout(impatience)
    },
  }
  running.add(server)
  await new Promise((resolve, reject) => {
    const hear = (chunk) => {
      said += chunk
      const port = /https?:\/\/[^\s/]*:(\d+)/.exec(said)?.[1]
      if (!port || server.url) return
      server.startedIn = performance.now() - began
      server.url = `http://127.0.0.1:${port}`
      resolve()
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('exit', () => reject(new Error(`${file} ended.\n${said}`)))
    setTimeout(() => reject(new Error(`${file} did not start in time.\n${said}`)), 120_000).unref()
  })
  return server
}
