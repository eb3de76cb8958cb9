// Builds what is stale: the Prisma client, then the server and browser bundles, with compressed copies of the assets.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const stamp = join(root, 'build/.stamp')
const sources = [
  'app',
  'public',
  'prisma/schema',
  'package-lock.json',
  'remix.config.js',
  'vite.config.ts',
  'tsconfig.json',
]

function* filesIn(path) {
  if (!existsSync(path)) return
  if (statSync(path).isFile()) return yield path
  for (const name of readdirSync(path).sort()) if (name !== 'generated') yield* filesIn(join(path, name))
}

function digest() {
  const hash = createHash('sha256')
  for (const source of sources) {
    for (const file of filesIn(join(root, source)))
      hash.update(file.slice(root.length)).update('\0').update(readFileSync(file))
  }
  return hash.digest('hex')
}

const run = (file, args, env = {}) =>
  execFileSync(process.execPath, [join(root, file), ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  })

/** Generates the Prisma client where the schema has changed. */
export const ensureClient = () => run('prisma/generate.mjs', [])

/** Compresses the browser's files once, as small as they get. */
function compressAssets() {
  for (const file of filesIn(join(root, 'build/client'))) {
    if (!/\.(?:js|css|svg|json|webmanifest|txt)$/.test(file)) continue
    const bytes = readFileSync(file)
    writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }))
    writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }))
  }
}

function locked(work) {
  const lock = join(root, 'build.lock')
  for (;;) {
    try {
      mkdirSync(lock)
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
      // A build takes seconds: a lock of two minutes was left by a process that died.
      if (Date.now() - statSync(lock, { throwIfNoEntry: false })?.mtimeMs > 120_000)
        rmSync(lock, { recursive: true, force: true })
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200)
    }
  }
  try {
    return work()
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}

/** Builds the application unless the build is of these very sources. Two processes at once build once. */
export function ensureBuild() {
  locked(() => {
    const wanted = digest()
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
    ensureClient()
    run('node_modules/@remix-run/dev/dist/cli.js', ['vite:build', '--logLevel', 'warn'], { NODE_ENV: 'production' })
    compressAssets()
    writeFileSync(stamp, wanted)
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) ensureBuild()
