/**
 * `npm run lock`, after every `npm install`: makes package-lock.json the same whatever registry and platform wrote it.
 *
 * npm leaves out the optional packages of other platforms where a registry does not serve them, and `npm ci` then stops
 * with "Missing: … from lock file", here or elsewhere. This adds them, guarded by os and cpu as npm itself does, and takes
 * out the addresses packages were fetched from; what they contain is still held by their integrity.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const systems = ['darwin', 'linux', 'win32', 'freebsd', 'netbsd', 'openbsd', 'sunos', 'aix', 'android', 'openharmony']
const processors = ['x64', 'arm64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64', 'mips64el', 'wasm32']

/** Changes the lock in place. Returns the names of the packages added. */
export function fixLock(lock) {
  const { packages } = lock
  const added = []
  for (const [path, dependent] of Object.entries({ ...packages })) {
    delete packages[path].resolved
    for (const [name, version] of Object.entries(dependent.optionalDependencies ?? {})) {
      const exact = /^\d+\.\d+\.\d+[\w.-]*$/.test(version)
      if (!exact || isThere(packages, path, name)) continue
      packages[`node_modules/${name}`] = {
        version,
        ...(dependent.dev && { dev: true }),
        optional: true,
        ...platformOf(name),
      }
      added.push(name)
    }
  }
  lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)))
  return added
}

/** Whether `name` is found from the package at `path`, as node looks for it: in every node_modules up to the root. */
function isThere(packages, path, name) {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/'))).replace(/\/$/, '')) {
    if (packages[`${at ? `${at}/` : ''}node_modules/${name}`]) return true
    if (!at) return false
  }
}

/** From names such as @rollup/rollup-linux-x64-musl. */
function platformOf(name) {
  const parts = name.split('/').pop().split('-')
  const arm = parts.some((part) => part.startsWith('arm')) ? 'arm' : 'none'
  return {
    os: [parts.find((part) => systems.includes(part)) ?? 'none'],
    cpu: [processors.find((processor) => parts.includes(processor)) ?? arm],
    ...(parts.some((part) => part.startsWith('musl')) && { libc: ['musl'] }),
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const file = process.argv[2] ?? 'package-lock.json'
  const lock = JSON.parse(readFileSync(file, 'utf8'))
  const added = fixLock(lock)
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
  console.log(`${added.length} packages of other platforms were added to ${file}.`)
}
