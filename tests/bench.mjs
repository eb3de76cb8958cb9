// `npm run bench`: measures the built application on 20,000 posts beside bare servers in the same run, and prints one table.
// Figures depend on the machine, ratios hardly: the budgets are in them. `npm run bench -- --quick` takes a third of the time.
// The exit code tells only whether the measurement itself worked.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { ensureBuild } from '../app/build.mjs'
import { fillLessons, measureCoverage } from './bench/coverage.mjs'
import { fill } from './bench/fill.mjs'
import { measurePage } from './bench/pages.mjs'
import { measureRoom, percentile } from './bench/room.mjs'
import { startServer, stopServers } from './bench/server.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const quick = process.argv.includes('--quick')
const seconds = quick ? 2 : 8
const rooms = [200, 500, 1_000, 2_000]
const roomSeconds = quick ? 3 : 8

const rows = []
const round = (value, digits = 0) =>
  value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })

/** Adds a line to the table. `must` holds for `value`; without one the line is for information. */
function report({ what, measured, bare = '', ratio, must, value, within }) {
  const ok = must === undefined ? '' : within(value) ? 'yes' : 'NO'
  rows.push([what, measured, bare, ratio === undefined ? '' : round(ratio, 2), must ?? '', ok])
}

const atLeast = (limit) => (value) => value >= limit
const atMost = (limit) => (value) => value <= limit

async function bench(folder) {
  ensureBuild()
  const server = (name) => join(root, 'tests/bench', `${name}.mjs`)
  const database = join(folder, 'bench.db')
  const env = {
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    PORT: '0',
    ORIGIN: '',
    TRUST_PROXY: '',
    LOG_LEVEL: 'warn',
    DATABASE_URL: `file:${database}`,
    RATE_LIMIT_SCALE: '1000000',
  }
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const flags = scripts.start.split(' ').filter((word) => word.startsWith('--'))
  const startApp = () => startServer(join(root, 'app/server.mjs'), env, flags)
  await (await startApp()).stop()
  const filled = fill(database)

  const bare = await startServer(server('bare-http'))
  const starts = []
  for (let times = 0; times < 3; times++) {
    const app = await startApp()
    starts.push(app.startedIn)
    await app.stop()
  }
  const start = starts.sort((a, b) => a - b)[1]
  report({
    what: 'start to listening, 20,000 posts',
    measured: `${round(start)} ms`,
    bare: `${round(bare.startedIn)} ms`,
    ratio: start / bare.startedIn,
    must: '≤ 2,000 ms',
    value: start,
    within: atMost(2_000),
  })

  const app = await startApp()
  const { thread, usualThread, cookies, word, sessionId } = filled
  const [cookie] = cookies
  const practices = '/practices?crisisType=natural-disaster'
  const pages = [
    { what: 'thread page of 50 posts, guest', path: `/threads/${thread}`, holds: 'data-post-id', least: 0.25 },
    {
      what: 'thread page of 50 posts, guest, not kept',
      path: `/threads/${thread}`,
      holds: 'data-post-id',
      differs: true,
    },
    {
      what: 'last page of 1,000 replies, guest, not kept',
      path: `/threads/${thread}?after=980`,
      holds: 'data-post-id',
      differs: true,
    },
    {
      what: 'thread page of 20 posts, member',
      path: `/threads/${usualThread}`,
      holds: 'data-post-id',
      cookie,
      most: 4,
    },
    { what: 'thread page of 50 posts, member', path: `/threads/${thread}`, holds: 'data-post-id', cookie },
    { what: 'list of practices, guest', path: practices, holds: '/practices/' },
    { what: 'list of practices, guest, not kept', path: practices, holds: '/practices/', differs: true },
    { what: 'list of threads, guest, not kept', path: '/threads', holds: '/threads/bench', differs: true },
    { what: 'search, guest', path: `/search?q=${word}`, holds: '/threads/bench' },
    { what: 'search, guest, not kept', path: `/search?q=${word}`, holds: '/threads/bench', differs: true },
  ]
  for (const { what, least, most, ...page } of pages) {
    const { rate, bareRate, cpu, bytes } = await measurePage(app, bare, page, seconds)
    const budget = least
      ? { must: `ratio ≥ ${least}`, value: rate / bareRate, within: atLeast(least) }
      : most && { must: `CPU ≤ ${most} ms`, value: cpu, within: atMost(most) }
    report({
      what: `${what} (${round(bytes / 1024, 1)} KB)`,
      measured: `${round(rate)}/s, CPU ${round(cpu, 2)} ms`,
      bare: `${round(bareRate)}/s`,
      ratio: rate / bareRate,
      ...budget,
    })
  }

  await benchRooms({ app, bareRoom: await startServer(server('bare-room')), cookies, sessionId })
  const { memory } = await app.usage()
  const bareMemory = (await bare.usage()).memory
  const megabytes = memory / 2 ** 20
  report({
    what: `memory after all of this, ${round(rooms.at(-1))} sockets`,
    measured: `${round(megabytes)} MB`,
    bare: `${round(bareMemory / 2 ** 20)} MB`,
    ratio: memory / bareMemory,
    must: '≤ 350 MB',
    value: megabytes,
    within: atMost(350),
  })

  const matrixFile = join(folder, 'coverage.db')
  fillLessons(database, matrixFile)
  const matrixApp = await startServer(join(root, 'app/server.mjs'), { ...env, DATABASE_URL: `file:${matrixFile}` })
  const { matrix, plain } = await measureCoverage(matrixApp, matrixFile, quick ? 11 : 31)
  report({
    what: 'coverage of 10,000 lessons after a write, beside the plain SQL',
    measured: `${round(matrix, 1)} ms`,
    bare: `${round(plain, 1)} ms`,
    ratio: matrix / plain,
    must: 'ratio ≤ 4',
    value: matrix / plain,
    within: atMost(4),
  })
}

/** Rooms of several sizes, ours and the bare one in turn and back again, so that what else the machine does hits both. */
async function benchRooms({ app, bareRoom, cookies, sessionId }) {
  const listeners = await startServer(join(root, 'tests/bench/listeners.mjs'))
  for (const sockets of rooms) {
    const room = { listeners, cookies, sessionId, sockets, seconds: roomSeconds }
    const [ours, theirs] = [[], []]
    for (const turn of quick ? ['ours', 'theirs'] : ['ours', 'theirs', 'theirs', 'ours']) {
      if (turn === 'ours') ours.push(await measureRoom({ ...room, server: app }))
      else {
        await bareRoom.tell({ shape: ours[0].shape })
        theirs.push(await measureRoom({ ...room, server: bareRoom }))
      }
    }
    const [all, allBare] = [ours, theirs].map((runs) => runs.flatMap(({ taken }) => taken))
    for (const [name, share] of [
      ['p50', 0.5],
      ['p99', 0.99],
    ]) {
      const [value, bare] = [percentile(all, share) / 1_000, percentile(allBare, share) / 1_000]
      const budget = { must: 'ratio ≤ 1.3', value: value / bare, within: atMost(1.3) }
      report({
        what: `room, ${round(sockets)} sockets, 10 messages/s, ${name}`,
        measured: `${round(value, 1)} ms`,
        bare: `${round(bare, 1)} ms`,
        ratio: value / bare,
        ...(name === 'p99' && sockets === 500 ? budget : {}),
      })
    }
    const [memory, bareMemory] = [ours, theirs].map((runs) => (runs.at(-1)?.memory ?? 0) / 1_024)
    report({
      what: `memory for each of ${round(sockets)} sockets`,
      measured: `${round(memory, 1)} KB`,
      bare: `${round(bareMemory, 1)} KB`,
      ratio: memory / bareMemory,
    })
    const [joined, bareJoined] = [ours[0].joined, theirs[0].joined]
    report({
      what: `until ${round(sockets)} are in the room`,
      measured: `${round(joined)} ms`,
      bare: `${round(bareJoined)} ms`,
      ratio: joined / bareJoined,
    })
  }
}

function printTable() {
  const table = [['what', 'measured', 'bare', 'ratio', 'must', 'ok'], ...rows]
  const widths = table[0].map((_, column) => Math.max(...table.map((row) => row[column].length)))
  for (const [number, row] of table.entries()) {
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    )
    if (number === 0) console.log(widths.map((width) => '-'.repeat(width)).join('  '))
  }
}

const folder = mkdtempSync(join(tmpdir(), 'peer-exchange-bench-'))
try {
  await bench(folder)
} catch (error) {
  console.error(error)
  process.exitCode = 1
} finally {
  printTable()
  await stopServers()
  rmSync(folder, { recursive: true, force: true })
}
process.exit()
