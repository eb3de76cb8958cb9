/**
 * `npm run generate`: writes the Prisma client to app/generated/prisma, without the network, and only when the schema or
 * Prisma has changed.
 *
 * `prisma generate` looks for a native schema engine that it does not use and would download it. It is satisfied with any
 * file that exists, so the child (and only the child: other Prisma commands would silently do nothing) is shown this
 * node. Deletable once `prisma generate` asks for no engine.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const schemaFolder = join(root, 'prisma', 'schema')
const clientFolder = join(root, 'app', 'generated', 'prisma')
const stampFile = join(clientFolder, '.generated-from')
const require = createRequire(import.meta.url)

/** Generates the client where it is stale. Returns whether it did; throws with Prisma's own words when it cannot. */
export function generateClient() {
  const stamp = stampOfSchema()
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return false
  const prisma = join(require.resolve('prisma/package.json'), '..', 'build', 'index.js')
  const child = spawnSync(process.execPath, [prisma, 'generate', '--schema', schemaFolder], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1' },
  })
  if (child.status !== 0) throw new Error(`The Prisma client could not be generated.\n${child.stdout}${child.stderr}`)
  writeFileSync(stampFile, stamp)
  return true
}

function stampOfSchema() {
  const hash = createHash('sha256').update(require('prisma/package.json').version)
  for (const file of readdirSync(schemaFolder).sort()) {
    if (file.endsWith('.prisma')) hash.update(file).update(readFileSync(join(schemaFolder, file)))
  }
  return hash.digest('hex')
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  if (generateClient()) console.log('The Prisma client was generated.')
}
