/** `npm test`: generates the client and builds the application where they are stale, then runs all tests, or those named. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { ensureBuild } from '../app/build.mjs'
import { generateClient } from '../prisma/generate.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = join(root, 'tests', '.tmp')
const report = join(folder, `report-${process.pid}.json`)

generateClient()
await ensureBuild()
mkdirSync(folder, { recursive: true })

const env = { ...process.env }
if (env.NODE_ENV === 'production') delete env.NODE_ENV
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
const child = spawnSync(
  process.execPath,
  [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', ...reporters, ...process.argv.slice(2)],
  { cwd: root, env, stdio: 'inherit' },
)
const { passed, failed } = counted()
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = child.status ?? 1

/** A test file that could not be loaded or set up counts as one failure. */
function counted() {
  if (!existsSync(report)) return { passed: 0, failed: 1 }
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'))
  rmSync(report)
  const unloaded = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
  )
  return { passed: numPassedTests, failed: numFailedTests + unloaded.length }
}
