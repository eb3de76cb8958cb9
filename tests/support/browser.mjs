/** Finds a Chromium for the tests in a real browser and starts it. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const flags = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  // Calls between two pages of this machine work without any other network.
  '--allow-loopback-in-peer-connection',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
]

/**
 * Starts the browser. The caller closes it.
 * @param {string[]} [more] further flags
 * @returns {Promise<import('playwright-core').Browser>}
 */
export async function launchBrowser(more = []) {
  const { path, args } = await findChromium()
  return chromium.launch({
    executablePath: path,
    headless: true,
    chromiumSandbox: false,
    args: [...args, ...flags, ...more],
  })
}

/**
 * In this order: CHROMIUM, a Chromium or Chrome of the system, the npm package @sparticuz/chromium (Linux on x64).
 * @returns {Promise<{path: string, args: string[]}>}
 * @throws {Error} with one sentence that says how to get one
 */
export async function findChromium(env = process.env, platform = process.platform) {
  if (env.CHROMIUM) {
    if (existsSync(env.CHROMIUM)) return { path: env.CHROMIUM, args: [] }
    throw new Error(`CHROMIUM names ${env.CHROMIUM}, which is not there.`)
  }
  const path = placesOf(env, platform).find((place) => existsSync(place))
  if (path) return { path, args: [] }
  const bundled = await bundledChromium(platform)
  if (bundled) return bundled
  throw new Error(
    'No Chromium was found for the browser tests: install Chromium or Chrome, or set CHROMIUM to the path of one.',
  )
}

function placesOf(env, platform) {
  if (platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].flatMap((name) =>
      ['/Applications', join(env.HOME ?? '', 'Applications')].map((folder) =>
        join(folder, `${name}.app`, 'Contents', 'MacOS', name),
      ),
    )
  }
  if (platform === 'win32') {
    const folders = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(Boolean)
    const programs = [
      'Google/Chrome/Application/chrome.exe',
      'Chromium/Application/chrome.exe',
      'Microsoft/Edge/Application/msedge.exe',
    ]
    return folders.flatMap((folder) => programs.map((program) => join(folder, program)))
  }
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  const folders = [...(env.PATH ?? '').split(delimiter).filter(Boolean), '/usr/bin', '/snap/bin', '/opt/google/chrome']
  return names.flatMap((name) => folders.map((folder) => join(folder, name)))
}

/**
 * Unpacks the bundled Chromium once into tests/.tmp, whole or not at all, however many ask at once. Its own flags are for
 * a cloud function (one process, no web security) and stay out: closing a page would end the browser.
 */
async function bundledChromium(platform) {
  if (platform !== 'linux' || process.arch !== 'x64') return null
  const version = versionOf('@sparticuz/chromium')
  if (!version) return null
  const folder = fileURLToPath(new URL(`../.tmp/chromium-${version}`, import.meta.url))
  if (!existsSync(folder)) await unpack(folder)
  useLibraries(folder)
  return { path: join(folder, 'chromium'), args: [] }
}

/** The version of an installed package, or null. */
function versionOf(name) {
  try {
    const main = createRequire(import.meta.url).resolve(name)
    const root = main.slice(0, main.lastIndexOf(join('node_modules', name)))
    return JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')).version
  } catch {
    return null
  }
}

async function unpack(folder) {
  mkdirSync(dirname(folder), { recursive: true })
  const part = mkdtempSync(`${folder}-`)
  const before = { ...process.env }
  try {
    // The package unpacks into the folder for temporary files, and its libraries only where it takes itself to be at Amazon.
    Object.assign(process.env, { TMPDIR: part, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' })
    const { default: bundled } = await import('@sparticuz/chromium')
    await bundled.executablePath()
  } finally {
    for (const name of ['TMPDIR', 'AWS_EXECUTION_ENV', 'LD_LIBRARY_PATH', 'FONTCONFIG_PATH', 'HOME']) {
      if (before[name] === undefined) delete process.env[name]
      else process.env[name] = before[name]
    }
  }
  try {
    renameSync(part, folder)
  } catch (error) {
    rmSync(part, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  }
}

/** A bare machine lacks a few libraries and any font: those of the bundle stand in. */
function useLibraries(folder) {
  if (spawnSync(join(folder, 'chromium'), ['--version']).status !== 0) {
    const own = [join(folder, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH]
    process.env.LD_LIBRARY_PATH = own.filter(Boolean).join(delimiter)
  }
  if (!existsSync('/etc/fonts/fonts.conf')) process.env.FONTCONFIG_PATH ??= join(folder, 'fonts')
}
